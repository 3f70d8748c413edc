"""TRAC's numbers and the case records: the same months from two sources."""

import streamlit as st

from lib.charts.reconciliation import apart, both
from lib.months import Month, MonthRange
from lib.reconciliation import reach, reach_words, reconcile
from lib.text import _, prose
from lib.trail import Answer
from pages.card import card
from pages.month_range import months
from pages.shared_tables import tables
from pages.where_from import where_from


def span(found: Answer) -> str:
    """First to last month of an answer, in words."""
    return MonthRange(Month.of(found.rows[0]["month"]), Month.of(found.rows[-1]["month"])).words


read, chosen = tables(), months()
found = reconcile(read, chosen)

st.markdown(prose("reconciliation/about"))

if len(found) < 2:
    held = span(reconcile(read))
    st.info(
        _("Both sources cover {months}. Choose at least two of these months above.", months=held),
        title=_("Too few months that both sources hold"),
        icon=":material/calendar_month:",
    )
    st.stop()

apart_by = reach(read, chosen)
figures = (
    (_("Months in both sources"), f"{apart_by.months}", span(found)),
    (
        _("Difference, by month of departure"),
        reach_words(apart_by.departed),
        _("the difference of a month, as a share of TRAC's number"),
    ),
    (
        _("Difference, by month of removal date"),
        reach_words(apart_by.removed),
        _("the same records, counted by another date"),
    ),
)
for column, (label, value, words) in zip(st.columns(3), figures, strict=True):
    with column.container(border=True, height="stretch"):
        st.caption(label)
        st.metric(label, value, label_visibility="collapsed")
        st.caption(words)
where_from([apart_by.answer.trail], "reach")

card(lambda look: both(found, apart_by, look), table_open=True)
card(lambda look: apart(found, apart_by, look))

st.subheader(_("Why they can differ"), anchor="why")
st.markdown(prose("reconciliation/why"))
