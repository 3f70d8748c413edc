"""How many records each day has: what an engine counted by text, summed by the date it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import duckdb
import pandas as pd

from lib.records.date_table import date_table
from lib.records.form import Form
from lib.records.question import Question

DATED = "FROM counts JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day'"
"""The rows of ``counts`` that have a date, once lib.records.date_table has read them."""

DayCounts = Mapping[dt.date, tuple[int, ...]]
"""For each day that has records, in order: how many, and how many of each flag."""


def day_counts(connection: duckdb.DuckDBPyConnection, question: Question) -> DayCounts:
    """The counts by day, from the tables ``counts`` and ``day_dates``."""
    flags = "".join(
        f", (coalesce(sum(records) FILTER (WHERE flag_{number}), 0))::BIGINT"
        for number in range(len(question.flags))
    )
    rows = connection.execute(
        f"SELECT date, sum(records)::BIGINT{flags} {DATED} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return {day: tuple(counts) for day, *counts in rows}


def names(question: Question) -> list[str]:
    """What the columns of these counts are called."""
    return [question.count, *(flag.name for _, flag in question.flags)]


def days(connection: duckdb.DuckDBPyConnection, form: Form, question: Question) -> pd.DataFrame:
    """The count and the flags by day, from the table ``counts``, without days that have none."""
    date_table(connection, question, form)
    rows = [(day, *counts) for day, counts in day_counts(connection, question).items()]
    return pd.DataFrame(rows, columns=["day", *names(question)])
