"""A visitor's own monthly counts, kept for the visit."""

from __future__ import annotations

import streamlit as st

from lib.catalog import Measure


def own_measure() -> Measure | None:
    """The visitor's own monthly counts, where the visitor wants them on the other pages."""
    own: Measure | None = st.session_state.get("own_measure")
    return own
