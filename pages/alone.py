"""A part of a page that its own controls draw anew without the rest of the page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.api.watched import TALLY
from pages.language import speak
from pages.shared_tables import telling_of_broken_data


def alone(draw: Callable[[], None], page: str) -> None:
    """Draws a part of the page with this address; a press of a control in it runs ``draw``."""

    def part() -> None:
        speak()
        with TALLY.run(page), telling_of_broken_data():
            draw()

    st.fragment(part)()
