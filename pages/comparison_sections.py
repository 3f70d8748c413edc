"""What stands folded below a comparison; each section asks its questions only while it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from lib.charts import Group, overlay, same_months, spread
from lib.charts.how_sure import depends, other_borders
from lib.compare import pairs
from lib.comparison_rows import Row
from lib.inference import words
from lib.inference.errors import or_why
from lib.inference.placebo import placebo
from lib.inference.same_months import same_months as same_months_found
from lib.inference.sample import Sample
from lib.inference.sensitivity import depends_on
from lib.inference.trend import Trend, trend
from lib.measures import Series
from lib.tables import Tables
from lib.text import _
from pages.card import card
from pages.comparison_choice import Asked
from pages.group_statistics import statistics_table


@dataclass(frozen=True)
class Compared:
    """A comparison with what was found of it: ``sample`` are the months that count, ``trend`` the
    first group's trend carried on, or for both why there is none; ``whole`` is the measure over all
    its months."""

    asked: Asked
    row: Row
    groups: Sequence[Group]
    whole: Series
    sample: Sample | str
    trend: Trend | str


def trend_of(sample: Sample | str) -> Trend | str:
    """The first group's trend carried on, or why there is none."""
    return sample if isinstance(sample, str) else or_why(lambda: trend(sample))


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
    row = compared.row
    first, second = (group.months for group in compared.groups)
    if first.overlap(second):
        st.info(_("The two groups share months."))
        return
    outcomes = depends_on(read, read.measures, row.measure, first, second)
    st.markdown(words.depends_words(outcomes))
    if any(outcome.levels for outcome in outcomes):
        card(lambda look: depends(outcomes, look), table_open=True, ranged=False)


def _before(_read: Tables, compared: Compared) -> None:
    sample = compared.sample
    found = sample if isinstance(sample, str) else or_why(lambda: placebo(sample))
    if isinstance(found, str):
        st.info(found)
        return
    st.markdown(words.placebo_words(found))
    card(lambda look: other_borders(found, compared.whole, look))


def _months(read: Tables, compared: Compared) -> None:
    comparison, groups = compared.row.comparison, compared.groups
    if any(group.series.counted for group in groups):
        card(lambda look: overlay(groups, look))
        card(lambda look: spread(groups, comparison, look))
    first, second = (group.months for group in groups)
    paired = pairs(read, compared.row.measure, first, second,
                   provisional=compared.row.provisional)  # fmt: skip
    if len(paired):
        card(lambda look: same_months(paired, groups, look), ranged=False)
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
