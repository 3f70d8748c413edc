"""The month range: one for all pages, in the address, and chosen by two handles or by name."""

from __future__ import annotations

import streamlit as st

from lib.eras import presets
from lib.months import MonthRange
from lib.text import _
from pages.controls import steady
from pages.shared_tables import tables


def months() -> MonthRange:
    """The range of months the visitor has chosen."""
    return MonthRange.parse(*st.session_state["months"])


def choose(chosen: MonthRange) -> None:
    """Sets the month range, and with it the address; only for callbacks, which run before the
    widgets."""
    st.session_state["months"] = (str(chosen.first), str(chosen.last))
    _forget_address()


def _forget_address() -> None:
    st.session_state.pop("asked_months", None)


def month_range() -> None:
    """The one month range, with its presets; it lives in the address and holds on every page."""
    options = [str(month) for month in tables().calendar]
    asked = st.query_params.get_all("months")
    if asked and not (len(asked) == 2 and all(month in options for month in asked)):
        st.session_state["asked_months"] = _(" to ").join(asked)
        # The slider would take the half of it that is right.
        del st.query_params["months"]
        st.rerun()
    with st.container(border=True):
        st.select_slider(
            _("Months"),
            options,
            value=(options[0], options[-1]),
            key="months",
            bind="query-params",
            on_change=_forget_address,
        )
        # Buttons, which have no state: a chosen pill that the visitor's browser still believes in,
        # because the answer to a move of the slider is on its way, would take the slider back.
        with st.container(horizontal=True, gap="xsmall"):
            for name, span in presets(tables()).items():
                st.button(
                    name,
                    key=f"preset-{name}",
                    type="primary" if span == months() else "secondary",
                    on_click=choose,
                    args=(span,),
                )
    message = steady()
    if asked_months := st.session_state.get("asked_months"):
        said = _(
            "The address asks for “{asked}”. The tables run from {first} to {last}; "
            "all months are shown.",
            asked=asked_months,
            first=options[0],
            last=options[-1],
        )
        message.warning(said, icon=":material/calendar_month:")
    st.caption(f"{months().words} · {months().count_words}")
