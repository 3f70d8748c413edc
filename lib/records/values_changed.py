"""The values that stand in only one of two releases: new, gone, or called otherwise.

Both are views ``old`` and ``new`` of v0, v1, ...: the columns that both have, as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from lib.records.conditions import plain
from lib.records.interrupts import execute
from lib.records.rows_in_common import filled_sql, key_sql

FEW_VALUES = 200
"""Different values up to which those of a column are compared."""
_MOST = 0.9
"""The share of the rows with a value that must have another one now for it to be called renamed."""


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


def values_changed(
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
        f"SELECT {key_sql(keys)} AS key, {cells} FROM {{side}} WHERE {filled_sql(keys)} "
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
