"""The chart of all removals, with its controls; the front page and Removals show it."""

from __future__ import annotations

from lib.shown.removals import removals
from pages.card import card
from pages.controls import log_toggle, window_slider
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.own_file import own_measure
from pages.shared_tables import tables
from pages.slots import options


def removals_chart() -> int:
    """The chart. Returns the window of the running averages, in months."""
    with options():
        window = window_slider()
        log = log_toggle()
    own = own_measure()
    shown = removals(tables(), months(), window, log=log, own=own)
    if can_draw(shown, months()):
        # What a visitor brought is at no address.
        card(shown.draw, None if own else "removals-by-source")
    return window
