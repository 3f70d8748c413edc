"""The index page of each view: Streamlit's own, with a place for what the view says of itself, and
with what the first chart needs named at once."""

from __future__ import annotations

import re
from html import escape

from lib.api import feed
from lib.api.built import Built
from lib.api.first_paint import FONTS, first_paint
from lib.text import LANGUAGE
from lib.views import View

HEAD = "<!-- what the view says of itself -->"
"""Where title, description and picture of the very view belong, which depend on its address."""


def page(built: Built, view: View) -> str:
    """The HTML that the server sends for a view in the language spoken, with ``HEAD`` in it.

    Raises ValueError where Streamlit's index has no language, title or body to put it in.
    """
    html = _put(built.index, '<html lang="[a-z]+">', f'<html lang="{LANGUAGE.get()}">')
    html = _put(html, "<title>.*?</title>", HEAD + _feed() + _hints(built))
    return _put(html, "<body>", f"<body>{first_paint(view)}")


def _put(html: str, place: str, text: str) -> str:
    changed, times = re.subn(place, lambda _: text, html, count=1)
    if not times:
        raise ValueError(f"Streamlit's index page has no {place}; this server knows no such page")
    return changed


def _feed() -> str:
    title, kind, address = escape(feed.title()), feed.MEDIA_TYPE, feed.in_language(feed.PATH)
    return f'\n    <link rel="alternate" type="{kind}" title="{title}" href=".{address}" />'


def _hints(built: Built) -> str:
    """Otherwise the browser learns of each only from the one before."""
    fonts = [
        f'<link rel="preload" href=".{font}" as="font" type="font/woff2" crossorigin />'
        for font in FONTS.values()
    ]
    # After the scripts that come before it: they are needed sooner.
    scripts = [
        f'<link rel="modulepreload" href=".{script}" crossorigin />' for script in built.first_chart
    ]
    return "".join(f"  {hint}\n  " for hint in [*scripts, *fonts])
