"""A block of a sheet with the months of a fiscal year as columns, as the detention statistics lay
their tables out: a heading, a header row with October to September and a total, labels at left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lib.months import Month
from lib.official.edition import months_of
from lib.official.grid import Sheet
from lib.official.totals import Cell, check_total
from lib.official.words import NOT_YET, key, month_number, words_of

_HEADER_WITHIN = 4
_LONGEST_HEADING = 150
_YEAR = re.compile(r"FY ?(?:20)?([0-9]{2})\b")


@dataclass(frozen=True)
class Block:
    """Where a block is. Rows and columns are counted from 0."""

    sheet: Sheet
    heading: str
    header_row: int
    label_column: int
    year: int
    """The fiscal year that the heading names."""
    months: dict[Month, int]
    """The column of each month, October first."""
    total: int | None
    """The column of the year's total."""

    def row_of_counts(self, row: int) -> dict[Month, Cell]:
        """The cells of a row by month. Raises OfficialError for one that holds no count."""
        return {
            month: Cell(self.sheet.value(row, column), row, column)
            for month, column in self.months.items()
        }

    def check_row(self, row: int, cells: dict[Month, Cell]) -> None:
        """Refuses a row whose months do not sum to its total. Raises OfficialError."""
        if self.total is None:
            return
        total = Cell(self.sheet.value(row, self.total), row, self.total)
        given = [cell for cell in cells.values() if cell.value != NOT_YET]
        check_total(self.sheet, total, given, 1, "its months", rest=False)


def find_blocks(sheet: Sheet, words: str) -> list[Block]:
    """The blocks of a sheet under a heading that has these words.

    Raises OfficialError where a heading names no fiscal year, or the row below it is not twelve
    months."""
    found: list[Block] = []
    for row, column in headings(sheet, words):
        header = _header_row(sheet, row, column)
        if header is None:
            continue
        heading = sheet.text(row, column)
        year = year_of(sheet, heading)
        months, total = _months(sheet, header, column, year)
        found.append(Block(sheet, heading, header, column, year, months, total))
    return found


def headings(sheet: Sheet, words: str) -> list[tuple[int, int]]:
    """The cells that hold all of these words and are short enough to be a heading."""
    wanted = set(words.split())
    return [
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING and wanted <= words_of(cell)
    ]


def year_of(sheet: Sheet, heading: str) -> int:
    """The fiscal year of a heading; where it names none, that of the sheet's top or name.

    Raises OfficialError where none of them names one."""
    top = [sheet.text(row, column) for row in range(8) for column in range(3)]
    for text in (heading, *top, sheet.name):
        if match := _YEAR.search(text):
            return 2000 + int(match[1])
    raise sheet.error("no heading names the fiscal year", hint="Headings name it as FY2024")


def _header_row(sheet: Sheet, heading_row: int, column: int) -> int | None:
    """The row below a heading in which months stand; None where there is none, as in a table by
    year."""
    for row in range(heading_row + 1, heading_row + 1 + _HEADER_WITHIN):
        cells = sheet.rows[row][column:] if row < len(sheet.rows) else []
        if sum(month_number(cell) is not None for cell in cells) >= 6:
            return row
    return None


def _months(
    sheet: Sheet, row: int, label_column: int, year: int
) -> tuple[dict[Month, int], int | None]:
    of_year = {month.number: month for month in months_of(year)}
    months: dict[Month, int] = {}
    for column in range(label_column + 1, len(sheet.rows[row])):
        name = key(sheet.cell(row, column))
        if name in ("total", "fy overall"):
            break
        number = month_number(name)
        if number is None:
            continue
        if of_year[number] in months:
            raise sheet.error(f"“{name}” stands here a second time", row, column)
        months[of_year[number]] = column
    else:
        column = -1
    absent = [month for month in months_of(year) if month not in months]
    if absent:
        raise sheet.error(f"there is no column for {absent[0].short_name}", row, label_column)
    return {month: months[month] for month in months_of(year)}, column if column >= 0 else None
