"""The controls that several pages have; what they choose lives in the address."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.averages import WINDOW
from lib.measures import LONGEST_WINDOW
from lib.months import MonthRange, in_words
from lib.tables import Tables
from lib.text import _
from pages import month_picker


def steady(key: str | None = None) -> DeltaGenerator:
    """One place on the page for elements of changing number; its look goes by the key.

    A control that such elements push up or down is drawn anew, and the browser then no longer
    writes it into the address (Streamlit 1.67: the old one, on leaving, takes the address of the
    new one away)."""
    return st.container(key=key)


def own_range(tables: Tables, legend: str, key: str, usual: MonthRange) -> MonthRange:
    """A range of months beside the one of the frame; it lives in the address under its key."""
    month_picker.follow_address(key, tables.calendar, usual)
    month_picker.month_picker(key, legend, tables.calendar, usual=usual)
    return month_picker.chosen(key, usual)


def window_slider() -> int:
    """The window of the running averages, in months."""
    return st.slider(
        _("Months in the running average"),
        1,
        LONGEST_WINDOW,
        12,
        key="window",
        bind="query-params",
        width=320,
        help=_("The mean of a month and those before it. Choose 1 to see the months alone."),
    )


def log_toggle() -> bool:
    """Whether the chart has a log scale."""
    return st.toggle(
        _("Log scale"),
        key="log",
        bind="query-params",
        help=_(
            "Equal steps mean equal ratios, so a line at one hundred can be read beside one at "
            "thirty thousand."
        ),
    )


def recovered_toggle(tables: Tables) -> bool:
    """Whether to add the months that Table 1 does not print."""
    printed = len(tables.extent("convicted_removals"))
    return st.toggle(
        _("Add the months recovered from the published averages"),
        key="recovered",
        bind="query-params",
        help=_(
            "Table 1 prints {printed} months and averages that reach back {more} more. "
            "The averages determine those months, up to rounding.",
            printed=in_words(printed),
            more=in_words(WINDOW - 1),
        ),
    )
