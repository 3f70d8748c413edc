"""The language that a visitor reads. The address decides, and the visit keeps it from page to
page; nothing else is asked."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from lib.text import ENGLISH, LANGUAGE, LANGUAGES, known_language

KEY = "lang"


def speak() -> None:
    """Sets the language of this run: that of the address or, where it names none because the
    visitor has followed a link to another page, that of the visit."""
    asked = st.query_params.get(KEY)
    if asked is not None:
        st.session_state[KEY] = known_language(asked)
    LANGUAGE.set(st.session_state.get(KEY, ENGLISH))


def offer_languages() -> None:
    """Links to this view in the other languages. The script of screen.js follows them within the
    visit, with the address as it is in the browser by then."""
    links = [
        f'<a href="{escape(_address(id))}" lang="{id}" hreflang="{id}">{escape(name)}</a>'
        for id, name in LANGUAGES.items()
        if id != LANGUAGE.get()
    ]
    with st.container(key="languages"):
        st.html(f'<nav class="languages">{" ".join(links)}</nav>')


def _address(language: str) -> str:
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    return "?" + urlencode(asked | {KEY: [language]}, doseq=True)
