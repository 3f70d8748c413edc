"""What a visitor compares: a measure, and two groups of months."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.catalog import Measure
from lib.groups import NEITHER, USUAL_GROUPS, Mixed, Pair, mixed_months, named_pairs
from lib.measures import extent
from lib.months import Month, MonthRange
from lib.published import recovering
from lib.tables import Tables
from lib.text import ENGLISH, _, speaking
from pages.addressed import addressed, addressed_segments
from pages.controls import own_range, recovered_toggle
from pages.month_range import choose as choose_months
from pages.month_range import months
from pages.own_file import own_measure

USUAL_MEASURE = "sc_removals"

OWN = "own"


@dataclass(frozen=True)
class Asked:
    """A measure and two groups, each with its name, also where there is little room and in a
    sentence, and its months. ``mixed`` are the mixed months at their edges."""

    measure: Measure
    is_recovered: bool
    names: tuple[str, str]
    short_names: tuple[str, str]
    phrases: tuple[str, str]
    ranges: tuple[MonthRange, MonthRange]
    mixed: tuple[Month, ...]


def comparison_choice(read: Tables, above: DeltaGenerator, below: DeltaGenerator) -> Asked:
    """The controls: the measure and the groups stand ``above``, what moves months ``below``."""
    own = own_measure()
    measures = dict(read.measures) | ({own.id: own} if own else {})
    titles = {id: measure.title for id, measure in measures.items()}
    with speaking(ENGLISH):
        by_title = {measure.title: id for id, measure in read.measures.items()}
    if own:
        by_title[own.title] = own.id
    with above.container(horizontal=True, vertical_alignment="bottom"):
        asked_measure = st.query_params.get("measure")
        measure = measures[
            addressed(_("Measure"), "measure", titles, USUAL_MEASURE, older=by_title, width=360)
        ]
        # A visitor's own file may go on after the tables.
        held = extent(read, measure).overlap(read.calendar) or read.calendar
        pairs = named_pairs(read, held)
        names = {id: pair.name for id, pair in pairs.items()} | {OWN: _own_name()}
        with speaking(ENGLISH):
            older = {pair.name: id for id, pair in named_pairs(read, held).items()}
            older[_own_name()] = OWN
        # Addresses with the words of a measure are from when all Trump months were the usual ones.
        is_older = asked_measure in by_title and "groups" not in st.query_params
        usual = "pep-trump" if is_older else USUAL_GROUPS
        groups = addressed(_("Groups"), "groups", names, usual, older=older, width=420)
    with below:
        if groups == OWN:
            asked = _own_ranges(read, measure, pairs[USUAL_GROUPS])
        else:
            asked = _named(read, measure, held, groups, pairs[groups])
        if measure.recovers and recovered_toggle(read):
            return replace(asked, measure=recovering(measure), is_recovered=True)
    return asked


def _own_name() -> str:
    return _("Two ranges of my own")


def _own_ranges(read: Tables, measure: Measure, usual: Pair) -> Asked:
    names = (_("First range"), _("Second range"))
    left, right = st.columns(2)
    with left:
        first = own_range(read, names[0], "first", usual.first.months)
    with right:
        second = own_range(read, names[1], "second", usual.second.months)
    phrases = (_("the first range"), _("the second range"))
    return Asked(measure, False, names, names, phrases, (first, second), ())


def _named(read: Tables, measure: Measure, held: MonthRange, id: str, pair: Pair) -> Asked:
    every = mixed_months(read)
    with st.container(horizontal=True):
        moved = {month: _where_it_counts(every[month]) for month in pair.mixed}
    one, two = named_pairs(read, held, moved)[id].sides
    return Asked(
        measure,
        False,
        (one.name, two.name),
        (one.short_name, two.short_name),
        (one.phrase, two.phrase),
        (one.months, two.months),
        pair.mixed,
    )


def _where_it_counts(mixed: Mixed) -> str:
    """With which of two eras a mixed month counts."""
    month = mixed.month
    # The first of these controls is older than the others, and its addresses are out.
    with speaking(ENGLISH):
        key = "january" if month == Month(2017, 1) else f"{month.name}-{month.year}".lower()
    # The names of the eras' presidents and programs are the same in every language.
    names = {choice: _("neither") if choice == NEITHER else choice for choice in mixed.choices}
    return addressed_segments(
        _("{month} counts with", month=month.words),
        key,
        names,
        mixed.choices[0],
        help=_("{note} You can move it.", note=mixed.note),
    )


def within_range(asked: Asked, read: Tables) -> Asked:
    """The groups, cut to the month range of the other pages, which is said and stands in their
    names; whole where it would leave one of them without a month."""
    chosen = months()
    first, second = (span.overlap(chosen) for span in asked.ranges)
    if (first, second) == asked.ranges:
        return asked
    with st.container(horizontal=True, vertical_alignment="center"):
        if first and second:
            said = _("The groups are cut to the months chosen before, {months}.",
                     months=chosen.words)  # fmt: skip
        else:
            said = _(
                "The months chosen before, {months}, leave one group without a month, so the "
                "groups are whole here.",
                months=chosen.words,
            )
        st.caption(said, width="content")
        st.button(
            _("Compare over all months"),
            key="compare-everything",
            on_click=choose_months,
            args=(read.calendar,),
            type="tertiary",
        )
    return _cut(asked, (first, second)) if first and second else asked


def _cut(asked: Asked, ranges: tuple[MonthRange, MonthRange]) -> Asked:
    """The groups over a part of their months, which then stands in their names."""

    def named(names: tuple[str, str]) -> tuple[str, str]:
        first, second = (
            name if part == span else _("{name} ({months})", name=name, months=part.short)
            for name, part, span in zip(names, ranges, asked.ranges, strict=True)
        )
        return first, second

    return replace(asked, names=named(asked.names), phrases=named(asked.phrases), ranges=ranges)
