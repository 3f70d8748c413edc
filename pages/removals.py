"""Figure 1, rebuilt: all ICE removals, those under Secure Communities, and those connected to a detainer."""

import streamlit as st

from lib.charts import Line, timeline
from lib.measures import MEASURES, series
from pages import parts

tables, months = parts.tables(), parts.months()
COLOURS = {
    "all_removals": "all",
    "records_removals": "records",
    "sc_removals": "sc",
    "detainer_removals": "detainer",
}
CONVICTED = MEASURES["records_convicted_share"]
measures = [MEASURES[name] for name in COLOURS]

parts.key_figures(tables, measures, months)

with st.container(horizontal=True, vertical_alignment="bottom"):
    window = parts.window_slider()
    log = st.toggle(
        "Log scale",
        key="log",
        bind="query-params",
        help="Equal steps mean equal ratios, so that a line of a hundred can be read beside one of thirty thousand.",
    )

lines = [
    Line(series(tables, measure, months, window), measure.label, COLOURS[measure.id])
    for measure in measures
]
if own := parts.own_measure():
    lines.append(Line(series(tables, own, months, window), own.label, "own"))
if parts.can_draw(lines):
    parts.card(
        lambda look: timeline(
            tables,
            lines,
            name="removals-by-source",
            title="ICE removals by source",
            look=look,
            log=log,
        ),
        table_open=True,
    )

share = Line(series(tables, CONVICTED, months, window), "Convicted", "records")
if share.series.known > 1:
    parts.card(
        lambda look: timeline(
            tables,
            [share],
            name="convicted-share-case-records",
            title="What share of all removals was of people convicted of a crime (inferred)",
            look=look,
        )
    )
