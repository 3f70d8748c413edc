"""Workbooks (XLSX): their sheets, and the rows of each as text."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import python_calamine as calamine

from lib.records.conditions import plain
from lib.records.errors import RecordsError
from lib.records.form import SAMPLE, Sampled, Source, column_names, sampled
from lib.records.layout import find_layout
from lib.records.profiles import Profile

LARGE_SHEETS = 300_000_000
"""Bytes of unpacked sheets above which rows are read one by one: calamine holds 1.7 times that."""


def look_at_workbook(path: Path, name: str, known: Sequence[Profile]) -> Iterator[Sampled]:
    """The sheets of a workbook that hold its table. Raises RecordsError where there is none."""
    book = open_workbook(path, name)
    found: list[Sampled] = []
    for sheet in book.sheet_names:
        rows = list(islice(sheet_rows(book, sheet, path, name), SAMPLE + 100))
        if not any(any(row) for row in rows):
            continue
        layout = find_layout(rows, known)
        if layout is None:
            continue
        columns = column_names(layout.names, name, layout.header + 1)
        source = Source(
            path,
            f"{name} ({sheet})" if len(book.sheet_names) > 1 else name,
            "xlsx",
            columns,
            ("VARCHAR",) * len(columns),
            layout.header + 1,
            copy=True,
            sheet=sheet,
        )
        # More than a million rows go on in a further sheet; a sheet with other columns is a note.
        if found and {plain(c) for c in columns} != {plain(c) for c in found[0][0].columns}:
            continue
        if body := rows[layout.header + 1 :]:
            found.append(sampled(source, body))
    if not found:
        raise RecordsError("no sheet of the workbook contains a table", file=name)
    yield from found


def open_workbook(path: Path, name: str) -> calamine.CalamineWorkbook:
    """The workbook, opened. Raises RecordsError where it is none, is broken or is protected."""
    try:
        with zipfile.ZipFile(path) as parts:
            if not any(part.startswith("xl/") for part in parts.namelist()):
                raise RecordsError(
                    "this is a ZIP archive, not a workbook", file=name, hint="Unzip it first"
                )
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError:
        raise RecordsError(
            "the workbook is password-protected", file=name, hint="Save it without a password"
        ) from None
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, EOFError):
        raise RecordsError(
            "the workbook is damaged or incomplete",
            file=name,
            hint="Download it again, or open it and save a new copy",
        ) from None


def sheet_rows(
    book: calamine.CalamineWorkbook, sheet: str, path: Path, name: str
) -> Iterator[list[str]]:
    """The rows of a sheet from row 1 on, each cell as text; dates as 2015-10-01.

    Raises RecordsError where the sheet is broken.
    """
    try:
        if _is_large(path):
            # Calamine is fast and holds a whole sheet; openpyxl is slow and holds a row at a time.
            with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as slow:
                slow[sheet].reset_dimensions()
                for values in slow[sheet].iter_rows(values_only=True):
                    yield [_cell(value) for value in values]
            return
        opened = book.get_sheet_by_name(sheet)
        # Rows and columns before the first filled cell are not in the sheet's own range.
        start = opened.start or (0, 0)
        for _ in range(start[0]):
            yield []
        for row in opened.iter_rows():
            yield [""] * start[1] + [_cell(value) for value in row]
    except (calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        raise RecordsError(f"the sheet {sheet} cannot be read ({error})", file=name) from None


def _is_large(path: Path) -> bool:
    with zipfile.ZipFile(path) as parts:
        sheets = [
            part.file_size
            for part in parts.infolist()
            if part.filename.startswith("xl/worksheets/")
        ]
    return sum(sheets) > LARGE_SHEETS


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
