"""Table 1: Secure Communities removals of people convicted of a crime, of any and of a serious
offense."""

import streamlit as st

from lib.averages import COLUMNS, WINDOW, derivations
from lib.charts import Line
from lib.charts import convictions as charts
from lib.eras import history
from lib.findings import of_convictions
from lib.measures import series
from lib.months import in_words
from lib.published import published_averages, published_change, recovered_intervals, recovering
from lib.text import _, prose
from lib.words import derivation_words
from pages.card import card
from pages.controls import recovered_toggle, window_slider
from pages.key_figures import key_figures
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.shared_tables import tables
from pages.slots import finding, options

read, chosen = tables(), months()
convicted = [read.measures[id] for id in ("convicted_any", "convicted_serious")]
of_sc = read.measures["convicted_share_of_sc"]

found = of_convictions(read)
finding(found)
with options():
    window = window_slider()
    recovered = recovered_toggle(read)

either, serious = (
    series(read, recovering(measure) if recovered else measure, chosen, window)
    for measure in convicted
)
counts = (either, serious)
drawable = can_draw([Line.of(one) for one in counts], chosen)
if drawable:
    told = [published_averages(read, one) for one in counts]
    between = [recovered_intervals(read, one) for one in counts] if recovered else []
    card(
        lambda look: charts.convictions(
            history(read), counts, look, published=told, intervals=between
        )
    )

change = published_change(read)
key_figures(read, [*convicted, of_sc], chosen, [*found.trails, change.trail])

if drawable:
    st.markdown(
        _(
            "**The change row of Table 1, recomputed:** from the first of its months to the last, "
            "removals after any offense rose by {any_offense:,} and after a serious offense by "
            "{serious_offense:,}; their published 12-month means by {any_offense_average:,} and "
            "{serious_offense_average:,}.",
            **change.rows[0],
        )
    )
    of_convicted = read.measures["serious_share_of_convicted"]
    shares = (
        series(read, recovering(of_sc) if recovered else of_sc, chosen, window),
        series(read, of_convicted, chosen, window),
    )
    known = [recovered_intervals(read, shares[0])] if recovered else []
    card(lambda look: charts.conviction_shares(history(read), shares, look, known))

if recovered:
    st.header(_("How a month is recovered"), anchor="recovered")
    printed = len(read.extent("convicted_removals"))
    st.markdown(
        prose(
            "convictions/recovering",
            printed=in_words(printed),
            more=in_words(WINDOW - 1),
            window=in_words(WINDOW),
        )
    )
    left, right = st.columns(2)
    fields = read.package.resources["convicted_removals"]
    column = left.selectbox(
        _("Convicted of"), COLUMNS, format_func=lambda name: fields.field(name).title
    )
    steps = derivations(read, column)
    month = right.selectbox(
        _("Month"),
        [step.month for step in steps],
        format_func=lambda month: month.words,
        index=len(steps) - 1,
    )
    st.markdown(derivation_words(next(step for step in steps if step.month == month)))
