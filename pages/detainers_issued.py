"""Detainers issued, what became of them, and the removals connected to one."""

import pandas as pd
import streamlit as st

from lib import detainers
from lib.charts.later_figures import period_words, stated_words
from lib.claims import claims
from lib.findings import of_detainers_issued
from lib.later_figures import later_figures
from lib.months import Month
from lib.shown.detainers import declined, issued, issued_and_connected, outcomes
from lib.text import _, prose
from lib.trail import Answer
from pages.card import card
from pages.month_range import months
from pages.shared_tables import tables
from pages.slots import finding
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


read, chosen = tables(), months()
stated = detainers.reported(read)

said_above = of_detainers_issued(read)
finding(said_above)

if draw := issued(read, chosen):
    card(draw, "detainers-issued")
    st.markdown(prose("detainers/issued"))
    where_from(said_above.trails, "finding")
else:
    say_too_few(detainers.issued(read, chosen))
if draw := issued_and_connected(read, chosen):
    card(draw, "detainers-and-removals")

card(declined(read), "detainers-declined", ranged=False)
card(outcomes(read), "detainers-outcomes", ranged=False)
reasons = st.expander(_("Every reason, as ICE writes it"), on_change="rerun", key="reasons")
if reasons.open:
    with reasons:
        rows = detainers.by_reason(read)
        st.dataframe(
            pd.DataFrame(
                {
                    _("Year"): rows.column("year"),
                    _("Reason"): list(map(detainers.reason_words, rows.column("reason"))),
                    _("Detainers"): rows.column("detainers"),
                    _("Whole year"): rows.column("whole_year"),
                }
            ),
            hide_index=True,
            alt=_("Detainers by year and reason"),
        )
        where_from([rows.trail], "reasons")

st.header(_("What the documents state"), anchor="stated")
known = {claim.id: claim for claim in claims(read)}
said = [known[id] for id in stated.column("claim")]
st.dataframe(
    pd.DataFrame(
        {
            _("What"): list(map(_, stated.column("what"))),
            _("Stated"): [claim.words for claim in said],
            _("Months"): [claim.period for claim in said],
            _("Who says it"): [claim.speaker for claim in said],
        }
    ),
    hide_index=True,
    column_config={_("Stated"): st.column_config.TextColumn(width="medium")},
    alt=_("Figures on detainers stated in the documents"),
)
where_from([stated.trail], "stated")
st.markdown(prose("detainers/stated"))

st.header(_("What was published later"), anchor="later")
told = later_figures(read, "detainers_issued", "detainers_with_custody")
st.dataframe(
    pd.DataFrame(
        {
            _("What"): list(map(_, told.column("what"))),
            _("Months"): [period_words(row) for row in told],
            _("Stated"): [stated_words(row) for row in told],
            _("Document"): list(map(_, told.column("title"))),
            _("Address"): told.column("address"),
        }
    ),
    hide_index=True,
    column_config={_("Address"): st.column_config.LinkColumn()},
    alt=_("Figures on detainers that were published later"),
)
where_from([told.trail], "later")
st.markdown(prose("detainers/later"))
