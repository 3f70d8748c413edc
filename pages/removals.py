"""All ICE removals month by month, and how many of them had a conviction."""

from lib.charts import Line, timeline
from lib.eras import history
from lib.findings import of_removals
from lib.measures import series
from lib.text import _
from pages.card import card
from pages.key_figures import key_figures
from pages.month_range import months
from pages.removals_chart import removals_chart
from pages.shared_tables import tables
from pages.slots import finding

FIGURES = ("all_removals", "ero_removals", "sc_removals", "detainer_removals")

read, chosen = tables(), months()
found = of_removals(read)
finding(found)

window = removals_chart()
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
