"""The server: ``streamlit run dashboard.py``.

The frame lives in ``pages/`` and is started from here, so that ``pages/`` is the script's own
folder: a link straight to a page then finds its frame on the first visit after a start."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parent))

app = st.App("pages/frame.py")
