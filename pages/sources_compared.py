"""Where two sources count the same thing: how far apart they are."""

import pandas as pd
import streamlit as st

from lib.findings import of_sources
from lib.overlaps import (
    HALF_A_TEN,
    SHORT,
    Agreement,
    by_fiscal_year,
    convicted_by_year,
)
from lib.shown.sources import apart, both, older
from lib.shown.sources import measured as measured_in
from lib.text import _, prose
from lib.trail import Answer
from lib.words import percent_apart
from pages.addressed import addressed
from pages.card import card
from pages.month_range import months
from pages.shared_tables import tables
from pages.slots import finding, options
from pages.tab import name_view
from pages.where_from import where_from

# What is said of each pair. (A text below it would stand on the page.)
NOTES = {
    "removals": "sources_compared/removals",
    "convicted": "sources_compared/convicted",
    "book_ins": "sources_compared/book_ins",
    "releases": "sources_compared/releases",
    "trac": "sources_compared/trac",
    "trac_by_removal_date": "sources_compared/trac_by_removal_date",
    "trac_ohss": "sources_compared/trac_ohss",
}


def agreement_row(measured: Agreement) -> dict[str, object]:
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


def years(answer: Answer, headings: dict[str, str], title: str, key: str) -> None:
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


read, chosen = tables(), months()

said_above = of_sources(read)
finding(said_above)

measured = measured_in(read, chosen)
if not measured:
    st.info(
        _("No two sources hold a month of this range to its end. Choose more months above."),
        title=_("Nothing to compare in these months"),
        icon=":material/calendar_month:",
    )
    st.stop()

titles = {id: held.overlap.title for id, held in measured.items()}
with options():
    pair = addressed(
        _("Two sources"),
        "pair",
        titles,
        next(iter(titles)),
        older=older(measured),
        width=560,
    )
shown = measured[pair]
name_view(titles[pair])
if draw := apart(read, shown, chosen):
    card(draw, "apart")
    st.markdown(agreement_words(shown))
else:
    st.info(
        _("For a chart, choose at least two months above that both sources hold."),
        title=_("A single month of both sources in this range"),
        icon=":material/calendar_month:",
    )
if draw := both(read, shown, chosen):
    card(draw, "both")
st.markdown(prose(NOTES[shown.overlap.id]))

st.header(_("Every pair of sources"), anchor=False)
st.markdown(prose("sources_compared/about"))
st.dataframe(
    pd.DataFrame([agreement_row(held) for held in measured.values()]),
    hide_index=True,
    column_config={
        _("Median, %"): st.column_config.NumberColumn(format="%.3f"),
        _("At most, %"): st.column_config.NumberColumn(format="%.3f"),
    },
    alt=_("How far apart two sources are, a row for each pair"),
)
where_from([*said_above.trails, *(held.trail for held in measured.values())], "agreement")

years(
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
years(
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
        "A fiscal year begins in the October before. No difference is taken where OHSS has fewer "
        "than twelve months of it or ICE's total is counted to a day before its end."
    )
)
