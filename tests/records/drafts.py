"""A file of known records on its way: the rows and how they will be written.

What is awkward about it is added by tests/records/kinds.py. A draft knows at all times what a right
answer counts, because every row carries its own day.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

DATE = "arrest date"
NAMES = ["case", DATE, "charge", "area"]

Edit = Callable[[str, str], str]
"""Changes a line as it is written, given the line and the delimiter."""


@dataclass
class Row:
    """A row of a table. ``day`` is the day of the record; None for what is no record by date."""

    cells: list[str]
    day: dt.date | None
    mark: str | None = None
    """What stands in the place of the date, where that is not the day."""
    edits: list[Edit] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not any(self.cells) and self.day is None and not self.mark


@dataclass
class Table:
    """One file, or one sheet of a workbook."""

    name: str
    header: list[str]
    rows: list[Row]
    date: int = 1
    """Where among the cells of a row the date stands."""
    above: list[list[str]] = field(default_factory=list)
    header_edits: list[Edit] = field(default_factory=list)
    is_note: bool = False
    """Whether it holds no records, but a dictionary or a summary."""

    @property
    def months(self) -> Counter[str]:
        return Counter(f"{row.day:%Y-%m}" for row in self.rows if row.day)

    def insert(self, place: int, name: str, cells: Callable[[int], str]) -> None:
        """Puts a column in."""
        self.header.insert(place, name)
        for number, row in enumerate(self.rows):
            row.cells.insert(place, cells(number))
        self.date += place <= self.date


def iso(day: dt.date) -> str:
    return day.isoformat()


@dataclass
class Draft:
    """Files of one table, or a workbook."""

    tables: list[Table]
    workbook: bool = False
    kinds: list[str] = field(default_factory=list)
    write_day: Callable[[dt.date], object] = iso
    delimiter: str = ","
    quote_all: bool = False
    line_ends: tuple[str, ...] = ("\n",)
    encode: Callable[[str], bytes] = str.encode
    packed: bool = False
    options: list[str] = field(default_factory=list)
    gap: list[str] = field(default_factory=list)
    """Months of which nothing says that they are covered."""

    @property
    def rows(self) -> list[Row]:
        return [row for table in self.tables for row in table.rows]

    @property
    def records(self) -> list[Table]:
        return [table for table in self.tables if not table.is_note]

    @property
    def months(self) -> Counter[str]:
        """What a right answer counts."""
        return sum((table.months for table in self.records), Counter[str]())

    @property
    def undated(self) -> int:
        """Rows that are there and have no date."""
        return sum(
            row.day is None and not row.is_blank for table in self.records for row in table.rows
        )

    def write(self, folder: Path) -> list[Path]:
        """Writes it into the folder, and gives the files in their order."""
        if self.workbook:
            return [self._write_workbook(folder / "book.xlsx")]
        paths = []
        for table in self.tables:
            data = self.encode(self._text(table))
            path = folder / f"{table.name}.csv{'.gz' if self.packed else ''}"
            path.write_bytes(gzip.compress(data, 1, mtime=0) if self.packed else data)
            paths.append(path)
        return paths

    def _cells(self, table: Table, row: Row) -> list[object]:
        cells: list[object] = list(row.cells)
        if row.mark is not None:
            cells[table.date] = row.mark
        elif row.day:
            cells[table.date] = self.write_day(row.day)
        return cells

    def _line(self, cells: list[object], edits: list[Edit]) -> str:
        out = io.StringIO(newline="")
        writer = csv.writer(
            out,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL,
            lineterminator="\r\n",
        )
        writer.writerow(cells)
        line = out.getvalue().removesuffix("\r\n")
        for edit in edits:
            line = edit(line, self.delimiter)
        return line

    def _text(self, table: Table) -> str:
        lines = [self._line(list(cells), []) for cells in table.above]
        if table.header:
            lines.append(self._line(list(table.header), table.header_edits))
        lines += [self._line(self._cells(table, row), row.edits) for row in table.rows]
        ends = self.line_ends
        return "".join(line + ends[number % len(ends)] for number, line in enumerate(lines))

    def _write_workbook(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for table in self.tables:
            sheet = book.create_sheet(table.name)
            for cells in table.above:
                sheet.append(cells)
            if table.header:
                sheet.append(table.header)
            for row in table.rows:
                sheet.append([cell or None for cell in self._cells(table, row)])
        book.save(path)
        return path

    def __str__(self) -> str:
        return f"{' + '.join(self.kinds) or 'nothing awkward'} ({' '.join(self.options)})"
