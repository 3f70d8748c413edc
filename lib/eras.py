"""The named groups of months: the eras that divide the record, phases of them, and what happened
when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lib.kept import kept
from lib.months import Month, MonthRange
from lib.tables import Row, Tables
from lib.text import _, count


@dataclass(frozen=True)
class Era:
    """A named group of months. ``mixed`` is the month in which it gave way to the next, ``word``
    what stands for it in addresses."""

    id: str
    name: str
    short_name: str
    kind: str
    months: MonthRange
    mixed: Month | None
    note: str
    word: str


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


@dataclass(frozen=True)
class History:
    """What stands behind every chart over time: the eras that divide the record, and the events, in
    time order."""

    eras: tuple[Era, ...]
    events: tuple[Event, ...]


@kept(8)
def history(tables: Tables) -> History:
    """The eras and the events of the data folder."""
    divided = tuple(era for era in eras(tables).values() if era.kind == "era")
    return History(divided, tuple(events(tables)))


@kept(8)
def eras(tables: Tables) -> dict[str, Era]:
    """All eras and phases by id, in time order; an open one ends with the last month of any monthly
    table."""
    last = tables.calendar.last
    return {
        row["id"]: Era(
            id=row["id"],
            name=_(row["name"]),
            short_name=_(row["short_name"]),
            kind=row["kind"],
            months=_span(row, last),
            mixed=Month.of(row["mixed_month"]) if row["mixed_month"] else None,
            note=_(row["note"]),
            # Without the number of a term: the addresses that are out say “Trump”.
            word=row["short_name"].split()[0],
        )
        for row in tables.rows("SELECT * FROM eras ORDER BY kind, first_month")
    }


def _span(row: Row, last: Month) -> MonthRange:
    first = Month.of(row["first_month"])
    # Tables that end before an era begins leave it its first month.
    return MonthRange(first, Month.of(row["last_month"]) if row["last_month"] else max(first, last))


def events(tables: Tables) -> list[Event]:
    """All events, the earliest first."""
    return [
        Event(row["date"], _(row["label"]), _(row["what"]), row["source"])
        for row in tables.rows("SELECT date, label, what, source FROM events ORDER BY date")
    ]


def share_from(tables: Tables, day: dt.date) -> float:
    """The share, of the departures of a day's month, of those on that day or later, 0 to 1, by the
    case records. Raises ZeroDivisionError for a month without any."""
    month = Month.of(day)
    (row,) = tables.rows(
        """
        SELECT coalesce(sum(removals), 0) AS whole,
            coalesce(sum(removals) FILTER (day >= $day), 0) AS after
        FROM removals_by_day WHERE day BETWEEN $first AND $last
        """,
        {"day": day, "first": month.first_day, "last": (month + 1).first_day - dt.timedelta(1)},
    )
    return float(row["after"] / row["whole"])


@kept(8)
def presets(tables: Tables) -> dict[str, MonthRange]:
    """The ranges of months that the frame offers by name: those that the tables hold."""
    known, whole = eras(tables), tables.calendar
    pep, trump = known["pep"].months, known["trump_first"].months
    table_1 = tables.extent("convicted_removals")
    named = {
        _("Everything"): whole,
        known["secure_communities"].name: known["secure_communities"].months,
        _("PEP"): pep,
        known["trump_first"].name: trump,
        known["before_pandemic"].name: known["before_pandemic"].months,
        _("PEP + {era}", era=known["trump_first"].name): MonthRange(pep.first, trump.last),
        known["biden"].name: known["biden"].months,
        known["trump_second"].name: known["trump_second"].months,
        _("TRAC's tables"): tables.extent("removals_by_source"),
        count("Table 1's {number} month", "Table 1's {number} months", len(table_1)): table_1,
        _("Last 24 months"): MonthRange(max(whole.first, whole.last - 23), whole.last),
    }
    cut = {name: months.overlap(whole) for name, months in named.items()}
    return {name: months for name, months in cut.items() if months}


@kept(8)
def eras_at_hand(tables: Tables) -> dict[str, tuple[str, MonthRange]]:
    """The eras that divide the record, by their short names: the name and the months that the
    tables hold of each; those that they hold none of are left out."""
    whole = tables.calendar
    held = {era.short_name: (era.name, era.months.overlap(whole)) for era in history(tables).eras}
    return {short: (name, months) for short, (name, months) in held.items() if months}
