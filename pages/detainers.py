"""How many removals were connected to a detainer: as a share of Secure Communities removals, and of all."""

import streamlit as st

from lib.charts import Line, timeline
from lib.charts.claims import stated_share
from lib.claims import claims
from lib.measures import MEASURES, series
from pages import parts

tables, months = parts.tables(), parts.months()
COLOURS = {"detainer_share_of_sc": "sc", "detainer_share_of_all": "all"}
measures = [MEASURES[name] for name in COLOURS]

parts.key_figures(tables, measures, months)
st.caption(
    "Over several months a share is sum over sum, never the mean of monthly shares. A detainer connected to a removal was "
    "prepared before it; ICE says it cannot tell whether the detainer played a role in it."
)

with st.container(horizontal=True, vertical_alignment="bottom"):
    window = parts.window_slider()
    log = st.toggle(
        "Log scale", key="log", bind="query-params", help="Equal steps mean equal ratios."
    )

lines = [
    Line(series(tables, measure, months, window), measure.label, COLOURS[measure.id])
    for measure in measures
]
if parts.can_draw(lines):
    parts.card(
        lambda look: timeline(
            tables, lines, name="detainer-shares", title="Removals connected to a detainer, as a share", look=look, log=log,
            references=[stated_share(claim, COLOURS[claim.query]) for claim in claims(tables) if claim.query in COLOURS],
        )
    )  # fmt: skip
