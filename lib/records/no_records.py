"""Rows in the place of records that are none: totals, notes, and the header of another table.

Each may hold a date where records hold theirs, and would be counted without a sign of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lib.records.conditions import plain
from lib.records.dates import read_days
from lib.sql import literal, literals

TOTAL = (
    r"^ *(?i:(?:(?:grand|report|running|sub) ?-?)?totals?"
    r"(?: (?:for|of|in|by|records?|rows?|number|count)\b.*)?[ :=]*[0-9,. ]*"
    r"|[^,]{1,40} (?:sub)?total) *$"
)
"""How the first cell of a row of totals reads. Python and DuckDB read this expression alike."""
NOTE = (
    r"^ *(?i:#|(?:report )?(?:run|printed|generated|created|exported|prepared|downloaded|extracted|"
    r"updated)\b|report (?:date|total|as of)\b|(?:data )?as of\b|page [0-9]|(?:sources?|notes?) *:|"
    r"end of (?:report|file|table|data)\b)"
)
"""How a note begins, likewise."""
_TOTAL, _NOTE = re.compile(TOTAL), re.compile(NOTE)
_NUMBER = re.compile(r"[-+$]?[0-9][0-9.,]*%?")
_NOTE_CELLS = 2
"""Cells that a note fills: what it is about, and a value."""


def is_no_record(cells: Sequence[str]) -> bool:
    """Whether a row is one of totals, or a note."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return False
    return bool(_TOTAL.match(filled[0])) or (
        len(filled) <= _NOTE_CELLS and bool(_NOTE.match(filled[0]))
    )


def is_other_header(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a row names columns, some of these among them, and not all where they stand."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    names = set(map(plain, columns)) - {""}
    known = sum(plain(cell) in names for cell in filled)
    if len(filled) < 2 or known * 3 < len(filled):
        return False
    if any(_NUMBER.fullmatch(cell) for cell in filled) or read_days(filled).days:
        return False
    return any(
        cell.strip() and plain(cell) != plain(column)
        for cell, column in zip(cells, columns, strict=False)
    )


def names_column_sql(cell: str, columns: Sequence[str]) -> str:
    """Whether a cell among the dates may be the name of a column, as SQL: a header is there."""
    text = f"lower(trim(CAST({cell} AS VARCHAR)))"
    names = literals(sorted({column.lower() for column in columns}))
    return f"({text} LIKE '%date%' OR {text} LIKE '%fecha%' OR {text} IN ({names}))"


def no_record_sql(cell: str) -> str:
    """Whether a row whose first cell is this one may be no record, as SQL."""
    return f"coalesce(regexp_matches({cell}, {literal(f'(?:{TOTAL})|(?:{NOTE})')}), false)"
