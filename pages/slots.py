"""The places above a page's chart: what was found, and the controls."""

from __future__ import annotations

from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.findings import Finding
from lib.glossary import explained
from lib.text import _

_CONTROLS: ContextVar[DeltaGenerator] = ContextVar("controls")


def say_finding(found: Finding) -> None:
    """What the page's chart shows, in a sentence, and below it what its words mean."""
    met: set[str] = set()
    with st.container(key="finding"):
        st.markdown(explained(found.sentence, met))
        st.caption(explained(found.note, met))


def control_row() -> DeltaGenerator:
    """The row of controls; what a page puts into it stands beside the month range."""
    row = st.container(horizontal=True, vertical_alignment="top", key="controls")
    _CONTROLS.set(row)
    return row


def options() -> DeltaGenerator:
    """The place for what is rarely changed: it opens from the end of the row of controls."""
    with _CONTROLS.get():
        return st.popover(_("Options"), icon=":material/tune:", width="content")
