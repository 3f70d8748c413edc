"""A sheet with fiscal years as rows and their months below them, as OHSS lays its tables out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from lib.months import Month
from lib.official.edition import fiscal_year
from lib.official.grid import Sheet
from lib.official.words import footnotes, key, month_number, plain

_HEADER_WITHIN = 20
_YEAR = re.compile(r"(?:fy )?(20[0-9]{2})(?: ytd)?")
_NUMBERED = re.compile(r"([0-9]{1,2})(?=[A-Z“])")
_LAST_MONTH = re.compile(r"\(([A-Za-z]+) (20[0-9]{2})\)$")
_CURRENT = re.compile(r"current (?:as of|through) ([A-Za-z]+) ([0-9]{1,2}), (20[0-9]{2})")


@dataclass(frozen=True)
class Header:
    """A column's header, and the one above it, which may span several columns."""

    column: int
    name: str
    group: str
    footnotes: tuple[str, ...]


@dataclass(frozen=True)
class MonthsDown:
    """Where things are in such a sheet. Rows and columns are counted from 0."""

    sheet: Sheet
    title: str
    header_row: int
    headers: tuple[Header, ...]
    months: dict[Month, int]
    """The row of each month, consecutive."""
    totals: dict[int, int]
    """The row of each fiscal year's total."""
    numbered: dict[str, str]
    """Footnotes by their number."""
    notes: tuple[str, ...]
    """What stands below the table for all of it."""

    @property
    def first(self) -> Month:
        return next(iter(self.months))

    @property
    def last(self) -> Month:
        return next(reversed(self.months))

    @property
    def current_to(self) -> dt.date | None:
        """The day to which the notes say the data are current."""
        for note in self.notes:
            if match := _CURRENT.search(note):
                number = month_number(match[1])
                return dt.date(int(match[3]), number, int(match[2])) if number else None
        return None


def title_of(sheet: Sheet) -> str:
    """The title of a sheet with months down; "" of another sheet."""
    at = _find_header(sheet)
    if at is None:
        return ""
    above = [sheet.text(row, column) for row in range(at[0]) for column in range(at[1] + 1)]
    return next((text for text in reversed(above) if "iscal" in text), "")


def lay_out(sheet: Sheet) -> MonthsDown:
    """Where things are in a sheet with months down.

    Raises OfficialError, naming the cell, where the rows are not fiscal years with consecutive
    months, or end before the month that the title names."""
    at = _find_header(sheet)
    if at is None:
        raise sheet.error("there is no header row with “Fiscal Year” and “Month”")
    header_row, year_column, month_column = at
    months: dict[Month, int] = {}
    totals: dict[int, int] = {}
    year: int | None = None
    end = len(sheet.rows)
    for row in range(header_row + 1, len(sheet.rows)):
        year_text, month_text = key(sheet.cell(row, year_column)), sheet.text(row, month_column)
        if match := _YEAR.fullmatch(year_text):
            year = int(match[1])
        elif year_text and month_text:
            problem = f"“{sheet.text(row, year_column)}” is not a fiscal year"
            raise sheet.error(problem, row, year_column)
        elif year_text:
            end = row
            break
        if not month_text:
            continue
        if year is None:
            raise sheet.error("no fiscal year stands above this month", row, month_column)
        if key(month_text) == "total":
            totals[year] = row
            continue
        number = month_number(month_text)
        if number is None:
            raise sheet.error(f"“{month_text}” is not a month", row, month_column)
        months[Month(year - (number >= 10), number)] = row
    title = title_of(sheet)
    _check_months(sheet, months, title, month_column, end)
    numbered, notes = _notes(sheet, end)
    headers = _headers(sheet, header_row, month_column)
    return MonthsDown(sheet, title, header_row, headers, months, totals, numbered, notes)


def _find_header(sheet: Sheet) -> tuple[int, int, int] | None:
    """The header row, and its columns of the fiscal year and of the month."""
    for row in range(min(_HEADER_WITHIN, len(sheet.rows))):
        names = [key(cell) for cell in sheet.rows[row]]
        if "fiscal year" in names and "month" in names:
            return row, names.index("fiscal year"), names.index("month")
    return None


def _headers(sheet: Sheet, row: int, month_column: int) -> tuple[Header, ...]:
    found: list[Header] = []
    group = ""
    above: tuple[str, ...] = ()
    for column in range(month_column + 1, len(sheet.rows[row])):
        if text := sheet.text(row - 1, column) if row else "":
            group, above = key(text), footnotes(text)
        if text := sheet.text(row, column):
            found.append(Header(column, plain(text), group, (*footnotes(text), *above)))
    return tuple(found)


def _check_months(
    sheet: Sheet, months: dict[Month, int], title: str, column: int, end: int
) -> None:
    if not months:
        raise sheet.error("there are no months below the header row")
    for (before, row), (after, next_row) in pairwise(months.items()):
        if after != before + 1:
            problem = f"{after} follows {before} (row {row + 1}); the month {before + 1} is missing"
            raise sheet.error(problem, next_row, column)
    told, last = _LAST_MONTH.search(title), next(reversed(months))
    number = month_number(told[1]) if told else None
    if told and number and Month(int(told[2]), number) != last:
        problem = f"the title says the table ends in {told[1]} {told[2]}, and it ends in {last}"
        raise sheet.error(problem, end - 1, column)


def _notes(sheet: Sheet, start: int) -> tuple[dict[str, str], tuple[str, ...]]:
    numbered: dict[str, str] = {}
    notes: list[str] = []
    for row in range(start, len(sheet.rows)):
        for column in range(len(sheet.rows[row])):
            text = sheet.text(row, column)
            if match := _NUMBERED.match(text):
                numbered[match[1]] = text[match.end() :].strip()
            elif text:
                notes.append(text)
    return numbered, tuple(notes)


def running_from(layout: MonthsDown) -> str | None:
    """The first month of the running fiscal year: the last one, unless it is complete."""
    if layout.last.number == 9:
        return None
    return str(next(m for m in layout.months if fiscal_year(m) == fiscal_year(layout.last)))
