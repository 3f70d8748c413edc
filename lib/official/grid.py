"""A workbook as sheets of cells, and cells by the address that a spreadsheet shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine as calamine

from lib.official.errors import OfficialError
from lib.official.words import Value, text_of, value_of


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from the first on, each as long as the widest. An empty cell is ""."""

    workbook: str
    name: str
    rows: list[list[Any]] = field(repr=False)

    def cell(self, row: int, column: int) -> Any:
        """What a cell holds, counted from 0; "" outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def text(self, row: int, column: int) -> str:
        return text_of(self.cell(row, column))

    def value(self, row: int, column: int) -> Value:
        """The count in a cell, or the words for it. Raises OfficialError, naming the cell."""
        try:
            return value_of(self.cell(row, column))
        except ValueError as error:
            hint = "Counts are whole numbers; nothing of this table is written"
            raise self.error(str(error), row, column, hint=hint) from None

    def error(
        self, problem: str, row: int | None = None, column: int = 0, *, hint: str = ""
    ) -> OfficialError:
        """What is wrong with a cell of this sheet, or with the sheet."""
        cell = None if row is None else address(row, column)
        return OfficialError(
            problem, workbook=self.workbook, sheet=self.name.strip(), cell=cell, hint=hint
        )


@dataclass(frozen=True)
class Workbook:
    """A workbook: its file name and its sheets, in order."""

    name: str
    sheets: tuple[Sheet, ...]


def address(row: int, column: int) -> str:
    """A cell as a spreadsheet names it: (0, 0) is A1, (17, 27) is AB18."""
    letters = ""
    at = column + 1
    while at:
        at, letter = divmod(at - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def read_workbook(path: Path) -> Workbook:
    """All sheets of a workbook. Raises OfficialError where there is none, or it is broken."""
    if not path.is_file():
        raise OfficialError(
            "this is a folder, not a workbook" if path.is_dir() else "there is no such file",
            workbook=str(path),
        )
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        sheets = tuple(
            Sheet(path.name, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        )
    except (calamine.CalamineError, OSError) as error:
        problem = f"this cannot be read as a workbook ({text_of(error)[:120]})"
        hint = "Give the workbook as it was published: an .xlsx file, not protected"
        raise OfficialError(problem, workbook=path.name, hint=hint) from None
    return Workbook(path.name, sheets)
