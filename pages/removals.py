"""Figure 1, rebuilt: all ICE removals, those under Secure Communities, and those connected to a
detainer; and beside TRAC's lines the longer ones of other sources, never joined to them."""

from lib.charts import Line, timeline
from lib.eras import history
from lib.findings import of_removals
from lib.later_figures import later_figures
from lib.measures import series
from lib.text import _
from pages.card import card
from pages.controls import log_toggle, window_slider
from pages.key_figures import key_figures
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.own_file import own_measure
from pages.shared_tables import tables
from pages.slots import finding, options

FIGURES = ("all_removals", "ero_removals", "sc_removals", "detainer_removals")
# Drawn in this order: where the sources agree, TRAC's line lies over that of OHSS.
LINES = ("ero_removals", "all_removals", "records_removals", "sc_removals", "detainer_removals")

read, chosen = tables(), months()
measures = [read.measures[id] for id in LINES]

found = of_removals(read)
finding(found)
with options():
    window = window_slider()
    log = log_toggle()

own = own_measure()
drawn = [*measures, *([own] if own else [])]
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

key_figures(read, [read.measures[id] for id in FIGURES], chosen, found.trails)

share = Line.of(series(read, read.measures["records_convicted_share"], chosen, window))
if share.series.known > 1:
    title_of_share = _("Share of all removals that were of people convicted of a crime (inferred)")
    card(
        lambda look: timeline(
            history(read),
            [share],
            name="convicted-share-case-records",
            title=title_of_share,
            look=look,
        )
    )
