"""How Plotly names months in the browser of a reader."""

from __future__ import annotations

from typing import Any

from lib.months import Month
from lib.text import ENGLISH, LANGUAGE


def plotly_language() -> dict[str, Any]:
    """The part of Plotly's configuration that makes it say months in the language spoken; none for
    English, which it knows itself."""
    language = LANGUAGE.get()
    if language == ENGLISH:
        return {}
    year = [Month(1, number) for number in range(1, 13)]
    names = {
        "months": [month.name for month in year],
        "shortMonths": [month.short_name for month in year],
    }
    return {"locale": language, "locales": {language: {"format": names, "dictionary": {}}}}
