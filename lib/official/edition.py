"""An edition of a publication, as read: its tables, where each came from, what it lacks."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field

from lib.months import Month
from lib.official.errors import OfficialError
from lib.official.words import Value

Key = tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """A footnote: the column it stands at ("" for all of the table) and what it says."""

    column: str
    sheet: str
    text: str


@dataclass
class Table:
    """A table of counts.

    ``keys`` are the columns that tell rows apart (month; month and citizenship; fiscal_year), and
    ``rows`` holds for each key the counts by column, or the words for them. ``sheets`` says which
    columns came from which sheet."""

    name: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    rows: dict[Key, dict[str, Value]] = field(default_factory=dict)
    sheets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    whole_to: dt.date | None = None
    """The last day that the counts cover; None where the workbook does not say."""
    provisional_from: str | None = None
    """The first month, or fiscal year, that a later edition can be expected to change."""

    @property
    def given(self) -> list[Key]:
        """The keys of rows in which something is counted."""
        return [
            key
            for key, row in self.rows.items()
            if any(isinstance(value, int) for value in row.values())
        ]

    @property
    def last(self) -> str:
        """The last month, or fiscal year, in which something is counted; "" where none is."""
        return max((key[0] for key in self.given), default="")

    def is_whole(self, key: Key) -> bool:
        """Whether a row's counts cover its month, or year, to the end.

        Where the workbook does not say how far its data reach, the last may be incomplete."""
        if self.whole_to is None:
            return key[0] != self.last
        return end_of(key[0]) <= self.whole_to or key[0] > self.last

    def is_provisional(self, key: Key) -> bool:
        """Whether a row's counts are given and can be expected to change."""
        return self.provisional_from is not None and self.provisional_from <= key[0] <= self.last


@dataclass(frozen=True)
class Lack:
    """A table that a workbook does not have, or that could not be read (``broken``), and why."""

    table: str
    why: str
    broken: bool


@dataclass(frozen=True)
class Edition:
    """A workbook, recognized and read. ``series`` says which editions replace each other: of two
    with the same, the one with the later ``reach`` counts."""

    publication: str
    series: str
    workbook: str
    reach: dt.date
    tables: tuple[Table, ...]
    lacks: tuple[Lack, ...]

    @property
    def words(self) -> str:
        """What it is, and of when."""
        return f"{self.publication}, {self.series}, to {self.last}, data as of {self.reach}"

    @property
    def last(self) -> str:
        """The last month in which a table counts something; of totals by year alone, the year."""
        monthly = [table.last for table in self.tables if table.keys[0] == "month"]
        return max(monthly or [table.last for table in self.tables])


def fiscal_year(month: Month) -> int:
    """The federal fiscal year of a month: that of 2014-10 is 2015."""
    return month.year + (month.number >= 10)


def months_of(year: int) -> list[Month]:
    """The months of a fiscal year, October first."""
    return [Month(year - 1, 10) + step for step in range(12)]


def last_day(month: Month) -> dt.date:
    return dt.date(month.year, month.number, calendar.monthrange(month.year, month.number)[1])


def end_of(period: str) -> dt.date:
    """The last day of a month (2014-10), or of a fiscal year (2015), as rows are keyed by it."""
    month = Month.parse(period) if "-" in period else Month(int(period), 9)
    return last_day(month)


def lack(table: str, error: OfficialError) -> Lack:
    """A table that could not be read."""
    return Lack(table, str(error), broken=True)
