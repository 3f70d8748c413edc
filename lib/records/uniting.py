"""Tables that are counted together: which of them hold the same kind of records, and as which
columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.records.conditions import plain
from lib.records.errors import RecordsError
from lib.records.form import PassedOver, Sampled, Source
from lib.text import later


@dataclass(frozen=True)
class Table:
    """A table and what speaks for it."""

    source: Source
    sample: list[list[str]]
    known: bool
    """Whether it is of a known form."""
    dated: bool
    """Whether one of its columns holds mostly dates."""

    @property
    def merit(self) -> tuple[bool, bool, int]:
        """By which one table is more surely one of records than another of the same file."""
        return self.known, self.dated, self.source.rows or len(self.sample)


@dataclass(frozen=True)
class United:
    """Tables of one kind, in their order, with what their columns are called in common."""

    tables: tuple[Sampled, ...]
    reference: Table
    """The one that the others are like."""
    columns: tuple[str, ...]
    """All columns, in the order in which they are met."""
    passed_over: tuple[PassedOver, ...]


def unite(files: Sequence[Sequence[Table]], *, chosen: bool) -> United:
    """The tables of some files that hold the same kind of records as the most convincing one.

    A sheet or a member of an archive that holds another kind is passed over, unless a person has
    ``chosen`` it. Raises RecordsError where a file has nothing of the kind.
    """
    best = [max(tables, key=lambda table: table.merit) for tables in files]
    reference = max(best, key=lambda table: table.merit[:2])
    called: list[str] = []
    tables: list[Sampled] = []
    passed_over: list[PassedOver] = []
    for those, most in zip(files, best, strict=True):
        fitting = [table for table in those if alike(table.source, reference.source)]
        others = [table for table in those if table not in fitting]
        if not fitting or (others and chosen):
            raise _other(reference.source, others[0].source if chosen else most.source)
        passed_over += [
            PassedOver(
                table.source.name,
                table.source.rows,
                later("its columns are not those of {file}", file=reference.source.name),
                table.source.sheet,
            )
            for table in others
        ]
        for table in fitting:
            source = _called(table.source, called)
            tables.append((source, table.sample))
            called += [column for column in source.columns if column not in called]
            if table is reference:
                reference = replace(table, source=source)
    return United(tuple(tables), reference, tuple(called), tuple(passed_over))


def alike(one: Source, other: Source) -> bool:
    """Whether two tables hold the same kind of records, as far as their columns say.

    They share at least half of the columns of either, or one has only columns that the other has
    too. A summary shares its first columns with the records, and has counts besides.
    """
    if one is other:
        return True
    names, others = _names(one), _names(other)
    shared = len(names & others)
    return shared > 0 and (
        shared * 2 >= max(len(names), len(others)) or shared == min(len(names), len(others))
    )


def _names(source: Source) -> set[str]:
    return {plain(column) or column for column in source.columns}


def _called(source: Source, called: Sequence[str]) -> Source:
    """The source with its columns called as in the sources before it.

    A column is the one of the same name, or the only one whose name differs in capitals, blanks
    and marks alone.
    """
    theirs = Counter(plain(column) for column in source.columns)
    known: dict[str, list[str]] = {}
    for column in called:
        known.setdefault(plain(column), []).append(column)
    columns = []
    for column in source.columns:
        like = known.get(plain(column), [])
        unmistaken = plain(column) and len(like) == 1 and theirs[plain(column)] == 1
        columns.append(like[0] if unmistaken else column)
    return replace(source, columns=tuple(columns))


def _other(reference: Source, other: Source) -> RecordsError:
    theirs, ours = _names(other), _names(reference)
    missing = [column for column in reference.columns if (plain(column) or column) not in theirs]
    extra = [column for column in other.columns if (plain(column) or column) not in ours]
    what = [later("it has no column {column}", column=missing[0])] if missing else []
    what += [later("it has an extra column {column}", column=extra[0])] if extra else []
    return RecordsError(
        later(
            "its columns differ from those of {file}: {what}",
            file=reference.name,
            what=what[0]
            if len(what) == 1
            else later("{names} and {last}", names=what[0], last=what[1]),
        ),
        file=other.name,
        hint=later("Files are counted together where they share at least half of their columns"),
    )
