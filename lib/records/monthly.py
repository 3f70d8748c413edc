"""From counts to months: what an engine counted becomes the table and the report.

A month is whole where the records cover it:

- with a profile that names when a record was entered, a month is whole if something was entered on
  its first day and something was entered in the month after it. What departs late in a month is
  entered early in the next;
- without one, the months between the first and the last are whole; the first if its first day has a
  record, the last if its last day has. Months at either edge with less than a tenth of the median
  month are remnants, not whole.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from lib.months import Month, MonthRange
from lib.records.account import Account, Oddity
from lib.records.dates import read_days
from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.question import Question
from lib.records.report import Example, FileRows, Inference, Lacking, OddRows, Report
from lib.records.same_person import LEFT_OUT, set_apart
from lib.sql import literal

SPLIT_LIMIT = 50
"""Values a split may have: each becomes a column."""
DATES_LIMIT = 1_000_000
"""Different texts a date column may hold."""

_RECORDS = f"part IN ('day', {literal(LEFT_OUT)})"
_DATED = "FROM counts JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day'"


@dataclass(frozen=True)
class RollUp:
    """The table and the account of it.

    ``months`` has a row for every month from the first to the last: ``month`` (text, YYYY-MM), the
    count (``removals`` or what the profile calls it, else ``records``), a column for each flag, one
    for each value of the split, and ``whole``.
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
            hint="Choose another column with --date-column NAME",
        )
    met, unusable = _date_table(connection, "day", question)
    same_person = set_apart(connection, question, form.columns, met)
    used, first, last = connection.execute(
        f"SELECT coalesce(sum(records), 0)::BIGINT, min(date), max(date) {_DATED}"
    ).fetchall()[0]
    read = _one(connection, f"SELECT coalesce(sum(records), 0) FROM counts WHERE {_RECORDS}")
    left_out = same_person.rows if same_person and same_person.left_out else 0
    unreadable = sum(account.counts.get(Oddity.LONG, 0) for account in accounts.values())
    if not read:
        raise RecordsError("there are no readable rows below the header", file=form.sources[0].name)
    if not used:
        raise RecordsError(
            "the column contains no dates",
            file=form.sources[0].name,
            column=form.columns[question.date],
            hint="Choose another column with --date-column NAME",
        )
    span = MonthRange(Month.of(first), Month.of(last))
    whole, rule = _whole(connection, question, form, span, first, last)
    months = _months(connection, question, form, span, whole)
    duplicates = None
    if question.duplicates:
        duplicates = _one(
            connection, "SELECT sum(records) - sum(kinds) FROM counts WHERE part = 'row'"
        )
    shown = [
        example
        for account in accounts.values()
        for example in account.examples.get(Oddity.LONG, ())
    ][:5]
    if len(shown) < 5 and read - left_out > used:
        shown = (shown + examples(unusable))[:5]
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
        date_forms=met,
        flags={flag.name: str(flag.condition) for _, flag in question.flags},
        inferred=tuple(
            Inference(flag.name, str(flag.condition), flag.why)
            for _, flag in question.flags
            if flag.inferred
        ),
        whole_months=rule,
        files=_files(connection, form, accounts),
        odd=tuple(
            OddRows(account.file, oddity, rows, tuple(account.examples[oddity]))
            for account in accounts.values()
            for oddity, rows in account.counts.items()
        ),
        engine=engine,
        same_person=same_person,
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


def _date_table(
    connection: duckdb.DuckDBPyConnection, part: str, question: Question
) -> tuple[tuple[str, ...], list[str | None]]:
    """Makes ``<part>_dates`` (text, date). Gives the forms met and the texts that are no dates."""
    texts = [
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT {part}_text::VARCHAR FROM counts "
            f"WHERE part = {literal(part)} ORDER BY 1"
        ).fetchall()
    ]
    forms = None if question.typed else question.forms
    reading = read_days((text for text in texts if text is not None), forms)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {part}_dates AS "
        "SELECT unnest($texts::VARCHAR[]) AS text, unnest($dates::DATE[]) AS date",
        {"texts": list(reading.days), "dates": list(reading.days.values())},
    )
    return reading.forms, [text for text in texts if text not in reading.days]


def _whole(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    span: MonthRange,
    first: dt.date,
    last: dt.date,
) -> tuple[set[str], str]:
    """The months that records cover, and the rule in words."""
    if question.recorded is not None:
        _date_table(connection, "recorded", question)
        days = connection.execute(
            "SELECT strftime(date, '%Y-%m'), min(date) FROM recorded_dates GROUP BY 1"
        ).fetchall()
        begun = {month: day.day == 1 for month, day in days}
        whole = {
            str(month)
            for month in span
            if str(month + 1) in begun
            and (begun.get(str(month), False) or (str(month) in begun and str(month + -1) in begun))
        }
        name = form.columns[question.recorded]
        return whole, (
            f"records were already being entered ({name}) on the month's first day or in the month "
            "before, and were still being entered in the month after"
        )
    counts = connection.execute(
        f"SELECT strftime(date, '%Y-%m'), sum(records) {_DATED} GROUP BY 1"
    ).fetchall()
    by_month = {month: int(number) for month, number in counts}
    enough = sorted(by_month.values())[len(by_month) // 2] / 10
    full = [month for month in span if by_month.get(str(month), 0) >= enough]
    whole = {str(month) for month in MonthRange(full[0], full[-1])}
    if first.day != 1:
        whole.discard(str(Month.of(first)))
    if last.day != calendar.monthrange(last.year, last.month)[1]:
        whole.discard(str(Month.of(last)))
    return whole, (
        "every month from the first to the last, except a first month with no record on its first "
        "day, a last month with no record on its last day, and months at either end with less than "
        "a tenth of the median month's records"
    )


def days(connection: duckdb.DuckDBPyConnection, question: Question) -> pd.DataFrame:
    """The count and the flags by day, from the table ``counts``, without days that have none."""
    _date_table(connection, "day", question)
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
    whole: set[str],
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
    columns["whole"] = [month in whole for month in index]
    return pd.DataFrame(columns)


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
        unreadable = account.counts.get(Oddity.LONG, 0) if account else 0
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
