"""The chart of all removals, with its controls; the front page and Removals show it."""

from __future__ import annotations

from lib.charts import Line
from lib.charts.removals import MEASURES, removals
from lib.eras import history
from lib.later_figures import later_figures
from lib.measures import series
from pages.card import card
from pages.controls import log_toggle, window_slider
from pages.kept_charts import kept_chart
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.own_file import own_measure
from pages.shared_tables import tables
from pages.slots import options


def removals_chart() -> int:
    """Figure 1, rebuilt: all ICE removals, those under Secure Communities, and those connected to a
    detainer; and beside TRAC's lines the longer ones of other sources, never joined to them.

    Returns the window of the running averages, in months."""
    read, chosen = tables(), months()
    with options():
        window = window_slider()
        log = log_toggle()
    shown = {id: series(read, read.measures[id], chosen, window) for id in MEASURES}
    own = own_measure()
    brought = series(read, own, chosen, window) if own else None
    lines = [Line.of(one) for one in (*shown.values(), *([brought] if brought else []))]
    later = later_figures(read, "sc_removals")
    if can_draw(lines, chosen):
        card(kept_chart(removals, history(read), shown, own=brought, later=later, log=log))
    return window
