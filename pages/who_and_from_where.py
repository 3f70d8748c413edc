"""Whom the removals and returns were of: who arrested them, who was convicted, whose citizens."""

import pandas as pd
import streamlit as st

from lib.breakdowns import (
    Breakdown,
    by_agency,
    by_criminality,
    by_month,
    citizenship_by_month,
    citizenship_means,
)
from lib.charts.citizenship import citizenship_words
from lib.findings import of_arrests
from lib.shown import who
from lib.text import _, prose
from pages.addressed import addressed, addressed_segments
from pages.card import card
from pages.month_range import months
from pages.shared_tables import tables
from pages.slots import finding, options
from pages.where_from import where_from


def groups() -> who.Compared | None:
    """The names and the months of the two groups asked for, as far as the range above and the
    source hold them; None where one of them has no month there."""
    pairs = who.pairs(read)
    names = {id: pair.name for id, pair in pairs.items()}
    asked = addressed(
        _("Side by side"),
        "side_by_side",
        names,
        who.WHOLE_TERM,
        older=who.older_pairs(read),
        width=400,
    )
    return who.compared(pairs[asked], chosen)


def shown_breakdown(breakdown: Breakdown) -> None:
    """The breakdown month by month, and the two groups side by side."""
    if draw := who.by_part(read, breakdown, chosen, share=share):
        card(draw, breakdown.id)
    if compared:
        card(who.side_by_side(read, breakdown, compared), f"{breakdown.id}-mean-months")


read, chosen = tables(), months()

found = of_arrests(read)
finding(found)

if len(by_month(read, by_agency(), chosen)) < 2:
    held = who.held(read).words
    st.info(
        _("The source covers {months}. Choose at least two of these months above.", months=held),
        title=_("Too few months of this source in the range"),
        icon=":material/calendar_month:",
    )
    st.stop()

with options():
    share = (
        addressed_segments(
            _("Each month in"), "in", {"people": _("people"), "shares": _("shares")}, "people"
        )
        == "shares"
    )
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
st.markdown(prose("who_and_from_where/about"))
where_from(found.trails, "finding")
st.header(_("Who was convicted"), anchor="criminality")
shown_breakdown(by_criminality())

st.header(_("Whose citizens they were"), anchor="citizenship")
card(who.citizenship(read, chosen), "citizenship")
if compared:
    names, spans = compared
    by_citizenship = citizenship_means(read, *spans)
    by_month_of = (
        citizenship_by_month(read, chosen).frame.groupby("citizenship")["people"].agg(list)
    )
    one, two = (_("{group}, a month", group=name) for name in names)
    st.dataframe(
        pd.DataFrame(
            {
                _("Citizenship"): [citizenship_words(row["part"]) for row in by_citizenship],
                _("By month"): [by_month_of[row["part"]] for row in by_citizenship],
                one: by_citizenship.column("first"),
                two: by_citizenship.column("second"),
                _("Change"): by_citizenship.column("difference"),
                _("Change, %"): by_citizenship.column("percent"),
                _("Share of all, {group}", group=names[0]): by_citizenship.column("first_share"),
                _("Share of all, {group}", group=names[1]): by_citizenship.column("second_share"),
            }
        ),
        hide_index=True,
        column_config={
            _("By month"): st.column_config.LineChartColumn(width="small"),
            one: st.column_config.NumberColumn(format="%,.1f"),
            two: st.column_config.NumberColumn(format="%,.1f"),
            _("Change"): st.column_config.NumberColumn(format="%+,.1f"),
            _("Change, %"): st.column_config.NumberColumn(format="%+.1f"),
            _("Share of all, {group}", group=names[0]): st.column_config.NumberColumn(
                format="percent"
            ),
            _("Share of all, {group}", group=names[1]): st.column_config.NumberColumn(
                format="percent"
            ),
        },
        alt=_("Mean months by citizenship in both groups; the columns sort"),
    )
    st.caption(
        _(
            "{one}: {first}. {two}: {second}. A click on a heading sorts.",
            one=names[0],
            first=spans[0].words,
            two=names[1],
            second=spans[1].words,
        )
    )
    where_from([by_citizenship.trail], "citizenship-means")
