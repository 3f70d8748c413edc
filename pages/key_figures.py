"""Key figures: the latest month of each measure in the range, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from lib.catalog import Kind, Measure
from lib.latest import EraMean, Latest, latest
from lib.measures import series
from lib.months import MonthRange
from lib.tables import Tables
from lib.text import _
from lib.trail import Trail
from lib.words import against_words, not_in_table, number
from pages.where_from import where_from


def key_figures(
    tables: Tables, measures: Sequence[Measure], months: MonthRange, found: Sequence[Trail] = ()
) -> None:
    """The latest month of each measure, beside the same month a year before and the eras' means.

    ``found`` are the queries of the page's finding, which are shown with those of the figures."""
    figures = [latest(tables, measure, months) for measure in measures]
    # One element: as columns, captions and numbers they were twenty messages of every run.
    said = "".join(_figure(*_words(tables, figure, months)) for figure in figures)
    st.html(f'<dl class="key-figures">{said}</dl>')
    where_from([*found, *(trail for one in figures for trail in one.trails)], "key-figures")


def _figure(title: str, value: str, compared: Sequence[str]) -> str:
    lines = "".join(f"<dd>{escape(line)}</dd>" for line in compared)
    return f'<div><dt>{escape(title)}</dt><dd class="value">{escape(value)}</dd>{lines}</div>'


def _words(tables: Tables, figure: Latest, months: MonthRange) -> tuple[str, str, list[str]]:
    """What is measured, its value, and what that is compared with, a line each."""
    measure = figure.measure
    if figure.month is None:
        why = _why(tables, measure, months)
        return measure.title, why, [_("No month of this range has data")]
    title = _("{measure}, {month}", measure=measure.title, month=figure.month.words)
    if figure.provisional:
        title = _("{title} (provisional)", title=title)
    return title, number(figure.value, measure.kind), _compared(figure)


def _compared(figure: Latest) -> list[str]:
    """What the figure is compared with, a line each."""
    kind, lines = figure.measure.kind, []
    if figure.month and figure.value is not None and figure.year_before is not None:
        lines.append(
            _(
                "{change} {month} ({value})",
                change=against_words(figure.year_before, figure.value, kind),
                month=(figure.month - 12).words,
                value=number(figure.year_before, kind),
            )
        )
    means = " · ".join(_mean(one, kind) for one in figure.means)
    if means and kind == "count":
        lines.append(_("Mean month: {means}", means=means))
    elif means:
        lines.append(_("Share in: {means}", means=means))
    return lines


def _mean(one: EraMean, kind: Kind) -> str:
    """PEP 4,639 (6 of 26 months)"""
    # An era and its mean stay on one line.
    mean = _("{era} {mean}", era=one.era.short_name, mean=number(one.mean, kind))
    mean = mean.replace(" ", "\u00a0")
    all_months = len(one.era.months)
    if one.provisional:
        months = _("{known} of {all} months, provisional", known=one.known, all=all_months)
    elif one.known < all_months:
        months = _("{known} of {all} months", known=one.known, all=all_months)
    else:
        return mean
    return _("{mean} ({months})", mean=mean, months=months)


def _why(tables: Tables, measure: Measure, months: MonthRange) -> str:
    """The words of the source where a measure has no value in any month of a range."""
    words = {words for span, words in series(tables, measure, months).unknown}
    return " / ".join(sorted(words)) or not_in_table()
