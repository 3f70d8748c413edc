"""Where among the rows of a file its table begins.

Titles, notices and blank lines may stand above a header, and there may be more of them than rows
below it. So a header is judged by what follows it: rows as wide as it is, with dates in one of
their columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lib.records.dates import read_days
from lib.records.profiles import Profile

_DEEPEST = 100
"""Rows among which the header is looked for, and rows below it that are looked at for dates."""
_WIDTHS = 5
"""Different widths of rows that are tried, the most frequent first."""


@dataclass(frozen=True)
class Layout:
    """A header and what speaks for it."""

    header: int
    """Its place among the rows, from 0 on."""
    width: int
    known: bool
    """Whether it is the header of a known form."""
    dated: bool
    """Whether most rows below it hold a date in the same column."""
    share: float
    """Of the rows below it, how many are as wide as it is."""
    coverage: float
    """Of all rows, how many are the header or below it and as wide."""

    @property
    def merit(self) -> tuple[bool, bool, float]:
        """By which one reading of a file is better than another."""
        return self.known, self.dated, round(self.share * self.coverage, 2)

    @property
    def is_table(self) -> bool:
        """Whether this is a table at all, and not sentences that happen to have commas."""
        likely = self.coverage >= 0.5 or self.width > 2
        return self.known or self.dated or (self.share >= 0.5 and likely)


def find_layout(
    rows: Sequence[Sequence[str]],
    known: Sequence[Profile],
    *,
    least: int = 1,
    header: int | None = None,
) -> Layout | None:
    """The header that is most likely, of ``least`` columns or more; None where no row can be one.

    A row that is the header of a known form is taken at once, and so is the row with the number
    ``header`` (from 0 on), where one is given.
    """
    if header is not None:
        filled = header < len(rows) and any(cell.strip() for cell in rows[header])
        return _judged(rows, header) if filled else None
    for number, row in enumerate(rows[:_DEEPEST]):
        if any(profile.fits(row) for profile in known):
            return _judged(rows, number, known=True)
    widths = Counter(len(row) for row in rows if len(row) >= least)
    headers = [_header(rows, width) for width, _ in widths.most_common(_WIDTHS)]
    found = [_judged(rows, header) for header in headers if header is not None]
    return max(found, key=lambda layout: (layout.merit, layout.width), default=None)


def _judged(rows: Sequence[Sequence[str]], header: int, *, known: bool = False) -> Layout:
    width = len(rows[header])
    below = [row for row in rows[header + 1 :] if row]
    fitting = [row for row in below if len(row) == width]
    return Layout(
        header,
        width,
        known,
        # A known form needs no further evidence, and reading dates takes time.
        dated=not known and _dated(below[:_DEEPEST], width),
        share=len(fitting) / len(below) if below else 0.0,
        coverage=(len(fitting) + 1) / sum(bool(row) for row in rows),
    )


def _dated(rows: Sequence[Sequence[str]], width: int) -> bool:
    fitting = [row for row in rows if len(row) == width]
    if len(fitting) * 2 <= len(rows):
        return False
    for column in range(width):
        texts = [row[column] for row in fitting]
        days = read_days(set(texts)).days
        if sum(text in days for text in texts) * 2 > len(rows):
            return True
    return False


def _header(rows: Sequence[Sequence[str]], width: int) -> int | None:
    """The first row of that width that can be a header, if possible one without a blank cell."""
    full = [
        number
        for number, row in enumerate(rows[:_DEEPEST])
        if len(row) == width and _names_columns(row)
    ]
    complete = (number for number in full if all(cell.strip() for cell in rows[number]))
    return next(complete, full[0] if full else None)


def _names_columns(row: Sequence[str]) -> bool:
    """Whether a row can be a header: mostly filled, with words rather than numbers or dates."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled or len(filled) * 2 < len(row) + (len(row) > 1):
        return False
    numbers = sum(bool(re.fullmatch(r"[-+$]?[0-9][0-9.,]*%?", cell)) for cell in filled)
    return numbers * 2 < len(filled) and not read_days(filled).days
