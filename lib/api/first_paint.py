"""What a visitor sees until Streamlit has painted."""

from __future__ import annotations

from lib.views import View


def first_paint(view: View) -> str:
    return ""
