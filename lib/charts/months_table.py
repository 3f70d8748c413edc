"""The table behind a chart over time: the months drawn, a column for everything that is drawn of
them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from lib.charts.chart import Line, intervals_by_month
from lib.measures import Series
from lib.months import Month
from lib.published import recovered_words
from lib.text import _
from lib.trail import Answer
from lib.words import not_every_month, not_in_table

Beside = Sequence[tuple[Line, Answer]]
"""Published averages, or the intervals of recovered months, each with the line it belongs to."""


def cell(value: float, kind: str) -> float | int:
    """A value as a table holds it: whole people, or a share of 1 with six digits."""
    return round(value) if kind == "count" else round(value, 6)


def months_table(
    lines: Sequence[Line], published: Beside = (), intervals: Beside = ()
) -> tuple[Callable[[], pd.DataFrame], dict[str, str]]:
    """The months drawn, a column per line and per average, and the columns' headings. The table is
    made where it is asked for: few readers open it."""
    headings = {"month": _("Month")}
    for line in lines:
        headings |= _headings_of(line)
    for line, _averages in published:
        headings[_published_column(line)] = published_words(line)
    for line, _answer in intervals:
        headings[f"{line.series.measure.id}_low"] = _("{line}, at least", line=line.label)
        headings[f"{line.series.measure.id}_high"] = _("{line}, at most", line=line.label)
    if intervals:
        headings["how"] = _("How it is known")
    return lambda: _table(lines, published, intervals), headings


def _running_column(series: Series) -> str:
    """A share over several months is the sum over the sum, and no mean."""
    what = "mean" if series.kind == "count" else "share"
    return f"{series.measure.id}_{what}_of_{series.window}"


def _published_column(line: Line) -> str:
    return f"{line.series.measure.id}_published_mean_of_12"


def _table(lines: Sequence[Line], published: Beside, intervals: Beside) -> pd.DataFrame:
    columns: dict[str, dict[str, Any]] = {}
    for line in lines:
        columns |= _of_series(line)
    for line, averages in published:
        columns[_published_column(line)] = {
            str(Month.of(row["month"])): row["value"] for row in averages
        }
    for line, answer in intervals:
        printed = columns[line.series.measure.id]
        known = {str(month): both for month, both in intervals_by_month(answer).items()}
        for place, end in enumerate(("low", "high")):
            name = f"{line.series.measure.id}_{end}"
            # A printed month is its own interval.
            columns[name] = {
                month: cell(known[month][place], line.series.kind) if month in known else value
                for month, value in printed.items()
            }
    every = sorted({month for column in columns.values() for month in column})
    if intervals:
        inferred = {str(Month.of(row["month"])) for _, answer in intervals for row in answer}
        columns["how"] = {month: how_known(month in inferred) for month in every}
    table = {
        name: [column.get(month, not_in_table()) for month in every]
        for name, column in columns.items()
    }
    return pd.DataFrame({"month": every} | table)


def _headings_of(line: Line) -> dict[str, str]:
    """The columns of a line: its values, their states where they differ, and, where it has one, its
    running average."""
    series = line.series
    headings = {series.measure.id: line.label}
    if series.partial or series.provisional:
        state = _("{line}, state of the month", line=line.label)
        headings[f"{series.measure.id}_state"] = state
    if series.window > 1:
        headings[_running_column(series)] = average_words(line)
    return headings


def _of_series(line: Line) -> dict[str, dict[str, Any]]:
    """The cells of the columns of a line, by month."""
    series = line.series
    months = [str(month) for month in series.calendar]
    values = {
        month: status if value is None else cell(value, series.kind)
        for month, value, status in zip(months, series.drawn, series.status, strict=True)
    }
    columns: dict[str, dict[str, Any]] = {series.measure.id: values}
    if series.partial or series.provisional:
        states = {str(month): state_words(series, month) for month in series.calendar}
        columns[f"{series.measure.id}_state"] = states
    if series.window > 1:
        digits = 1 if series.kind == "count" else 6
        columns[_running_column(series)] = {
            month: not_every_month() if value is None else round(value, digits)
            for month, value in zip(months, series.averages, strict=True)
        }
    return columns


def state_words(series: Series, month: Month) -> str:
    """What a month's value is: whole, provisional, or perhaps of a part of the month."""
    said = [_("may be incomplete")] if month in series.partial else []
    said += [_("provisional")] if month in series.provisional else []
    return ", ".join(said) or _("whole month")


def how_known(recovered: bool) -> str:
    """How a month of a table is known: recovered, or printed as it stands."""
    return recovered_words() if recovered else _("printed")


def average_words(line: Line) -> str:
    """What a line's running average is called."""
    window = line.series.window
    if line.series.kind == "count":
        return _("{line}, {window}-month mean", line=line.label, window=window)
    return _("{line}, {window}-month share", line=line.label, window=window)


def published_words(line: Line) -> str:
    """What the averages are called that the source of a line printed."""
    return _("{line}, published 12-month mean", line=line.label)
