"""What the visitor's browser says of its screen, and so how the charts look."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.charts import Look
from lib.charts.look import Width
from lib.text import ENGLISH, LANGUAGE

AROUND = 10
"""Pixels of a page beside a chart: the borders of its card and the room inside them."""

WIDTHS: dict[Width, int] = {
    width: Look(width=width).sizes.figure + AROUND if width != "small" else 0
    for width in ("full", "wide", "broad", "medium", "narrow", "small")
}
"""Pixels that a page has at least where its charts are drawn for a width."""

HERE = Path(__file__).parent

# Its style is that of the page and of the charts on it.
_VIEWPORT = st.components.v2.component(
    "viewport",
    css=(HERE / "screen.css").read_text(encoding="utf-8"),
    js=(HERE / "screen.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def watch_screen(page: str) -> None:
    """Learns from the visitor's browser how much width it has for the page, now and whenever that
    changes, and when the line to it was lost and is there again; and tells it, anew on every
    ``page``, which language that is in."""
    data = {
        "told": look().width,
        "widths": list(WIDTHS.items()),
        "language": LANGUAGE.get(),
        "usual": ENGLISH,
        "page": page,
    }
    _VIEWPORT(key="viewport", data=data, on_width_change=_nothing, on_returned_change=_nothing)


def _nothing() -> None:
    """What the browser says makes the page run anew, and that is all."""


def look() -> Look:
    """Light or dark, and with how much room, as the visitor sees the page."""
    guess: Width = "narrow" if "Mobi" in st.context.headers.get("User-Agent", "") else "full"
    told = st.session_state.get("viewport", {}).get("width")
    # A message may say anything.
    width: Width = next((known for known in WIDTHS if known == told), guess)
    return Look(dark=st.context.theme.type == "dark", width=width)
