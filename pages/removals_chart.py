"""The chart of all removals, with its controls; the front page and Removals show it."""

from __future__ import annotations

from lib.charts import Line, timeline
from lib.eras import history
from lib.later_figures import later_figures
from lib.measures import series
from lib.text import _
from pages.card import card
from pages.controls import log_toggle, window_slider
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.own_file import own_measure
from pages.shared_tables import tables
from pages.slots import options

# Drawn in this order: where the sources agree, TRAC's line lies over that of OHSS.
LINES = ("ero_removals", "all_removals", "records_removals", "sc_removals", "detainer_removals")


def removals_chart() -> int:
    """Figure 1, rebuilt: all ICE removals, those under Secure Communities, and those connected to a
    detainer; and beside TRAC's lines the longer ones of other sources, never joined to them.

    Returns the window of the running averages, in months."""
    read, chosen = tables(), months()
    with options():
        window = window_slider()
        log = log_toggle()
    own = own_measure()
    drawn = [*(read.measures[id] for id in LINES), *([own] if own else [])]
    lines = [Line.of(series(read, measure, chosen, window)) for measure in drawn]
    later = later_figures(read, "sc_removals")
    told = [(one, later) for one in lines if one.series.measure.id == "sc_removals"]
    if can_draw(lines, chosen):
        title = _("ICE removals by source")
        card(
            lambda look: timeline(
                history(read),
                lines,
                name="removals-by-source",
                title=title,
                look=look,
                log=log,
                later=told,
            )
        )
    return window
