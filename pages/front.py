"""What the record shows, in three sentences made from the numbers, and the record itself."""

import streamlit as st

from lib.front import made_from
from pages.headlines import ask_examples, say_headlines
from pages.removals_chart import removals_chart
from pages.shared_tables import tables
from pages.slots import above

with above():
    say_headlines()
removals_chart()
st.caption(made_from(tables()))
ask_examples()
