"""Two groups of months over all measures that both have: a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.catalog import Measure
from lib.compare import Comparison, compare
from lib.inference.errors import CannotSay
from lib.inference.levels import Levels, levels
from lib.inference.sample import Sample, sample
from lib.kept import kept
from lib.measures import Series, extent, series
from lib.months import MonthRange
from lib.tables import Tables
from lib.text import _
from lib.words import number

MOST = 7
"""Rows at most, so that they are seen at once; and one for a measure that is not among them."""

ORDER = (
    "sc_removals",
    "all_removals",
    "ero_by_ice",
    "ero_by_cbp",
    "sc_share_of_all",
    "convicted_any",
    "detainer_removals",
    "ero_removals",
    "ero_convicted_share",
    "releases_to_remove",
    "releases_convicted_share",
    "detention_book_ins",
    "detention_book_ins_by_ice",
    "detention_book_ins_by_cbp",
    "book_ins",
    "border_encounters",
)
"""The measures that are shown where both groups have them, the first of them first."""


@dataclass(frozen=True)
class Row:
    """A measure over two groups: ``series`` are its months in each of them, and ``levels`` how sure
    the difference is; None where there are too few months. ``provisional`` is whether provisional
    months count: they do where one group has no other."""

    measure: Measure
    series: tuple[Series, Series]
    comparison: Comparison
    levels: Levels | None
    provisional: bool

    @property
    def id(self) -> str:
        """The id of the measure, whether its recovered months count or not."""
        return self.measure.id.removesuffix("_with_recovered")

    @property
    def name(self) -> str:
        """What the row is called."""
        return row_name(self.measure)

    def value_words(self, side: int) -> str:
        """The level of one side, or the words of the source where it has none."""
        found = (self.comparison.first, self.comparison.second)[side]
        if found.known:
            return number(found.mean, self.measure.kind)
        unknown = [status for row, status in self._unknown(side)]
        return " / ".join(dict.fromkeys(unknown)) or _("no whole month")

    def _unknown(self, side: int) -> list[tuple[float | None, str]]:
        shown = self.series[side]
        pairs = zip(shown.drawn, shown.status, strict=True)
        return [(value, status) for value, status in pairs if value is None]


def row_name(measure: Measure) -> str:
    """What a measure is called in a row: short, and clear without the other rows."""
    names = {
        "sc_removals": _("SC removals"),
        "all_removals": _("All ICE removals"),
        "ero_by_ice": _("Arrested by ICE (OHSS)"),
        "ero_by_cbp": _("Arrested by CBP (OHSS)"),
        "sc_share_of_all": _("SC share of all removals"),
        "convicted_any": _("SC removals, convicted"),
        "convicted_any_with_recovered": _("SC removals, convicted"),
        "detainer_removals": _("Detainer-connected"),
    }
    return names.get(measure.id, measure.label)


def rows(
    tables: Tables, measures: Sequence[Measure], first: MonthRange, second: MonthRange
) -> tuple[Row, ...]:
    """The rows of two groups: the first of ``ORDER`` that both groups have, and ``measures``, which
    are always among them. Which months count, a row's ``provisional`` says."""
    make = _made if any(measure.own for measure in measures) else _kept
    return make(tables, tuple(measures), first, second)


def _made(
    tables: Tables, measures: Sequence[Measure], first: MonthRange, second: MonthRange
) -> tuple[Row, ...]:
    asked = {measure.id.removesuffix("_with_recovered"): measure for measure in measures}
    offered = [tables.measures[id] for id in ORDER if id in tables.measures]
    shown = [measure for measure in offered if _both(tables, measure, first, second)]
    shown = [asked.pop(measure.id, measure) for measure in shown[:MOST]] + list(asked.values())
    return tuple(row(tables, measure, first, second) for measure in shown)


_kept = kept(128)(_made)


def row(tables: Tables, measure: Measure, first: MonthRange, second: MonthRange) -> Row:
    """A measure over two groups."""
    sides = series(tables, measure, first, 1), series(tables, measure, second, 1)
    provisional = any(_only_provisional(side) for side in sides)
    comparison = compare(tables, measure, first, second, provisional=provisional)
    try:
        found = levels(two_groups(tables, measure, first, second, provisional=provisional))
    except CannotSay:
        found = None
    return Row(measure, sides, comparison, found, provisional)


def two_groups(
    tables: Tables,
    measure: Measure,
    first: MonthRange,
    second: MonthRange,
    *,
    provisional: bool,
) -> Sample:
    """The months of two groups that count, with all months of the measure around them. Raises
    CannotSay where one has none."""
    make = _sample if measure.own else _kept_sample
    return make(tables, measure, first, second, provisional)


def _sample(
    tables: Tables, measure: Measure, first: MonthRange, second: MonthRange, provisional: bool
) -> Sample:
    whole = series(tables, measure, extent(tables, measure), 1)
    return sample(whole, first, second, provisional=provisional)


_kept_sample = kept(256)(_sample)


def _only_provisional(side: Series) -> bool:
    """Whether a group has months that are known and whole, and every one is provisional."""
    changing = set(side.provisional)
    pairs = zip(side.calendar, side.complete, strict=True)
    known = [month in changing for month, value in pairs if value is not None]
    return bool(known) and all(known)


def _both(tables: Tables, measure: Measure, first: MonthRange, second: MonthRange) -> bool:
    held = extent(tables, measure)
    return bool(held.overlap(first) and held.overlap(second))
