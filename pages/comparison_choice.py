"""What a visitor compares: the controls for a measure and two groups of months."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.catalog import Measure
from lib.groups import NEITHER, USUAL_GROUPS, Mixed, Pair, mixed_months, named_pairs
from lib.shown.comparison_asked import (
    OWN,
    USUAL_MEASURE,
    Asked,
    held_months,
    mixed_key,
    named_groups,
    offered,
    older_groups,
    own_ranges,
    range_names,
    titles,
    usual_groups,
    with_recovered,
    within,
)
from lib.tables import Tables
from lib.text import _
from pages.addressed import addressed, addressed_segments
from pages.controls import own_range, recovered_toggle
from pages.month_range import choose as choose_months
from pages.month_range import months
from pages.own_file import own_measure


def comparison_choice(read: Tables, above: DeltaGenerator, below: DeltaGenerator) -> Asked:
    """The controls: the measure and the groups stand ``above``, what moves months ``below``."""
    own = own_measure()
    measures = dict(read.measures) | ({own.id: own} if own else {})
    named = {id: measure.title for id, measure in measures.items()}
    older = titles(read) | ({own.title: own.id} if own else {})
    asked_for = st.query_params.get("measure"), st.query_params.get("groups")
    with above:
        measure = measures[
            addressed(_("Measure"), "measure", named, USUAL_MEASURE, older=older, width=360)
        ]
        pairs = named_pairs(read, held_months(read, measure))
        groups = addressed(
            _("Groups"),
            "groups",
            offered(pairs),
            usual_groups(*asked_for, older),
            older=older_groups(read, measure),
            width=420,
        )
    with below:
        if groups == OWN:
            asked = _own_ranges(read, measure, pairs[USUAL_GROUPS])
        else:
            asked = _named(read, measure, groups, pairs[groups])
        if measure.recovers and recovered_toggle(read):
            return with_recovered(asked)
    return asked


def _own_ranges(read: Tables, measure: Measure, usual: Pair) -> Asked:
    names = range_names()
    left, right = st.columns(2)
    with left:
        first = own_range(read, names[0], "first", usual.first.months)
    with right:
        second = own_range(read, names[1], "second", usual.second.months)
    return own_ranges(measure, first, second)


def _named(read: Tables, measure: Measure, id: str, pair: Pair) -> Asked:
    every = mixed_months(read)
    with st.container(horizontal=True):
        moved = {month: _where_it_counts(every[month]) for month in pair.mixed}
    return named_groups(read, measure, id, moved)


def _where_it_counts(mixed: Mixed) -> str:
    """With which of two eras a mixed month counts."""
    # The names of the eras' presidents and programs are the same in every language.
    names = {choice: _("neither") if choice == NEITHER else choice for choice in mixed.choices}
    return addressed_segments(
        _("{month} counts with", month=mixed.month.words),
        mixed_key(mixed.month),
        names,
        mixed.choices[0],
        help=_("{note} You can move it.", note=mixed.note),
    )


def within_range(asked: Asked, read: Tables) -> Asked:
    """The groups, cut to the month range of the other pages, which is said and stands in their
    names; whole where it would leave one of them without a month."""
    chosen = months()
    cut = within(asked, chosen)
    if cut == asked:
        return asked
    with st.container(horizontal=True, vertical_alignment="center"):
        if cut:
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
    return cut or replace(asked, is_uncut=True)
