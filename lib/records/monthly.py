"""From counts to months: what an engine counted becomes the table and the report.

A month is whole where the records cover it:

- with a profile that names when a record was entered, a month is whole if something was entered on
  its first day and something was entered in the month after it. What departs late in a month is
  entered early in the next;
- without one, as lib.records.coverage judges by the days that have records.

A stretch of months without a record that is too long for chance is not covered: it has no count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from lib.months import Month, MonthRange
from lib.plain_cells import csv_of
from lib.records.account import NOT_COUNTED, Account
from lib.records.coverage import not_covered, whole_months
from lib.records.date_table import date_table, read_texts
from lib.records.dates import FORMS, NUMBERS
from lib.records.day_counts import day_counts
from lib.records.errors import CHOICE, RecordsError
from lib.records.evenly import evenly
from lib.records.form import Form
from lib.records.months_table import by_month, months_table
from lib.records.question import Question
from lib.records.report import FileRows, Inference, Lacking, OddRows, Report
from lib.records.same_person import LEFT_OUT, set_apart
from lib.records.undated import FindRows, for_example, undated
from lib.records.zones import told
from lib.sql import literal
from lib.text import later

DATES_LIMIT = 1_000_000
"""Different texts a date column may hold."""


@dataclass(frozen=True)
class RollUp:
    """The table and the account of it.

    ``months`` has a row for every month from the first to the last: ``month`` (text, YYYY-MM), the
    count (``removals`` or what the profile calls it, else ``records``), a column for each flag, one
    for each value of the split, and ``whole``. Months that the records do not cover have NA for
    every count.
    """

    months: pd.DataFrame
    report: Report

    @property
    def counts(self) -> list[str]:
        """The columns that count: all records first, then flags and the values of the split."""
        return [name for name in self.months.columns if name not in ("month", "whole")]

    @property
    def csv(self) -> str:
        """The months as the command writes them."""
        frame = self.months.assign(whole=self.months["whole"].map({True: "true", False: "false"}))
        return csv_of(frame)


def finish(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    accounts: Mapping[int, Account],
    examples: FindRows,
    engine: str = "duckdb",
) -> RollUp:
    """The months and the report, from the table ``counts`` that count_sql gave.

    ``examples`` finds rows whose date is one of some texts. Raises RecordsError where nothing can
    be counted.
    """
    (different,) = connection.execute(
        "SELECT count(DISTINCT day_text) FROM counts WHERE part = 'day'"
    ).fetchall()[0]
    if different > DATES_LIMIT:
        raise RecordsError(
            later(
                "the column has {different:,} different values, too many to be dates",
                different=different,
            ),
            file=form.sources[0].name,
            column=form.columns[question.date],
            hint=later("Choose another column {choice}"),
            choice="date_column",
        )
    reading, unread = date_table(connection, question, form)
    same_person = set_apart(connection, question, form.columns, reading.forms)
    days = day_counts(connection, question)
    by_file = _by_file(connection)
    read = sum(rows for rows, _ in by_file.values())
    used = sum(rows for _, rows in by_file.values())
    left_out = same_person.rows if same_person and same_person.left_out else 0
    unreadable = sum(account.set_aside for account in accounts.values())
    if not read:
        raise RecordsError(
            later("there are no readable rows below the header"), file=form.sources[0].name
        )
    if not used:
        raise RecordsError(
            later("the column contains no dates{example}", example=for_example(unread)),
            file=form.sources[0].name,
            column=form.columns[question.date],
            hint=later(
                "Choose another column {choice}; dates are written as {forms}",
                choice=CHOICE,
                forms=", ".join(FORMS),
            ),
            choice="date_column",
        )
    first, last = min(days), max(days)
    span = MonthRange(Month.of(first), Month.of(last))
    counts = by_month(days)
    records = {month: number for month, (number, *_) in counts.items()}
    gaps = {month for gap in not_covered(records, span) for month in gap}
    whole, rule = _whole(connection, question, form, span, records, days)
    months = months_table(connection, question, form, span, counts, whole=whole - gaps, gaps=gaps)
    duplicates = None
    if question.duplicates:
        (repeated,) = connection.execute(
            "SELECT sum(records) - sum(kinds) FROM counts WHERE part = 'row'"
        ).fetchall()[0]
        duplicates = int(repeated)
    shown = [
        example
        for account in accounts.values()
        for oddity in NOT_COUNTED
        for example in account.examples.get(oddity, ())
    ][:5]
    without_date = examples(list(unread)) if unread else []
    shown = (shown + without_date)[:5]
    profile = question.profile
    report = Report(
        rows_read=read + unreadable,
        rows_used=used,
        rows_without_date=read - left_out - used,
        rows_unreadable=unreadable,
        examples=tuple(shown),
        first_date=first.isoformat(),
        last_date=last.isoformat(),
        duplicates=duplicates,
        profile=profile.name if profile else None,
        profile_tested=profile.tested if profile else None,
        date_column=form.columns[question.date],
        date_forms=reading.forms,
        flags={flag.name: str(flag.condition) for _, flag in question.flags},
        inferred=tuple(
            Inference(flag.name, str(flag.condition), flag.why)
            for _, flag in question.flags
            if flag.inferred
        ),
        whole_months=rule,
        evenly=evenly({day: number for day, (number, *_) in days.items()}),
        files=_files(form, accounts, by_file),
        odd=tuple(
            OddRows(account.file, oddity.value, rows, tuple(account.examples[oddity]))
            for account in accounts.values()
            for oddity, rows in account.counts.items()
        ),
        engine=engine,
        same_person=same_person,
        order=reading.order.name if reading.order else None,
        order_for=reading.order.rows_for if reading.order else 0,
        order_against=reading.order.rows_against if reading.order else 0,
        order_either=reading.order.rows_either if reading.order else 0,
        order_examples=reading.order.against if reading.order else (),
        order_told_by=reading.order.told_by if reading.order else "",
        undated=undated(unread, without_date, examples),
        timezone_asked_for=question.timezone is not None,
        timezone=told(
            question.timezone,
            instants=question.instants,
            zoned=question.zoned,
            moments=reading.moments,
            numbers=bool(set(NUMBERS[1:]) & set(reading.forms)),
            rows=used,
        ),
        not_covered=tuple(str(month) for month in sorted(gaps)),
        date_runner_up=question.runner_up,
        lacking=_lacking(form),
        passed_over=form.passed_over,
    )
    return RollUp(months, report)


def _lacking(form: Form) -> tuple[Lacking, ...]:
    lacking = []
    for source in form.sources:
        missing = tuple(column for column in form.columns if column not in source.columns)
        if missing:
            lacking.append(Lacking(source.name, missing))
    return tuple(lacking)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _whole(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    span: MonthRange,
    records: Mapping[Month, int],
    days: Collection[dt.date],
) -> tuple[set[Month], str]:
    """The months that records cover, and the rule in words."""
    if question.recorded is None:
        return whole_months(records, days, span), later(
            "every month from the first to the last, except a first month with no record on its "
            "first day, a last month with no record on its last day, and months at either end with "
            "less than a tenth of the median month's records; what stands between months not "
            "covered is judged in the same way"
        )
    reading, _ = read_texts(connection, "recorded", question, form)
    entered = set(reading.days.values())
    begun = {month: month.first_day in entered for month in set(map(Month.of, entered))}
    whole = {
        month
        for month in span
        if month + 1 in begun
        and (begun.get(month, False) or (month in begun and month - 1 in begun))
    }
    name = form.columns[question.recorded]
    return whole, later(
        "records were already being entered ({column}) on the month's first day or in the month "
        "before, and were still being entered in the month after",
        column=name,
    )


def _by_file(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[int, int]]:
    """For each file by its number: the rows that an engine counted, and those with a date."""
    rows = connection.execute(
        "SELECT file, sum(records)::BIGINT, "
        "coalesce(sum(records) FILTER (WHERE date IS NOT NULL AND part = 'day'), 0)::BIGINT "
        "FROM counts LEFT JOIN day_dates ON text = day_text::VARCHAR "
        f"WHERE part IN ('day', {literal(LEFT_OUT)}) GROUP BY 1"
    ).fetchall()
    return {file: (read, used) for file, read, used in rows}


def _files(
    form: Form, accounts: Mapping[int, Account], by_file: Mapping[int, tuple[int, int]]
) -> tuple[FileRows, ...]:
    files = []
    for number, source in enumerate(form.sources):
        read, used = by_file.get(number, (0, 0))
        account = accounts.get(number)
        unreadable = account.set_aside if account else 0
        encoding = account.encoding if account else source.encoding
        files.append(
            FileRows(
                source.name,
                read + unreadable,
                used,
                read + unreadable - used,
                source.header_row,
                source.written(encoding),
            )
        )
    return tuple(files)
