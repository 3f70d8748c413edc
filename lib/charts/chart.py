"""What a chart is, and what it is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from lib.measures import Series
from lib.months import Month, MonthRange
from lib.sources import Credit
from lib.trail import Answer, Trail

Figure = dict[str, Any]
"""A Plotly figure as a plain dictionary; Plotly's classes take ten times as long and would check
only ourselves."""

TableKind = Literal["count", "share", "figure"]
"""Whether a table's values are counts, shares of 1, or figures to be shown as they are."""


@dataclass(frozen=True)
class Chart:
    """What a card shows and gives away.

    Nobody changes a chart: it may be kept for other readers. ``table`` has one row per month (or
    pair of months) drawn and the drawn columns; a cell without a value holds the words of the
    source. ``tabled`` is it, or makes it: few readers open it. ``headings`` are the columns' names
    for people. ``alt`` describes the chart to those who cannot see it. ``name`` begins the names of
    the downloads, the credit's ids end that of the CSV. ``trails`` are the queries that gave what
    is drawn, ``notes`` what must be known of it, as plain sentences, and ``events`` what its strip
    has as numbers, each behind its number.
    """

    name: str
    title: str
    figure: Figure
    tabled: pd.DataFrame | Callable[[], pd.DataFrame]
    headings: dict[str, str]
    alt: str
    credit: Credit
    kind: TableKind
    trails: tuple[Trail, ...]
    notes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    months: MonthRange | None = None
    """First to last month of the table, where its rows are months."""

    @cached_property
    def table(self) -> pd.DataFrame:
        """The numbers that are drawn."""
        return self.tabled() if callable(self.tabled) else self.tabled


@dataclass(frozen=True)
class Line:
    """A series as a chart draws it: its name on the chart and its color in the palette."""

    series: Series
    label: str
    color: str

    @classmethod
    def of(cls, series: Series) -> Line:
        """A series under its measure's own label and in its measure's own color."""
        return cls(series, series.measure.label, series.measure.color)


@dataclass(frozen=True)
class Reference:
    """A figure stated in a document, drawn as a level over the ``months`` it is about, or over all;
    ``value`` in the unit of the axis, ``words`` in full."""

    value: float
    label: str
    words: str
    color: str
    months: MonthRange | None = None


@dataclass(frozen=True)
class Group:
    """One side of a comparison: its name, its months, its color, and its series."""

    name: str
    color: str
    series: Series
    intervals: Answer | None = None
    """The months of it that are recovered from averages, where there are such."""
    short_name: str = ""
    """What it is called inside a plot, where not by its name."""

    @property
    def label(self) -> str:
        return self.short_name or self.name

    @property
    def months(self) -> MonthRange:
        return self.series.months

    @property
    def recovered(self) -> dict[Month, tuple[float, float]]:
        """The months that are recovered, each with its interval."""
        return intervals_by_month(self.intervals) if self.intervals else {}


def intervals_by_month(intervals: Answer) -> dict[Month, tuple[float, float]]:
    """What ``measures.recovered_intervals`` gives, by month."""
    return {Month.of(row["month"]): (row["low"], row["high"]) for row in intervals}
