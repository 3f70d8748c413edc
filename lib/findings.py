"""What each page shows, in a sentence made from the numbers, and the line that says what its words
mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lib import breakdowns, detainers
from lib.compare import Comparison, compare
from lib.eras import eras
from lib.kept import kept
from lib.measures import Series, extent, series
from lib.months import Month, MonthRange, in_words
from lib.overlaps import agreement, overlaps
from lib.tables import Tables
from lib.text import _, count
from lib.trail import Trail
from lib.words import number, of_secure_communities, percent_apart

TRAC = "removals_by_source"
"""The table of all removals, of those under Secure Communities, and of those connected to a
detainer."""


@dataclass(frozen=True)
class Finding:
    """A sentence in Markdown, a line that says what its words mean, and the queries that gave its
    numbers."""

    sentence: str
    note: str
    trails: tuple[Trail, ...] = field(repr=False, compare=False)


def changed(comparison: Comparison) -> str:
    """The second group against the first: “rose 20%”, “fell 12%”, “stayed about the same”."""
    percent = comparison.percent
    if percent is None:
        return _("cannot be compared")
    if comparison.is_about_same:
        return _("stayed about the same")
    if percent > 0:
        return _("rose {percent:.0f}%", percent=percent)
    return _("fell {percent:.0f}%", percent=-percent)


def pep_and_trump(tables: Tables, table: str) -> tuple[MonthRange, MonthRange]:
    """The PEP months, and the months of Trump's first term that a table holds."""
    known = eras(tables)
    term = known["trump_first"].months
    return known["pep"].months, term.overlap(tables.extent(table)) or term


def last_detainer_month(tables: Tables) -> Month:
    """The last month of which both shares of removals connected to a detainer are known."""
    of_sc, of_all = map(_by_month, _detainer_shares(tables))
    return max(of_sc.keys() & of_all.keys())


def _detainer_shares(tables: Tables) -> tuple[Series, Series]:
    """Of Secure Communities removals, and of all."""
    of_sc, of_all = (
        tables.measures[id] for id in ("detainer_share_of_sc", "detainer_share_of_all")
    )
    return (
        series(tables, of_sc, extent(tables, of_sc), 1),
        series(tables, of_all, extent(tables, of_all), 1),
    )


def _by_month(shown: Series) -> dict[Month, float]:
    """The months that have a number, and it."""
    return {
        month: value
        for month, value in zip(shown.calendar, shown.drawn, strict=True)
        if value is not None
    }


@kept(8)
def of_removals(tables: Tables) -> Finding:
    """Secure Communities removals and all removals, from PEP to the Trump months of TRAC's
    table."""
    pep, trump = pep_and_trump(tables, TRAC)
    sc, every = (
        compare(tables, tables.measures[id], pep, trump) for id in ("sc_removals", "all_removals")
    )
    return Finding(
        _(
            "**Secure Communities (SC) removals {sc}** from Obama’s PEP to Trump’s first "
            "{months} months, and **all ICE removals {every}**.",
            sc=changed(sc),
            every=changed(every),
            months=in_words(len(trump)),
        ),
        _(
            "Monthly means, {pep} against {trump} (all removals: {known} of {months} months "
            "count). {sc}",
            pep=pep.short,
            trump=trump.short,
            known=every.second.known,
            months=every.second.months,
            sc=of_secure_communities(),
        ),
        (sc.trail, every.trail),
    )


@kept(8)
def of_convictions(tables: Tables) -> Finding:
    """Removals of the convicted, in the PEP and the Trump months of Table 1."""
    pep, trump = pep_and_trump(tables, "convicted_removals")
    printed = tables.extent("convicted_removals")
    pep = MonthRange(max(pep.first, printed.first), pep.last)
    either, serious = (
        compare(tables, tables.measures[id], pep, trump)
        for id in ("convicted_any", "convicted_serious")
    )
    return Finding(
        _(
            "Secure Communities (SC) removals **of people convicted of any offense {either}** "
            "between the {one} PEP months and the {two} Trump months of TRAC’s Table 1, and **of a "
            "serious offense {serious}**.",
            either=changed(either),
            serious=changed(serious),
            one=in_words(len(pep)),
            two=in_words(len(trump)),
        ),
        _(
            "Any offense includes illegal entry and minor offenses; serious is what ICE calls "
            "Level 1. {sc}",
            sc=of_secure_communities(),
        ),
        (either.trail, serious.trail),
    )


