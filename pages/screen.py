"""What the visitor's browser says of its screen, and so how the charts look."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.charts import Look

WIDE = 720
"""Pixels that a page has at least where its charts are drawn for a wide screen."""

_VIEWPORT = st.components.v2.component(
    "viewport", js=Path(__file__).with_name("screen.js").read_text(encoding="utf-8")
)


def watch_screen() -> None:
    """Learns from the visitor's browser whether it has little width for the page, now and whenever that changes."""
    data = {"narrow": look().narrow, "wide": WIDE}
    _VIEWPORT(key="viewport", data=data, on_narrow_change=lambda: None)


def look() -> Look:
    """Light or dark, wide or narrow, as the visitor sees the page."""
    guess = "Mobi" in st.context.headers.get("User-Agent", "")
    narrow = st.session_state.get("viewport", {}).get("narrow", guess)
    return Look(dark=st.context.theme.type == "dark", narrow=bool(narrow))
