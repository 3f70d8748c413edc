"""The latest month of a measure, beside the same month a year before and the mean months of the
eras."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.catalog import Measure
from lib.eras import Era, history
from lib.kept import kept
from lib.measures import Series, by_month, series
from lib.months import Month, MonthRange
from lib.tables import KNOWN, Tables
from lib.text import _
from lib.trail import Trail


@dataclass(frozen=True)
class EraMean:
    """What an era's whole known months come to in a range: the mean month of a count (people), or
    the pooled share (of 1)."""

    era: Era
    mean: float
    known: int


@dataclass(frozen=True)
class Latest:
    """The last whole month of a range that has a value, None where none has: its value (people, or
    a share of 1), that of the same month a year before (None where it has none), and the means of
    the eras in the range, the earliest first."""

    measure: Measure
    month: Month | None
    value: float | None
    year_before: float | None
    means: tuple[EraMean, ...]
    trails: tuple[Trail, ...] = field(repr=False, compare=False)


def latest(tables: Tables, measure: Measure, months: MonthRange) -> Latest:
    """The latest month of a measure in a range, and what it can be compared with."""
    return (_latest if measure.own else _kept)(tables, measure, months)


def _latest(tables: Tables, measure: Measure, months: MonthRange) -> Latest:
    shown = series(tables, measure, months, 1)
    means = tuple(_means(shown, history(tables).eras))
    found = [(month, value) for month, value in _whole(shown) if value is not None]
    trails = (shown.trail, Trail(*_means_query(tables, measure), months.bounds, own=measure.own))
    if not found:
        return Latest(measure, None, None, None, means, trails)
    month, value = found[-1]
    earlier = series(tables, measure, MonthRange(month - 12, month - 12), 1)
    ((_month, before),) = _whole(earlier) or [(month, None)]
    return Latest(measure, month, value, before, means, (*trails, earlier.trail))


_kept = kept(256)(_latest)


def _whole(shown: Series) -> list[tuple[Month, float | None]]:
    return list(zip(shown.calendar, shown.complete, strict=True))


def _means(shown: Series, eras: Sequence[Era]) -> list[EraMean]:
    known = [
        (month, row)
        for (month, value), row in zip(_whole(shown), shown.rows, strict=True)
        if value is not None
    ]
    found = []
    for era in eras:
        rows = [row for month, row in known if month in era.months]
        if whole := sum(row["whole"] for row in rows):
            found.append(EraMean(era, sum(row["part"] for row in rows) / whole, len(rows)))
    return found


def _means_query(tables: Tables, measure: Measure) -> tuple[str, str]:
    """What the query of the means is called, and its text; it is asked only where it is shown."""
    what = _("{measure}, mean month of each era", measure=measure.title)
    sql = f"""
WITH by_month AS (
    {by_month(tables, measure)}
)
SELECT eras.name AS era, count(*) AS months, sum(part) / sum(whole) AS mean
FROM by_month JOIN eras
ON month >= eras.first_month AND (eras.last_month IS NULL OR month <= eras.last_month)
WHERE kind = 'era' AND status = '{KNOWN}' AND complete AND month BETWEEN $first AND $last
    AND whole > 0
GROUP BY eras.name, eras.first_month ORDER BY eras.first_month
""".strip()
    return what, sql
