"""What the browser's tab says: the product, the page, and what of it is shown."""

from __future__ import annotations

from contextvars import ContextVar

import streamlit as st

from lib.text import _

_PARTS: ContextVar[tuple[str, ...]] = ContextVar("parts")


def name_tab(*parts: str) -> None:
    """Names the tab, and so a bookmark and an entry of the history, after the page and its months;
    blank parts are left out."""
    _PARTS.set(parts)
    _name(parts)


def name_view(shown: str) -> None:
    """Puts what the page shows now before its name."""
    _name((shown, *_PARTS.get()))


def _name(parts: tuple[str, ...]) -> None:
    page = " · ".join(part for part in parts if part)
    st.set_page_config(page_title=_("{page} · Removals by month", page=page))
