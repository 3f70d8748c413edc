"""What the numbers of a page do not say, folded at its foot."""

from __future__ import annotations

import streamlit as st

from lib.glossary import explained
from lib.text import _, prose


def say_not_said(page: str) -> None:
    """What a reader must not take from the page with this address, which is empty for the first."""
    with st.expander(_("What do these numbers not say?"), key="not-said", icon=":material/block:"):
        st.markdown(explained(prose(f"not_said/{page or 'front'}")))
