"""All ICE removals month by month, and how many of them had a conviction."""

from lib.findings import of_removals
from lib.shown.removals import convicted_share
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

if draw := convicted_share(read, chosen, window):
    card(draw, "convicted-share-case-records")
