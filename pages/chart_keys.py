"""Charts that are read by the keyboard and by touch, month by month."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.text import _

HERE = Path(__file__).parent

_READER = st.components.v2.component(
    "chart_keys",
    css=(HERE / "chart_keys.css").read_text(encoding="utf-8"),
    js=(HERE / "chart_keys.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def read_charts() -> None:
    """Makes every chart of the page one that arrow keys and fingers read."""
    labels = {
        "name": _("The chart’s values"),
        "start": _("The arrow keys read the values one by one."),
        "nothing": _("no value"),
    }
    _READER(key="chart_keys", data={"labels": labels})
