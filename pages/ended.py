"""A page that ends before its last line, and what the frame draws below it all the same."""

from __future__ import annotations

from typing import NoReturn


class PageEnded(Exception):
    """What the page has to show is there; the frame goes on below it."""


def end_page() -> NoReturn:
    """Ends the page. Streamlit's own way to stop would let nothing more of the run be drawn."""
    raise PageEnded
