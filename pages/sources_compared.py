"""Where two sources count the same thing: how far apart they are."""

from functools import partial

import streamlit as st

from lib.findings import of_sources
from lib.shown.sources import apart, both, older
from lib.shown.sources import measured as measured_in
from lib.text import _, prose
from pages.addressed import addressed
from pages.card import card
from pages.ended import end_page
from pages.month_range import months
from pages.once import once
from pages.pairs_of_sources import NOTES, agreement_table, agreement_words, tables_by_year
from pages.shared_tables import tables
from pages.slots import options
from pages.tab import name_view
from pages.where_from import where_from

read, chosen = tables(), months()

once(partial(tables_by_year, read))

measured = measured_in(read, chosen)
if not measured:
    st.info(
        _("No two sources hold a month of this range to its end. Choose more months above."),
        title=_("Nothing to compare in these months"),
        icon=":material/calendar_month:",
    )
    end_page()

titles = {id: held.overlap.title for id, held in measured.items()}
with options():
    pair = addressed(
        _("Two sources"),
        "pair",
        titles,
        next(iter(titles)),
        older=older(measured),
        width=560,
    )
shown = measured[pair]
name_view(titles[pair])
if draw := apart(read, shown, chosen):
    card(draw, "apart")
    st.markdown(agreement_words(shown))
else:
    st.info(
        _("For a chart, choose at least two months above that both sources hold."),
        title=_("A single month of both sources in this range"),
        icon=":material/calendar_month:",
    )
if draw := both(read, shown, chosen):
    card(draw, "both")
st.markdown(prose(NOTES[shown.overlap.id]))

st.header(_("Every pair of sources"), anchor=False)
st.markdown(prose("sources_compared/about"))
agreement_table(measured)
where_from([*of_sources(read).trails, *(held.trail for held in measured.values())], "agreement")
