"""The charts that a visitor is far from when a range of months is chosen. They are drawn when
somebody comes near, and not for each of the ranges that are passed on the way."""

from __future__ import annotations

from contextvars import ContextVar
from html import escape

import streamlit as st

from lib.text import _

_TOLD = "far_charts"
_NONE: frozenset[str] = frozenset()
_FAR: ContextVar[frozenset[str]] = ContextVar("far", default=_NONE)


def tell_far(charts: object) -> None:
    """Keeps for the next run which charts the browser is far from, by their ids; for callbacks,
    which run before the script."""
    told = charts if isinstance(charts, list) else []
    st.session_state[_TOLD] = frozenset(id for id in told if isinstance(id, str))


def hear_far() -> None:
    """Takes what was kept for this run; a run for which nothing was told draws every chart."""
    _FAR.set(st.session_state.pop(_TOLD, _NONE))


def is_far(chart: str | None) -> bool:
    """Whether the visitor is far from a chart, and so from what stands below it."""
    return chart in _FAR.get()


def waits(chart: str | None) -> bool:
    """Whether a chart waits for somebody to come near; if so, says so in its place. The script of
    the month picker asks for it then, and anyhow after a while."""
    if not is_far(chart):
        return False
    # One element: each is a message of every press.
    said = escape(_("This chart is drawn as you come to it."))
    st.html(f'<p class="later" data-chart="{escape(str(chart))}">{said}</p>')
    return True
