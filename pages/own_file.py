"""A visitor's own files: what of them is kept for the visit, and how it is forgotten."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.catalog import Measure
from lib.text import _, listed
from lib.views import views
from pages.as_written import as_written

_OWN = "own_"
"""How the name of everything begins that a visit keeps of the visitor's files."""

FILES = [
    *("csv", "tsv", "txt", "gz", "zip", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet"),
    *("feather", "arrow", "dta", "sav", "zsav", "sas7bdat", "xpt"),
]
"""How the names of files end that can be read."""


def own(name: str) -> str:
    """The name under which the visit keeps something of the files that are there now.

    It is another for other files: what was said of some does not hold for others.
    """
    return f"{_OWN}{name}_{st.session_state.get('files_met', 0)}"


def note_files(given: Sequence[str]) -> None:
    """Notes which files are there; what was known of others is dropped."""
    if st.session_state.get("own_given") == tuple(given):
        return
    _drop(keep=uploader())
    st.session_state["own_given"] = tuple(given)
    st.session_state["files_met"] = st.session_state.get("files_met", 0) + 1


def uploader() -> str:
    """The name of the control that takes the files; another after they were forgotten."""
    return f"own_files_{st.session_state.get('times_forgotten', 0)}"


def forget() -> None:
    """Drops everything that the visit has of the visitor's files."""
    _drop()
    st.session_state["times_forgotten"] = st.session_state.get("times_forgotten", 0) + 1


def _drop(keep: str | None = None) -> None:
    for name in [str(name) for name in st.session_state]:
        if name.startswith(_OWN) and name != keep:
            del st.session_state[name]


def own_measure() -> Measure | None:
    """The visitor's own monthly counts, where the visitor wants them on the other pages."""
    # By what the switch says now: whoever turns to another page at once ends the run of this one.
    laid = st.session_state.get(own("lay"))
    measure: Measure | None = st.session_state.get("own_measure") if laid else None
    return measure


def laid_under() -> str:
    """The titles of the pages that show the visitor's own months."""
    return listed(views()[path].title for path in ("", "removals", "compare"))


def say_it_is_on() -> None:
    """On every page, in the sidebar, that the visitor's own months are shown."""
    if own_measure() is None:
        return
    st.sidebar.caption(
        _(
            "**Your file is on:** {files}. Its months are shown on {pages}.",
            files=as_written(st.session_state[own("names")]),
            pages=laid_under(),
        )
    )


def offer_months(monthly: str) -> None:
    """The months to take away, the file to be forgotten, and whether its months are to be shown on
    the other pages."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("Download the months (CSV)"),
            lambda: monthly,
            "months.csv",
            "text/csv",
            on_click="ignore",
            type="primary",
        )
        st.button(_("Forget this file"), on_click=forget, icon=":material/delete:")
        st.toggle(
            _("Show these months on the other pages"),
            help=_("On {pages}, during this visit only.", pages=laid_under()),
            key=own("lay"),
            persist_state="session",
        )
