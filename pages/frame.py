"""The frame around every page: what this is, navigation, and the month range; nothing else."""

from contextlib import nullcontext, suppress
from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.api.watched import TALLY
from lib.findings import FINDINGS
from lib.text import _
from lib.views import views
from pages.chart_keys import read_charts
from pages.cited_data import say_whether_cited_data_stand
from pages.ended import PageEnded
from pages.far_charts import hear_far
from pages.glossary import glossary
from pages.headlines import say_headlines
from pages.language import offer_languages, speak
from pages.month_range import month_range, months, say_refused
from pages.not_said import say_not_said
from pages.once import drawn_below
from pages.own_file import say_it_is_on
from pages.product import MARK, say_what_this_is
from pages.screen import watch_screen
from pages.shared_tables import tables, telling_of_broken_data
from pages.slots import control_row, say_finding
from pages.tab import named_tab
from pages.turns import in_turn

speak()

# Before the navigation: a page's Material icon would become the tab's, and be fetched from another
# host.
st.set_page_config(page_icon=MARK, layout="wide", initial_sidebar_state=208)

# The addresses of the pages that do not show the month range.
WITHOUT_RANGE = {"claims", "compare", "data", "records", "sources"}

OWN = "records"

named = views()


def page_of(path: str, icon: str) -> StreamlitPage:
    view = named[path]
    icon = f":material/{icon}:"
    return st.Page(view.script, title=view.title, icon=icon, url_path=path, default=not path)


page = st.navigation(
    {
        _("The record"): [
            page_of("", "home"),
            page_of("removals", "monitoring"),
            page_of("compare", "compare_arrows"),
        ],
        _("In detail"): [
            page_of("who", "groups"),
            page_of("convictions", "gavel"),
            page_of("issued", "assignment_late"),
            page_of("detainers", "percent"),
        ],
        _("Checked"): [page_of("reconciliation", "balance"), page_of("claims", "fact_check")],
        _("Your own"): [page_of("records", "upload_file")],
        _("About"): [page_of("data", "table"), page_of("sources", "menu_book")],
    }
)

ranged = page.url_path not in WITHOUT_RANGE


def shown() -> None:
    """What the controls of a page change."""
    speak()
    hear_far()
    with TALLY.run(page.url_path), in_turn(), telling_of_broken_data():
        with control_row() if ranged else nullcontext():
            month_range(page=page.url_path, shown=ranged)
        if ranged:
            say_refused()
        cut = ranged and months() != tables().calendar
        with named_tab(page.title, months().short if cut else ""), suppress(PageEnded):
            # A copy, because a page of Streamlit's can be run once.
            copy(page).run()


watch_screen(page.url_path)
read_charts()
glossary()
offer_languages()
st.title(page.title, anchor=False)
with TALLY.run(page.url_path), in_turn(), telling_of_broken_data():
    say_it_is_on()
    say_what_this_is()
    say_whether_cited_data_stand()
    if not page.url_path:
        say_headlines()
    if page.url_path in FINDINGS:
        say_finding(FINDINGS[page.url_path](tables()))
    try:
        with drawn_below():
            # A press of a control runs what it changes, and not the frame; on the page of one's
            # own files the frame says what is chosen, so there all is run.
            if page.url_path == OWN:
                with st.container():
                    shown()
            else:
                st.fragment(shown)()
    finally:
        # A page may end before its last line.
        say_not_said(page.url_path)
