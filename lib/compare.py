"""Two groups of months side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lib.catalog import Kind, Measure
from lib.measures import by_month, credit_of
from lib.months import Month, MonthRange
from lib.tables import KNOWN, Tables
from lib.text import _
from lib.trail import Answer, Trail, ask

IN_PART = "in part only"
"""Of a month of which its source holds a part."""

PROVISIONAL = "provisional"
"""Of a month that later editions still change."""

SAME = 1.0
"""Percent below which two levels are about the same."""


@dataclass(frozen=True)
class Statistics:
    """A measure over a group of months.

    ``months`` counts the group, ``known`` those of it that have a value for the whole month;
    everything else but ``unknown`` is over these. ``part`` over ``whole`` is the ``mean``: people
    over months for a count, whose mean is the mean month, and people over people for a share, which
    is pooled. All are None where nothing is known."""

    months: int
    known: int
    part: int | None
    whole: int | None
    mean: float | None
    median: float | None
    lowest: float | None
    lowest_month: Month | None
    highest: float | None
    highest_month: Month | None
    trail: Trail = field(repr=False, compare=False)
    kind: Kind = "count"
    unknown: Mapping[str, int] = field(default_factory=dict)
    """How many months do not count for the words that their source has instead of a value, how many
    it holds in part only, and how many are provisional, where these do not count. The others of the
    group it does not cover."""

    @property
    def total(self) -> int | None:
        """People in the known months; None for a share, which has no such sum."""
        return self.part if self.kind == "count" else None


@dataclass(frozen=True)
class Comparison:
    """Two groups and what lies between them: second less first.

    ``difference`` is in people per month for a count and in shares of 1 for a share; ``percent`` is
    the difference in percent of the first group's mean. Both are None where one side has no known
    month, ``percent`` also where the first mean is 0."""

    measure: Measure
    first: Statistics
    second: Statistics
    difference: float | None
    percent: float | None
    trail: Trail = field(repr=False, compare=False)

    @property
    def is_about_same(self) -> bool:
        """Whether the two means are less than one percent apart."""
        return self.percent is not None and abs(self.percent) < SAME


def _counted(provisional: bool) -> str:
    """Which months count, as a condition on the rows of ``by_month``."""
    return f"status = '{KNOWN}' AND complete" + ("" if provisional else " AND settled")


def statistics(
    tables: Tables, measure: Measure, months: MonthRange, *, provisional: bool = True
) -> Statistics:
    """A measure over all months of a range. Months outside its tables count as not known, and so
    do months of which their source holds a part only: their counts are too low to compare.
    ``provisional`` is false where months that later editions still change do not count, either."""
    sql = f"""
WITH by_month AS (
    {by_month(tables, measure)}
), valued AS (
    SELECT month, part, whole, part / nullif(whole, 0) AS value FROM by_month
    WHERE {_counted(provisional)} AND month BETWEEN $first AND $last
), unknown AS (
    SELECT CASE WHEN status <> '{KNOWN}' THEN status WHEN complete THEN '{PROVISIONAL}'
        ELSE '{IN_PART}' END AS words
    FROM by_month WHERE NOT ({_counted(provisional)}) AND month BETWEEN $first AND $last
)
SELECT (SELECT histogram(words) FROM unknown) AS unknown, count(*) AS known,
    CAST(sum(part) AS BIGINT) AS part, CAST(sum(whole) AS BIGINT) AS whole,
    sum(part) / nullif(sum(whole), 0) AS mean,
    median(value) AS median, min(value) AS lowest, arg_min(month, value) AS lowest_month,
    max(value) AS highest, arg_max(month, value) AS highest_month
