"""Figures that the documents state, held against the tables."""

from collections import Counter

import streamlit as st

from lib.charts.claims import has_number_line, number_line, windows
from lib.claims import Claim, qualifiers, spread_words
from lib.sources import document, sources
from lib.text import _, prose
from lib.verdicts import Kind, Verdict, checked, shares_ending
from pages.card import card
from pages.shared_tables import tables
from pages.where_from import where_from

ICONS = {
    Kind.HOLDS: ":material/check_circle:",
    Kind.HOLDS_WITHIN_ROUNDING: ":material/check_circle:",
    Kind.CONSISTENT: ":material/sync:",
    Kind.BOUNDED: ":material/unfold_more:",
    Kind.DIFFERS: ":material/difference:",
    Kind.DOES_NOT_HOLD: ":material/cancel:",
    Kind.JUDGMENT: ":material/balance:",
    Kind.CANNOT_BE_CHECKED: ":material/help:",
}
SHARE_OF = {"detainer_share_of_sc": "sc_removals", "detainer_share_of_all": "all_removals"}


def show(claim: Claim, verdict: Verdict) -> None:
    """A claim, opened: what is stated, what is computed, why, and the chart of both."""
    stated, computed = st.columns(2)
    stated.caption(_("Stated"))
    stated.markdown(_("**{stated}**, {period}", stated=claim.words, period=claim.period))
    stated.caption(known[claim.document].citation)
    computed.caption(_("Computed"))
    if verdict.low is None or verdict.high is None:
        computed.markdown(f"**{_(str(Kind.CANNOT_BE_CHECKED))}**")
    else:
        computed.markdown(f"**{spread_words(verdict.low, verdict.high, claim.unit)}**")
    st.markdown(verdict.reason)
    if verdict.method:
        st.markdown(_("How it is checked: {method}", method=verdict.method))
    stated_in = document(read, claim.document)
    if claim.query in SHARE_OF and claim.last:
        shares = shares_ending(read, claim.last, SHARE_OF[claim.query])
        color = read.measures[claim.query].color
        card(
            lambda look: windows(shares, claim, verdict, stated_in, color, look),
            ranged=False,
        )
    elif has_number_line(claim, verdict):
        card(lambda look: number_line(claim, verdict, stated_in, look), ranged=False)
    else:
        where_from(verdict.trails, f"claim-{claim.id}")


read = tables()
everything, known = checked(read), sources(read)

st.markdown(prose("claims/about"))

stating = {claim.document for claim, verdict in everything}
documents = {
    f"{source.publisher}: {source.title}": source.id
    for source in known.values()
    if source.id in stating
}
with st.container(border=True):
    # What a pill shows is what the address says, so it holds no number that may change.
    chosen_kinds = st.pills(
        _("Verdict"), list(Kind), selection_mode="multi", key="verdict", bind="query-params"
    )
    left, right = st.columns(2)
    chosen_documents = left.multiselect(
        _("Document"),
        documents,
        key="document",
        bind="query-params",
        placeholder=_("All documents"),
    )
    chosen_speakers = right.multiselect(
        _("Who says it"),
        sorted({claim.speaker for claim, verdict in everything}),
        key="speaker",
        bind="query-params",
        placeholder=_("Everyone"),
    )
    search = st.text_input(
        _("Words in the claim"),
        key="words",
        bind="query-params",
        placeholder=_("43,300 or peak or average"),
    )

shown = [
    (claim, verdict)
    for claim, verdict in everything
    if (not chosen_kinds or verdict.kind in chosen_kinds)
    and (not chosen_documents or claim.document in {documents[name] for name in chosen_documents})
    and (not chosen_speakers or claim.speaker in chosen_speakers)
    and all(
        word in f"{claim.claim} {claim.words} {claim.speaker}".lower()
        for word in search.lower().split()
    )
]
with st.expander(_("What the words before a figure allow"), icon=":material/rule:"):
    words = qualifiers(read).values()
    st.table(
        {
            _("Word"): [word.name for word in words],
            _("Allows"): [word.meaning for word in words],
        },
        alt=_("What each qualifier allows"),
    )

verdicts = Counter(verdict.kind for claim, verdict in shown)
counts = ", ".join(
    _("{number} {verdict}", number=verdicts[kind], verdict=_(str(kind)))
    for kind in Kind
    if verdicts[kind]
)
said = {"shown": len(shown), "all": len(everything), "verdicts": counts}
if shown:
    st.caption(_("{shown} of {all} claims: {verdicts}", **said))
else:
    st.caption(_("{shown} of {all} claims", **said))
    st.info(_("No claim matches. Remove a filter."), icon=":material/filter_alt_off:")

for claim, verdict in shown:
    kind = _(str(verdict.kind)).capitalize()
    box = st.expander(
        _(
            "**{verdict}** · {speaker}: {claim} · **{stated}**",
            verdict=kind,
            speaker=claim.speaker,
            claim=claim.claim,
            stated=claim.words,
        ),
        on_change="rerun",
        key=f"claim-{claim.id}",
        icon=ICONS[verdict.kind],
    )
    if box.open:
        with box:
            show(claim, verdict)
