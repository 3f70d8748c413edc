"""The table of months: the count, the flags and the values of a split, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from lib.months import Month, MonthRange
from lib.records.day_counts import DATED, DayCounts, names
from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.question import Question
from lib.text import later

SPLIT_LIMIT = 50
"""Values a split may have: each becomes a column."""

BLANK = later("(blank)")
"""What a split calls a cell without a value."""

MonthCounts = Mapping[Month, tuple[int, ...]]
"""For each month that has records: how many, and how many of each flag."""


def by_month(days: DayCounts) -> MonthCounts:
    """The counts of days, summed by month."""
    months: dict[tuple[int, int], list[tuple[int, ...]]] = {}
    for day, counts in days.items():
        months.setdefault((day.year, day.month), []).append(counts)
    return {
        Month(*month): tuple(map(sum, zip(*counts, strict=True)))
        for month, counts in months.items()
    }


def months_table(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    span: MonthRange,
    counts: MonthCounts,
    *,
    whole: set[Month],
    gaps: set[Month],
) -> pd.DataFrame:
    """A row for every month of the span; those in ``gaps`` have NA for every count.

    Raises RecordsError where the split has too many values.
    """
    own = names(question)
    none = (0,) * len(own)
    columns: dict[str, list[Any]] = {"month": [str(month) for month in span]}
    cells = zip(*(counts.get(month, none) for month in span), strict=True)
    columns |= {name: list(column) for name, column in zip(own, cells, strict=True)}
    if question.split is not None:
        taken = {*own, "month", "whole"}
        columns |= _split(connection, form, form.columns[question.split], columns["month"], taken)
    frame = pd.DataFrame(columns)
    if gaps:
        counted = list(frame.columns[1:])
        frame[counted] = frame[counted].astype("Int64")
        frame.loc[[month in gaps for month in span], counted] = pd.NA
    frame["whole"] = [month in whole for month in span]
    return frame


def _split(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    column: str,
    months: Sequence[str],
    taken: set[str],
) -> dict[str, list[Any]]:
    """A column of counts for each value of the split, the most frequent first."""
    values = connection.execute(
        "SELECT coalesce(nullif(trim(split_text::VARCHAR), ''), $blank), "
        f"strftime(date, '%Y-%m'), sum(records)::BIGINT {DATED} GROUP BY 1, 2",
        {"blank": str(BLANK)},
    ).fetchall()
    totals: dict[str, int] = {}
    cells: dict[tuple[str, str], int] = {}
    for name, month, records in values:
        totals[name] = totals.get(name, 0) + records
        cells[name, month] = records
    if len(totals) > SPLIT_LIMIT:
        raise RecordsError(
            later(
                "the column has {values:,} different values; the limit is {limit}",
                values=len(totals),
                limit=SPLIT_LIMIT,
            ),
            file=form.sources[0].name,
            column=column,
            hint=later("Split by another column"),
        )
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    return {
        (f"{column}: {name}" if name in taken else name): [
            cells.get((name, month), 0) for month in months
        ]
        for name in ordered
    }
