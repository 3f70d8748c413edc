"""The named groups of months: the eras that divide the record, and phases of them, read from ``data/eras.csv``."""

from __future__ import annotations

from dataclasses import dataclass

from lib.months import Month, MonthRange
from lib.tables import Tables


@dataclass(frozen=True)
class Era:
    """A named group of months. ``mixed`` is the month in which it gave way to the next."""

    id: str
    name: str
    short_name: str
    kind: str
    months: MonthRange
    mixed: Month | None
    note: str


def eras(tables: Tables) -> dict[str, Era]:
    """All eras and phases by id, in time order; an open one ends with the last month of any monthly table."""
    rows = tables.query("SELECT * FROM eras ORDER BY kind, first_month").itertuples()
    last = tables.calendar.last
    return {
        row.id: Era(
            id=row.id,
            name=row.name,
            short_name=row.short_name,
            kind=row.kind,
            months=MonthRange(
                Month.of(row.first_month), Month.of(row.last_month) if row.last_month_status == "known" else last
            ),
            mixed=Month.of(row.mixed_month) if row.mixed_month_status == "known" else None,
            note=row.note,
        )
        for row in rows
    }
