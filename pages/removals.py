"""All ICE removals month by month, and how many of them had a conviction."""

from lib.findings import of_removals
from lib.shown.removals import convicted_share
from pages.card import card
from pages.key_figures import key_figures
from pages.month_range import months
from pages.removals_chart import removals_chart
from pages.shared_tables import tables

FIGURES = ("all_removals", "ero_removals", "sc_removals", "detainer_removals")

read, chosen = tables(), months()

window = removals_chart()
key_figures(read, [read.measures[id] for id in FIGURES], chosen, of_removals(read).trails)

if draw := convicted_share(read, chosen, window):
    card(draw, "convicted-share-case-records")
