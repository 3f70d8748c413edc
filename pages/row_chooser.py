"""The rows of a comparison as a choice of what is charted below them: pressed in their chart, or
chosen from buttons."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.comparison_rows import Row
from lib.shown.comparison_asked import USUAL_MEASURE
from lib.text import _
from pages.addressed import choose
from pages.card import chart_key
from pages.part import part

_PRESS = part("row_chooser")


def row_chooser(rows: Sequence[Row], chosen: Row) -> None:
    """Lets the visitor choose one of the rows; it stands in the address as the measure does."""
    names = {row.id: row.name for row in rows}
    st.session_state["row"] = chosen.id

    def take() -> None:
        choose("measure", st.session_state["row"] or chosen.id, USUAL_MEASURE)

    def take_pressed() -> None:
        pressed = st.session_state["row-press"].get("chosen")
        # A message may say anything.
        if isinstance(pressed, str) and pressed in names:
            choose("measure", pressed, USUAL_MEASURE)

    st.pills(_("Chart of"), names, format_func=lambda id: names[id], key="row", on_change=take)
    data = {"chart": chart_key("measures-compared"), "rows": list(names)}
    _PRESS(key="row-press", data=data, on_chosen_change=take_pressed)
