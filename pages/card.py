"""A chart with its toolbar, and what opens below: the table behind it and its queries."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from lib.charts import Chart
from lib.charts.sheet import PICTURE_HEIGHT, PICTURE_WIDTH
from lib.charts.spoken import plotly_language
from lib.shown.drawn import Draw
from lib.text import _
from lib.words import not_every_month, not_in_table
from pages.far_charts import waits
from pages.month_range import months
from pages.numbers_table import numbers_table
from pages.ready_figure import ReadyFigure
from pages.screen import look
from pages.toolbar import toolbar
from pages.where_from import queries


def card(draw: Draw, shown: str | None, *, table_open: bool = False, ranged: bool = True) -> None:
    """A chart with its toolbar, the table behind it, and where its numbers come from.

    ``draw`` makes the chart for a look: the one of the screen and, when it is asked for, the one of
    the picture. ``shown`` is the id under which it has an address of its own, None where it has
    none; ``ranged`` says whether the month range cuts the chart.
    """
    if waits(shown):
        return
    chart = draw(look())
    key = chart_key(chart.name)
    name = file_name(chart, ranged=ranged)
    with st.container(border=True, key=f"card-{key}"):
        st.plotly_chart(
            ReadyFigure(chart.figure),
            key=key,
            theme=None,
            alt=chart.alt,
            config=plotly_language()
            | {
                "displaylogo": False,
                "modeBarButtons": [["toImage"]],
                # What the picture is made from; the button itself is hidden.
                "toImageButtonOptions": {
                    "format": "svg",
                    "width": PICTURE_WIDTH,
                    "height": PICTURE_HEIGHT,
                    "filename": name,
                },
            },
        )
        opened = toolbar(
            chart,
            key,
            name,
            draw=draw,
            shown=shown,
            first_open="table" if table_open else "",
        )
        if opened == "table":
            _table(chart)
        elif opened == "queries":
            queries(chart.trails)


def chart_key(name: str) -> str:
    """The key of a chart's element on the page."""
    return "chart-" + re.sub(r"[^a-z0-9]+", "-", name)


def file_name(chart: Chart, *, ranged: bool) -> str:
    """The chart's name with the months that are drawn or, where its table has no months and the
    month range cuts it, those of the range."""
    if chart.months:
        return f"{chart.name}_{chart.months}"
    if "month" in chart.headings and not chart.table.empty:
        drawn = [str(month)[:7] for month in chart.table["month"]]
        return f"{chart.name}_{min(drawn)}_{max(drawn)}"
    return f"{chart.name}_{months()}" if ranged else chart.name


def _table(chart: Chart) -> None:
    shown = _shown(chart)
    if (shown == _ABSENT).any(axis=None):
        st.caption(
            _(
                "{absent}: the source does not have the month, or not every month that the mean "
                "needs.",
                absent=_ABSENT,
            )
        )
    numbers_table(shown, _("The numbers of the chart {title}", title=chart.title))


_ABSENT = "—"

_FORMATS = {
    "count": ("{:,.0f}", "{:,.1f}"),
    "share": ("{:.2%}", "{:.2%}"),
    "figure": ("{:,}", "{:,}"),
}


def _shown(chart: Chart) -> pd.DataFrame:
    """The table as people read it: thousands separated, shares in percent."""
    whole, part = _FORMATS[chart.kind]
    absent = (not_every_month(), not_in_table())

    def cell(value: object, column: str) -> object:
        if value in absent:
            return _ABSENT
        if isinstance(value, str) or column in ("percent", "month_of_group"):
            return str(value)
        return (whole if isinstance(value, int) else part).format(value)

    table = chart.table.astype(object)
    return pd.DataFrame(
        {
            heading: [cell(value, name) for value in table[name]]
            for name, heading in chart.headings.items()
        }
    )
