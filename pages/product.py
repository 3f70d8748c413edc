"""The product's mark and name, and what it is."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from lib.text import _
from pages.language import offer_languages
from pages.screen import look
from pages.shared_tables import tables

HERE = Path(__file__).parent


def _in_the_page(kind: str, content: bytes) -> str:
    # In the page itself: as a file of the server's it is gone for a moment when two runs follow
    # each other fast.
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


# What may stand in an address within quotation marks, as well as letters and digits.
_PLAIN = " !'()*,-./:;=?@_~+$[]"

MARK = _in_the_page("png", (HERE / "favicon.png").read_bytes())


def say_what_this_is() -> None:
    """The name above the navigation; below it what this is, and until when the record goes."""
    st.logo(_name(look().color["ink"]), size="large", icon_image=MARK)
    with st.sidebar:
        st.caption(
            _(
                "What the monthly record of US immigration removals says. "
                "Data from {first} to {last}.",
                first=tables().calendar.first.words,
                last=tables().calendar.last.words,
            )
        )
        offer_languages("beside")


def drawn(svg: str) -> str:
    """The address of a drawing that is in the page itself. It is sent with every run: as it is
    written it packs to a third of what base64 does."""
    return f"data:image/svg+xml,{quote(svg, safe=_PLAIN)}"


@cache
def _name(ink: str) -> str:
    """The mark and the name beside each other."""
    # Drawn as outlines: an image does not see the fonts of the page.
    drawing = (HERE / "name.svg").read_text(encoding="utf-8")
    return drawn(drawing.replace("MARK", MARK).replace("INK", ink))
