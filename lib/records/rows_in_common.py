"""The rows that stand in both releases of the same records, and in only one of them.

Both are views ``old`` and ``new`` of v0, v1, ...: the columns that both have, as text.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from lib.records.interrupts import execute
from lib.sql import literal

_SHOWN = 5


def rows_in_common(
    connection: duckdb.DuckDBPyConnection, keys: Sequence[int]
) -> tuple[int, int, int, dict[str, tuple[str, ...]]]:
    """Rows in both, only in the old and only in the new release, and some of the latter two.

    A row that stands twice in one and once in the other stands once in only one of them.
    """
    key, filled = key_sql(keys), filled_sql(keys)
    sides = " UNION ALL ".join(
        f"SELECT {key} AS key, {literal(side)} AS side FROM {side} WHERE {filled}"
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


def key_sql(numbers: Sequence[int]) -> str:
    """What identifies a row: its values in these columns."""
    return f"[{', '.join(f'v{n}' for n in numbers)}]"


def filled_sql(numbers: Sequence[int]) -> str:
    """A row without anything in its identifier is found in no other release."""
    return f"concat({', '.join(f'v{n}' for n in numbers)}) <> ''"
