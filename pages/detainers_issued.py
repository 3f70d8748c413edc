"""Detainers issued, what became of them, and the removals connected to one."""

import streamlit as st

from lib import detainers
from lib.findings import of_detainers_issued
from lib.months import Month
from lib.shown.detainers import declined, issued, issued_and_connected, outcomes
from lib.text import _, prose
from lib.trail import Answer
from pages.card import card
from pages.detainer_tables import later_table, reasons_table, stated_table
from pages.month_range import months
from pages.once import once
from pages.shared_tables import tables
from pages.where_from import where_from


def say_too_few(found: Answer) -> None:
    """What there is in a range with fewer than two months of detainers."""
    words = []
    for row in found:
        month, issued = Month.of(row["month"]).words, f"{row['detainers_issued']:,.0f}"
        if row["whole"]:
            words.append(_("{month}: {issued} detainers issued.", month=month, issued=issued))
        else:
            words.append(
                _(
                    "{month} (part of the month): {issued} detainers issued.",
                    month=month,
                    issued=issued,
                )
            )
    held = read.extent("detainers_by_month").words
    words.append(_("The release holds {months}. Choose at least two of them above.", months=held))
    title = _("Too few months with detainers in this range")
    st.info(" ".join(words), title=title, icon=":material/calendar_month:")


def say_what_became_of_them() -> None:
    """How many were declined, how they ended, and why: the release gives it by year."""
    card(declined(read), "detainers-declined", ranged=False)
    card(outcomes(read), "detainers-outcomes", ranged=False)
    reasons_table(read)


def say_what_documents_state() -> None:
    """Figures that stand in documents, at the time and later."""
    st.header(_("What the documents state"), anchor="stated")
    stated_table(read)
    st.markdown(prose("detainers/stated"))
    st.header(_("What was published later"), anchor="later")
    later_table(read)
    st.markdown(prose("detainers/later"))


read, chosen = tables(), months()
once(say_what_became_of_them)
once(say_what_documents_state)

if draw := issued(read, chosen):
    card(draw, "detainers-issued")
    st.markdown(prose("detainers/issued"))
    where_from(of_detainers_issued(read).trails, "finding")
else:
    say_too_few(detainers.issued(read, chosen))
if draw := issued_and_connected(read, chosen):
    card(draw, "detainers-and-removals")
