"""DuckDB over the CSVs: one typed table a file, one cursor a query, one memory of answers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import pandas as pd

from lib import catalog, loading
from lib.catalog import Measure
from lib.datapackage import DataError, DataPackage, read
from lib.loading import KNOWN
from lib.months import Month, MonthRange
from lib.sql import identifier
from lib.text import LANGUAGE

HERE = Path(__file__).resolve().parent.parent / "data"

REMEMBERED = 2048
"""Answers kept. The largest is that of a day table's rows; most are a row, or a row a month."""

Row = Mapping[str, Any]
"""A row of an answer by column, not to be changed; a missing value is None."""

__all__ = ["HERE", "KNOWN", "REMEMBERED", "Row", "Tables", "data_folder"]


def data_folder() -> Path:
    """The folder of tables: the project's own, or the one that DASHBOARD_DATA names."""
    named = os.environ.get("DASHBOARD_DATA")
    return Path(named) if named else HERE


class Tables:
    """The tables of one data folder, read once and kept in memory, and the measures over them.

    Raises DataError, naming the file, the row and what is wrong, when a table is missing or broken.
    """

    def __init__(self, folder: Path | None = None):
        self.package: DataPackage = read(folder or data_folder())
        # One thread: the tables are small, and visitors are many.
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        for resource in self.package.resources.values():
            loading.load(self._connection, self.package, resource)
        self._connection.execute(
            "SET enable_external_access = false; SET lock_configuration = true"
        )
        self._measures = catalog.read(self.package.folder, self.package)
        self._spoken: dict[str, Mapping[str, Measure]] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._ask)

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What is measured by id, in the language spoken."""
        language = LANGUAGE.get()
        if language not in self._spoken:
            said = {id: catalog.spoken(measure) for id, measure in self._measures.items()}
            self._spoken[language] = MappingProxyType(said)
        return self._spoken[language]

    def rows(
        self, sql: str, values: Mapping[str, Any] | None = None, *, remember: bool = True
    ) -> tuple[Row, ...]:
        """The rows that a query gives; its values are bound to ``$name``.

        The tables never change, so an answer is kept for the next visitor who asks the same;
        ``remember`` is false where the query itself holds what a visitor brought."""
        ask = self._remembered if remember else self._ask
        return ask(sql, tuple(sorted((values or {}).items())))

    def _ask(self, sql: str, values: tuple[tuple[str, Any], ...]) -> tuple[Row, ...]:
        # A cursor of its own, because a connection shared by threads hands out other people's rows.
        with self._connection.cursor() as cursor:
            result = cursor.execute(sql, dict(values))
            names = [column[0] for column in result.description or ()]
            return tuple(
                MappingProxyType(dict(zip(names, row, strict=True))) for row in result.fetchall()
            )

    def query(self, sql: str, values: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """As ``rows``, asked anew, as a table of the caller's own."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, dict(values or {})).df()

    def extent(self, table: str) -> MonthRange:
        """First to last month of a monthly table that has a value in it: the months of a running
        year that are still to come stand in some tables, without one."""
        resource = self.package.resources[table]
        counted = [field for field in resource.fields if field.type in ("integer", "number")]
        valued = " OR ".join(f"{identifier(field.name)} IS NOT NULL" for field in counted)
        (row,) = self.rows(
            "SELECT min(month) AS first, max(month) AS last "
            f"FROM {identifier(resource.name)} WHERE {valued or 'true'}"
        )
        if row["first"] is None:
            raise DataError(resource.path, "no month of the table has a value")
        return MonthRange(Month.of(row["first"]), Month.of(row["last"]))

    @cached_property
    def calendar(self) -> MonthRange:
        """First to last month of any monthly table."""
        extents = [
            self.extent(name)
            for name, resource in self.package.resources.items()
            if resource.monthly
        ]
        return MonthRange(
            min(extent.first for extent in extents), max(extent.last for extent in extents)
        )

    def length(self, table: str) -> int:
        """How many rows the table has."""
        (row,) = self.rows(f"SELECT count(*) AS rows FROM {identifier(table)}")
        return int(row["rows"])

    def definition(self, table: str) -> str:
        """SQL that makes a table anew from its CSV, for the ``duckdb`` shell in the folder that
        holds ``data/``."""
        resource = self.package.resources[table]
        return loading.definition(resource, f"{self.package.folder.name}/{resource.path}")
