"""A chart with its downloads, the table behind it, and where its numbers come from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.charts import Chart, Look
from lib.charts.sheet import PICTURE_HEIGHT, PICTURE_WIDTH
from lib.text import _
from lib.words import not_every_month, not_in_table
from pages.month_range import months
from pages.screen import look
from pages.where_from import where_from

HERE = Path(__file__).parent

_PICTURE = st.components.v2.component(
    "picture",
    html=(HERE / "card.html").read_text(encoding="utf-8"),
    css=(HERE / "card.css").read_text(encoding="utf-8"),
    js=(HERE / "card.js").read_text(encoding="utf-8"),
)


def card(draw: Callable[[Look], Chart], *, table_open: bool = False, ranged: bool = True) -> None:
    """A chart with its downloads, the table behind it, and where its numbers come from.

    ``draw`` makes the chart for a look: the one of the screen and, where that is not wide, a wide
    one for the picture. ``ranged`` says whether the month range cuts the chart, and so belongs into
    the names of its files.
    """
    screen = look()
    chart = draw(screen)
    picture = None if screen.width == "wide" else draw(replace(screen, width="wide")).figure
    file_name = f"{chart.name}_{months()}" if ranged else chart.name
    key = "chart-" + re.sub(r"[^a-z0-9]+", "-", chart.name)
    with st.container(border=True, key=f"card-{key}"):
        st.plotly_chart(
            # Plotly checks every property of a figure, which takes twice the time of making it; the
            # tests do that once.
            go.Figure(chart.figure, _validate=False),
            key=key,
            theme=None,
            alt=chart.alt,
            config={
                "displaylogo": False,
                "modeBarButtons": [["toImage"]],
                # What the picture is made from; the button itself is hidden.
                "toImageButtonOptions": {
                    "format": "svg",
                    "width": PICTURE_WIDTH,
                    "height": PICTURE_HEIGHT,
                    "filename": file_name,
                },
            },
        )
        with st.container(horizontal=True, key=f"downloads-{key}"):
            data = {
                "chart": key,
                "picture": picture,
                "name": file_name,
                "title": chart.title,
                "source": chart.credit.words,
                "labels": _labels(),
            }
            _PICTURE(key=f"picture-{key}", data=data, width="content")
            st.download_button(
                _("Download CSV"),
                # Made when asked for: a file made with each run is gone when a slow browser comes
                # to look for it.
                lambda: chart.table.to_csv(index=False, lineterminator="\n"),
                file_name=f"{file_name}_{chart.credit.file_name}.csv",
                mime="text/csv",
                on_click="ignore",
                key=f"csv-{key}",
            )
        _table(chart, table_open, key)
        where_from(chart.trails, key)


def _labels() -> dict[str, str]:
    """What the buttons of the picture say."""
    return {
        "png": _("Download PNG"),
        "svg": _("Download SVG"),
        "copy": _("Copy picture"),
        "copied": _("Copied"),
        "failed": _("The picture could not be made"),
    }


def _table(chart: Chart, table_open: bool, key: str) -> None:
    behind = st.expander(
        _("The table behind it"), expanded=table_open, on_change="rerun", key=f"table-{key}"
    )
    if not behind.open:
        return
    shown = _shown(chart)
    right = {name: st.column_config.TextColumn(alignment="right") for name in shown.columns[1:]}
    if (shown == _ABSENT).any(axis=None):
        behind.caption(
            _(
                "{absent}: the source does not have the month, or not every month that the mean "
                "needs.",
                absent=_ABSENT,
            )
        )
    alt = _("The numbers of the chart {title}", title=chart.title)
    behind.dataframe(shown, hide_index=True, column_config=right, alt=alt)


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
