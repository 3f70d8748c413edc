"""The record itself, below three sentences that the frame keeps above it."""

import streamlit as st

from lib.front import made_from
from pages.removals_chart import removals_chart
from pages.shared_tables import tables

removals_chart()
st.caption(made_from(tables()))
