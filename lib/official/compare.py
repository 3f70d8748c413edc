"""Two editions of one publication: which months changed, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lib.official.edition import Edition, Key, Table
from lib.official.errors import OfficialError
from lib.official.words import NOT_YET, Value


@dataclass(frozen=True)
class Change:
    """A cell that the later edition has otherwise. ``old`` is None in a row that is new, ``new``
    in one that is gone."""

    table: str
    key: Key
    column: str
    old: Value | None
    new: Value | None

    @property
    def is_new(self) -> bool:
        """Whether the older edition had no row for it, or one still to come."""
        return self.old is None or self.old == NOT_YET

    def __str__(self) -> str:
        what = f"{', '.join(self.key)}  {self.column}: "
        if self.is_new:
            return f"{what}{_words(self.new)} (new)"
        if self.new is None:
            return f"{what}{_words(self.old)} (no longer given)"
        what += f"{_words(self.old)} to {_words(self.new)}"
        if isinstance(self.old, int) and isinstance(self.new, int):
            difference = self.new - self.old
            share = f", {difference / self.old:+.2%}" if self.old else ""
            what += f" ({difference:+,}{share})"
        return what


def compare(old: Edition, new: Edition) -> list[Change]:
    """What changed from one edition to a later one, by table, in the order of its rows.

    Raises OfficialError where they are not editions of one thing, or the second is the earlier."""
    if (old.publication, old.series) != (new.publication, new.series):
        problem = f"this is {new.words}; {old.workbook} is {old.words}"
        hint = "Compare two editions of the same tables, and of the same fiscal year"
        raise OfficialError(problem, workbook=new.workbook, hint=hint)
    if old.reach > new.reach:
        problem = f"its data go to {new.reach}, and those of {old.workbook} to {old.reach}"
        hint = "Give the older edition first"
        raise OfficialError(problem, workbook=new.workbook, hint=hint)
    olds = {table.name: table for table in old.tables}
    return [
        change
        for table in new.tables
        if table.name in olds
        for change in _changes(olds[table.name], table)
    ]


def summary(old: Edition, new: Edition, changes: list[Change]) -> Iterator[str]:
    """What changed, in lines."""
    yield f"Old  {old.workbook}: {old.words}"
    yield f"New  {new.workbook}: {new.words}"
    olds = {table.name: table for table in old.tables}
    names = [table.name for table in new.tables]
    for name in names:
        of_table = [change for change in changes if change.table == name]
        changed = {change.key[0] for change in of_table if not change.is_new}
        added = {change.key[0] for change in of_table if change.is_new} - changed
        yield ""
        if name not in olds:
            yield f"{name}: not in the old edition"
            continue
        settled = {period for period in changed if not olds[name].is_provisional((period,))}
        unit = "month" if olds[name].keys[0] == "month" else "fiscal year"
        said = f", {_count(settled, unit)} of them not provisional before" if settled else ""
        yield f"{name}: {_count(changed, unit)} changed{said}, {_count(added, unit)} new"
        yield from (f"  {change}" for change in of_table)
    for table in old.tables:
        if table.name not in names:
            yield f"\n{table.name}: not in the new edition"


def _changes(old: Table, new: Table) -> Iterator[Change]:
    nothing: dict[str, Value] = {}
    for key in {**new.rows, **old.rows}:
        before, after = old.rows.get(key, nothing), new.rows.get(key, nothing)
        for column in new.columns:
            if before.get(column) != after.get(column):
                yield Change(new.name, key, column, before.get(column), after.get(column))


def _words(value: Value | None) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _count(periods: set[str], unit: str) -> str:
    return f"{len(periods)} {unit}{'' if len(periods) == 1 else 's'}"
