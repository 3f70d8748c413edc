"""The app that the first page is measured against: one chart of three lines and a month slider, and
nothing else."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st


@st.cache_data
def read() -> pd.DataFrame:
    table = pd.read_csv(
        "data/removals_by_source.csv", na_values=["ICE withheld", "not yet released"]
    )
    return table.assign(date=pd.to_datetime(table["month"]))


table = read()
options = list(table["month"])
first, last = st.select_slider(
    "Months", options, value=(options[0], options[-1]), key="months", bind="query-params"
)
shown = table[table["month"].between(first, last)]
figure = go.Figure()
for column in ("all_removals", "sc_removals", "detainer_removals"):
    figure.add_scatter(x=shown["date"], y=shown[column], name=column, mode="lines")
for start, end in (
    ("2008-11-01", "2014-12-01"),
    ("2014-12-01", "2017-02-01"),
    ("2017-02-01", "2017-08-01"),
):
    figure.add_vrect(x0=start, x1=end, opacity=0.1)
figure.update_layout(title="Removals", template="plotly_white")
st.plotly_chart(figure)
