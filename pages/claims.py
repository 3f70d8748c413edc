"""Figures that the documents state, held against the tables."""

import streamlit as st

from lib.claims import qualifiers
from lib.text import _, prose
from lib.verdict_table import WORST_FIRST, as_csv, finding, menus, verdict_table
from pages.claim_opened import claim_opened
from pages.claims_table import claims_table
from pages.shared_tables import tables

read = tables()
rows = verdict_table(read)
asked = st.query_params.get("claim")
claim = asked if any(row["claim"] == asked for row in rows) else None

if claim is None:
    said, file = st.columns([6, 1], vertical_alignment="center")
    said.markdown(finding(rows))
    file.download_button(
        _("CSV of all"),
        lambda: as_csv(rows),
        file_name="claims.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
if asked and claim is None:
    st.warning(
        _("The address asks for a claim “{claim}”, which is not here.", claim=asked),
        icon=":material/link_off:",
    )
if opened := claims_table(rows, menus(read), claim) or claim:
    claim_opened(read, opened)

if claim is None:
    meanings = st.expander(
        _("What the verdicts mean, and how they are made"),
        icon=":material/rule:",
        on_change="rerun",
        key="meanings",
    )
    if meanings.open:
        checked = sum(row["computed"] is not None for row in rows)
        meanings.markdown(prose("claims/about", checked=checked, all=len(rows)))
        meanings.table(
            {
                _("Verdict"): [kind.words for kind in WORST_FIRST],
                _("Meaning"): [kind.meaning for kind in WORST_FIRST],
            },
            alt=_("What the verdicts mean"),
        )
        meanings.markdown(prose("claims/qualifiers"))
        words = qualifiers(read).values()
        meanings.table(
            {
                _("Word"): [word.word for word in words],
                _("Allows"): [word.meaning for word in words],
            },
            alt=_("What the words before a figure allow"),
        )
