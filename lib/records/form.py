"""What is known about files before they are counted: where each is, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from lib import sql
from lib.records.candidates import Candidate
from lib.records.errors import NotATable, RecordsError
from lib.records.profiles import Profile
from lib.records.stamps import Stamp
from lib.text import later

SAMPLE = 1000
"""Rows looked at to find the column of dates."""
READABLE = later(
    "Records can be text with delimiters such as CSV, workbooks (XLSX, XLSB, XLS, ODS), Parquet, "
    "Arrow, Stata, SPSS or SAS files, and ZIP or gzip files of these"
)

_PARTED = {
    ",": later("commas"),
    "\t": later("tabs"),
    ";": later("semicolons"),
    "|": later("vertical bars"),
}
"""What parts cells, in words."""


@dataclass(frozen=True)
class Source:
    """One table in one file: where it is, and how it is written."""

    path: Path
    name: str
    """What the user calls the file; for a sheet of a workbook, with the sheet."""
    kind: str
    """csv, parquet, xlsx for any workbook, arrow, or a statistical package's format."""
    columns: tuple[str, ...]
    types: tuple[str, ...]
    """What a Parquet file says its columns are: DATE, VARCHAR and so on. All VARCHAR otherwise."""
    header_row: int = 0
    """The row of the header, the first row of the file being 1; 0 where there is no header row."""
    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8"
    compressed: bool = False
    skip_space: bool = False
    """Whether spaces before a quotation mark are no part of a cell."""
    dated: tuple[int, ...] = ()
    """The columns, from 0 on, in which most of the first rows have a date."""
    copy: bool = False
    """Whether an engine needs a plain copy of it."""
    numbered: bool = False
    """Whether it is a plain copy: each row begins with the number that it has in the file."""
    sheet: str = ""
    places: tuple[int, ...] = ()
    """For a sheet: where in it each column stands, from 0 on."""
    rows: int | None = None
    """For a sheet among others: how many rows it has."""
    member: str = ""
    """For a file in a ZIP archive, which is at ``path``: its name there."""

    @property
    def sql_path(self) -> str:
        """The path as an SQL literal. Raises RecordsError for one that SQL cannot name."""
        return sql_path(self.path, self.name)

    def written(self, encoding: str) -> str:
        """How the file is written, in words; ``encoding`` is judged by all of it."""
        if self.kind != "csv":
            return {"parquet": "Parquet", "xlsx": later("workbook")}.get(self.kind, self.kind)
        parted = _PARTED.get(self.delimiter, f"“{self.delimiter}”")
        called = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}.get(encoding, encoding.upper())
        return later("{delimiters} between cells, {encoding}", delimiters=parted, encoding=called)

    def holds_dates(self, column: str) -> bool:
        """Whether the file itself holds the column as dates, not as text."""
        kind = self.types[self.columns.index(column)]
        return kind == "DATE" or kind.startswith("TIMESTAMP")

    def holds_instants(self, column: str) -> bool:
        """Whether the file holds instants there, which are another day in another time zone."""
        return self.types[self.columns.index(column)] == "TIMESTAMP WITH TIME ZONE"


Sampled = tuple[Source, list[list[str]]]
"""A source and its first rows, as text."""


@dataclass(frozen=True)
class PassedOver:
    """A sheet, or a file in an archive, whose rows are not counted, and why."""

    name: str
    """Such as book.xlsx (Notes)."""
    rows: int | None
    """How many rows it has; None where that is not known."""
    why: str
    sheet: str = ""
    """Its name in its workbook, where it is a sheet."""


@dataclass(frozen=True)
class Form:
    """How files that are counted together are written, and what in them dates a record."""

    sources: tuple[Source, ...]
    columns: tuple[str, ...]
    """All columns, in the order in which they are met; one that a source lacks is empty there."""
    profile: Profile | None
    """The known form, or None."""
    date_columns: tuple[str, ...]
    """The columns that can date a record: one is a suggestion, several are a tie."""
    timed: tuple[str, ...]
    """Those columns in which a time of day stands behind the date."""
    sample: tuple[tuple[str, ...], ...]
    """The first rows, as text, of the table that is most surely one of records."""
    passed_over: tuple[PassedOver, ...] = ()
    zoned: tuple[str, ...] = ()
    """Those columns in which the time names its offset from UTC."""
    candidates: tuple[Candidate, ...] = ()
    """All columns that hold dates, with what speaks against them."""
    stamps: tuple[Stamp, ...] = ()
    """The files as they were when they were looked at."""

    @property
    def date_column(self) -> str | None:
        """The profile's date column, or the only one that can be; None where that is a question."""
        if self.profile:
            return self.profile.find(self.columns, self.profile.date)
        return self.date_columns[0] if len(self.date_columns) == 1 else None

    @property
    def header_row(self) -> int:
        return self.sources[0].header_row

    @property
    def delimiter(self) -> str:
        return self.sources[0].delimiter

    @property
    def encoding(self) -> str:
        return self.sources[0].encoding


def sampled(source: Source, rows: list[list[str]]) -> Sampled:
    """The source with its first rows, each as wide as the header.

    Raises RecordsError without rows.
    """
    if not rows:
        raise NotATable(later("there are no rows below the header"), file=source.name)
    width = len(source.columns)
    return source, [(row + [""] * width)[:width] for row in rows[:SAMPLE]]


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """The header's names: a blank one is called after its place, one that repeats is numbered."""
    columns = [
        " ".join(cell.lstrip("\ufeff").split()) or f"column {number}"
        for number, cell in enumerate(cells, 1)
    ]
    taken = set(columns)
    named: list[str] = []
    met: set[str] = set()
    for column in columns:
        own = column
        if column in met:
            own = next(
                numbered for number in count(2) if (numbered := f"{column}_{number}") not in taken
            )
            taken.add(own)
        met.add(own)
        named.append(own)
    return tuple(named)


def sql_path(path: Path, name: str) -> str:
    """A file's path as an SQL literal. Raises RecordsError for one that SQL cannot name."""
    try:
        return sql.path(path)
    except ValueError:
        raise RecordsError(
            later("the path contains one of the characters * ? [ ] { }"),
            file=name,
            hint=later("Rename the file or its folder"),
        ) from None


def mixed(sources: Sequence[Source]) -> bool:
    """Whether files of different kinds meet. They meet as text; alike, they keep their types."""
    return len({(source.kind, source.types) for source in sources}) > 1


def dated_by(form: Form, column: str) -> Form:
    """The form without the sheets and members of archives that lack the column; they are named.

    Raises RecordsError where a file has nothing that has it.
    """
    kept = tuple(source for source in form.sources if column in source.columns)
    left = {source.path for source in kept}
    for source in form.sources:
        if source.path not in left:
            raise RecordsError(
                later("there is no column {column}, by which the records are dated", column=column),
                file=source.name,
                hint=later("The columns are {columns}", columns=", ".join(source.columns)),
            )
    gone = tuple(
        PassedOver(
            source.name,
            source.rows,
            later("it has no column {column}", column=column),
            source.sheet,
        )
        for source in form.sources
        if source not in kept
    )
    return replace(form, sources=kept, passed_over=form.passed_over + gone)
