"""The pairs of groups that the comparison offers by name, and the months that a reader can move
from one group into another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from lib.eras import eras
from lib.kept import kept
from lib.months import Month, MonthRange, in_words
from lib.tables import Tables
from lib.text import _

NEITHER = "neither"

USUAL_GROUPS = "pep-trump6"
"""The id of the pair that is compared where a reader names none."""


@dataclass(frozen=True)
class Side:
    """One group of a pair: what it is called, also where there is little room and in a sentence,
    and its months."""

    name: str
    short_name: str
    phrase: str
    months: MonthRange


@dataclass(frozen=True)
class Pair:
    """Two groups, and the mixed months at an edge of one of them. ``name`` is what the pair is
    offered by, and in English stands in older addresses."""

    name: str
    first: Side
    second: Side
    mixed: tuple[Month, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second


@dataclass(frozen=True)
class Mixed:
    """A month in which one era gave way to the next. ``choices`` say where it can count, first
    where it counts by default; they stand in addresses."""

    month: Month
    choices: tuple[str, str, str]
    note: str


def mixed_months(tables: Tables) -> dict[Month, Mixed]:
    """The mixed months, in time order."""
    divided = [era for era in eras(tables).values() if era.kind == "era"]
    return {
        era.mixed: Mixed(era.mixed, (era.word, after.word, NEITHER), era.note)
        for era, after in pairwise(divided)
        if era.mixed
    }


def named_pairs(
    tables: Tables, held: MonthRange, moved: Mapping[Month, str] | None = None
) -> dict[str, Pair]:
    """The pairs of groups by the ids that stand in addresses, earlier months first.

    ``held`` are the months that the measure's tables have: a group of all months of an era ends
    with them, and its name says so. Groups of a stated length keep it. ``moved`` says for mixed
    months where they count, in the words of their ``choices``; the others count with the earlier
    era."""
    return _named_pairs(tables, held, tuple((moved or {}).items()))


@kept(64)
def _named_pairs(
    tables: Tables, held: MonthRange, moved: tuple[tuple[Month, str], ...]
) -> dict[str, Pair]:
    known, mixed = eras(tables), mixed_months(tables)
    where = {month: one.choices[0] for month, one in mixed.items()} | dict(moved)

    def months_of(id: str) -> MonthRange:
        """An era, or the phase of one, with its mixed months where the reader wants them."""
        era = known[id]
        first, last = era.months.first, era.months.last
        opened = mixed.get(first - 1)
        if opened and where[opened.month] == opened.choices[1]:
            first -= 1
        if era.mixed == last and where[last] != mixed[last].choices[0]:
            last -= 1
        return MonthRange(first, max(first, last))

    def whole(id: str) -> Side:
        return Side(known[id].name, known[id].short_name, _phrases()[id], months_of(id))

    def reached(id: str) -> Side:
        """A group as far as the measure reaches; one that begins later stays as it is."""
        side = whole(id)
        return _until(side, held.last) if side.months.first <= held.last else side

    pep, term, trump = whole("pep"), whole("trump_first"), reached("trump_first")
    opened = known["trump_first"].months.first
    table_1, trac = tables.extent("convicted_removals"), tables.extent("removals_by_source")
    six = in_words(opened - table_1.first)
    year = MonthRange(trump.months.first, min(trump.months.last, trump.months.first + 11))
    before = MonthRange(year.first - 12, min(year.last - 12, pep.months.last))
    pairs = {
        "pep-trump6": (
            _(
                "All PEP months, the {months} Trump months of TRAC's tables",
                months=in_words(trac.last - opened + 1),
            ),
            pep,
            _until(term, trac.last),
        ),
        "pep-trump": (_("All PEP months, all Trump months"), pep, trump),
        "operation-trump": (
            _("PEP in operation, all Trump months"),
            whole("pep_in_operation"),
            trump,
        ),
        # Named after the months up to the shared one, wherever that counts.
        "table1": (
            _("Table 1's {months} months each", months=six),
            _from(pep, table_1.first),
            _until(term, table_1.last),
        ),
        "year-apart": (
            _("The same calendar months, a year apart"),
            _during(pep, before),
            _until(term, year.last),
        ),
        "pep-trump12": (
            _("All PEP months, Trump's first 12 months"),
            pep,
            _until(term, term.months.first + 11),
        ),
        "pep-trump-pandemic": (
            _("All PEP months, Trump to February 2020"),
            pep,
            _until(term, known["before_pandemic"].months.last),
        ),
        "pep-term1": (_("All PEP months, Trump's whole first term"), pep, term),
        "pep-term2": (_("All PEP months, Trump's second term"), pep, reached("trump_second")),
        "term1-term2": (
            _("Trump's first term, Trump's second term"),
            trump,
            reached("trump_second"),
        ),
        "biden-term2": (_("Biden, Trump's second term"), reached("biden"), reached("trump_second")),
    }
    return {
        id: Pair(name, first, second, _edges(first, second, mixed))
        for id, (name, first, second) in pairs.items()
    }


def _phrases() -> dict[str, str]:
    """The groups as a sentence names them."""
    return {
        "pep": _("the PEP months"),
        "pep_in_operation": _("the months of PEP in operation"),
        "trump_first": _("Trump's first-term months"),
        "biden": _("the Biden months"),
        "trump_second": _("Trump's second-term months"),
    }


def _until(side: Side, last: Month) -> Side:
    """The months of a group up to one of them, which its name then says."""
    if last >= side.months.last:
        return side
    return replace(
        side,
        name=_("{group}, to {month}", group=side.name, month=last.short),
        phrase=_("{group} to {month}", group=side.phrase, month=last.words),
        months=MonthRange(side.months.first, max(side.months.first, last)),
    )


def _from(side: Side, first: Month) -> Side:
    """The months of a group from one of them on."""
    return replace(
        side,
        phrase=_("{group} from {month} on", group=side.phrase, month=first.words),
        months=MonthRange(first, side.months.last),
    )


def _during(side: Side, months: MonthRange) -> Side:
    """Some months of a group."""
    return replace(
        side,
        phrase=_("{group} from {months}", group=side.phrase, months=months.words),
        months=months,
    )


def _edges(first: Side, second: Side, mixed: Mapping[Month, Mixed]) -> tuple[Month, ...]:
    """The mixed months in the groups or next to them."""
    return tuple(
        month
        for month in mixed
        if any(
            edge in (month, month - 1, month + 1)
            for side in (first, second)
            for edge in (side.months.first, side.months.last)
        )
    )
