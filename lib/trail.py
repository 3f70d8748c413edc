"""What a query answers, and where its numbers come from: text that gives the same numbers outside
the dashboard."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lib.months import MonthRange
from lib.sources import Credit, credit
from lib.sql import literal, parameters, reads
from lib.tables import KNOWN, Row, Tables

__all__ = ["KNOWN", "Answer", "Row", "Trail", "ask", "ask_months"]


@dataclass(frozen=True)
class Trail:
    """A query and the values bound in it; ``what`` says which numbers it gave.

    ``own`` is true where the query itself holds what a visitor brought: nothing of it is kept.
    """

    what: str
    sql: str
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    own: bool = False

    @property
    def bound(self) -> dict[str, Any]:
        """The values that the query asks for; DuckDB refuses others."""
        asked = parameters(self.sql, remember=not self.own)
        return {name: self.values[name] for name in sorted(asked)}

    def tables_used(self, tables: Tables) -> list[str]:
        """The source tables the query reads, in the order of the data folder's description."""
        used = reads(self.sql, remember=not self.own)
        return [name for name in tables.package.resources if name in used]

    def frame(self, tables: Tables) -> pd.DataFrame:
        """What the query gives, asked anew."""
        return tables.query(self.sql, self.bound)

    def text(self, tables: Tables) -> str:
        """The query with its values written in and its tables read from the CSVs, to be pasted into
        ``duckdb``.

        Run in the folder that holds ``data/``, it gives the same rows.
        """
        definitions = [tables.definition(name) for name in self.tables_used(tables)]
        return "\n\n".join([*definitions, f"{self._written_in};"])

    @property
    def _written_in(self) -> str:
        values = self.bound
        return re.sub(
            r"\$([a-z_]+)",
            lambda match: literal(values[match[1]]) if match[1] in values else match[0],
            self.sql.rstrip("; \n"),
        )


@dataclass(frozen=True, eq=False)
class Answer:
    """The rows that a query gave, and what is to be said of them wherever they are shown."""

    trail: Trail = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    credit: Credit = field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def column(self, name: str) -> list[Any]:
        """The values of a column, in the order of the rows."""
        return [row[name] for row in self.rows]

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a table of the caller's own."""
        return pd.DataFrame([dict(row) for row in self.rows])


def ask(
    tables: Tables,
    what: str,
    sql: str,
    values: Mapping[str, Any] | None = None,
    *,
    of: Credit | None = None,
    remember: bool = True,
) -> Answer:
    """The answer to a query over the tables.

    Its credit is ``of``, or names the sources of the tables that the query reads. ``remember`` is
    false where the query itself holds what a visitor brought."""
    trail = Trail(what, sql, values or {}, own=not remember)
    rows = tables.rows(sql, trail.bound, remember=remember)
    return Answer(trail, rows, of or credit(tables, reads(sql, remember=remember)))


def ask_months(tables: Tables, what: str, sql: str, months: MonthRange) -> Answer:
    """The answer to a query whose rows each have a ``month`` and depend on that month alone, in the
    order of the months, over those from ``$first`` to ``$last``.

    It is asked once over all months and cut to the range: visitors ask for ever other ranges."""
    whole = tables.rows(sql, {"first": dt.date.min, "last": dt.date.max})
    start = bisect_left(whole, months.first.first_day, key=_month)
    end = bisect_right(whole, months.last.first_day, key=_month)
    return Answer(Trail(what, sql, months.bounds), whole[start:end], credit(tables, reads(sql)))


def _month(row: Row) -> dt.date:
    day: dt.date = row["month"]
    return day
