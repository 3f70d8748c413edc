"""Queries to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from lib.sql import reads
from lib.tables import Tables
from lib.text import _


@dataclass(frozen=True)
class Example:
    """A query, what it asks, and by what it is chosen."""

    id: str
    title: str
    sql: str


def examples(tables: Tables) -> dict[str, Example]:
    """The examples whose tables are there, by id, the usual one first."""
    asked = (
        Example("share", _("SC share of all removals"), _SHARE),
        Example("sources", _("Three sources side by side"), _SOURCES),
        Example("average", _("Mean of 12 months"), _AVERAGE),
        Example("citizenships", _("Citizenships in a fiscal year"), _CITIZENSHIPS),
        Example("years", _("Detainers by year"), _YEARS),
        Example("withheld", _("What was withheld"), _WITHHELD),
    )
    return {one.id: one for one in asked if set(reads(one.sql)) <= tables.package.resources.keys()}


_SHARE = """
SELECT month, round(100.0 * sc_removals / all_removals, 1) AS percent_of_all
FROM removals_by_source
ORDER BY month
""".strip()

_SOURCES = """
SELECT month, all_removals AS trac, removals AS case_records, removals_and_returns AS ohss
FROM removals_by_source
FULL JOIN removals_from_records USING (month)
FULL JOIN ero_removals USING (month)
ORDER BY month
""".strip()

_AVERAGE = """
SELECT month, sc_removals, round(avg(sc_removals) OVER back) AS mean_of_12
FROM removals_by_source
WINDOW back AS (ORDER BY month RANGE BETWEEN INTERVAL 11 MONTHS PRECEDING AND CURRENT ROW)
QUALIFY count(sc_removals) OVER back = 12
ORDER BY month
""".strip()

_CITIZENSHIPS = """
SELECT citizenship, sum(removals_and_returns) AS people, count(*) AS months
FROM ero_removals_by_citizenship
WHERE month BETWEEN DATE '2022-10-01' AND DATE '2023-09-01'
GROUP BY citizenship
ORDER BY people DESC
""".strip()

_YEARS = """
SELECT year(month) AS year, sum(detainers_issued) AS detainers, count(*) AS months
FROM detainers_by_month
WHERE whole
GROUP BY year
ORDER BY year
""".strip()

_WITHHELD = """
SELECT detainer_removals_status AS words, count(*) AS months, min(month) AS first_month,
    max(month) AS last_month
FROM removals_by_source
GROUP BY words
ORDER BY months DESC
""".strip()
