"""How many removals were connected to a detainer: as a share of Secure Communities removals, and of
all."""

from collections import defaultdict

import streamlit as st

from lib.charts import Line
from lib.charts.claims import stated_share
from lib.charts.detainer_shares import detainer_shares
from lib.claims import claims
from lib.eras import history
from lib.findings import of_detainer_shares
from lib.measures import series
from lib.text import prose
from pages.card import card
from pages.controls import log_toggle, window_slider
from pages.key_figures import key_figures
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.shared_tables import tables
from pages.slots import finding, options

read, chosen = tables(), months()
shares = {id: read.measures[id] for id in ("detainer_share_of_sc", "detainer_share_of_all")}

found = of_detainer_shares(read)
finding(found)
with options():
    window = window_slider()
    log = log_toggle()

of_sc, of_all = (series(read, measure, chosen, window) for measure in shares.values())
if can_draw([Line.of(of_sc), Line.of(of_all)], chosen):
    # The query of a claim on a share is called after the measure it is about.
    stated = defaultdict(list)
    for claim in claims(read):
        if claim.query in shares and claim.last:
            stated[claim.last].append(stated_share(claim, shares[claim.query].color))
    card(lambda look: detainer_shares(history(read), (of_sc, of_all), stated, look, log=log))

key_figures(read, list(shares.values()), chosen, found.trails)
st.caption(prose("detainers/share"))
