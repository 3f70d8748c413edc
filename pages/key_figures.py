"""Key figures: each measure over the range, against the range of the same length before it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.catalog import Measure
from lib.compare import compare, statistics
from lib.measures import series, unknown_spans
from lib.months import MonthRange
from lib.tables import Tables
from lib.text import _
from lib.trail import Trail
from lib.words import difference_words, known_words, not_in_table, number
from pages.controls import steady
from pages.screen import look
from pages.where_from import where_from


def key_figures(tables: Tables, measures: Sequence[Measure], months: MonthRange) -> None:
    """A box for each measure: its total or its share over the range, and what that is compared
    with."""
    trails: list[Trail] = []
    before = months.before().overlap(tables.calendar)
    if before and len(before) < len(months):
        before = None
    with steady():
        # Four numbers beside each other fit a wide page only.
        in_a_row = len(measures) if look().width in ("wide", "full") else 2
        rows = range(0, len(measures), in_a_row)
        columns = [column for row in rows for column in st.columns(in_a_row)]
        for column, measure in zip(columns, measures, strict=False):
            value, words, asked = _figure(tables, measure, months, before)
            trails += asked
            with column.container(border=True, height="stretch"):
                st.caption(measure.title)
                st.metric(measure.title, value, label_visibility="collapsed")
                if words:
                    st.caption(words)
        if not before:
            st.caption(_("No earlier period of this length."))
        where_from(trails, "key-figures")


def _figure(
    tables: Tables, measure: Measure, months: MonthRange, before: MonthRange | None
) -> tuple[str, str, list[Trail]]:
    """The figure, what is to be said of it, and the queries that gave both."""
    now = statistics(tables, measure, months)
    trails = [now.trail]
    if not now.known:
        return _why(tables, measure, months), _("No month of this range has data"), trails
    words = [known_words(now)] if now.known < now.months else []
    if measure.kind == "count":
        words.append(_("{mean} a month", mean=number(now.mean, "count")))
    # Half a range against a whole one would be another comparison than the words say.
    if before and now.known == now.months:
        earlier = statistics(tables, measure, before)
        trails.append(earlier.trail)
        if earlier.known == earlier.months:
            comparison = compare(tables, measure, before, months)
            trails.append(comparison.trail)
            difference = difference_words(comparison)
            words.append(
                _(
                    "{difference} than in the period before, {months}",
                    difference=difference,
                    months=before.words,
                )
            )
        else:
            words.append(_("{known} in the period before", known=known_words(earlier)))
    value = now.total if measure.kind == "count" else now.mean
    return number(value, measure.kind), "; ".join(words), trails


def _why(tables: Tables, measure: Measure, months: MonthRange) -> str:
    """The words of the source where a measure has no value in any month of a range."""
    words = {words for span, words in unknown_spans(series(tables, measure, months))}
    return " / ".join(sorted(words)) or not_in_table()
