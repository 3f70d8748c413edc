"""Two groups of months side by side: the PEP months and the Trump months, or any two ranges."""

import streamlit as st

from lib.catalog import Measure
from lib.charts import Group, groups_timeline, overlay, same_months, spread
from lib.compare import Comparison, Statistics, compare, pairs
from lib.groups import Mixed, mixed_months, named_pairs
from lib.measures import extent, recovered_intervals, recovered_words, recovering, series
from lib.months import Month, MonthRange
from lib.text import _, count
from lib.words import about, known_words, number, result, why_unknown
from pages.card import card
from pages.controls import own_range, recovered_toggle, steady
from pages.group_statistics import statistics_table
from pages.month_range import choose, months
from pages.own_file import own_measure
from pages.shared_tables import tables
from pages.where_from import where_from

# Stands in addresses, as do the names of the groups.
OWN = "Two ranges of my own"


def say_nothing_to_compare(empty: list[str]) -> None:
    """Which groups have no month in the range, and the way out."""
    groups = _(" and ").join(empty)
    if len(empty) == 1:
        title = _("Nothing to compare: {groups} has no month here", groups=groups)
        words = _(
            "The month range above, {months}, has no month of this group.", months=chosen.words
        )
    else:
        title = _("Nothing to compare: {groups} have no month here", groups=groups)
        words = _(
            "The month range above, {months}, has no month of these groups.", months=chosen.words
        )
    st.info(words, title=title, icon=":material/calendar_month:")
    st.button(
        _("Compare over all months"),
        key="compare-everything",
        on_click=choose,
        args=(read.calendar,),
        type="primary",
    )


def say_result(comparison: Comparison, groups: list[Group], sides: list[Statistics]) -> None:
    """The comparison in a sentence, or why it cannot be made; and what is not known."""
    missing = [group for group, side in zip(groups, sides, strict=True) if not side.known]
    if comparison.difference is None:
        why = [
            _(
                "{group} ({months}): {why}",
                group=group.name,
                months=group.months.words,
                why=why_unknown(group.series),
            )
            for group in missing
        ]
        st.warning(
            " ".join([*why, _("What the tables do hold is shown below.")]),
            title=_(
                "This comparison cannot be made: no month of {groups} has data",
                groups=_(" and ").join(group.name for group in missing),
            ),
            icon=":material/visibility_off:",
        )
    else:
        st.markdown(f"#### {result(comparison, phrases, (groups[0].months, groups[1].months))}")
    for group, side in zip(groups, sides, strict=True):
        if 0 < side.known < side.months:
            known = _("{group}: {known}.", group=group.name, known=known_words(side))
            st.caption(f"{known} {why_unknown(group.series)}")


def say_recovered(groups: list[Group]) -> None:
    """How many months of the groups are recovered, and how widely."""
    widths = [high - low for group in groups for low, high in group.recovered.values()]
    if widths:
        st.caption(
            count(
                "{number} month is {recovered}. It counts with the middle of its interval, which "
                "is {width} wide.",
                "{number} months are {recovered}. They count with the middle of their intervals; "
                "the widest is {width} wide.",
                len(widths),
                recovered=recovered_words(),
                width=number(max(widths), measure.kind),
            )
        )


def grouped(side: int, span: MonthRange, measure: Measure) -> Group:
    """One side of the comparison, with the intervals of its recovered months."""
    shown = series(read, measure, span, 1)
    intervals = recovered_intervals(read, shown) if is_recovered else None
    return Group(names[side], ("first", "second")[side], shown, intervals, short_names[side])


def where_it_counts(mixed: Mixed) -> str:
    """With which of two eras a mixed month counts."""
    month = mixed.month
    # The first of these controls is older than the others, and its addresses are out.
    key = "january" if month == Month(2017, 1) else f"{month.name}-{month.year}".lower()
    chosen: str = st.segmented_control(
        _("{month} counts with", month=month.words),
        mixed.choices,
        default=mixed.choices[0],
        required=True,
        key=key,
        bind="query-params",
        help=_("{note} You can move it.", note=mixed.note),
    )
    return chosen


read, chosen = tables(), months()

with st.container(horizontal=True, vertical_alignment="bottom"):
    own = own_measure()
    titles = {
        measure.title: measure for measure in (*read.measures.values(), *([own] if own else []))
    }
    measure = titles[
        st.selectbox(_("Measure"), titles, index=1, key="measure", bind="query-params", width=400)
    ]
    # A visitor's own file may go on after the tables.
    held = extent(read, measure).overlap(read.calendar) or read.calendar
    pairs_by_name = named_pairs(read, held)
    groups_by_name = st.selectbox(
        _("Groups"), [*pairs_by_name, OWN], key="groups", bind="query-params", width=420
    )

below = steady()
if groups_by_name == OWN:
    names = short_names = (_("First range"), _("Second range"))
    phrases = (_("the first range"), _("the second range"))
    defaults = next(iter(pairs_by_name.values()))
    left, right = below.columns(2)
    with left:
        own_first = own_range(read, names[0], "first", defaults.first.months)
    with right:
        ranges = own_first, own_range(read, names[1], "second", defaults.second.months)
else:
    with below.container(horizontal=True):
        every = mixed_months(read)
        moved = {
            month: where_it_counts(every[month]) for month in pairs_by_name[groups_by_name].mixed
        }
    one, two = named_pairs(read, held, moved)[groups_by_name].sides
    names, short_names = (one.name, two.name), (one.short_name, two.short_name)
    phrases, ranges = (one.phrase, two.phrase), (one.months, two.months)

is_recovered = measure.recovers and recovered_toggle(read)
if is_recovered:
    measure = recovering(measure)

first, second = (span.overlap(chosen) for span in ranges)
if first is None or second is None:
    say_nothing_to_compare(
        [name for name, span in zip(names, (first, second), strict=True) if span is None]
    )
    st.stop()
if (first, second) != ranges:
    st.caption(_("The groups are limited to the month range above, {months}.", months=chosen.words))

comparison = compare(read, measure, first, second)
groups = [grouped(0, first, measure), grouped(1, second, measure)]
say_result(comparison, groups, [comparison.first, comparison.second])
say_recovered(groups)
whole = series(read, measure, chosen, 1)
st.caption(about(whole))

if whole.known > 1:
    card(lambda look: groups_timeline(whole, groups, comparison, look))
known = [group for group in groups if group.series.counted]
if known:
    card(lambda look: overlay(groups, look))
    card(lambda look: spread(groups, comparison, look))
paired = pairs(read, measure, first, second)
if len(paired):
    card(lambda look: same_months(paired, groups, look))
elif comparison.difference is not None:
    st.info(
        _("The groups share no calendar month, so there are no pairs of the same month to show."),
        icon=":material/info:",
    )

st.subheader(_("The numbers"), anchor=False)
st.dataframe(
    statistics_table(comparison, groups),
    hide_index=True,
    alt=_("Statistics of {measure} for both groups", measure=measure.title),
)
where_from([comparison.first.trail, comparison.second.trail, comparison.trail], "statistics")
