"""What a query gave: rows of typed cells, with the sources and cautions of the tables it read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from lib.api.datasets import table_cautions
from lib.downloads.dataset import Cell, Column, Dataset, Kind
from lib.months import Month
from lib.sources import cited, credit
from lib.tables import Tables
from lib.text import _
from lib.versions import version


@dataclass(frozen=True)
class Result:
    """The answer to a query.

    A column of first days whose name says “month” holds months. ``cut`` is "rows" or "size" where
    that limit left rows out, else blank; ``tables`` are those the query read."""

    sql: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: str
    tables: tuple[str, ...]

    @classmethod
    def of(cls, sql: str, said: dict[str, Any]) -> Result:
        """The result that the process that asks gave as JSON."""
        columns = list(zip(*said["rows"], strict=True)) or [()] * len(said["columns"])
        made = [
            _column(name, kind, cells)
            for (name, kind), cells in zip(_apart(said["columns"]), columns, strict=True)
        ]
        described = tuple(Column(name, "", "", kind) for name, kind, _ in made)
        rows = tuple(zip(*(cells for _, _, cells in made), strict=True))
        return cls(sql, described, rows, said["cut"], tuple(said["tables"]))

    def dataset(self, tables: Tables) -> Dataset:
        """The result with the sources of the tables it was read from and what must be known of
        them."""
        read = [tables.package.resources[name] for name in self.tables]
        cautions = (said for resource in read for said in table_cautions(tables, resource))
        return Dataset(
            name="query",
            title=_("A reader’s query"),
            columns=self.columns,
            rows=self.rows,
            sources=cited(tables, credit(tables, self.tables)),
            cautions=tuple(dict.fromkeys(cautions)),
            version=version(tables),
            about={"query": self.sql},
        )


def _apart(columns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The columns with names that differ, by a number behind the second of a name."""
    taken: set[str] = set()
    apart = []
    for name, kind in columns:
        own, number = name, 2
        while own in taken:
            own, number = f"{name} ({number})", number + 1
        taken.add(own)
        apart.append((own, kind))
    return apart


def _column(name: str, kind: str, cells: Sequence[Any]) -> tuple[str, Kind, Sequence[Cell]]:
    if kind != "date":
        return name, cast(Kind, kind), cells
    try:
        days = [None if cell is None else dt.date.fromisoformat(cell) for cell in cells]
    except ValueError:
        # Before the year 1, or without end: DuckDB has such days, Python has not.
        return name, "text", cells
    if "month" in name.lower() and all(day is None or day.day == 1 for day in days):
        return name, "month", [None if day is None else Month.of(day) for day in days]
    return name, "date", days
