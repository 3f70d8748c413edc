"""Figure 1, rebuilt: all ICE removals, those under Secure Communities, and those connected to a
detainer; and beside TRAC's lines the longer ones of other sources, never joined to them."""

from lib.charts import Line, timeline
from lib.charts.removals import MEASURES, removals
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

read, chosen = tables(), months()

found = of_removals(read)
finding(found)
with options():
    window = window_slider()
    log = log_toggle()

shown = {id: series(read, read.measures[id], chosen, window) for id in MEASURES}
own = own_measure()
brought = series(read, own, chosen, window) if own else None
lines = [Line.of(one) for one in (*shown.values(), *([brought] if brought else []))]
later = later_figures(read, "sc_removals")
if can_draw(lines, chosen):
    card(lambda look: removals(history(read), shown, look, own=brought, later=later, log=log))

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
