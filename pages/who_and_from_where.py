"""Whom the removals and returns were of: who arrested them, who was convicted, whose citizens."""

import streamlit as st

from lib.breakdowns import Breakdown, by_agency, by_criminality, by_month
from lib.findings import of_arrests
from lib.shown import who
from lib.text import _, prose
from pages.addressed import addressed, addressed_segments
from pages.card import card
from pages.citizenship_table import citizenship_table
from pages.ended import end_page
from pages.far_charts import is_far
from pages.month_range import months
from pages.once import once
from pages.shared_tables import tables
from pages.slots import options
from pages.where_from import where_from


def groups() -> who.Compared | None:
    """The names and the months of the two groups asked for, as far as the range above and the
    source hold them; None where one of them has no month there."""
    pairs = who.pairs(read)
    names = {id: pair.name for id, pair in pairs.items()}
    older = who.older_pairs(read)
    asked = addressed(
        _("Side by side"), "side_by_side", names, who.WHOLE_TERM, older=older, width=400
    )
    return who.compared(pairs[asked], chosen)


def shown_breakdown(breakdown: Breakdown) -> None:
    """Month by month, and the two groups side by side."""
    if draw := who.by_part(read, breakdown, chosen, share=share):
        card(draw, breakdown.id)
    if compared:
        card(who.side_by_side(read, breakdown, compared), f"{breakdown.id}-mean-months")


def say_what_is_counted() -> None:
    """What the words of the charts mean, and where the finding comes from."""
    st.markdown(prose("who_and_from_where/about"))
    where_from(of_arrests(read).trails, "finding")


read, chosen = tables(), months()
once(say_what_is_counted)

if len(by_month(read, by_agency(), chosen)) < 2:
    held = who.held(read).words
    st.info(
        _("The source covers {months}. Choose at least two of these months above.", months=held),
        title=_("Too few months of this source in the range"),
        icon=":material/calendar_month:",
    )
    end_page()

with options():
    units = {"people": _("people"), "shares": _("shares")}
    share = addressed_segments(_("Each month in"), "in", units, "people") == "shares"
    compared = groups()
if compared is None:
    st.caption(
        _(
            "The range above, {months}, has no month of one of the two groups, so they are not "
            "compared.",
            months=chosen.words,
        )
    )

shown_breakdown(by_agency())
st.header(_("Who was convicted"), anchor="criminality")
shown_breakdown(by_criminality())

st.header(_("Whose citizens they were"), anchor="citizenship")
card(who.citizenship(read, chosen), "citizenship")
if compared and not is_far("citizenship"):
    citizenship_table(read, chosen, compared)
