"""Tables on detainers: the reasons as ICE writes them, what documents state, what came later."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib import detainers
from lib.charts.later_figures import period_words, stated_words
from lib.claims import claims
from lib.later_figures import later_figures
from lib.tables import Tables
from lib.text import _
from pages.where_from import where_from


def reasons_table(read: Tables) -> None:
    """Every reason for which a detainer ended, by year."""
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


def stated_table(read: Tables) -> None:
    """What the documents state of detainers, a row for each figure."""
    stated = detainers.reported(read)
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


def later_table(read: Tables) -> None:
    """What was published after the release, a row for each figure."""
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
