"""What the front page says: three sentences made from the numbers, who made this from what, and
questions that other pages answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lib.charts.spark import Level
from lib.claims import claims
from lib.compare import Comparison, compare
from lib.findings import TRAC, changed, last_detainer_month, pep_and_trump
from lib.measures import Series, series
from lib.months import Month, MonthRange, day_words, in_words
from lib.sources import sources
from lib.tables import Tables
from lib.text import _, listed
from lib.trail import Trail
from lib.words import number, of_secure_communities


@dataclass(frozen=True)
class Headline:
    """A sentence in Markdown, what must be known of its words, what is drawn small beside it (the
    lines, each with its name there), and the page behind it: its script, what the link to it says,
    and the queries of the numbers."""

    id: str
    sentence: str
    note: str
    lines: tuple[tuple[Series, str], ...]
    levels: tuple[Level, ...]
    page: str
    link: str
    trails: tuple[Trail, ...] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Example:
    """A question that a view answers: the page's script, and what its address asks for."""

    words: str
    page: str
    query: Mapping[str, str | Sequence[str]]


def headlines(tables: Tables) -> tuple[Headline, ...]:
    """Secure Communities removals, all removals by who arrested, and detainers."""
    return _of_sc(tables), _of_all(tables), _of_detainers(tables)


def _compared(tables: Tables, id: str) -> Comparison:
    return compare(tables, tables.measures[id], *pep_and_trump(tables, TRAC))


def _of_sc(tables: Tables) -> Headline:
    pep, trump = pep_and_trump(tables, TRAC)
    found = _compared(tables, "sc_removals")
    means = [
        Level(months, side.mean, color)
        for months, side, color in (
            (pep, found.first, "first"),
            (trump, found.second, "second"),
        )
        if side.mean is not None
    ]
    sentence = _(
        "**Secure Communities removals {changed}**: {second} a month in Trump’s first {months} "
        "months, {first} under Obama’s PEP.",
        changed=changed(found),
        first=number(found.first.mean, "count"),
        second=number(found.second.mean, "count"),
        months=in_words(len(trump)),
    )
    return Headline(
        "sc",
        sentence,
        of_secure_communities(),
        ((_drawn(tables, "sc_removals"), ""),),
        tuple(means),
        "pep_vs_trump.py",
        _("Compare"),
        (found.trail,),
    )


def _of_all(tables: Tables) -> Headline:
    every, by_ice, by_cbp = (
        _compared(tables, id) for id in ("all_removals", "ero_by_ice", "ero_by_cbp")
    )
    known, months = every.second.known, every.second.months
    part = _(" ({known} of {months} known)", known=known, months=months) if known < months else ""
    sentence = _(
        "**All ICE removals {every}** between the same months{part}; removals and returns of "
        "people first arrested by ICE {by_ice}, by CBP {by_cbp} (OHSS).",
        every=changed(every),
        part=part,
        by_ice=changed(by_ice),
        by_cbp=changed(by_cbp),
    )
    return Headline(
        "all",
        sentence,
        "",
        (
            (_drawn(tables, "ero_by_ice"), _("by ICE")),
            (_drawn(tables, "ero_by_cbp"), _("by CBP")),
        ),
        (),
        "who_and_from_where.py",
        _("Who arrested"),
        (every.trail, by_ice.trail, by_cbp.trail),
    )


def _of_detainers(tables: Tables) -> Headline:
    connected = tables.measures["detainer_removals"]
    whole = tables.extent(TRAC)
    last = last_detainer_month(tables)
    of_sc, of_all = (
        series(tables, tables.measures[id], MonthRange(last, last), 1)
        for id in ("detainer_share_of_sc", "detainer_share_of_all")
    )
    withheld = [
        _("{words} {months}", words=words, months=span.words)
        for span, words in series(tables, connected, whole, 1).unknown
        if span.first > last
    ]
    sentence = _(
        "**In {month}, {of_sc} of Secure Communities removals and {of_all} of all removals were "
        "connected to a detainer.**",
        month=last.words,
        of_sc=number(of_sc.drawn[0], "share"),
        of_all=number(of_all.drawn[0], "share"),
    )
    return Headline(
        "detainers",
        " ".join([sentence, *(f"{words}." for words in withheld)]),
        "",
        ((series(tables, tables.measures["detainer_share_of_sc"], whole, 1), ""),),
        (),
        "detainer_shares.py",
        _("Detainer shares"),
        (of_sc.trail, of_all.trail),
    )


def _drawn(tables: Tables, id: str) -> Series:
    """A measure over both groups."""
    pep, trump = pep_and_trump(tables, TRAC)
    return series(tables, tables.measures[id], MonthRange(pep.first, trump.last), 1)


def examples(tables: Tables) -> tuple[Example, ...]:
    """Questions that a reporter asks, each with the view that answers it."""
    last, table_1 = last_detainer_month(tables), tables.extent("convicted_removals")
    stated = {claim.id: claim for claim in claims(tables)}
    asked = []
    if claim := stated.get("ice_43300"):
        asked.append(
            Example(
                _("Is ICE’s {figure} right?", figure=f"{claim.value:,.0f}"),
                "claims.py",
                {"claim": claim.id},
            )
        )
    return (
        *asked,
        Example(_("Who was arrested by whom?"), "who_and_from_where.py", {"in": "shares"}),
        Example(
            _("What share involved a detainer in {month}?", month=last.words),
            "detainer_shares.py",
            _address(MonthRange(last - 11, last)),
        ),
        Example(
            _("How many were convicted of a serious offense in {month}?", month=table_1.last.words),
            "convictions.py",
            _address(table_1),
        ),
        Example(
            _("What changed from Biden to Trump’s second term?"),
            "pep_vs_trump.py",
            {"measure": "releases_to_remove", "groups": "biden-term2"},
        ),
        Example(
            _("Do two sources count the same removals?"),
            "sources_compared.py",
            {"pair": "removals"},
        ),
    )


def _address(months: MonthRange) -> dict[str, Sequence[str]]:
    return {"months": [str(months.first), str(months.last)]}


def made_from(tables: Tables) -> str:
    """Who made this, from whose numbers, and as of when."""
    package, known = tables.package, sources(tables)
    used = [
        known[id] for table in package.resources.values() if table.monthly for id in table.sources
    ]
    publishers = dict.fromkeys(source.publisher_short for source in used)
    return _(
        "Made by {makers} from the releases of {publishers}: monthly data from {first} to {last}, "
        "the newest release of {newest}.",
        makers=listed(map(_, package.makers)),
        publishers=listed(publishers),
        first=tables.calendar.first.words,
        last=tables.calendar.last.words,
        newest=_day(max(source.date for source in used if source.date)),
    )


def _day(date: str) -> str:
    """A date of a source, of which the day or the month may be missing, in words."""
    if len(date) == len("2026-04-09"):
        return day_words(dt.date.fromisoformat(date))
    return Month.parse(date).words if "-" in date else date
