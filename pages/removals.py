"""Figure 1, rebuilt: all ICE removals, those under Secure Communities, and those connected to a detainer."""

import streamlit as st

from lib.charts import Line, timeline
from lib.measures import MEASURES, series
from pages import parts

tables, months, look = parts.tables(), parts.months(), parts.look()
COLOURS = {"all_removals": "all", "sc_removals": "sc", "detainer_removals": "detainer"}
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

lines = [Line(series(tables, measure, months, window), measure.label, COLOURS[measure.id]) for measure in measures]
if parts.can_draw(lines):
    parts.card(
        timeline(
            tables,
            lines,
            name="removals-by-source",
            title="ICE removals by source",
            look=look,
            log=log,
        ),
        table_open=True,
    )
