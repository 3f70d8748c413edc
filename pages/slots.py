"""The places that the frame keeps above a page's chart: what was found, and the controls."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.findings import Finding
from lib.glossary import explained
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


def finding(found: Finding) -> None:
    """What the page's chart shows, in a sentence, and below it what its words mean."""
    say(found.sentence, found.note)


def say(sentence: str, note: str = "") -> None:
    """A sentence of Markdown where the page's finding stands, and one line that explains it."""
    met: set[str] = set()
    with _SLOTS.get().finding:
        st.markdown(explained(sentence, met))
        if note:
            st.caption(explained(note, met))


def options() -> DeltaGenerator:
    """The place for what is rarely changed: it opens from the end of the row of controls."""
    with _SLOTS.get().controls:
        return st.popover(_("Options"), icon=":material/tune:", width="content")
