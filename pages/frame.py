"""The frame around every page: what this is, navigation, and the month range; nothing else."""

import streamlit as st

from lib.text import _
from pages.glossary import glossary
from pages.month_range import month_range, months, say_refused
from pages.not_said import say_not_said
from pages.product import MARK, say_what_this_is
from pages.screen import watch_screen
from pages.shared_tables import tables, telling_of_broken_data
from pages.slots import lay_out
from pages.tab import name_tab

# Before the navigation: a page's Material icon would become the tab's, and be fetched from another
# host.
st.set_page_config(page_icon=MARK, layout="wide", initial_sidebar_state=208)

# The addresses of the pages that the month range does not cut.
WITHOUT_RANGE = {"claims", "compare", "records", "sources"}

page = st.navigation(
    {
        _("The record"): [
            st.Page("front.py", title=_("At a glance"), icon=":material/home:", default=True),
            st.Page(
                "removals.py",
                title=_("Removals"),
                icon=":material/monitoring:",
                url_path="removals",
            ),
            st.Page(
                "pep_vs_trump.py",
                title=_("PEP vs Trump"),
                icon=":material/compare_arrows:",
                url_path="compare",
            ),
        ],
        _("In detail"): [
            st.Page(
                "who_and_from_where.py",
                title=_("Who and from where"),
                icon=":material/groups:",
                url_path="who",
            ),
            st.Page(
                "convictions.py",
                title=_("Convictions"),
                icon=":material/gavel:",
                url_path="convictions",
            ),
            st.Page(
                "detainers_issued.py",
                title=_("Detainers issued"),
                icon=":material/assignment_late:",
                url_path="issued",
            ),
            st.Page(
                "detainer_shares.py",
                title=_("Detainer shares"),
                icon=":material/percent:",
                url_path="detainers",
            ),
        ],
        _("Checked"): [
            st.Page(
                "sources_compared.py",
                title=_("Sources compared"),
                icon=":material/balance:",
                url_path="reconciliation",
            ),
            st.Page(
                "claims.py", title=_("Claims"), icon=":material/fact_check:", url_path="claims"
            ),
        ],
        _("Your own"): [
            st.Page(
                "your_records.py",
                title=_("Your records"),
                icon=":material/upload_file:",
                url_path="records",
            ),
        ],
        _("About"): [
            st.Page(
                "sources_and_methods.py",
                title=_("Sources and methods"),
                icon=":material/menu_book:",
                url_path="sources",
            ),
        ],
    }
)

watch_screen()
glossary()
st.title(page.title, anchor=False)
ranged = page.url_path not in WITHOUT_RANGE
with telling_of_broken_data():
    say_what_this_is()
    slots = lay_out()
    with slots.controls:
        month_range(page=page.url_path, shown=ranged)
    if ranged:
        say_refused()
    cut = ranged and months() != tables().calendar
    name_tab(page.title, months().short if cut else "")
    try:
        page.run()
    finally:
        # A page may end before its last line.
        say_not_said(page.url_path)
