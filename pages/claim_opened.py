"""A claim, opened: what is stated, what is computed, why, and the chart of both."""

from __future__ import annotations

import streamlit as st

from lib.claims import Claim, claims
from lib.shown.claim import of_claim
from lib.sources import document
from lib.tables import Tables
from lib.text import _
from lib.verdict_table import computed_words
from lib.verdicts import Verdict, check
from pages.card import card
from pages.claims_table import LOOKS
from pages.where_from import where_from

COLORS = {"good": "green", "bad": "red", "between": "orange", "open": "gray"}


def claim_opened(tables: Tables, id: str) -> None:
    """Shows the claim of this id, which must be there."""
    claim = next(claim for claim in claims(tables) if claim.id == id)
    verdict = check(tables, claim)
    st.header(claim.claim, anchor=False)
    if claim.translated != claim.claim:
        st.markdown(claim.translated)
    sign, look = LOOKS[verdict.kind]
    kind = verdict.kind.words.capitalize()
    st.markdown(f":{COLORS[look]}[**{sign} {kind}.**] {verdict.reason}")
    computed = computed_words(claim, verdict) or _("nothing; no source here has it")
    _listed(
        _("Stated: **{stated}**, {period}", stated=claim.words, period=claim.period),
        _("Computed: **{computed}**", computed=computed),
    )
    _chart(tables, claim, verdict)
    _listed(
        _("Who says it: {who}", who=_who(claim)),
        _("Document: {document}", document=document(tables, claim.document).words),
        _("How it is checked: {method}", method=verdict.method) if verdict.method else "",
    )


def _listed(*lines: str) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines if line))


def _who(claim: Claim) -> str:
    if claim.speaker == claim.reported_by:
        return claim.speaker
    return _("{speaker}, as reported by {by}", speaker=claim.speaker, by=claim.reported_by)


def _chart(tables: Tables, claim: Claim, verdict: Verdict) -> None:
    """The chart with its queries; the queries alone where there is nothing to place."""
    if draw := of_claim(tables, claim, verdict):
        card(draw, "claim", ranged=False)
    elif verdict.trails:
        where_from(verdict.trails, f"claim-{claim.id}")
