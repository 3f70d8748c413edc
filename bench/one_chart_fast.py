"""The app of bench/one_chart.py written to be fast: the table is read once, the figure is one
dictionary of lists that nothing checks, and no table library takes part in a rerun."""

import csv
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

NAMES = ("all_removals", "sc_removals", "detainer_removals")


@st.cache_resource
def read() -> tuple[list[str], dict[str, list[int | None]]]:
    with Path("data/removals_by_source.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    values = {
        name: [int(row[name]) if row[name].isdigit() else None for row in rows] for name in NAMES
    }
    return [row["month"] for row in rows], values


months, values = read()
first, last = st.select_slider(
    "Months", months, value=(months[0], months[-1]), key="months", bind="query-params"
)
start, end = bisect_left(months, first), bisect_right(months, last)
figure: dict[str, Any] = {
    "data": [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": months[start:end],
            "y": values[name][start:end],
        }
        for name in NAMES
    ],
    "layout": {
        "title": {"text": "Removals"},
        "shapes": [
            {
                "type": "rect",
                "yref": "y domain",
                "y0": 0,
                "y1": 1,
                "x0": begun,
                "x1": over,
                "opacity": 0.1,
            }
            for begun, over in (
                ("2008-11-01", "2014-12-01"),
                ("2014-12-01", "2017-02-01"),
                ("2017-02-01", "2017-08-01"),
            )
        ],
    },
}
st.plotly_chart(go.Figure(figure, _validate=False))
