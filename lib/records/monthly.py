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
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from lib.months import Month, MonthRange
from lib.records.account import NOT_COUNTED, Account
from lib.records.coverage import not_covered, whole_months
from lib.records.date_table import date_table
from lib.records.dates import FORMS, NUMBERS, is_outside, shapes
from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.question import Question
from lib.records.report import (
    Example,
    FileRows,
    Inference,
    Lacking,
    NoDate,
    OddRows,
    Report,
    Undated,
)
from lib.records.same_person import LEFT_OUT, set_apart
from lib.records.zones import told
from lib.sql import literal

SPLIT_LIMIT = 50
"""Values a split may have: each becomes a column."""
DATES_LIMIT = 1_000_000
"""Different texts a date column may hold."""

_RECORDS = f"part IN ('day', {literal(LEFT_OUT)})"
_DAYS_ALIKE, _MONTHS_ALIKE = 28, 6
"""Days and months with the same number of rows from which on this is hardly chance."""

_DATED = "FROM counts JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day'"


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
        return frame.to_csv(index=False, lineterminator="\n")


def finish(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    accounts: Mapping[int, Account],
    examples: Callable[[list[str | None]], list[Example]],
    engine: str = "duckdb",
) -> RollUp:
    """The months and the report, from the table ``counts`` that count_sql gave.

    ``examples`` finds rows whose date is one of some texts. Raises RecordsError where nothing can
    be counted.
    """
    different = _one(connection, "SELECT count(DISTINCT day_text) FROM counts WHERE part = 'day'")
    if different > DATES_LIMIT:
        raise RecordsError(
            f"the column has {different:,} different values, too many to be dates",
            file=form.sources[0].name,
            column=form.columns[question.date],
            hint="Choose another column {choice}",
            choice="date_column",
        )
    reading, unread = date_table(connection, "day", question, form)
    same_person = set_apart(connection, question, form.columns, reading.forms)
    used, first, last = connection.execute(
        f"SELECT coalesce(sum(records), 0)::BIGINT, min(date), max(date) {_DATED}"
    ).fetchall()[0]
    read = _one(connection, f"SELECT coalesce(sum(records), 0) FROM counts WHERE {_RECORDS}")
    left_out = same_person.rows if same_person and same_person.left_out else 0
    unreadable = sum(account.set_aside for account in accounts.values())
    if not read:
        raise RecordsError("there are no readable rows below the header", file=form.sources[0].name)
    if not used:
        raise RecordsError(
            f"the column contains no dates{_for_example(unread)}",
            file=form.sources[0].name,
            column=form.columns[question.date],
            hint="Choose another column {choice}; dates are written as " + ", ".join(FORMS),
            choice="date_column",
        )
    span = MonthRange(Month.of(first), Month.of(last))
    by_day = _by_day(connection)
    by_month: Counter[Month] = Counter()
    for day, records in by_day.items():
        by_month[Month.of(day)] += records
    gaps = {month for gap in not_covered(by_month, span) for month in gap}
    whole, rule = _whole(connection, question, form, span, by_month, by_day)
    months = _months(connection, question, form, span, whole - gaps, gaps)
    duplicates = None
    if question.duplicates:
        duplicates = _one(
            connection, "SELECT sum(records) - sum(kinds) FROM counts WHERE part = 'row'"
        )
    shown = [
        example
        for account in accounts.values()
        for oddity in NOT_COUNTED
        for example in account.examples.get(oddity, ())
    ][:5]
    undated = examples(list(unread)) if unread else []
    shown = (shown + undated)[:5]
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
        evenly=_evenly(connection),
        files=_files(connection, form, accounts),
        odd=tuple(
            OddRows(account.file, oddity, rows, tuple(account.examples[oddity]))
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
        undated=_undated(unread, undated, examples),
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


def _undated(
    unread: Mapping[str | None, int],
    found: Collection[Example],
    examples: Callable[[list[str | None]], list[Example]],
) -> tuple[Undated, ...]:
    """The texts that are no date by the reason; ``found`` are the first of their rows."""
    texts: dict[NoDate, list[str | None]] = {}
    for text in unread:
        texts.setdefault(_why_undated(text), []).append(text)
    return tuple(
        Undated(
            why,
            sum(unread[text] for text in texts[why]),
            tuple(example for example in found if _why_undated(example.value) == why)
            or tuple(examples(texts[why])),
        )
        for why in NoDate
        if why in texts
    )


def _why_undated(text: str | None) -> NoDate:
    if not text or not text.strip():
        return NoDate.BLANK
    if shapes(text):
        return NoDate.ORDER
    return NoDate.YEAR if is_outside(text) else NoDate.OTHER


def _lacking(form: Form) -> tuple[Lacking, ...]:
    lacking = []
    for source in form.sources:
        missing = tuple(column for column in form.columns if column not in source.columns)
        if missing:
            lacking.append(Lacking(source.name, missing))
    return tuple(lacking)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _for_example(texts: Iterable[str | None]) -> str:
    shown = next((text.strip() for text in texts if text and text.strip()), "")
    return f", but “{shown[:40]}” for example" if shown else ""


def _by_day(connection: duckdb.DuckDBPyConnection) -> dict[dt.date, int]:
    rows = connection.execute(f"SELECT date, sum(records)::BIGINT {_DATED} GROUP BY 1").fetchall()
    return dict(rows)


def _evenly(connection: duckdb.DuckDBPyConnection) -> str:
    """What makes the rows look like counts, with one row for each day or month; empty where nothing
    does."""
    days, months, first, last, fewest, most = connection.execute(
        "SELECT count(*), count(DISTINCT strftime(date, '%Y-%m')), min(date), max(date), "
        "min(records), max(records) "
        f"FROM (SELECT date, sum(records)::BIGINT AS records {_DATED} GROUP BY date)"
    ).fetchall()[0]
    if fewest != most:
        return ""
    if days == (last - first).days + 1 and days >= _DAYS_ALIKE:
        each = "day"
    elif days == months >= _MONTHS_ALIKE and {first.day, last.day} <= {1, 28, 29, 30, 31}:
        each = "month"
    else:
        return ""
    rows = "row" if most == 1 else "rows"
    return (
        f"every {each} has {most:,} {rows}; if these are counts and not records, what is counted "
        "here are rows"
    )


def _whole(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    span: MonthRange,
    by_month: Mapping[Month, int],
    by_day: Collection[dt.date],
) -> tuple[set[Month], str]:
    """The months that records cover, and the rule in words."""
    if question.recorded is None:
        return whole_months(by_month, by_day, span), (
            "every month from the first to the last, except a first month with no record on its "
            "first day, a last month with no record on its last day, and months at either end with "
            "less than a tenth of the median month's records; what stands between months not "
            "covered is judged in the same way"
        )
    date_table(connection, "recorded", question, form)
    days = connection.execute(
        "SELECT strftime(date, '%Y-%m'), min(date) FROM recorded_dates GROUP BY 1"
    ).fetchall()
    begun = {Month.parse(month): day.day == 1 for month, day in days}
    whole = {
        month
        for month in span
        if month + 1 in begun
        and (begun.get(month, False) or (month in begun and month - 1 in begun))
    }
    name = form.columns[question.recorded]
    return whole, (
        f"records were already being entered ({name}) on the month's first day or in the month "
        "before, and were still being entered in the month after"
    )


def days(connection: duckdb.DuckDBPyConnection, form: Form, question: Question) -> pd.DataFrame:
    """The count and the flags by day, from the table ``counts``, without days that have none."""
    date_table(connection, "day", question, form)
    rows = connection.execute(
        f"SELECT date, sum(records)::BIGINT{_flag_sums(question)} {_DATED} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return pd.DataFrame(rows, columns=["day", *_counted(question)])


def _counted(question: Question) -> list[str]:
    return [question.count, *(flag.name for _, flag in question.flags)]


def _flag_sums(question: Question) -> str:
    return "".join(
        f", (coalesce(sum(records) FILTER (WHERE flag_{number}), 0))::BIGINT AS flag_{number}"
        for number in range(len(question.flags))
    )


def _months(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    span: MonthRange,
    whole: set[Month],
    gaps: set[Month],
) -> pd.DataFrame:
    rows = connection.execute(
        f"SELECT strftime(date, '%Y-%m'), sum(records)::BIGINT{_flag_sums(question)} {_DATED} "
        "GROUP BY 1"
    ).fetchall()
    names = _counted(question)
    index = [str(month) for month in span]
    columns: dict[str, list[Any]] = {"month": index}
    by_month = {row[0]: row[1:] for row in rows}
    for place, name in enumerate(names):
        columns[name] = [by_month[month][place] if month in by_month else 0 for month in index]
    if question.split is not None:
        columns |= _split(connection, question, form, index, {*names, "month", "whole"})
    frame = pd.DataFrame(columns)
    if gaps:
        counted = list(frame.columns[1:])
        frame[counted] = frame[counted].astype("Int64")
        frame.loc[[month in gaps for month in span], counted] = pd.NA
    frame["whole"] = [month in whole for month in span]
    return frame


def _split(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    index: list[str],
    taken: set[str],
) -> dict[str, list[Any]]:
    """A column of counts for each value of the split, the most frequent first."""
    values = connection.execute(
        "SELECT coalesce(nullif(trim(split_text::VARCHAR), ''), '(blank)'), "
        f"strftime(date, '%Y-%m'), sum(records)::BIGINT {_DATED} GROUP BY 1, 2"
    ).fetchall()
    totals: dict[str, int] = {}
    cells: dict[tuple[str, str], int] = {}
    for name, month, records in values:
        totals[name] = totals.get(name, 0) + records
        cells[name, month] = records
    assert question.split is not None
    column = form.columns[question.split]
    if len(totals) > SPLIT_LIMIT:
        raise RecordsError(
            f"the column has {len(totals):,} different values; the limit is {SPLIT_LIMIT}",
            file=form.sources[0].name,
            column=column,
            hint="Split by another column",
        )
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    return {
        (f"{column}: {name}" if name in taken else name): [
            cells.get((name, month), 0) for month in index
        ]
        for name in ordered
    }


def _files(
    connection: duckdb.DuckDBPyConnection, form: Form, accounts: Mapping[int, Account]
) -> tuple[FileRows, ...]:
    rows = connection.execute(
        "SELECT file, sum(records)::BIGINT, "
        "coalesce(sum(records) FILTER (WHERE date IS NOT NULL AND part = 'day'), 0)::BIGINT "
        "FROM counts LEFT JOIN day_dates ON text = day_text::VARCHAR "
        f"WHERE {_RECORDS} GROUP BY 1"
    ).fetchall()
    found = {row[0]: (row[1], row[2]) for row in rows}
    files = []
    for number, source in enumerate(form.sources):
        read, used = found.get(number, (0, 0))
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
