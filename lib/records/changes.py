"""What changed between two releases of the same records.

An agency releases a table anew: with later months, with rows that were missing, with values called
otherwise. Both releases are rolled up as each would be alone, and set side by side.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from lib.months import Month, MonthRange
from lib.records.conditions import find_column, plain
from lib.records.duckdb_engine import MEMORY, counted, database
from lib.records.duckdb_scan import records_sql
from lib.records.errors import RecordsError
from lib.records.form import Form, dated_by
from lib.records.interrupts import ctrl_c_stops, execute
from lib.records.monthly import RollUp
from lib.records.question import ask
from lib.records.report import Report
from lib.records.unpacked import unpacked
from lib.sql import literal

FEW_VALUES = 200
"""Different values up to which those of a column are compared."""
_MOST = 0.9
"""The share of the rows with a value that must have another one now for it to be called renamed."""
_SHOWN = 5


@dataclass(frozen=True)
class ValueChange:
    """A value of a column that stands in only one of the releases."""

    column: str
    old: str | None
    """None for a value that is new."""
    new: str | None
    """What it is called now; None where it is gone."""
    rows: int
    """Rows with the old value in the old release, or with the new one in the new release."""

    def __str__(self) -> str:
        if self.old is None:
            return f"{self.column}: “{self.new}” is new ({self.rows:,} rows)"
        if self.new is None:
            return f"{self.column}: “{self.old}” is gone ({self.rows:,} rows)"
        return f"{self.column}: “{self.old}” became “{self.new}” ({self.rows:,} rows)"


@dataclass(frozen=True)
class Changes:
    """The account of a comparison."""

    old: Report
    new: Report
    columns_gained: tuple[str, ...]
    columns_lost: tuple[str, ...]
    values: tuple[ValueChange, ...]
    identifier: tuple[str, ...]
    """The columns by which a row of one release is found in the other; all that both have, where
    nobody named any."""
    named: bool
    """Whether somebody named the identifier."""
    rows_only_old: int
    rows_only_new: int
    rows_in_both: int
    examples_only_old: tuple[str, ...]
    examples_only_new: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The account as plain values, for JSON."""
        return {**asdict(self), "old": self.old.as_dict(), "new": self.new.as_dict()}

    def __str__(self) -> str:
        old, new = self.old, self.new
        by = ", ".join(self.identifier) if self.named else "all columns that both have"
        lines = [
            f"Rows used        old {old.rows_used:,}, new {new.rows_used:,}, "
            f"difference {new.rows_used - old.rows_used:+,}",
            f"Rows set aside   old {old.rows_set_aside:,}, new {new.rows_set_aside:,}",
            f"Dates            old {old.first_date} to {old.last_date}, "
            f"new {new.first_date} to {new.last_date}",
            f"Date column      old {old.date_column}, new {new.date_column}",
            f"Columns gained   {', '.join(self.columns_gained) or 'none'}",
            f"Columns lost     {', '.join(self.columns_lost) or 'none'}",
            *(f"Value            {change}" for change in self.values),
            f"Rows compared    by {by}",
            f"  in both        {self.rows_in_both:,}",
            f"  only in old    {self.rows_only_old:,}" + _such_as(self.examples_only_old),
            f"  only in new    {self.rows_only_new:,}" + _such_as(self.examples_only_new),
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Comparison:
    """Two releases side by side.

    ``months`` has a row for every month of either: ``month`` (text, YYYY-MM), ``old`` and ``new``
    (records; missing where a release does not cover the month), ``difference``, ``percent`` of the
    old number (missing where that is 0) and ``whole`` (whether both are whole).
    """

    months: pd.DataFrame
    report: Changes
    old: RollUp
    new: RollUp

    @property
    def csv(self) -> str:
        """The months as the command writes them."""
        frame = self.months.assign(whole=self.months["whole"].map({True: "true", False: "false"}))
        return frame.to_csv(index=False, lineterminator="\n")


@ctrl_c_stops()
def compare(
    old: Form,
    new: Form,
    *,
    date_column: str | None = None,
    identifier: Sequence[str] = (),
    order: str | None = None,
    timezone: str | None = None,
    temp_directory: Path | str | None = None,
    memory_limit: str = MEMORY,
    threads: int | None = None,
) -> Comparison:
    """What changed from one release to the other.

    ``date_column`` dates the records of both, ``order`` and ``timezone`` say how its dates are
    read, as in lib.records.roll_up. ``identifier`` names the
    columns by which a row of one is found in the other. Raises RecordsError where one of the two
    cannot be rolled up, or has no such column.
    """
    common = [(column, found) for column in old.columns if (found := _same(new.columns, column))]
    keys = [_pair(common, name, old, new) for name in identifier] or common
    if not keys:
        raise RecordsError("the two releases have no column in common")
    with (
        tempfile.TemporaryDirectory(prefix="records-", dir=temp_directory) as folder,
        database(Path(folder), memory_limit, threads) as connection,
        ExitStack() as stack,
    ):
        rolled = {}
        for side, form in (("old", old), ("new", new)):
            question = ask(
                form,
                profile=None,
                date_column=date_column,
                by=None,
                flags={},
                duplicates=False,
                order=order,
                timezone=timezone,
            )
            form = dated_by(form, form.columns[question.date])
            form = stack.enter_context(unpacked(form, folder))
            (place := Path(folder) / side).mkdir()
            rolled[side], readable = counted(connection, form, question, place)
            columns = [column if side == "old" else other for column, other in common]
            cells = ", ".join(
                f"coalesce(trim(c{form.columns.index(column)}::VARCHAR), '') AS v{number}"
                for number, column in enumerate(columns)
            )
            records = records_sql(readable, form.columns, question)
            connection.execute(f"CREATE TEMP VIEW {side} AS SELECT {cells} FROM ({records})")
        numbers = [common.index(pair) for pair in keys]
        # A column of dates, or of which most values are different, has no values to be renamed.
        dates = {*old.date_columns, *new.date_columns}
        names = [number for number, pair in enumerate(common) if not dates & set(pair)]
        values = _values(
            connection, [column for column, _ in common], names, numbers if identifier else ()
        )
        both, only_old, only_new, examples = _rows(connection, numbers)
    taken = {found for _, found in common}
    changes = Changes(
        rolled["old"].report,
        rolled["new"].report,
        tuple(column for column in new.columns if column not in taken),
        tuple(column for column in old.columns if not _same(new.columns, column)),
        values,
        tuple(column for column, _ in keys),
        bool(identifier),
        only_old,
        only_new,
        both,
        examples["old"],
        examples["new"],
    )
    months = _side_by_side(rolled["old"], rolled["new"])
    return Comparison(months, changes, rolled["old"], rolled["new"])


def _same(columns: Sequence[str], name: str) -> str | None:
    """The column of the other release that is this one, give or take capitals, blanks and marks."""
    if name in columns:
        return name
    alike = [column for column in columns if plain(column) == plain(name)]
    return alike[0] if len(alike) == 1 else None


def _pair(common: Sequence[tuple[str, str]], name: str, old: Form, new: Form) -> tuple[str, str]:
    for pair in common:
        if find_column(pair, name):
            return pair
    lacking = old if find_column(old.columns, name) is None else new
    raise RecordsError(
        f"there is no column {name} in both releases",
        file=lacking.sources[0].name,
        hint=f"Both have {', '.join(column for column, _ in common)}",
    )


def _side_by_side(old: RollUp, new: RollUp) -> pd.DataFrame:
    sides = [rollup.months.set_index("month") for rollup in (old, new)]
    ends = [Month.parse(side.index[place]) for side in sides for place in (0, -1)]
    months = [str(month) for month in MonthRange(min(ends), max(ends))]
    counts = [side.iloc[:, 0].astype("Int64").reindex(months) for side in sides]
    whole = [side["whole"].reindex(months, fill_value=False) for side in sides]
    difference = counts[1] - counts[0]
    percent = (difference * 100 / counts[0].where(counts[0] > 0)).astype("Float64").round(1)
    frame = {"old": counts[0], "new": counts[1], "difference": difference, "percent": percent}
    table = pd.DataFrame({**frame, "whole": whole[0] & whole[1]}, index=months)
    return table.rename_axis("month").reset_index()


def _values(
    connection: duckdb.DuckDBPyConnection,
    columns: Sequence[str],
    numbers: Sequence[int],
    keys: Sequence[int],
) -> tuple[ValueChange, ...]:
    """The values that stand in one release only, of those columns with few different ones.

    ``keys`` are the columns that identify a row, if any do.
    """
    few = [n for n in numbers if n not in keys]
    for side in ("old", "new"):
        if not few:
            return ()
        counts = ", ".join(f"approx_count_distinct(v{n})" for n in few)
        rows, *different = execute(connection, f"SELECT count(*), {counts} FROM {side}").fetchall()[
            0
        ]
        most = min(FEW_VALUES, rows / 2)
        few = [n for n, number in zip(few, different, strict=True) if number <= most]
    if not few:
        return ()
    found = {side: _frequencies(connection, side, few) for side in ("old", "new")}
    became = _became(connection, few, keys) if keys else {}
    changes = []
    for n in few:
        gone = {
            value: rows for value, rows in found["old"][n].items() if value not in found["new"][n]
        }
        come = {
            value: rows for value, rows in found["new"][n].items() if value not in found["old"][n]
        }
        for value, rows in sorted(gone.items(), key=lambda item: -item[1]):
            now = became.get((n, value)) or _alike(value, come)
            if now in come:
                come.pop(now)
                changes.append(ValueChange(columns[n], value, now, rows))
            else:
                changes.append(ValueChange(columns[n], value, None, rows))
        changes += [
            ValueChange(columns[n], None, value, rows)
            for value, rows in sorted(come.items(), key=lambda item: -item[1])
        ]
    return tuple(changes)


def _frequencies(
    connection: duckdb.DuckDBPyConnection, side: str, columns: Sequence[int]
) -> dict[int, dict[str, int]]:
    names = ", ".join(f"v{n}" for n in columns)
    sets = ", ".join(f"(v{n})" for n in columns)
    which = " ".join(f"WHEN grouping(v{n}) = 0 THEN {n}" for n in columns)
    rows = execute(
        connection,
        f"SELECT CASE {which} END, coalesce({names}), count(*) FROM {side} "
        f"GROUP BY GROUPING SETS ({sets})",
    ).fetchall()
    found: dict[int, dict[str, int]] = {n: {} for n in columns}
    for n, value, number in rows:
        if value:
            found[n][value] = number
    return found


def _became(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[int], keys: Sequence[int]
) -> dict[tuple[int, str], str]:
    """What a value is called now in most of the rows that had it, found by their identifier."""
    cells = ", ".join(f"any_value(v{n}) AS v{n}" for n in columns)
    once = (
        f"SELECT {_key(keys)} AS key, {cells} FROM {{side}} WHERE {_filled(keys)} "
        "GROUP BY ALL HAVING count(*) = 1"
    )
    sets = ", ".join(f"(old{n}, new{n})" for n in columns)
    which = " ".join(f"WHEN grouping(old{n}) = 0 THEN {n}" for n in columns)
    pairs = ", ".join(f"o.v{n} AS old{n}, n.v{n} AS new{n}" for n in columns)
    olds, news = (", ".join(f"{side}{n}" for n in columns) for side in ("old", "new"))
    rows = execute(
        connection,
        f"WITH o AS ({once.format(side='old')}), n AS ({once.format(side='new')}), "
        f"pairs AS (SELECT {pairs} FROM o JOIN n USING (key)) "
        f"SELECT CASE {which} END, coalesce({olds}), coalesce({news}), count(*) FROM pairs "
        f"GROUP BY GROUPING SETS ({sets})",
    ).fetchall()
    totals: dict[tuple[int, str], int] = {}
    for n, value, _, number in rows:
        totals[n, value] = totals.get((n, value), 0) + number
    return {
        (n, value): now
        for n, value, now, number in rows
        if value and number >= _MOST * totals[n, value]
    }


def _alike(value: str, others: Mapping[str, int]) -> str | None:
    """The one of the new values that is this one, give or take capitals, blanks and marks."""
    alike = [other for other in others if plain(other) and plain(other) == plain(value)]
    return alike[0] if len(alike) == 1 else None


def _rows(
    connection: duckdb.DuckDBPyConnection, keys: Sequence[int]
) -> tuple[int, int, int, dict[str, tuple[str, ...]]]:
    """Rows in both, only in the old and only in the new release, and some of the latter two.

    A row that stands twice in one and once in the other stands once in only one of them.
    """
    sides = " UNION ALL ".join(
        f"SELECT {_key(keys)} AS key, {literal(side)} AS side FROM {side} WHERE {_filled(keys)}"
        for side in ("old", "new")
    )
    execute(
        connection,
        "CREATE TEMP TABLE keys AS SELECT key, "
        "count(*) FILTER (side = 'old') AS old, count(*) FILTER (side = 'new') AS new "
        f"FROM ({sides}) GROUP BY key",
    )
    both, only_old, only_new = connection.execute(
        "SELECT coalesce(sum(least(old, new)), 0)::BIGINT, "
        "coalesce(sum(greatest(old - new, 0)), 0)::BIGINT, "
        "coalesce(sum(greatest(new - old, 0)), 0)::BIGINT FROM keys"
    ).fetchall()[0]
    examples = {
        side: tuple(
            ", ".join(key)
            for (key,) in connection.execute(
                f"SELECT key FROM keys WHERE {side} > {other} ORDER BY key LIMIT {_SHOWN}"
            ).fetchall()
        )
        for side, other in (("old", "new"), ("new", "old"))
    }
    return both, only_old, only_new, examples


def _key(numbers: Sequence[int]) -> str:
    return f"[{', '.join(f'v{n}' for n in numbers)}]"


def _filled(numbers: Sequence[int]) -> str:
    """A row without anything in its identifier is found in no other release."""
    return f"concat({', '.join(f'v{n}' for n in numbers)}) <> ''"


def _such_as(examples: Sequence[str]) -> str:
    shown = "; ".join(example[:80] for example in examples)
    return f", such as {shown}" if shown else ""
