"""Likely duplicates: records of the same person and day, counted and, if asked, left out."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from lib.records.dates import NUMBERS
from lib.records.question import Question
from lib.records.report import SamePerson

LEFT_OUT = "left out"
"""The part of the table ``counts`` to which they are moved."""


def set_apart(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    columns: Sequence[str],
    forms: Sequence[str],
) -> SamePerson | None:
    """How many there are among the records with a date, in the table ``counts``.

    Where they are to be left out, they become a part of their own, which nothing counts. ``forms``
    are the ways in which the dates are written. None where nobody asked.
    """
    if not question.same_person:
        return None
    rows = connection.execute(
        "SELECT person, sum(records)::BIGINT FROM counts "
        "JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day' GROUP BY 1"
    ).fetchall()
    found = dict(rows)
    if question.leave_out_same_person:
        connection.execute(
            "UPDATE counts SET part = $part WHERE part = 'day' AND person = 'again'",
            {"part": LEFT_OUT},
        )
    return SamePerson(
        columns=tuple(columns[number] for number in question.same_person),
        rows=found.get("again", 0),
        left_out=question.leave_out_same_person,
        unnamed=found.get("unnamed", 0),
        # A number that is a date has the time of day in it.
        as_written=len(forms) > 1 or bool(set(NUMBERS) & set(forms)),
    )
