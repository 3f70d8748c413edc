"""The charts of whom the removals and returns were of."""

from __future__ import annotations

from lib.breakdowns import Breakdown, by_month, citizenship_by_month, means
from lib.charts.citizenship import small_multiples
from lib.charts.stacked import mean_months, stacked
from lib.eras import history
from lib.groups import Pair, named_pairs
from lib.months import MonthRange
from lib.shown.drawn import Draw
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables
from lib.text import ENGLISH, speaking

WHOLE_TERM = "pep-term1"
"""The pair of groups that stands side by side where a reader names none."""

Compared = tuple[tuple[str, str], tuple[MonthRange, MonthRange]]
"""The names of two groups, and their months."""


def held(tables: Tables) -> MonthRange:
    """The months that the source holds."""
    return tables.extent("ero_removals")


def pairs(tables: Tables) -> dict[str, Pair]:
    """The pairs of groups of which the source holds months, by id."""
    whole = held(tables)
    return {
        id: pair
        for id, pair in named_pairs(tables, whole).items()
        if all(side.months.overlap(whole) for side in pair.sides)
    }


def older_pairs(tables: Tables) -> dict[str, str]:
    """The ids of the pairs by the English names that older addresses have."""
    with speaking(ENGLISH):
        return {pair.name: id for id, pair in pairs(tables).items()}


def compared(pair: Pair, months: MonthRange) -> Compared | None:
    """The two groups as far as the range holds them; None where one of them has no month there."""
    first, second = pair.sides
    one, two = (side.months.overlap(months) for side in (first, second))
    return ((first.name, second.name), (one, two)) if one and two else None


@kept_chart
def by_part(
    tables: Tables, breakdown: Breakdown, months: MonthRange, *, share: bool
) -> Draw | None:
    """A breakdown month by month; None where the range holds fewer than two months of it."""
    parts = by_month(tables, breakdown, months)
    if len(parts) < 2:
        return None
    return lambda look: stacked(history(tables), parts, breakdown, look, share=share)


@kept_chart
def side_by_side(tables: Tables, breakdown: Breakdown, groups: Compared) -> Draw:
    """The mean months of two groups by the parts of a breakdown."""
    names, spans = groups
    found = means(tables, breakdown, *spans)
    return lambda look: mean_months(found, breakdown, names, spans, look)


@kept_chart
def citizenship(tables: Tables, months: MonthRange) -> Draw:
    """Removals and returns by citizenship, a small chart for each."""
    return lambda look: small_multiples(history(tables), citizenship_by_month(tables, months), look)
