"""TRAC's table and the case records: the same months from two sources."""

import streamlit as st

from lib.charts.reconciliation import apart, both
from lib.reconciliation import reach, reach_words, reconcile
from pages import parts

tables, months = parts.tables(), parts.months()
found = reconcile(tables, months)
frame = found.frame

st.markdown(
    "TRAC counted case records that ICE released to it up to 2017. Another release of case records, made in 2019 and obtained by the "
    "University of Washington Center for Human Rights, covers some of the same months. Where both hold a month they can be held "
    "against each other."
)

if len(frame) < 2:
    whole = reconcile(tables).frame["month"]
    st.info(
        f"Both sources hold {whole.iloc[0]:%B %Y} to {whole.iloc[-1]:%B %Y}. Choose at least two of these months above.",
        title="Too few months that both sources hold",
        icon=":material/calendar_month:",
    )
    st.stop()

apart_by = reach(tables, months)
for column, label, value, words in zip(
    st.columns(3),
    ("Months that both hold", "Apart, by month of departure", "Apart, by month of removal date"),
    (f"{apart_by.months}", reach_words(apart_by.departed), reach_words(apart_by.removed)),
    (
        f"{frame['month'].iloc[0]:%B %Y} to {frame['month'].iloc[-1]:%B %Y}",
        "the difference of a month, as a share of TRAC's number",
        "the same records, counted by another date",
    ),
    strict=True,
):
    with column.container(border=True, height="stretch"):
        st.caption(label)
        st.metric(label, value, label_visibility="collapsed")
        st.caption(words)

parts.where_from([apart_by.trail], "reach")

parts.card(lambda look: both(tables, found, apart_by, look), table_open=True)
parts.card(lambda look: apart(tables, found, apart_by, look))

st.subheader("Why they can differ", anchor="why")
st.markdown(
    """
- **A later release.** The case records were released two years after TRAC's. In between ICE added and corrected records.
- **Late recording.** A departure can be recorded weeks or months after it happened, so the latest months of an earlier release tend to
  be short.
- **The date that is counted.** Each record has a date of departure and a removal date. TRAC counts by departure. Counted by removal
  date, the same records move between months, most of all at the edges of fiscal years.
"""
)
