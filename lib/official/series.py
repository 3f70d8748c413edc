"""Editions put together into the tables that are written: several workbooks, one series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.months import Month
from lib.official.edition import Edition, Key, Table
from lib.official.errors import OfficialError

NO_DAY = "not given"
"""What stands for the day to which counts reach, where no footnote says it."""


@dataclass(frozen=True)
class Place:
    """Where a part of a table comes from; a row of ``editions.csv``."""

    table: str
    columns: str
    publication: str
    workbook: str
    sheet: str
    first: str
    last: str
    data_to: str
    provisional_from: str


@dataclass(frozen=True)
class TableNote:
    """A footnote of a table, or of one of its columns; a row of ``notes.csv``."""

    table: str
    column: str
    workbook: str
    sheet: str
    note: str


@dataclass
class Written:
    """A table as it is written: its header, its rows as text, where they come from."""

    name: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    notes: list[TableNote] = field(default_factory=list)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def periods(self) -> list[str]:
        """The months, or fiscal years, of the rows, each once."""
        return list(dict.fromkeys(row[0] for row in self.rows))


@dataclass(frozen=True)
class Series:
    """The tables of several editions, and what is to be said about them."""

    tables: tuple[Written, ...]
    used: tuple[Edition, ...]
    passed_over: tuple[Edition, ...]
    """Editions that a later one of the same series replaces."""
    gaps: tuple[str, ...]
    """Months or fiscal years missing between those that the workbooks have, by table."""

    @property
    def broken(self) -> bool:
        """Whether something that should have been read could not be."""
        return any(lack.broken for edition in self.used for lack in edition.lacks)


def put_together(editions: Sequence[Edition]) -> Series:
    """One series a table from the latest edition of each kind and fiscal year.

    Raises OfficialError where two workbooks are the same edition."""
    latest: dict[tuple[str, str], Edition] = {}
    passed_over: list[Edition] = []
    for edition in editions:
        key = (edition.publication, edition.series)
        known = latest.setdefault(key, edition)
        if known is edition:
            continue
        if known.reach == edition.reach:
            problem = f"this is the same edition as {known.workbook} ({known.words})"
            raise OfficialError(problem, workbook=edition.workbook, hint="Give one of them")
        latest[key], older = (edition, known) if edition.reach > known.reach else (known, edition)
        passed_over.append(older)
    used = sorted(latest.values(), key=lambda each: (each.publication, each.series))
    tables: dict[str, Written] = {}
    for edition in used:
        for table in edition.tables:
            _add(tables.setdefault(table.name, Written(table.name, header(table))), table, edition)
    gaps = [gap for written in tables.values() for gap in _gaps(written)]
    return Series(tuple(tables.values()), tuple(used), tuple(passed_over), tuple(gaps))


def header(table: Table) -> tuple[str, ...]:
    """The columns of a table as written."""
    by_year = table.keys == ("fiscal_year",)
    return (
        *table.keys,
        *table.columns,
        *(("counted_to",) if by_year else ()),
        "whole",
        "provisional",
    )


def cells(table: Table, key: Key) -> tuple[str, ...]:
    """A row of a table as written."""
    row = table.rows[key]
    by_year = table.keys == ("fiscal_year",)
    return (
        *key,
        *(str(row[column]) for column in table.columns),
        *((_day(table),) if by_year else ()),
        _word(table.is_whole(key)),
        _word(table.is_provisional(key)),
    )


def _add(written: Written, table: Table, edition: Edition) -> None:
    written.rows.extend(cells(table, key) for key in table.rows)
    periods = [key[0] for key in table.rows]
    for sheet, columns in table.sheets.items():
        if columns:
            written.places.append(
                Place(
                    table.name,
                    " ".join(columns),
                    edition.publication,
                    edition.workbook,
                    sheet,
                    periods[0],
                    table.last,
                    _day(table),
                    table.provisional_from or "none",
                )
            )
    written.notes.extend(
        TableNote(table.name, note.column or "all", edition.workbook, note.sheet, note.text)
        for note in table.notes
    )


def _day(table: Table) -> str:
    return str(table.whole_to) if table.whole_to else NO_DAY


def _word(yes: bool) -> str:
    return "true" if yes else "false"


def _gaps(written: Written) -> list[str]:
    """What the workbooks leave out between the first and the last month, or fiscal year."""
    monthly = written.header[0] == "month"
    numbers = [
        Month.parse(period) - Month(1, 1) if monthly else int(period) for period in written.periods
    ]
    return [
        f"{written.file}: nothing between {before} and {after}; no workbook given has it"
        for before, after, one, two in zip(
            written.periods, written.periods[1:], numbers, numbers[1:], strict=False
        )
        if two != one + 1
    ]
