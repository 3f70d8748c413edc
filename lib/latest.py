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
    the pooled share (of 1). ``known`` counts these months. Those that later editions still change
    are among them only where the era has no others, and then ``provisional`` is true."""

    era: Era
    mean: float
    known: int
    provisional: bool


@dataclass(frozen=True)
class Latest:
    """The last whole month of a range that has a value, None where none has: its value (people, or
    a share of 1), whether later editions still change it, the value of the same month a year before
    (None where it has none), and the means of the eras in the range, the earliest first."""

    measure: Measure
    month: Month | None
    value: float | None
    provisional: bool
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
        return Latest(measure, None, None, False, None, means, trails)
    month, value = found[-1]
    earlier = series(tables, measure, MonthRange(month - 12, month - 12), 1)
    ((_month, before),) = _whole(earlier) or [(month, None)]
    changes = month in shown.provisional
    return Latest(measure, month, value, changes, before, means, (*trails, earlier.trail))


_kept = kept(256)(_latest)


def _whole(shown: Series) -> list[tuple[Month, float | None]]:
    return list(zip(shown.calendar, shown.complete, strict=True))


def _means(shown: Series, eras: Sequence[Era]) -> list[EraMean]:
    known = {
        month: row
        for (month, value), row in zip(_whole(shown), shown.rows, strict=True)
        if value is not None
    }
    changing, found = set(shown.provisional), []
    for era in eras:
        months = [month for month in known if month in era.months]
        settled = [month for month in months if month not in changing]
        rows = [known[month] for month in settled or months]
        if whole := sum(row["whole"] for row in rows):
            mean = sum(row["part"] for row in rows) / whole
            found.append(EraMean(era, mean, len(rows), provisional=not settled))
    return found


def _means_query(tables: Tables, measure: Measure) -> tuple[str, str]:
    """What the query of the means is called, and its text; it is asked only where it is shown."""
    what = _("{measure}, mean month of each era", measure=measure.title)
    sql = f"""
WITH by_month AS (
    {by_month(tables, measure)}
), in_eras AS (
    SELECT eras.name AS era, eras.first_month AS begins, part, whole, settled,
        bool_or(settled) OVER (PARTITION BY eras.name) AS any_settled
    FROM by_month JOIN eras
    ON month >= eras.first_month AND (eras.last_month IS NULL OR month <= eras.last_month)
    WHERE kind = 'era' AND status = '{KNOWN}' AND complete AND month BETWEEN $first AND $last
        AND whole > 0
)
SELECT era, count(*) AS months, sum(part) / sum(whole) AS mean
FROM in_eras WHERE settled = any_settled GROUP BY era, begins ORDER BY begins
""".strip()
    return what, sql
