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
    last = tables.calendar.last
    return {
        row["id"]: Era(
            id=row["id"],
            name=row["name"],
            short_name=row["short_name"],
            kind=row["kind"],
            months=MonthRange(Month.of(row["first_month"]), Month.of(row["last_month"]) if row["last_month"] else last),
            mixed=Month.of(row["mixed_month"]) if row["mixed_month"] else None,
            note=row["note"],
        )
        for row in tables.rows("SELECT * FROM eras ORDER BY kind, first_month")
    }


@dataclass(frozen=True)
class Event:
    """Something that happened on a day or in a month, from ``data/events.csv``."""

    date: str
    label: str
    what: str
    source: str

    @property
    def month(self) -> Month:
        return Month.parse(self.date[:7])


def events(tables: Tables) -> list[Event]:
    """All events, the earliest first."""
    return [Event(**row) for row in tables.rows("SELECT date, label, what, source FROM events ORDER BY date")]


def presets(tables: Tables) -> dict[str, MonthRange]:
    """The ranges of months that the frame offers by name."""
    known, whole = eras(tables), tables.calendar
    pep, trump = known["pep"].months, known["trump"].months
    return {
        "Everything": whole,
        "PEP": pep,
        "Trump": trump,
        "PEP + Trump": MonthRange(pep.first, trump.last),
        "Table 1's 12 months": tables.extent("convicted_removals"),
        "Last 24 months": MonthRange(max(whole.first, whole.last + -23), whole.last),
    }
