"""Every table, and a place to ask all of them in SQL."""

import streamlit as st

from lib.text import _
from pages.one_table import one_table
from pages.query_box import query_box
from pages.shared_tables import tables


def note_part() -> None:
    """Puts the part of the page into the address."""
    if st.session_state["part"] == "sql":
        st.query_params["view"] = "sql"
    else:
        st.query_params.pop("view", None)


read = tables()

asked = "sql" in st.query_params or st.query_params.get("view") == "sql"
# Told in every run, for the browser drops what a run said that another one overtook.
st.session_state["part"] = st.session_state.get("part", "sql" if asked else "tables")
names = {"tables": _("Tables"), "sql": _("Ask in SQL")}
part = st.segmented_control(
    _("Part of this page"),
    names,
    format_func=lambda id: names[id],
    required=True,
    key="part",
    on_change=note_part,
    label_visibility="collapsed",
)
if part == "sql":
    query_box(read)
else:
    one_table(read)
