"""Which column dates a record, judged by a sample: its dates, its name, and how old they are.

A birth date is a date, and in a file whose other dates nobody can read it would be the only one. So
a column that does not look like the date of an event is never taken unasked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lib.records.conditions import plain
from lib.records.dates import is_timed, is_zoned, numbers, read_days
from lib.text import later

_BLANK = frozenset({"", "na", "n/a", "#n/a", "nan", "nat", "null", "none", "-", "--", "."})
_NO_EVENT = re.compile(
    r"birth|born|nacimiento|nacid|(^|_)(dob|yob|bdate)(_|$)|expir|(^|_)(valid_(to|until)|due)(_|$)"
)
_NUMBER_OF = re.compile(r"(^|_)(id|ids|no|nr|num|number|zip|phone|fax|docket)(_|$)|^case$")
_SAYS_DATE = re.compile(r"date|fecha|(^|_)(dt|day|when|time|timestamp)(_|$)|(^|_)on$")
_FEW = 10
"""Dates from which on their spread says something."""
_SPREAD_YEARS, _BEFORE_YEARS = 20, 15
"""Years between the tenth and the ninetieth of a hundred dates, and years before the dates of
another column: more than events have."""


@dataclass(frozen=True)
class Candidate:
    """A column that holds dates, or numbers that may be dates, in the sample."""

    column: str
    dates: int
    """Rows of the sample that hold a date."""
    filled: int
    """Rows of the sample that hold anything."""
    rows: int
    """Rows of the sample."""
    doubt: str = ""
    """Why it may not say when something happened, in words; empty where nothing speaks against."""
    numbers: str = ""
    """What its numbers would be as dates (a name in dates.NUMBERS), where it holds no dates."""
    example: str = ""
    """A cell that is no date, or the number."""

    @property
    def mostly(self) -> bool:
        """Whether most rows hold a date."""
        return self.dates * 2 > self.rows

    @property
    def likely(self) -> bool:
        """Whether it can be taken unasked: blank cells do not count against it."""
        some = self.mostly or (self.dates >= 2 and self.dates * 2 > self.filled)
        return some and not self.doubt and not self.numbers


@dataclass(frozen=True)
class Found:
    """The columns of a file by what they hold."""

    candidates: tuple[Candidate, ...]
    """All that hold a date at all, in the file's order."""
    taken: tuple[str, ...]
    """The likely ones: one is a suggestion, several are a tie. One whose dates stand in most rows
    is before one that is mostly blank."""
    timed: tuple[str, ...]
    """Columns in which a time of day stands behind a date."""
    zoned: tuple[str, ...]
    """Columns in which that time names its offset from UTC."""


def find_dates(columns: Sequence[str], sample: Sequence[Sequence[str]]) -> Found:
    """What of a file's columns can date its records; ``sample`` holds its first rows."""
    candidates: list[Candidate] = []
    days: dict[str, list[dt.date]] = {}
    timed, zoned = [], []
    for number, column in enumerate(columns):
        counts = Counter(row[number] for row in sample)
        read = read_days(counts).days
        candidate = _candidate(column, counts, read, len(sample))
        if candidate is None:
            continue
        candidates.append(candidate)
        days[column] = sorted(day for text, day in read.items() for _ in range(counts[text]))
        if any(map(is_timed, read)):
            timed.append(column)
        if any(map(is_zoned, read)):
            zoned.append(column)
    candidates = [_dated(candidate, candidates, days) for candidate in candidates]
    likely = [candidate for candidate in candidates if candidate.likely]
    taken = [candidate for candidate in likely if candidate.mostly] or likely
    return Found(
        tuple(candidates),
        tuple(candidate.column for candidate in taken),
        tuple(timed),
        tuple(zoned),
    )


def _candidate(
    column: str, counts: Counter[str], read: dict[str, dt.date], rows: int
) -> Candidate | None:
    filled = {
        text: count for text, count in counts.items() if text.strip().casefold() not in _BLANK
    }
    dates = sum(counts[text] for text in read)
    failed = next((text.strip() for text in filled if text not in read), "")
    name = plain(column)
    if dates:
        doubt: str = ""
        if _NO_EVENT.search(name):
            doubt = later("its name does not say when something happened")
        elif _NUMBER_OF.search(name) and not _SAYS_DATE.search(name):
            doubt = later("its name says that it holds numbers")
        return Candidate(column, dates, sum(filled.values()), rows, doubt, example=failed)
    if not filled or not _SAYS_DATE.search(name):
        return None
    kinds = {form for text in filled for form in numbers(text) or ("",)}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return Candidate(column, 0, sum(filled.values()), rows, numbers=kind, example=failed)


def _dated(
    candidate: Candidate, others: Iterable[Candidate], days: dict[str, list[dt.date]]
) -> Candidate:
    """The candidate with a doubt where its dates do not look like those of events."""
    own = days[candidate.column]
    if candidate.doubt or len(own) < _FEW:
        return candidate
    years = own[len(own) * 9 // 10].year - own[len(own) // 10].year
    doubt: str = ""
    if years >= _SPREAD_YEARS:
        doubt = later(
            "its dates spread over {years} years and more, as birth dates do", years=years
        )
    for other in others:
        theirs = days[other.column]
        if other.likely and len(theirs) >= _FEW:
            before = theirs[len(theirs) // 2].year - own[len(own) // 2].year
            if before >= _BEFORE_YEARS:
                doubt = later(
                    "its dates are mostly {years} years before those of {column}",
                    years=before,
                    column=other.column,
                )
    return replace(candidate, doubt=doubt)
