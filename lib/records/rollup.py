"""The entry: a form and choices in, months out, on the engine that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from lib.records import duckdb_engine, spark_engine
from lib.records.duckdb_engine import MEMORY, Progress
from lib.records.form import Form, dated_by
from lib.records.interrupts import ctrl_c_stops
from lib.records.monthly import RollUp
from lib.records.question import ask
from lib.records.stamps import unchanged
from lib.records.unpacked import unpacked


@ctrl_c_stops()
def roll_up(
    form: Form,
    *,
    profile: str | None = None,
    date_column: str | None = None,
    by: str | None = None,
    flags: Mapping[str, str] | None = None,
    duplicates: bool = True,
    same_person: Sequence[str] = (),
    leave_out_same_person: bool = False,
    progress: Progress | None = None,
    temp_directory: Path | str | None = None,
    memory_limit: str = MEMORY,
    threads: int | None = None,
    engine: str = "duckdb",
    order: str | None = None,
    timezone: str | None = None,
    label: str = "",
) -> RollUp:
    """The records of a form by month.

    The date column is the profile's (``profile``, or the form's own), or ``date_column``, or the
    only one that can be. ``by`` splits the count by a column's values, ``flags`` maps names to
    conditions (see lib.records.conditions). Records of the same day that are alike in the columns
    ``same_person`` are reported and, with ``leave_out_same_person``, left out.

    ``order`` says what comes first in dates such as 3/4/2016 (a name in lib.records.order.ORDERS),
    ``timezone`` in which zone the days are told of times that name their offset, and of instants.

    ``label`` says what the records are, for the report.

    ``progress`` is called with 0 to 1 from another thread. ``engine`` is duckdb or a Spark master;
    the latter heeds neither ``progress`` nor ``memory_limit`` nor ``threads``. Everything temporary
    is under ``temp_directory`` and gone at the end, however it ends. Raises RecordsError for
    whatever a user can do something about. Safe to call from several threads at once: each call has
    a database of its own.
    """
    question = ask(
        form,
        profile=profile,
        date_column=date_column,
        by=by,
        flags=flags or {},
        duplicates=duplicates,
        same_person=same_person,
        leave_out_same_person=leave_out_same_person,
        order=order,
        timezone=timezone,
    )
    form = dated_by(form, form.columns[question.date])
    with unchanged(form.stamps), unpacked(form, temp_directory) as readable:
        if engine != "duckdb":
            rolled = spark_engine.count(
                readable, question, master=engine, temp_directory=temp_directory
            )
        else:
            rolled = duckdb_engine.count(
                readable,
                question,
                progress=progress,
                temp_directory=temp_directory,
                memory_limit=memory_limit,
                threads=threads,
            )
    return replace(rolled, report=replace(rolled.report, label=label))


@ctrl_c_stops()
def by_day(form: Form, *, profile: str) -> pd.DataFrame:
    """The records of a known form by day: ``day`` (date), the count and a column for each flag.

    Days without a record are left out. For files that are as their profile says: rows that are set
    aside are not reported.
    """
    question = ask(form, profile=profile, date_column=None, by=None, flags={}, duplicates=False)
    with unpacked(dated_by(form, form.columns[question.date])) as readable:
        return duckdb_engine.count_days(readable, question)
