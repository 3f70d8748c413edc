"""How many removals were connected to a detainer: as a share of Secure Communities removals, and of
all."""

import streamlit as st

from lib.findings import of_detainer_shares
from lib.shown.detainers import SHARES, detainer_shares
from lib.text import prose
from pages.card import card
from pages.controls import log_toggle, window_slider
from pages.key_figures import key_figures
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.once import once
from pages.shared_tables import tables
from pages.slots import options

once(lambda: st.caption(prose("detainers/share")))

read, chosen = tables(), months()
with options():
    window = window_slider()
    log = log_toggle()

shown = detainer_shares(read, chosen, window, log=log)
if can_draw(shown, chosen):
    card(shown.draw, "detainer-shares")

key_figures(read, [read.measures[id] for id in SHARES], chosen, of_detainer_shares(read).trails)
