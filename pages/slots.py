"""The places that the frame keeps above a page's chart: what was found, and the controls."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.text import _


@dataclass(frozen=True)
class Slots:
    """The places of one run."""

    finding: DeltaGenerator
    controls: DeltaGenerator
    """A row; what is put into it stands beside the month range."""


_SLOTS: ContextVar[Slots] = ContextVar("slots")


def lay_out() -> Slots:
    """Makes the places, below what is on the page so far."""
    slots = Slots(
        st.container(key="finding"),
        st.container(horizontal=True, vertical_alignment="top", key="controls"),
    )
    _SLOTS.set(slots)
    return slots


def finding(sentence: str, note: str = "") -> None:
    """What the page's chart shows, in a sentence of Markdown; ``note`` says in one line what its
    words mean."""
    with _SLOTS.get().finding:
        st.markdown(sentence)
        if note:
            st.caption(note)


def options() -> DeltaGenerator:
    """The place for what is rarely changed: it opens from the end of the row of controls."""
    with _SLOTS.get().controls:
        return st.popover(_("Options"), icon=":material/tune:", width="content")
