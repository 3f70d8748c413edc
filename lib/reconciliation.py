"""TRAC's table and the case records month by month, and what the choice of the date does."""

from __future__ import annotations

from dataclasses import dataclass

from lib.months import MonthRange
from lib.tables import Tables
from lib.text import _
from lib.trail import Answer, ask

_BOTH = """
SELECT month, all_removals AS trac, departed.removals AS departed, removed.removals AS removed,
    departed.removals - all_removals AS departed_less_trac,
    100 * (departed.removals - all_removals) / all_removals AS departed_percent,
    removed.removals - all_removals AS removed_less_trac,
    100 * (removed.removals - all_removals) / all_removals AS removed_percent
FROM removals_by_source
JOIN removals_from_records AS departed USING (month)
JOIN removals_from_records_by_removal_date AS removed USING (month)
WHERE all_removals IS NOT NULL AND month BETWEEN $first AND $last
ORDER BY month
""".strip()


def reconcile(tables: Tables, months: MonthRange | None = None) -> Answer:
    """The two sources side by side, over a range or over all months that both hold.

    One row per month: ``month``, ``trac`` (all ICE removals, Table 2), ``departed`` (case records
    by the month of departure), ``removed`` (case records by the month of the removal date), and for
    each of the two ``..._less_trac`` (people) and ``..._percent`` (of TRAC's number)."""
    bounds = (months or tables.calendar).bounds
    return ask(tables, _("TRAC's table and the case records"), _BOTH, bounds)


@dataclass(frozen=True)
class Reach:
    """How far apart the sources are in the month in which they are closest, and in that in which
    they are furthest.

    In percent of TRAC's number, whichever is the greater; by the month of departure and by that of
    the removal date. ``answer`` has one row, with the numbers as the query gives them."""

    months: int
    departed: tuple[float, float]
    removed: tuple[float, float]
    answer: Answer


def reach(tables: Tables, months: MonthRange | None = None) -> Reach:
    """The smallest and the greatest difference over a range, or over all months that both sources
    hold."""
    sql = f"""
WITH both_sources AS (
{_BOTH}
)
SELECT count(*) AS months,
    min(abs(departed_percent)) AS departed_low, max(abs(departed_percent)) AS departed_high,
    min(abs(removed_percent)) AS removed_low, max(abs(removed_percent)) AS removed_high
FROM both_sources
""".strip()
    bounds = (months or tables.calendar).bounds
    answer = ask(tables, _("The smallest and the greatest difference"), sql, bounds)
    (row,) = answer
    departed, removed = (
        (row[f"{date}_low"], row[f"{date}_high"]) for date in ("departed", "removed")
    )
    return Reach(row["months"], departed, removed, answer)


def reach_words(ends: tuple[float, float]) -> str:
    """0.06 to 1.9%"""
    return _("{low:.2f} to {high:.1f}%", low=ends[0], high=ends[1])
