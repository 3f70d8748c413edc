"""What the browser's tab says: the product, the page, and what of it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from lib.text import _

_VIEW: ContextVar[str] = ContextVar("view")


@contextmanager
def named_tab(*parts: str) -> Iterator[None]:
    """Around a page: at its end names the tab, and so a bookmark and an entry of the history, after
    the page and its months; blank parts are left out."""
    _VIEW.set("")
    try:
        yield
    finally:
        page = " · ".join(part for part in (_VIEW.get(), *parts) if part)
        st.set_page_config(page_title=_("{page} · Removals by month", page=page))


def name_view(shown: str) -> None:
    """Puts what the page shows now before its name."""
    _VIEW.set(shown)
