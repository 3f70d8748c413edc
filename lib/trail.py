"""Where a number comes from: the query that gave it, as text that gives the same number outside the dashboard."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lib.tables import Tables


@dataclass(frozen=True)
class Trail:
    """A query and the values bound in it; ``what`` says which numbers it gave."""

    what: str
    sql: str
    values: dict[str, Any] = field(hash=False)

    def tables_used(self, tables: Tables) -> list[str]:
        """The source tables the query reads, in the order of the data folder's description."""
        return [
            name for name in tables.package.resources if re.search(rf"\b{name}\b(?!_)", self._code)
        ]

    def rows(self, tables: Tables) -> pd.DataFrame:
        """What the query gives."""
        return tables.query(self.sql, {name: self.values[name] for name in _names(self.sql)})

    def text(self, tables: Tables) -> str:
        """The query with its values written in and its tables read from the CSVs, to be pasted into ``duckdb``.

        Run in the folder that holds ``data/``, it gives the same rows.
        """
        definitions = [tables.definition(name) for name in self.tables_used(tables)]
        return "\n\n".join([*definitions, f"{self._written_in};"])

    @property
    def _code(self) -> str:
        return re.sub(r"--[^\n]*", "", self.sql)

    @property
    def _written_in(self) -> str:
        return re.sub(
            r"\$([a-z_]+)", lambda match: _literal(self.values[match[1]]), self.sql.rstrip("; \n")
        )


def _names(sql: str) -> set[str]:
    """The names a query asks values for; DuckDB refuses values that a query does not use."""
    return set(re.findall(r"\$([a-z_]+)", sql))


def _literal(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)
