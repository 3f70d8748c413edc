"""Two groups of months side by side: the PEP months and the Trump months, or any two ranges."""

import streamlit as st

from lib.charts import Group, groups_timeline, overlay, same_months, spread
from lib.compare import compare, pairs
from lib.eras import JANUARY_CHOICES, group_presets
from lib.measures import MEASURES, RECOVERED, WITH_RECOVERED, extent, recovered_intervals, series
from lib.words import known_words, number, result, why_unknown
from pages import parts

OWN = "Two ranges of my own"

tables, months = parts.tables(), parts.months()

with st.container(horizontal=True, vertical_alignment="bottom"):
    own = parts.own_measure()
    titles = {measure.title: measure for measure in (*MEASURES.values(), *([own] if own else []))}
    measure = titles[
        st.selectbox("Measure", titles, index=1, key="measure", bind="query-params", width=400)
    ]
    # A visitor's own file may go on after the tables.
    last = min(extent(tables, measure).last, tables.calendar.last)
    groups_by_name = st.selectbox(
        "Groups", [*group_presets(tables, last), OWN], key="groups", bind="query-params", width=320
    )
    january = st.segmented_control(
        "January 2017 counts with", JANUARY_CHOICES, default="PEP", required=True, key="january", bind="query-params",
        disabled=groups_by_name == OWN,
        help="Secure Communities was reactivated on 25 January 2017: the month belongs to both. Here it counts with PEP, which held most of it, unless you move it.",
    )  # fmt: skip

own_ranges = parts.steady()
if groups_by_name == OWN:
    names, phrases = ("First range", "Second range"), ("the first range", "the second range")
    presets = group_presets(tables, last)["All PEP months, all Trump months"]
    with own_ranges:
        ranges = tuple(
            parts.range_slider(name, key, default)
            for name, key, default in zip(names, ("first", "second"), presets, strict=True)
        )
else:
    names, phrases = ("PEP", "Trump"), ("the PEP months", "the Trump months")
    ranges = group_presets(tables, last, january)[groups_by_name]

is_recovered = measure.id in WITH_RECOVERED and parts.recovered_toggle()
if is_recovered:
    measure = WITH_RECOVERED[measure.id]

first, second = (span.overlap(months) for span in ranges)
if first is None or second is None:
    empty = " and ".join(
        name for name, span in zip(names, (first, second), strict=True) if span is None
    )
    st.info(
        f"The month range above, {months.words}, holds no month of {'these groups' if ' and ' in empty else 'this group'}.",
        title=f"Nothing to compare: {empty} {'have' if ' and ' in empty else 'has'} no month here",
        icon=":material/calendar_month:",
    )
    st.button(
        "Compare over all months",
        key="compare-everything",
        on_click=parts.choose,
        args=(tables.calendar,),
        type="primary",
    )
    st.stop()
if (first, second) != tuple(ranges):
    st.caption(f"The groups are cut to the month range above, {months.words}.")

comparison = compare(tables, measure, first, second)
groups = []
for name, color, span in zip(names, ("first", "second"), (first, second), strict=True):
    shown = series(tables, measure, span, 1)
    groups.append(
        Group(name, color, shown, recovered_intervals(tables, shown) if is_recovered else None)
    )

if comparison.difference is None:
    missing = [
        group
        for group, side in zip(groups, (comparison.first, comparison.second), strict=True)
        if not side.known
    ]
    st.warning(
        " ".join(
            f"{group.name} ({group.months.words}): {why_unknown(tables, group.series)}"
            for group in missing
        )
        + " What the tables do hold is shown below.",
        title=f"This comparison cannot be made: no month of {' and '.join(group.name for group in missing)} has a value",
        icon=":material/visibility_off:",
    )
else:
    st.markdown(f"#### {result(comparison, phrases, (first, second))}")
for group, side in zip(groups, (comparison.first, comparison.second), strict=True):
    if side.known and (words := known_words(side, group.name)):
        st.caption(f"{words} {why_unknown(tables, group.series)}")

widths = [
    high - low
    for group in groups
    if group.intervals
    for _, low, high in group.intervals.frame.itertuples(index=False)
]
if widths:
    st.caption(
        f"{len(widths)} months are {RECOVERED}. They count with the middle of their interval; the widest is "
        f"{number(max(widths), measure.kind)} wide."
    )

whole = series(tables, measure, months, 1)
if whole.known > 1:
    parts.card(lambda look: groups_timeline(tables, whole, groups, comparison, look))
known = [group for group in groups if group.series.known]
if known:
    parts.card(lambda look: overlay(tables, groups, look))
    parts.card(lambda look: spread(tables, groups, comparison, look))
paired = pairs(tables, measure, first, second)
if len(paired.frame):
    parts.card(lambda look: same_months(tables, paired, groups, look))
elif comparison.difference is not None:
    st.info(
        "The groups share no calendar month, so there are no pairs of the same month to show.",
        icon=":material/info:",
    )

st.subheader("The numbers", anchor=False)
st.dataframe(
    parts.statistics_table(comparison, groups),
    hide_index=True,
    alt=f"Statistics of {measure.title} for both groups",
)
parts.where_from([comparison.first.trail, comparison.second.trail, comparison.trail], "statistics")
