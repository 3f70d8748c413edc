"""Every figure that the documents state, held against the tables."""

from collections import Counter
from functools import partial

import streamlit as st

from lib.charts.claims import has_number_line, number_line, windows
from lib.claims import Kind, checked, qualifiers, shares_ending, spread_words, trails
from lib.sources import sources
from pages import parts

ICONS = {
    Kind.HOLDS: ":material/check_circle:",
    Kind.HOLDS_WITHIN_ROUNDING: ":material/check_circle:",
    Kind.BOUNDED: ":material/unfold_more:",
    Kind.DOES_NOT_HOLD: ":material/cancel:",
    Kind.CANNOT_BE_CHECKED: ":material/help:",
}
SHARE_OF = {"detainer_share_of_sc": "sc_removals", "detainer_share_of_all": "all_removals"}

tables = parts.tables()
everything, known = checked(tables), sources(tables)

st.markdown(
    "The documents behind this dashboard state figures. Each is checked here by a query, over the tables or, where they hold nothing on "
    "it, over what else the same document states; the verdict says which. It is computed, never typed. **Bounded** means that a range "
    "is left and the figure lies in it: the figure is not ruled out, and not confirmed. The month range above does not cut "
    "the claims: each has a period of its own."
)

documents = {f"{source.publisher}: {source.title}": source.id for source in known.values()}
documents = {
    name: id
    for name, id in documents.items()
    if any(claim.document == id for claim, _ in everything)
}
with st.container(border=True):
    # What a pill shows is what the address says, so it holds no number that may change.
    chosen_kinds = st.pills(
        "Verdict", list(Kind), selection_mode="multi", key="verdict", bind="query-params"
    )
    left, right = st.columns(2)
    chosen_documents = left.multiselect(
        "Document", documents, key="document", bind="query-params", placeholder="All documents"
    )
    speakers = sorted({claim.speaker for claim, _ in everything})
    chosen_speakers = right.multiselect(
        "Who says it", speakers, key="speaker", bind="query-params", placeholder="Everyone"
    )
    search = st.text_input(
        "Words in the claim",
        key="words",
        bind="query-params",
        placeholder="43,300 or peak or average",
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
with st.expander("What the words before a figure allow", icon=":material/rule:"):
    words = qualifiers(tables).values()
    st.table(
        {"Word": [word.name for word in words], "Allows": [word.meaning for word in words]},
        alt="What each qualifier allows",
    )

verdicts = Counter(verdict.kind for _, verdict in shown)
counts = ", ".join(f"{verdicts[kind]} {kind}" for kind in Kind if verdicts[kind])
st.caption(f"{len(shown)} of {len(everything)} claims" + (f": {counts}" if counts else ""))
if not shown:
    st.info("No claim matches. Take a filter away.", icon=":material/filter_alt_off:")

for claim, verdict in shown:
    label = (
        f"**{str(verdict.kind).capitalize()}** · {claim.speaker}: {claim.claim} · **{claim.words}**"
    )
    box = st.expander(label, on_change="rerun", key=f"claim-{claim.id}", icon=ICONS[verdict.kind])
    if not box.open:
        continue
    with box:
        stated, computed = st.columns(2)
        stated.caption("Stated")
        stated.markdown(f"**{claim.words}**, {claim.period}")
        stated.caption(known[claim.document].citation)
        computed.caption("Computed")
        if verdict.low is None or verdict.high is None:
            computed.markdown("**cannot be checked here**")
        else:
            computed.markdown(f"**{spread_words(verdict.low, verdict.high, claim.unit)}**")
        st.markdown(verdict.reason)
        if verdict.method:
            st.markdown(f"How it is checked: {verdict.method}")
        if claim.query in SHARE_OF and claim.last:
            shares = shares_ending(tables, claim.last, SHARE_OF[claim.query])
            parts.card(partial(windows, tables, shares, claim, verdict), ranged=False)
        elif has_number_line(claim, verdict):
            parts.card(partial(number_line, tables, claim, verdict), ranged=False)
        else:
            parts.where_from(trails(verdict), f"claim-{claim.id}")
