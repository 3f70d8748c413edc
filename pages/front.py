"""The record itself, below three sentences that the frame keeps above it."""

import streamlit as st

from lib.front import made_from
from pages.headlines import ask_examples
from pages.once import once
from pages.removals_chart import removals_chart
from pages.shared_tables import tables

once(lambda: st.caption(made_from(tables())))
once(ask_examples)

removals_chart()
