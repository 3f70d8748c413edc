"""Where among the rows of a file its table begins, and what its columns are called.

Titles, notices and blank lines may stand above a header, and there may be more of them than rows
below it. So a table is found from below: by rows of one width, with dates in one of their columns.
The header is the first row above them that names their columns. Where a row between the two may be
either a second title or a record without a date, it is taken for a record: then it is in the
account of the rows, and not dropped without a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lib.records.dates import read_days
from lib.records.profiles import Profile
from lib.text import later

_DEEPEST = 100
"""Rows among which the header is looked for, and rows below it that are looked at for dates."""
_WIDTHS = 5
"""Different widths of rows that are tried, the most frequent first."""
_OFTEN = 20
"""Of so many cells, one that is the same makes it a value of its column."""
_NUMBER = re.compile(r"[-+$]?[0-9][0-9.,]*%?")

Cells = Sequence[str]


@dataclass(frozen=True)
class Layout:
    """A header and what speaks for it."""

    header: int
    """Its place among the rows, from 0 on."""
    names: tuple[str, ...]
    """What it calls the columns, in the order of the cells of a row; blank where it has no name."""
    known: bool
    """Whether it is the header of a known form."""
    date_columns: tuple[int, ...]
    """The columns, from 0 on, that hold dates."""
    share: float
    """Of the rows below it, how many are as wide as it is."""
    coverage: float
    """Of all rows, how many are the header or below it and as wide."""
    exact: bool
    """Whether it names as many columns as the rows have cells."""
    problem: str = ""
    """Why it cannot be used, where it cannot."""

    @property
    def width(self) -> int:
        return len(self.names)

    @property
    def dated(self) -> bool:
        return bool(self.date_columns)

    @property
    def merit(self) -> tuple[bool, bool, float, bool]:
        """By which one reading of a file is better than another."""
        return self.known, self.dated, round(self.share * self.coverage, 2), self.exact

    @property
    def is_table(self) -> bool:
        """Whether this is a table at all, and not sentences that happen to have commas."""
        likely = self.coverage >= 0.5 or self.width > 2
        return self.known or self.dated or (self.share >= 0.5 and likely)


def find_layout(
    rows: Sequence[Cells], known: Sequence[Profile], *, least: int = 1, header: int | None = None
) -> Layout | None:
    """The header that is most likely, of ``least`` columns or more; None where no row can be one.

    A row that is the header of a known form is taken at once, and so is the row with the number
    ``header`` (from 0 on), where one is given.
    """
    if header is not None:
        return _told(rows, header)
    for number, row in enumerate(rows[:_DEEPEST]):
        if any(profile.fits(row) for profile in known):
            return _told(rows, number, known=True)
    widths = Counter(len(row) for row in rows if len(row) >= least and _is_filled(row))
    bodies = [_Body(rows, width) for width, _ in widths.most_common(_WIDTHS)]
    found = [body.layout for body in bodies]
    best = max(
        (layout for layout in found if layout is not None),
        key=lambda layout: (layout.merit, layout.width),
        default=None,
    )
    # Records without a header stay so: a stray row among them that looks like one is none.
    if any(body.is_headerless and (best is None or not best.dated) for body in bodies):
        return None
    return best


def date_columns(rows: Sequence[Cells], width: int) -> tuple[int, ...]:
    """The columns in which a good part of the cells that are not blank hold a date.

    Dates may be withheld, and nothing but a column of dates has many cells that are one.
    """
    found = []
    for column in range(width):
        texts = [row[column] for row in rows if len(row) > column and row[column].strip()]
        days = read_days(set(texts)).days
        dates = sum(text in days for text in texts)
        if dates and dates * 4 >= len(texts):
            found.append(column)
    return tuple(found)


def _is_filled(row: Cells) -> bool:
    return any(map(str.strip, row))


def _told(rows: Sequence[Cells], header: int, *, known: bool = False) -> Layout | None:
    """The layout under a header that is beyond doubt."""
    if not 0 <= header < len(rows) or not _is_filled(rows[header]):
        return None
    below = [row for row in rows[header + 1 :] if _is_filled(row)]
    width = Counter(map(len, below)).most_common(1)[0][0] if below else len(rows[header])
    return _Body(rows, width, below).under(header, known=known)


class _Body:
    """The rows of one width, as the records of a table whose header is to be found."""

    def __init__(self, rows: Sequence[Cells], width: int, below: Sequence[Cells] | None = None):
        self._rows, self._width = rows, width
        self._fitting = [row for row in below or rows if len(row) == width and _is_filled(row)]
        looked_at = self._fitting[: 2 * _DEEPEST]
        self._date_columns = date_columns(looked_at, width)

    @cached_property
    def _first(self) -> int:
        """The first row with a date where the table has dates; without any, the end."""
        if self._date_columns:
            for number, row in enumerate(self._rows):
                if len(row) == self._width and self._dated(row):
                    return number
        return len(self._rows)

    def _dated(self, row: Cells) -> bool:
        return any(
            column < len(row) and read_days([row[column]]).days for column in self._date_columns
        )

    @cached_property
    def _header(self) -> int | None:
        """The first row above the body that names the columns, unless another one is below it."""
        above = [
            number
            for number, row in enumerate(self._rows[: min(self._first, _DEEPEST)])
            if self._names_columns(row)
        ]
        if not above:
            return None
        header = above[0]
        for number in above[1:]:
            if self._is_title(header, number):
                header = number
        like, unlike = self._votes(self._rows[header])
        return None if like > unlike else header

    def _is_title(self, upper: int, lower: int) -> bool:
        """Whether, of two rows that may be the header, the upper one is a title above it."""
        if self._is_sentence(self._rows[upper]) and not self._is_sentence(self._rows[lower]):
            return True
        apart = not all(map(_is_filled, self._rows[upper + 1 : lower]))
        return bool(self._date_columns) and apart and self._votes(self._rows[lower])[0] == 0

    @property
    def is_headerless(self) -> bool:
        return bool(self._date_columns) and len(self._fitting) > 1 and self._header is None

    @property
    def layout(self) -> Layout | None:
        return None if self._header is None else self.under(self._header)

    def under(self, header: int, *, known: bool = False) -> Layout:
        """The layout with this row as its header."""
        below = [row for row in self._rows[header + 1 :] if _is_filled(row)]
        fitting = sum(len(row) == self._width for row in below)
        # A row that lacks its last cells is one of the table, but speaks less for it.
        short = sum(len(row) < self._width and self._dated(row) for row in below)
        names, problem = self._names(self._rows[header])
        return Layout(
            header,
            names,
            known,
            self._date_columns,
            share=(fitting + short / 2) / len(below) if below else 0.0,
            coverage=(fitting + short / 2 + 1) / sum(map(_is_filled, self._rows)),
            exact=len(self._rows[header]) == self._width,
            problem=problem,
        )

    def _names(self, header: Cells) -> tuple[tuple[str, ...], str]:
        """What the header calls the cells of a row, and what is wrong with it."""
        names = [*header]
        while len(names) > self._width and not names[-1].strip():
            names.pop()
        lacking = self._width - len(names)
        behind = {cell.strip() for row in self._fitting for cell in row[len(names) :]}
        if lacking > 0 and behind <= {""}:
            # Every row ends in delimiters.
            names += [""] * lacking
        elif lacking == 1:
            first = Counter(row[0] for row in self._fitting)
            if max(first.values(), default=0) > 1:
                return tuple(names), later(
                    "the header has {names} names and the rows have {cells} cells",
                    names=len(names),
                    cells=self._width,
                )
            # As R writes a table: the first cell is the name of the row.
            names.insert(0, "")
        return tuple(names + [""] * (self._width - len(names))), ""

    @cached_property
    def _used(self) -> list[int]:
        """The columns in which any record has something."""
        return [
            column
            for column in range(self._width)
            if any(row[column].strip() for row in self._records)
        ]

    @cached_property
    def _records(self) -> list[Cells]:
        """The rows from the first record on."""
        below = self._rows[self._first : self._first + 2 * _DEEPEST]
        return [row for row in below if len(row) == self._width and _is_filled(row)]

    def _names_columns(self, row: Cells) -> bool:
        """Whether a row can be the header: wide enough, filled, with words and not values."""
        written = len(row)
        while written and not row[written - 1].strip():
            written -= 1
        used = self._used or list(range(self._width))
        if len(row) < min(self._width - 1, used[-1] + 1) or written > self._width + 1:
            return False
        filled = [cell.strip() for cell in row if cell.strip()]
        named = sum(column < len(row) and bool(row[column].strip()) for column in used)
        # A title that is padded to the width of the table fills its first cell; the blank cell of a
        # column of row numbers is the first.
        if named * 2 < len(used) + (len(used) > 1) and not (
            len(used) == 2 and written > used[-1] and not row[used[0]].strip()
        ):
            return False
        numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in filled)
        return bool(filled) and numbers * 2 < len(filled) and not read_days(filled).days

    def _is_sentence(self, row: Cells) -> bool:
        """Whether a comma in a title seems to part its words as it parts the cells of records."""
        return any(cell.startswith(" ") for cell in row[1:]) and not any(
            cell.startswith(" ") for record in self._records for cell in record[1:]
        )

    def _votes(self, row: Cells) -> tuple[int, int]:
        """How many columns speak for a row being a record, and how many against it.

        A column speaks that holds numbers, or the same few values again and again.
        """
        if len(row) != self._width or row in self._records:
            # Where tables were put one below the other, the header comes again.
            return 0, 0
        like = unlike = 0
        for column in self._used:
            cell = row[column].strip()
            filled = [record[column].strip() for record in self._records]
            filled = [other for other in filled if other]
            numbers = sum(bool(_NUMBER.fullmatch(other)) for other in filled)
            # A header that comes again further down is not often there.
            again = filled.count(cell) * _OFTEN >= len(filled) > 0
            if column in self._date_columns:
                like += again
            elif cell and numbers > len(filled) * 0.9:
                like += bool(_NUMBER.fullmatch(cell))
                unlike += not _NUMBER.fullmatch(cell)
            elif cell and len(set(filled)) * 2 <= len(filled):
                like += again
                unlike += not again
        return like, unlike
