"""What a chart is, and what it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.measures import Intervals, Series
from lib.months import MonthRange
from lib.trail import Trail

Figure = dict[str, Any]
"""A Plotly figure as a plain dictionary; Plotly's classes take ten times as long and would check only ourselves."""


@dataclass(frozen=True)
class Chart:
    """What a card shows and gives away.

    ``table`` has one row per month (or pair of months) drawn and the drawn columns; a cell without a value holds the
    words of the source. ``headings`` are the columns' names for people. ``alt`` describes the chart to those who
    cannot see it. ``name`` begins the names of the downloads, ``sources`` ends that of the CSV. ``kind``
    says whether the values are counts, shares of 1, or figures to be shown as they are. ``trails`` are the queries that gave what is drawn.
    """

    name: str
    title: str
    figure: Figure
    table: pd.DataFrame
    headings: dict[str, str]
    alt: str
    sources: str
    kind: str
    trails: tuple[Trail, ...]


@dataclass(frozen=True)
class Line:
    """A series as a chart draws it: its name on the chart and its color in the palette."""

    series: Series
    label: str
    color: str


@dataclass(frozen=True)
class Reference:
    """A figure stated in a document, drawn as a level; ``value`` in the unit of the axis, ``words`` in full."""

    value: float
    label: str
    words: str
    color: str


@dataclass(frozen=True)
class Group:
    """One side of a comparison: its name, its months, its color, and its series."""

    name: str
    color: str
    series: Series
    intervals: Intervals | None = None
    """The months of it that are recovered from averages, where there are such."""

    @property
    def months(self) -> MonthRange:
        return self.series.months
