"""The texts of a date column, counted by an engine, become a table of their days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import duckdb

from lib.records.dates import Reading, read_days
from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.order import ORDER_WORDS
from lib.records.question import Question
from lib.records.zones import zone_named
from lib.sql import literal
from lib.text import later


def date_table(
    connection: duckdb.DuckDBPyConnection, question: Question, form: Form
) -> tuple[Reading, dict[str | None, int]]:
    """Makes ``day_dates`` (text, date) of the date column; see ``read_texts``."""
    reading, unread = read_texts(connection, "day", question, form)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE day_dates AS "
        "SELECT unnest($texts::VARCHAR[]) AS text, unnest($dates::DATE[]) AS date",
        {"texts": list(reading.days), "dates": list(reading.days.values())},
    )
    return reading, unread


def read_texts(
    connection: duckdb.DuckDBPyConnection, part: str, question: Question, form: Form
) -> tuple[Reading, dict[str | None, int]]:
    """How the texts of a part of ``counts`` (day or recorded) were read, and of how many rows
    those are that were not.

    Raises RecordsError where the order of day and month cannot be told.
    """
    rows = connection.execute(
        f"SELECT file, {part}_text::VARCHAR, sum(records)::BIGINT FROM counts "
        f"WHERE part = {literal(part)} GROUP BY ALL ORDER BY 1, 2"
    ).fetchall()
    texts: Counter[str | None] = Counter()
    for _, text, records in rows:
        texts[text] += records
    written = {text: records for text, records in texts.items() if text is not None}
    reading = _readings(written, question)
    column = form.columns[question.date if part == "day" else question.recorded or 0]
    if reading.turned:
        raise RecordsError(
            reading.turned,
            file=form.sources[0].name,
            column=column,
            hint=later("Ask for the file as it was before, or put these dates right"),
        )
    if reading.order and (reading.order.rows_against or reading.order.doubt):
        _same_order_in_all(rows, question, form, column)
    if reading.order and reading.order.doubt:
        raise RecordsError(
            reading.order.doubt,
            file=form.sources[0].name,
            column=column,
            hint=later("Say which comes first {choice}"),
            choice="order",
        )
    unread = sorted((text for text in texts if text not in reading.days), key=str)
    return reading, {text: texts[text] for text in unread}


def _readings(texts: Mapping[str, int], question: Question) -> Reading:
    if question.typed:
        return read_days(texts)
    return read_days(
        texts,
        question.forms,
        order=question.order,
        timezone=zone_named(question.timezone) if question.timezone else None,
        numbers=question.numbers,
    )


def _same_order_in_all(
    rows: list[tuple[int | None, str | None, int]], question: Question, form: Form, column: str
) -> None:
    """Raises RecordsError where one file writes the day first and another the month."""
    by_file: dict[int, dict[str, int]] = {}
    for file, text, records in rows:
        if file is not None and text is not None:
            by_file.setdefault(file, {})[text] = records
    if len(by_file) < 2 or question.order:
        return
    orders: dict[str, int] = {}
    for file, texts in by_file.items():
        order = _readings(texts, question).order
        if order and not order.doubt and order.rows_for > order.rows_against:
            orders.setdefault(order.name, file)
    if len(orders) > 1:
        (one, first), (other, second) = list(orders.items())[:2]
        raise RecordsError(
            later(
                "its dates are {order}, those in {file} are {other}",
                order=ORDER_WORDS[other],
                file=form.sources[first].name,
                other=ORDER_WORDS[one],
            ),
            file=form.sources[second].name,
            column=column,
            hint=later("Count these files one at a time, each with its own order"),
        )