@kept(8)
def of_arrests(tables: Tables) -> Finding:
    """By whom those removed had been arrested, under PEP and in Trump's first term."""
    known = eras(tables)
    pep, trump = known["pep"].months, known["trump_first"].months
    answer = breakdowns.means(tables, breakdowns.by_agency(), pep, trump)
    parts = {row["part"]: row for row in answer}
    return Finding(
        _(
            "**ICE had first arrested {first} of the people removed or returned under Obama’s PEP, "
            "and {second} in Trump’s first term;** Customs and Border Protection (CBP), "
            "{cbp_first} and {cbp_second}.",
            first=number(parts["by_ice"]["first_share"], "share", 0),
            second=number(parts["by_ice"]["second_share"], "share", 0),
            cbp_first=number(parts["by_cbp"]["first_share"], "share", 0),
            cbp_second=number(parts["by_cbp"]["second_share"], "share", 0),
        ),
        _(
            "{pep} against {trump}. Who arrested is the nearest that the tables come to the "
            "interior and the border.",
            pep=pep.short,
            trump=trump.short,
        ),
        (answer.trail,),
    )


@kept(8)
def of_detainers_issued(tables: Tables) -> Finding:
    """The peak month of detainers issued, and the last whole month of the release."""
    answer = detainers.issued(tables, tables.calendar)
    whole = [row for row in answer if row["whole"]]
    peak, last = max(whole, key=lambda row: row["detainers_issued"]), whole[-1]
    fewer = 100 * (1 - last["detainers_issued"] / peak["detainers_issued"])
    return Finding(
        _(
            "**ICE issued {fewer:.0f}% fewer detainers in {last} than in {peak}**, when they were "
            "the most; {last} is the last whole month of the release.",
            fewer=fewer,
            peak=Month.of(peak["month"]).words,
            last=Month.of(last["month"]).words,
        ),
        _(
            "A detainer asks a jail or police to hold a person for ICE; one that is issued is not "
            "a person held."
        ),
        (answer.trail,),
    )


@kept(8)
def of_detainer_shares(tables: Tables) -> Finding:
    """The shares of removals connected to a detainer in the last month that has them."""
    of_sc, of_all = _detainer_shares(tables)
    last = last_detainer_month(tables)
    of_sc_then, of_all_then = (1 / _by_month(shown)[last] for shown in (of_sc, of_all))
    return Finding(
        _(
            "In {month}, the last month that ICE released, **one in {of_sc:,.0f} Secure "
            "Communities (SC) removals was connected to a detainer, and one in {of_all:,.0f} of "
            "all removals.**",
            month=last.words,
            of_sc=of_sc_then,
            of_all=of_all_then,
        ),
        _(
            "Connected: a detainer was prepared after a fingerprint match, before the removal; "
            "whether it played a role in the removal is not known."
        ),
        (of_sc.trail, of_all.trail),
    )


@kept(8)
def of_sources(tables: Tables) -> Finding:
    """How far apart case records and OHSS are, which count all removals by the same date."""
    found = agreement(tables, overlaps()["removals"])
    if found is None:
        raise ValueError("case records and OHSS share no month")
    short = found.incomplete
    return Finding(
        _(
            "**ICE’s case records and OHSS’s tables count nearly the same removals up to "
            "{month};** from {after} on the case records fall short, by up to {most}.",
            month=found.held.last.words,
            after=min(short).words,
            most=percent_apart(max(short.values())),
        )
        if short
        else _("**ICE’s case records and OHSS’s tables count nearly the same removals.**"),
        _(
            "In the {months} months that both hold to their end, by removal date, they are "
            "{median} apart in the median and at most {greatest}.",
            months=found.months,
            median=percent_apart(found.median),
            greatest=percent_apart(found.greatest),
        ),
        (found.trail,),
    )


@kept(8)
def of_data(tables: Tables) -> Finding:
    """How many tables there are, how many rows they hold, and how many have cells that were not
    released."""
    names = tables.package.resources
    rows = sum(map(tables.length, names))
    withheld = [
        name
        for name, resource in names.items()
        if resource.monthly and any(field.missing_values for field in resource.fields)
    ]
    return Finding(
        _(
            "**{tables} tables hold the {rows:,} rows that every number here is made from**, from "
            "{first} to {last}.",
            tables=len(names),
            rows=rows,
            first=tables.calendar.first.words,
            last=tables.calendar.last.words,
        ),
        count(
            "One of them has cells that were not released: they keep the words of their source, "
            "and are never zero.",
            "{number} of them have cells that were not released: they keep the words of their "
            "source, and are never zero.",
            len(withheld),
        ),
        (),
    )


FINDINGS: dict[str, Callable[[Tables], Finding]] = {
    "removals": of_removals,
    "who": of_arrests,
    "convictions": of_convictions,
    "issued": of_detainers_issued,
    "detainers": of_detainer_shares,
    "reconciliation": of_sources,
    "data": of_data,
}
"""By the address of the page."""
