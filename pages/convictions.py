"""Table 1: Secure Communities removals of people convicted of a crime, of any and of a serious offense."""

import streamlit as st

from lib.averages import COLUMNS, derivations
from lib.charts import Line, timeline
from lib.measures import (
    MEASURES,
    WITH_RECOVERED,
    published_averages,
    published_change,
    recovered_intervals,
    series,
)
from lib.words import derivation_words
from pages import parts

tables, months = parts.tables(), parts.months()
any_offense, serious_offense, share = (
    MEASURES[name] for name in ("convicted_any", "convicted_serious", "convicted_share_of_sc")
)

parts.key_figures(tables, [any_offense, serious_offense, share], months)

with st.container(horizontal=True, vertical_alignment="bottom"):
    window = parts.window_slider()
    recovered = parts.recovered_toggle()

measures = {any_offense: "sc", serious_offense: "detainer"}
shown = {
    WITH_RECOVERED[measure.id] if recovered else measure: color
    for measure, color in measures.items()
}
lines = [
    Line(series(tables, measure, months, window), measure.label, color)
    for measure, color in shown.items()
]
if parts.can_draw(lines):
    parts.card(
        lambda look: timeline(
            tables,
            lines,
            name="convictions",
            title="Secure Communities removals of people convicted of a crime",
            look=look,
            published=[(line, published_averages(tables, line.series)) for line in lines],
            intervals=[(line, recovered_intervals(tables, line.series)) for line in lines]
            if recovered
            else (),
            notes=["Open diamonds: the 12-month mean as TRAC published it."],
        )
    )
    change, change_trail = published_change(tables)
    st.markdown(
        f"**The change row of Table 1, recomputed:** from the first of its months to the last, removals after any offense rose by "
        f"{change['any_offense']:,} and after a serious offense by {change['serious_offense']:,}; their published 12-month means by "
        f"{change['any_offense_average']:,} and {change['serious_offense_average']:,}."
    )
    parts.where_from([change_trail], "change")

    serious_share = MEASURES["serious_share_of_convicted"]
    of_sc = WITH_RECOVERED[share.id] if recovered else share
    shares = [
        Line(series(tables, of_sc, months, window), share.label, "sc"),
        Line(series(tables, serious_share, months, window), serious_share.label, "detainer"),
    ]
    parts.card(
        lambda look: timeline(
            tables,
            shares,
            name="conviction-shares",
            title="Convicted share of SC removals, and serious-offense share of the convicted",
            look=look,
            intervals=[(shares[0], recovered_intervals(tables, shares[0].series))]
            if recovered
            else (),
        )
    )

if recovered:
    st.subheader("How a month is recovered", anchor="recovered")
    st.markdown(
        "Table 1 prints twelve months, but each of its running averages reaches back eleven months further. When an average moves from "
        "one month to the next, a new month enters it and the month twelve before leaves it. So the month that left is the one that "
        "entered, less twelve times the move. Averages are rounded to whole people, which leaves an interval."
    )
    left, right = st.columns(2)
    column = left.selectbox(
        "Convicted of",
        COLUMNS,
        format_func=lambda name: tables.package.resources["convicted_removals"].field(name).title,
    )
    steps = derivations(tables, column)
    month = right.selectbox(
        "Month",
        [step.month for step in steps],
        format_func=lambda month: month.words,
        index=len(steps) - 1,
    )
    st.markdown(derivation_words(next(step for step in steps if step.month == month)))
