"""What stands in the boxes for files, in another language: the words there are Streamlit's own."""

from __future__ import annotations

import json

import streamlit as st

from lib.text import ENGLISH, LANGUAGE, _

_STYLE = """<style>
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] {
    position: absolute;
    width: 1px;
    overflow: hidden;
    clip-path: inset(50%);
}
[data-testid="stFileUploaderDropzone"] button:has([data-testid="stMarkdownContainer"])::after {
    content: LABEL;
    margin-left: 0.4rem;
    font-size: 0.875rem;
}
</style>"""


def say_upload() -> None:
    """On the buttons, in place of Streamlit's English; how large files may be, and of what kind,
    the page says itself. Streamlit's word stays for screen readers, before ours."""
    if LANGUAGE.get() != ENGLISH:
        st.html(_STYLE.replace("LABEL", json.dumps(_("Choose files"), ensure_ascii=False)))
