"""Detainers ICE issued, how they ended, and how few are connected to a removal."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from lib.months import MonthRange
from lib.tables import Tables
from lib.trail import Trail

DECLINED = "Detainer Declined by LEA"
"""ICE's words for a detainer that the law enforcement agency declined."""

NO_REASON = "No reason recorded: pending, or no paper filed"
"""What the detainers without a reason are called. It never means that they were honored."""


@dataclass(frozen=True)
class Detainers:
    """A table on detainers and the query that gave it."""

    frame: pd.DataFrame
    trail: Trail = field(repr=False)


def by_month(tables: Tables, months: MonthRange | None = None) -> Detainers:
    """Detainers issued beside detainer-connected removals.

    ``frame`` has one row per month of the range (of all, where none is given) that either table has, in order: month, detainers_issued (missing outside the release), whole
    (whether the release covers the month to its end), detainer_removals (people; missing where withheld or before
    the first month), connected_share (removals over detainers of the same month, 0 to 1, for whole months only). The
    two are not the same people: a removal can come many months after its detainer.
    """
    months = months or tables.calendar
    sql = """
SELECT month, detainers_issued, whole, detainer_removals,
    CASE WHEN whole THEN detainer_removals / detainers_issued END AS connected_share
FROM detainers_by_month FULL JOIN removals_by_source USING (month)
WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()
    trail = Trail("Detainers issued and detainer-connected removals, by month", sql, months.bounds)
    return Detainers(trail.rows(tables), trail)


def by_reason(tables: Tables) -> Detainers:
    """How the detainers of each year ended.

    ``frame`` has one row per year and reason, by year and then the most frequent first: year, reason (ICE's words, or
    NO_REASON), detainers, whole_year. The detainers without a reason are those issued in the year less those with
    one, so that a year's rows add up to the detainers issued in it.
    """
    trail = Trail(
        "Detainers by year and reason",
        f"{_BY_REASON}\nORDER BY year, detainers DESC, reason",
        {"none": NO_REASON},
    )
    return Detainers(trail.rows(tables), trail)


def declined(tables: Tables) -> Detainers:
    """Declined detainers by year, in number and share.

    ``frame`` has one row per year: year, whole_year, issued, declined, other_reason, no_reason (detainers),
    share_of_issued and share_of_recorded (0 to 1). The first share counts what is pending as not declined, the second
    leaves it out; as long as detainers are pending the two differ, and neither is the share that agencies will have
    declined.
    """
    sql = f"""
WITH by_reason AS (
{_BY_REASON}
), years AS (
    SELECT year, bool_and(whole_year) AS whole_year, sum(detainers)::BIGINT AS issued,
        coalesce(sum(detainers) FILTER (reason = $declined), 0)::BIGINT AS declined,
        coalesce(sum(detainers) FILTER (reason NOT IN ($declined, $none)), 0)::BIGINT AS other_reason,
        coalesce(sum(detainers) FILTER (reason = $none), 0)::BIGINT AS no_reason
    FROM by_reason GROUP BY year
)
SELECT *, declined / issued AS share_of_issued, declined / (issued - no_reason) AS share_of_recorded
FROM years ORDER BY year
""".strip()
    trail = Trail("Declined detainers, by year", sql, {"none": NO_REASON, "declined": DECLINED})
    return Detainers(trail.rows(tables), trail)


_BY_REASON = """
SELECT year, reason, detainers, whole_year FROM detainers_by_outcome
UNION ALL
SELECT year, $none, CAST(issued.detainers - recorded.detainers AS BIGINT), whole_year
FROM (SELECT year(month) AS year, sum(detainers_issued) AS detainers FROM detainers_by_month GROUP BY 1) AS issued
JOIN (
    SELECT year, sum(detainers) AS detainers, bool_and(whole_year) AS whole_year FROM detainers_by_outcome GROUP BY 1
) AS recorded USING (year)
""".strip()


def reported(tables: Tables) -> Detainers:
    """The figures on detainers that the documents state, by document and month.

    ``frame`` has one row per figure: claim (its id in lib.claims), what, first_month and last_month (missing where no
    period is stated), value, qualifier, unit (detainers or percent), speaker (who says it), source (the document, a
    row of sources.csv).
    """
    trail = Trail(
        "Figures on detainers stated in the documents",
        "SELECT reported.claim, what, reported.first_month, reported.last_month, reported.value, reported.qualifier, reported.unit, "
        "speaker, source\nFROM reported_figures AS reported JOIN claims ON claims.id = reported.claim\n"
        "ORDER BY reported.last_month NULLS LAST, reported.claim",
        {},
    )
    return Detainers(trail.rows(tables), trail)
