"""What is said of two sources beside their chart: how far each pair is apart, and by year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from lib.overlaps import (
    HALF_A_TEN,
    SHORT,
    Agreement,
    by_fiscal_year,
    convicted_by_year,
)
from lib.tables import Tables
from lib.text import _
from lib.trail import Answer
from lib.words import percent_apart
from pages.where_from import where_from

NOTES = {
    "removals": "sources_compared/removals",
    "convicted": "sources_compared/convicted",
    "book_ins": "sources_compared/book_ins",
    "releases": "sources_compared/releases",
    "trac": "sources_compared/trac",
    "trac_by_removal_date": "sources_compared/trac_by_removal_date",
    "trac_ohss": "sources_compared/trac_ohss",
}
"""The text on each pair."""


def _agreement_row(measured: Agreement) -> dict[str, object]:
    """One pair of sources in a row; the columns sort."""
    return {
        _("What two sources count"): measured.overlap.title,
        _("Months"): measured.months,
        _("From"): str(measured.held.first),
        _("To"): str(measured.held.last),
        _("Median, %"): measured.median,
        _("At most, %"): measured.greatest,
        _("In"): str(measured.greatest_month),
        _("At most {few} apart", few=HALF_A_TEN): measured.rounded,
    }


def agreement_words(measured: Agreement) -> str:
    """What was measured, in a sentence or three."""
    said = [
        _(
            "**{title}:** in the {number} months that both hold to their end, {months}, they are "
            "{median} apart in the median and at most {greatest}, in {month}.",
            title=measured.overlap.title,
            number=measured.months,
            months=measured.held.words,
            median=percent_apart(measured.median),
            greatest=percent_apart(measured.greatest),
            month=measured.greatest_month.words,
        )
    ]
    if measured.close_to and measured.close_to < measured.held.last:
        said.append(
            _(
                "Up to {month} no month is more than {short}% apart.",
                month=measured.close_to.words,
                short=SHORT,
            )
        )
    if measured.incomplete:
        shortfalls = ", ".join(
            _("{month} {percent}", month=month.words, percent=percent_apart(short))
            for month, short in measured.incomplete.items()
        )
        said.append(
            _(
                "Incomplete by this measure, and by how much they are short of {second}: {months}.",
                second=measured.overlap.second.name,
                months=shortfalls,
            )
        )
    return " ".join(said)


def _years(answer: Answer, headings: dict[str, str], title: str, key: str) -> None:
    """A small table of years, with its query."""
    st.header(title, anchor=False)
    people = st.column_config.NumberColumn(format="%,d")
    st.dataframe(
        answer.frame[list(headings)].rename(columns=headings),
        hide_index=True,
        column_config={
            headings["percent"]: st.column_config.NumberColumn(format="%.3f"),
            **{headings[name]: people for name in ("first", "second", "difference")},
        },
        alt=title,
    )
    where_from([answer.trail], key)


def agreement_table(measured: Mapping[str, Agreement]) -> None:
    """A row for each pair of sources."""
    st.dataframe(
        pd.DataFrame([_agreement_row(held) for held in measured.values()]),
        hide_index=True,
        column_config={
            _("Median, %"): st.column_config.NumberColumn(format="%.3f"),
            _("At most, %"): st.column_config.NumberColumn(format="%.3f"),
        },
        alt=_("How far apart two sources are, a row for each pair"),
    )


def tables_by_year(read: Tables) -> None:
    """What two sources count by year."""
    _years(
        convicted_by_year(read),
        {
            "year": _("Year"),
            "first": _("Case records (inferred)"),
            "second": _("OHSS"),
            "difference": _("First less second"),
            "percent": _("Percent of the second"),
        },
        _("The convicted of whole calendar years"),
        "convicted-by-year",
    )
    _years(
        by_fiscal_year(read),
        {
            "fiscal_year": _("Fiscal year"),
            "months": _("Months that OHSS has"),
            "first": _("OHSS, their sum"),
            "second": _("ICE's total"),
            "counted_to": _("Counted to"),
            "difference": _("First less second"),
            "percent": _("Percent of the second"),
        },
        _("Fiscal years: the months of OHSS against ICE's totals"),
        "by-fiscal-year",
    )
    st.caption(
        _(
            "A fiscal year begins in the October before. No difference is taken where OHSS has "
            "fewer than twelve months of it or ICE's total is counted to a day before its end."
        )
    )
