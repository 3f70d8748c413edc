"""What stands folded below a comparison; each section asks its questions only while it is open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.inference import words
from lib.inference.errors import or_why
from lib.inference.same_months import same_months as same_months_found
from lib.inference.sample import Sample
from lib.inference.trend import Trend
from lib.shown.comparison import (
    Compared,
    borders,
    depends,
    other_times,
    outcomes,
    overlay,
    same_months,
    spread,
)
from lib.shown.drawn import Draw
from lib.tables import Tables
from lib.text import _
from pages.card import card
from pages.group_statistics import statistics_table


def comparison_sections(read: Tables, compared: Compared) -> None:
    """The four folded sections."""
    for key, heading, show in (
        ("chance", _("Could this be chance?"), _chance),
        ("depends", _("Compared with what?"), _depends),
        ("before", _("Has it happened before?"), _before),
        ("months", _("Month by month"), _months),
    ):
        section = st.expander(heading, on_change="rerun", key=f"section-{key}")
        if section.open:
            with section:
                show(read, compared)


def _chance(_read: Tables, compared: Compared) -> None:
    names = compared.asked.phrases
    if compared.row.levels:
        st.markdown(words.levels_words(compared.row.levels, names))
        st.caption(words.spread_words(compared.row.levels))
    else:
        st.info(_("Too few months of the groups have data for an interval."))
    if isinstance(compared.trend, Trend):
        st.markdown(words.trend_words(compared.trend, names))
        st.caption(f"{words.shape_words(compared.trend)} {words.checks_words(compared.trend)}")
    else:
        st.caption(compared.trend)
    _said(lambda sample: words.same_months_words(same_months_found(sample), names), compared)
    st.caption(words.standing())


def _said(say: Callable[[Sample], str], compared: Compared) -> None:
    """A sentence from the months that count, or why there is none."""
    sample = compared.sample
    if isinstance(sample, str):
        st.caption(sample)
    else:
        st.markdown(or_why(lambda: say(sample)))


def _depends(read: Tables, compared: Compared) -> None:
    found = outcomes(read, compared)
    if not found:
        st.info(_("The two groups share months."))
        return
    st.markdown(words.depends_words(found))
    _card(depends(found), "depends", compared, table_open=True, ranged=False)


def _before(_read: Tables, compared: Compared) -> None:
    found = other_times(compared)
    if isinstance(found, str):
        st.info(found)
        return
    st.markdown(words.placebo_words(found))
    _card(borders(compared, found), "borders", compared)


def _months(read: Tables, compared: Compared) -> None:
    comparison, groups = compared.row.comparison, compared.groups
    _card(overlay(compared), "overlay", compared)
    _card(spread(compared), "spread", compared)
    if paired := same_months(read, compared):
        _card(paired, "same-months", compared, ranged=False)
    elif comparison.difference is not None:
        st.info(
            _("The groups share no calendar month, so no pairs of the same month are shown."),
            icon=":material/info:",
        )
    st.dataframe(
        statistics_table(comparison, groups),
        hide_index=True,
        alt=_("Statistics of {measure} for both groups", measure=compared.row.measure.title),
    )


def _card(
    draw: Draw | None,
    id: str,
    compared: Compared,
    *,
    table_open: bool = False,
    ranged: bool = True,
) -> None:
    """The card of a chart, where there is one; what a visitor brought is at no address."""
    if draw:
        shown = id if compared.asked.has_address else None
        card(draw, shown, table_open=table_open, ranged=ranged)
