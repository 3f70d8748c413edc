"""The table behind a chart as programs read it: numbers alone in columns of numbers, and why one is
missing in a column beside them."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from lib.charts.chart import Chart
from lib.measures import not_covered_words, undefined_words
from lib.plain_cells import csv_of
from lib.tables import KNOWN, Tables
from lib.text import _
from lib.words import not_every_month, not_in_table

STATUS = "_status"
"""How the name of the column ends that says of each number whether it is known, and if not, why."""


def reasons(tables: Tables) -> frozenset[str]:
    """The words that stand in a table in place of a number: those of the sources, and ours."""
    of_sources = {
        _(word)
        for resource in tables.package.resources.values()
        for field in resource.fields
        for word in field.missing_values
    }
    ours = {not_in_table(), not_every_month(), undefined_words(), not_covered_words()}
    return frozenset(of_sources | ours)


def plain_table(table: pd.DataFrame, why_missing: Collection[str]) -> pd.DataFrame:
    """The table with every column that mixes numbers and words taken apart: the numbers, with
    nothing in the other cells, and beside them ``<column>_status``, "known" or the words.

    A column that has no number is one of numbers where all its words are among ``why_missing``."""
    columns: dict[str, pd.Series] = {}
    for name in table.columns:
        cells = list(table[name])
        words = [cell for cell in cells if isinstance(cell, str)]
        numbers = len(words) < len(cells)
        if not words or not (numbers or set(words) <= set(why_missing)):
            columns[name] = table[name]
            continue
        values = [None if isinstance(cell, str) else cell for cell in cells]
        columns[name] = pd.Series(values, dtype="object", index=table.index)
        columns[f"{name}{STATUS}"] = pd.Series(
            [cell if isinstance(cell, str) else KNOWN for cell in cells],
            dtype="object",
            index=table.index,
        )
    return pd.DataFrame(columns)


def plain_headings(table: pd.DataFrame, headings: dict[str, str]) -> dict[str, str]:
    """The headings of the columns of a plain table, those of the status columns among them."""

    def heading(name: str) -> str:
        if name in headings or not name.endswith(STATUS):
            return headings.get(name, name)
        column = name.removesuffix(STATUS)
        return _("{column}: status", column=headings.get(column, column))

    return {name: heading(name) for name in table.columns}


def chart_csv(tables: Tables, chart: Chart) -> bytes:
    """The CSV of a chart, wherever it is asked for."""
    return csv_of(plain_table(chart.table, reasons(tables))).encode()