FROM valued
""".strip()
    what = _("{measure}, {months}", measure=measure.title, months=months.words)
    (row,) = tables.rows(sql, months.bounds, remember=not measure.own)
    return Statistics(
        months=len(months),
        known=row["known"],
        part=row["part"],
        whole=row["whole"],
        mean=row["mean"],
        median=row["median"],
        lowest=row["lowest"],
        lowest_month=Month.of(row["lowest_month"]) if row["lowest_month"] else None,
        highest=row["highest"],
        highest_month=Month.of(row["highest_month"]) if row["highest_month"] else None,
        trail=Trail(what, sql, months.bounds, measure.own),
        kind=measure.kind,
        unknown={_why(words): number for words, number in (row["unknown"] or {}).items()},
    )


def _why(words: str) -> str:
    """Why a month does not count, in the language spoken: our words, or those of the source."""
    ours = {IN_PART: _("in part only"), PROVISIONAL: _("provisional")}
    return ours.get(words) or _(words)


def compare(
    tables: Tables,
    measure: Measure,
    first: MonthRange,
    second: MonthRange,
    *,
    provisional: bool = True,
) -> Comparison:
    """Two ranges of months, each with its statistics, and the difference; which months count is as
    in ``statistics``."""
    sql = f"""
WITH by_month AS (
    {by_month(tables, measure)}
), means AS (
    SELECT sum(part) FILTER (one) / nullif(sum(whole) FILTER (one), 0) AS first,
        sum(part) FILTER (two) / nullif(sum(whole) FILTER (two), 0) AS second
    FROM (
        SELECT part, whole, month BETWEEN $first AND $last AS one,
            month BETWEEN $second_first AND $second_last AS two
        FROM by_month WHERE {_counted(provisional)}
    )
)
SELECT first, second, second - first AS difference,
    (second - first) / nullif(first, 0) * 100 AS percent
FROM means
""".strip()
    what = _("{measure}, the second group less the first", measure=measure.title)
    trail = Trail(what, sql, _bounds(first, second), measure.own)
    (row,) = tables.rows(trail.sql, trail.values, remember=not measure.own)
    one, two = (
        statistics(tables, measure, side, provisional=provisional) for side in (first, second)
    )
    return Comparison(measure, one, two, row["difference"], row["percent"], trail)


def _bounds(first: MonthRange, second: MonthRange) -> dict[str, dt.date]:
    return first.bounds | {f"second_{end}": day for end, day in second.bounds.items()}


def pairs(
    tables: Tables,
    measure: Measure,
    first: MonthRange,
    second: MonthRange,
    *,
    provisional: bool = True,
) -> Answer:
    """Each month of the second group beside the same calendar month of the first, because removals
    have seasons.

    Where the first group holds a calendar month several times, the nearest in time is taken, the
    earlier of two equally near; a month is never paired with itself. One row per pair with both
    values known, in the order of the second group: ``first_month``, ``second_month``, ``first``,
    ``second``, ``difference`` (people, or shares of 1) and ``percent`` (of the first; None where
    that is 0)."""
    sql = f"""
WITH by_month AS (
    {by_month(tables, measure)}
), valued AS (
    SELECT month, part / nullif(whole, 0) AS value FROM by_month
    WHERE {_counted(provisional)}
), pair AS (
    SELECT a.month AS first_month, b.month AS second_month, a.value AS first, b.value AS second,
        row_number() OVER (
            PARTITION BY b.month ORDER BY abs(date_diff('month', a.month, b.month)), a.month
        ) AS nearness
    FROM valued AS a JOIN valued AS b ON month(a.month) = month(b.month) AND a.month <> b.month
    WHERE a.month BETWEEN $first AND $last AND b.month BETWEEN $second_first AND $second_last
)
SELECT first_month, second_month, first, second, second - first AS difference,
    (second - first) / nullif(first, 0) * 100 AS percent
FROM pair WHERE nearness = 1 ORDER BY second_month
""".strip()
    return ask(
        tables,
        _("{measure}, the same calendar months", measure=measure.title),
        sql,
        _bounds(first, second),
        of=credit_of(tables, measure),
        remember=not measure.own,
    )
