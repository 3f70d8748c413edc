"""The rows of a text file, one at a time and each with its line, whatever has gone wrong in one.

A quotation mark that opens a cell and is never closed makes every reader of CSV take the rows that
follow for the text of that cell, up to the next quotation mark. So a row that spans lines is looked
at: where its lines are rows themselves, the mark is a letter like any other, and only the first of
the lines is read so. Cells that hold a line break, as they may, stay whole.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

SPANNED = 500
"""Lines after which a row that goes on is looked at: an open quotation mark, or a long text."""

csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Row:
    """A row of a text file."""

    line: int
    """The line it begins on, the first of those given being 1."""
    end: int
    """The line it ends on."""
    cells: list[str]
    """A blank line has none."""
    repaired: bool = False
    """Whether a quotation mark in it was read as a letter."""


HasDate = Callable[[Sequence[str]], bool]
"""Whether cells have a date where the rows of the table have one."""


class _TooLong(Exception):
    pass


class Rows:
    """Iterates over the rows of lines. A blank line is a row without cells.

    ``width`` is the number of cells that a row of the table has, and ``has_date`` tells a row from
    a piece of one; without a width every row is taken as it comes.
    """

    def __init__(
        self,
        lines: Iterator[str],
        delimiter: str,
        quote: str,
        *,
        skip_space: bool = False,
        width: int = 0,
        has_date: HasDate | None = None,
    ) -> None:
        self._lines = lines
        self._delimiter, self._quote, self._skip_space = delimiter, quote, skip_space
        self._width, self._has_date = width, has_date
        self._pending: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 0
        """The lines that the rows given so far have used."""

    def __iter__(self) -> Iterator[Row]:
        reader = self._reader(self._feed())
        while True:
            taken: list[str] = []
            self._taken = taken
            try:
                cells = next(reader)
            except StopIteration:
                return
            except _TooLong:
                cells = None
            if cells is None or self._is_open(cells, taken):
                yield self._line_alone()
                # The reader has come to the end of the lines, or still holds an open cell.
                reader = self._reader(self._feed())
                continue
            start = self._line + 1
            self._line += len(taken)
            reread = None
            if self._width and len(taken) == 1 and len(cells) not in (0, self._width):
                reread = self._reread(taken[0])
            yield Row(start, self._line, reread or cells, repaired=reread is not None)

    def _reader(self, lines: Iterator[str], escape: str | None = None) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=self._delimiter,
            quotechar=self._quote or None,
            quoting=csv.QUOTE_MINIMAL if self._quote else csv.QUOTE_NONE,
            skipinitialspace=self._skip_space,
            escapechar=escape,
        )

    def _feed(self) -> Iterator[str]:
        most = SPANNED
        while True:
            if len(self._taken) >= most:
                if not self._width or self._has_rows(self._taken):
                    raise _TooLong
                most *= 2
            line = self._pending.popleft() if self._pending else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line

    def _line_alone(self) -> Row:
        """The first of the lines taken, as a row; the others are read anew."""
        first, *others = self._taken
        self._pending.extendleft(reversed(others))
        self._line += 1
        cells = self._reread(first) or self._split(first)
        return Row(self._line, self._line, cells, repaired=True)

    def _is_open(self, cells: Sequence[str], lines: Sequence[str]) -> bool:
        """Whether a quotation mark was opened that closes in another row, or never."""
        if len(lines) == 1:
            return bool(cells) and cells[-1].endswith("\n")
        return bool(self._width) and self._has_rows(lines)

    def _has_rows(self, lines: Sequence[str]) -> bool:
        return sum(map(self._can_be_row, lines)) > 1

    def _can_be_row(self, line: str) -> bool:
        return self._is_row(self._split(line)) or self._is_row(self._alone(line))

    def _is_row(self, cells: Sequence[str]) -> bool:
        if self._has_date is None:
            return len(cells) == self._width
        return len(cells) <= self._width and self._has_date(cells)

    def _reread(self, line: str) -> list[str] | None:
        """A line whose quotation marks mislead, read as wide as the table, or None."""
        if not self._quote or self._quote not in line:
            return None
        readings = (self._split(line), self._alone(line, escape="\\"))
        return next((cells for cells in readings if len(cells) == self._width), None)

    def _alone(self, line: str, escape: str | None = None) -> list[str]:
        return next(self._reader(iter([line]), escape), [])

    def _split(self, line: str) -> list[str]:
        return line.rstrip("\r\n").split(self._delimiter)
