"""TRAC's table and the case records month by month, and what the choice of the date does."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from lib.months import MonthRange
from lib.tables import Tables
from lib.trail import Trail


@dataclass(frozen=True)
class Reconciliation:
    """The months that both sources hold.

    ``frame`` has one row per month: ``month`` (datetime64), ``trac`` (all ICE removals, Table 2), ``departed`` (case
    records by the month of departure), ``removed`` (case records by the month of the removal date), and for each of
    the two ``..._less_trac`` (people) and ``..._percent`` (of TRAC's number).
    """

    frame: pd.DataFrame
    trail: Trail = field(repr=False)


def reconcile(tables: Tables, months: MonthRange | None = None) -> Reconciliation:
    """The two sources side by side, over a range or over all months that both hold."""
    months = months or tables.calendar
    sql = """
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
    values = {"first": months.first.first_day, "last": months.last.first_day}
    trail = Trail("TRAC's table and the case records", sql, values)
    return Reconciliation(trail.rows(tables), trail)
