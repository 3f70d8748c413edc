"""Months and ranges of months.

A month is the unit of every table here, so it has a type of its own: it is written ``2014-12`` in
files and addresses, "December 2014" in sentences and "Dec 2014" on axes, and compares and counts as
a calendar does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import overload

from lib.text import _, count, listed

_WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month, 0001-01 to 9999-12."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.number <= 12):
            raise ValueError(f"no such month: year {self.year}, month {self.number}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written ``YYYY-MM``. Raises ValueError, naming the text, for anything else."""
        match = _WRITTEN.fullmatch(text)
        if match is None or match[1] == "0000":
            raise ValueError(f"“{text}” is not a month; write it like 2014-12")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """The month that holds a date."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def name(self) -> str:
        """December"""
        # One label for all, because "May" is a name and its abbreviation, which need not be the
        # same in another language.
        names = _(
            "January February March April May June July August September October November December"
        )
        return names.split()[self.number - 1]

    @property
    def short_name(self) -> str:
        """Dec"""
        return _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[self.number - 1]

    @property
    def words(self) -> str:
        """December 2014"""
        return _("{month} {year}", month=self.name, year=self.year)

    @property
    def short(self) -> str:
        """Dec 2014"""
        # A label of its own: a language may join a name to the year, and not its abbreviation.
        return _("{short_month} {year}", short_month=self.short_name, year=self.year)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __add__(self, months: int) -> Month:
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    @overload
    def __sub__(self, other: Month) -> int: ...
    @overload
    def __sub__(self, other: int) -> Month: ...
    def __sub__(self, other: Month | int) -> int | Month:
        """How many months lie between two (2015-01 less 2014-12 is 1), or the month that many
        earlier."""
        if isinstance(other, int):
            return self + -other
        return (self.year - other.year) * 12 + self.number - other.number


@dataclass(frozen=True, slots=True)
class MonthRange:
    """All months from the first to the last, both included."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the range ends in {self.last}, before it starts in {self.first}")

    @classmethod
    def parse(cls, first: str, last: str) -> MonthRange:
        return cls(Month.parse(first), Month.parse(last))

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[Month]:
        return (self.first + step for step in range(len(self)))

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.last

    def overlap(self, other: MonthRange) -> MonthRange | None:
        """The months both hold, or None where they hold none together."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return MonthRange(first, last) if first <= last else None

    def before(self) -> MonthRange:
        """The range of the same length that ends where this one starts."""
        return MonthRange(self.first - len(self), self.first - 1)

    @property
    def bounds(self) -> dict[str, dt.date]:
        """What a query binds to ``$first`` and ``$last``: the first days of the first and of the
        last month."""
        return {"first": self.first.first_day, "last": self.last.first_day}

    @property
    def words(self) -> str:
        """December 2014 to July 2017; or, for a single month, its name."""
        if self.first == self.last:
            return self.first.words
        return _("{first} to {last}", first=self.first.words, last=self.last.words)

    @property
    def short(self) -> str:
        """Dec 2014 to Jul 2017; or, for a single month, its short name."""
        if self.first == self.last:
            return self.first.short
        return _("{first} to {last}", first=self.first.short, last=self.last.short)

    @property
    def brief(self) -> str:
        """Mar–Aug 2019, Oct 2023–Aug 2024; or, for a single month, its short name."""
        if len(self) == 1:
            return self.first.short
        same = self.first.year == self.last.year
        first = self.first.short_name if same else self.first.short
        return _("{first}–{last}", first=first, last=self.last.short)

    @property
    def count_words(self) -> str:
        """1 month; 26 months"""
        return count("{number} month", "{number} months", len(self))

    def __str__(self) -> str:
        return f"{self.first}_{self.last}"


def spans(months: Iterable[Month]) -> list[MonthRange]:
    """Months as the ranges they form, in order: as few as can hold them all and no other."""
    found: list[MonthRange] = []
    for month in sorted(set(months)):
        if found and found[-1].last + 1 == month:
            found[-1] = MonthRange(found[-1].first, month)
        else:
            found.append(MonthRange(month, month))
    return found


def listed_months(months: Iterable[Month]) -> str:
    """Months in a sentence: “May 2019 and July 2019 to August 2019”; blank for none."""
    return listed(span.words for span in spans(months))


def day_words(day: dt.date, *, short: bool = False) -> str:
    """January 25, 2017; or Jan 25, 2017"""
    month = Month.of(day)
    if short:
        return _(
            "{short_month} {day}, {year}", short_month=month.short_name, day=day.day, year=day.year
        )
    return _("{month} {day}, {year}", month=month.name, day=day.day, year=day.year)


def in_words(number: int) -> str:
    """A number of months as a sentence has it: six; 26."""
    small = _("no one two three four five six seven eight nine ten eleven twelve").split()
    return small[number] if 0 <= number < len(small) else str(number)
