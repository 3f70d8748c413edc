"""Detainers ICE issued, how they ended, and the removals connected to one."""

from __future__ import annotations

from lib.months import MonthRange
from lib.tables import Tables
from lib.text import _
from lib.trail import Answer, ask, ask_months

DECLINED = "Detainer Declined by LEA"
"""ICE's words for a detainer that the law enforcement agency declined."""

NO_REASON = "No reason recorded: pending, or no paper filed"
"""What the detainers without a reason are called. It does not show whether they were honored."""


def reason_words(reason: str) -> str:
    """A reason as ICE writes it, which in another language has its translation behind it; or that
    none is recorded."""
    if reason == NO_REASON:
        return _("No reason recorded: pending, or no paper filed")
    said = _(reason)
    return reason if said == reason else _("{word} ({said})", word=reason, said=said)


def issued(tables: Tables, months: MonthRange) -> Answer:
    """Detainers issued.

    One row per month of the range that the release has, in order: month, detainers_issued, whole
    (whether the release covers the month to its end)."""
    sql = """
SELECT month, detainers_issued, whole FROM detainers_by_month
WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()
    return ask_months(tables, _("Detainers issued, by month"), sql, months)


def issued_and_connected(tables: Tables, months: MonthRange) -> Answer:
    """Detainers issued beside detainer-connected removals.

    One row per month of the range that either table has, in order: month, detainers_issued (None
    outside the release), whole (whether the release covers the month to its end), detainer_removals
    (people; None where withheld or outside TRAC's table), status (of these: "known", the words of
    the source, or None outside the table), connected_share (removals over detainers of the same
    month, 0 to 1, for whole months only). The two are not the same people: a removal can come many
    months after its detainer."""
    sql = """
SELECT month, detainers_issued, whole, detainer_removals,
    detainer_removals_status AS status,
    CASE WHEN whole THEN detainer_removals / detainers_issued END AS connected_share
FROM detainers_by_month FULL JOIN removals_by_source USING (month)
WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()
    what = _("Detainers issued and detainer-connected removals, by month")
    return ask_months(tables, what, sql, months)


def by_reason(tables: Tables) -> Answer:
    """How the detainers of each year ended.

    One row per year and reason, by year and then the most frequent first: year, reason (ICE's
    words, or NO_REASON), detainers, whole_year. The detainers without a reason are those issued in
    the year less those with one, so that a year's rows add up to the detainers issued in it."""
    sql = f"{_BY_REASON}\nORDER BY year, detainers DESC, reason"
    return ask(tables, _("Detainers by year and reason"), sql, {"none": NO_REASON})


def declined(tables: Tables) -> Answer:
    """Declined detainers by year, in number and share.

    One row per year: year, whole_year, issued, declined, other_reason, no_reason (detainers),
    share_of_issued and share_of_recorded (0 to 1). The first share counts what is pending as not
    declined, the second leaves it out; as long as detainers are pending the two differ, and neither
    is the share that agencies will have declined."""
    sql = f"""
WITH by_reason AS (
{_BY_REASON}
), years AS (
    SELECT year, bool_and(whole_year) AS whole_year, sum(detainers)::BIGINT AS issued,
        coalesce(sum(detainers) FILTER (reason = $declined), 0)::BIGINT AS declined,
        coalesce(sum(detainers) FILTER (reason NOT IN ($declined, $none)), 0)::BIGINT
            AS other_reason,
        coalesce(sum(detainers) FILTER (reason = $none), 0)::BIGINT AS no_reason
    FROM by_reason GROUP BY year
)
SELECT *, declined / issued AS share_of_issued,
    declined / (issued - no_reason) AS share_of_recorded
FROM years ORDER BY year
""".strip()
    values = {"none": NO_REASON, "declined": DECLINED}
    return ask(tables, _("Declined detainers, by year"), sql, values)


_BY_REASON = """
SELECT year, reason, detainers, whole_year FROM detainers_by_outcome
UNION ALL
SELECT year, $none, CAST(issued.detainers - recorded.detainers AS BIGINT), whole_year
FROM (
    SELECT year(month) AS year, sum(detainers_issued) AS detainers
    FROM detainers_by_month GROUP BY 1
) AS issued
JOIN (
    SELECT year, sum(detainers) AS detainers, bool_and(whole_year) AS whole_year
    FROM detainers_by_outcome GROUP BY 1
) AS recorded USING (year)
""".strip()


def reported(tables: Tables) -> Answer:
    """The figures on detainers that the documents state, by document and month.

    One row per figure: claim (its id in lib.claims), what, first_month and last_month (None where
    no period is stated), value, qualifier, unit (detainers or percent), speaker (who says it),
    source (the document, a row of sources.csv)."""
    sql = """
SELECT reported.claim, what, reported.first_month, reported.last_month, reported.value,
    reported.qualifier, reported.unit, speaker, source
FROM reported_figures AS reported JOIN claims ON claims.id = reported.claim
ORDER BY reported.last_month NULLS LAST, reported.claim
""".strip()
    return ask(tables, _("Figures on detainers stated in the documents"), sql)
