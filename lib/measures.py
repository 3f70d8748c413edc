"""Series by month: counts, shares and their running averages.

Every measure is a part over a whole. For a share the whole is a count of people; for a count it is 1, the month
itself, so that "sum over sum" is the mean of the months for a count and the pooled share for a share. One query
serves them all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import isnan
from typing import Literal

import pandas as pd

from lib.averages import with_recovered
from lib.months import Month, MonthRange, spans
from lib.tables import KNOWN, Tables
from lib.trail import Trail

LONGEST_WINDOW = 24


@dataclass(frozen=True)
class Column:
    """A column of a monthly table."""

    table: str
    name: str


@dataclass(frozen=True)
class Measure:
    """Something that has a value in each month.

    ``part`` and ``whole`` are columns; a count has no whole. ``formula`` says in words how the value comes about.
    """

    id: str
    title: str
    label: str
    part: Column
    whole: Column | None
    formula: str
    part_query: str | None = None
    """SQL whose rows stand for the part's table, where the part is not printed but recovered, or a visitor's own."""
    inferred: str | None = None
    """What is inferred, and from what, where the value is not simply counted."""
    own_source: str | None = None
    """Who counted it, for a visitor's own file: such a series is kept for the visit only."""

    @property
    def kind(self) -> Literal["count", "share"]:
        return "count" if self.whole is None else "share"

    @property
    def tables(self) -> tuple[str, ...]:
        columns = (self.part,) if self.whole is None else (self.part, self.whole)
        return tuple(dict.fromkeys(column.table for column in columns))


_ALL = Column("removals_by_source", "all_removals")
_SC = Column("removals_by_source", "sc_removals")
_DETAINER = Column("removals_by_source", "detainer_removals")
_ANY = Column("convicted_removals", "any_offense")
_SERIOUS = Column("convicted_removals", "serious_offense")
_RECORDS = Column("removals_from_records", "removals")
_RECORDS_CONVICTED = Column("removals_from_records", "convicted")

MEASURES = {
    measure.id: measure
    for measure in (
        Measure(
            "all_removals", "All ICE removals", "All ICE removals", _ALL, None,
            "All ICE removals of the month",
        ),
        Measure(
            "sc_removals", "Secure Communities removals", "Secure Communities", _SC, None,
            "Secure Communities removals of the month",
        ),
        Measure(
            "detainer_removals", "Detainer-connected removals", "Detainer-connected", _DETAINER, None,
            "Detainer-connected removals of the month",
        ),
        Measure(
            "sc_share_of_all", "Secure Communities share of all removals", "SC share of all", _SC, _ALL,
            "Secure Communities removals ÷ all ICE removals",
        ),
        Measure(
            "detainer_share_of_sc", "Detainer share of Secure Communities removals", "Of SC removals", _DETAINER, _SC,
            "Detainer-connected removals ÷ Secure Communities removals",
        ),
        Measure(
            "detainer_share_of_all", "Detainer share of all removals", "Of all removals", _DETAINER, _ALL,
            "Detainer-connected removals ÷ all ICE removals",
        ),
        Measure(
            "convicted_any", "SC removals of people convicted of any offense", "Any offense", _ANY, None,
            "Secure Communities removals of people convicted of any crime, in the month",
        ),
        Measure(
            "convicted_serious", "SC removals of people convicted of a serious offense", "Serious offense", _SERIOUS, None,
            "Secure Communities removals of people convicted of an ICE “Level 1” offense, in the month",
        ),
        Measure(
            "serious_share_of_convicted", "Serious-offense share of convicted removals", "Serious-offense share", _SERIOUS, _ANY,
            "Removals after a serious offense ÷ removals after any offense",
        ),
        Measure(
            "convicted_share_of_sc", "Convicted share of Secure Communities removals", "Convicted share", _ANY, _SC,
            "Removals after any offense ÷ Secure Communities removals",
        ),
        Measure(
            "records_removals", "All removals, case records", "Case records", _RECORDS, None,
            "Case records whose person departed in the month",
        ),
        Measure(
            "records_convicted_share", "Convicted share, case records (inferred)", "Convicted, case records", _RECORDS_CONVICTED,
            _RECORDS, "Case records with a withheld threat level ÷ all case records of the month",
            inferred="In the case records “convicted” is inferred: ICE withheld a threat level, which it gives to convicted people only",
        ),
    )
}  # fmt: skip


RECOVERED = "recovered from the published averages"
"""How a month is called that Table 1 does not print and its averages determine, up to rounding."""

WITH_RECOVERED = {
    measure.id: replace(
        measure,
        id=f"{measure.id}_with_recovered",
        formula=f"{measure.formula}; for months that Table 1 does not print, the middle of the interval {RECOVERED}",
        part_query=with_recovered(measure.part.name),
    )
    for measure in MEASURES.values()
    if measure.id in ("convicted_any", "convicted_serious", "convicted_share_of_sc")
}
"""The measures of Table 1 over the eleven months before it, too; by the id of the printed measure."""


@dataclass(frozen=True, eq=False)
class Series:
    """A measure over a range of months.

    ``frame`` has one row per month of the range that the measure's tables hold, in order:
    ``month`` (datetime64, first day), ``part`` and ``whole`` (people; 1 for the whole of a count),
    ``status`` ("known", or the words of the source), ``value`` (people, or a share of 1; NaN where not known), and
    ``average`` (the running average over ``window`` months; NaN unless every month of the window is known).
    ``trail`` is the query that gave it.
    """

    measure: Measure
    months: MonthRange
    window: int
    frame: pd.DataFrame
    trail: Trail = field(repr=False)

    @cached_property
    def calendar(self) -> list[Month]:
        """The months of the rows."""
        return [Month(stamp.year, stamp.month) for stamp in self.frame["month"].dt.date.tolist()]

    @cached_property
    def drawn(self) -> list[float | None]:
        """The values of the rows, None where not known."""
        return _plain(self.frame["value"])

    @cached_property
    def averages(self) -> list[float | None]:
        """The running averages of the rows, None where not every month of the window is known."""
        return _plain(self.frame["average"])

    @cached_property
    def status(self) -> list[str]:
        """For each row "known" or the words of the source."""
        return list(self.frame["status"])

    @property
    def known(self) -> int:
        """How many months have a value."""
        return sum(value is not None for value in self.drawn)


def _plain(column: pd.Series[float]) -> list[float | None]:
    return [None if isnan(value) else value for value in column.tolist()]


def extent(tables: Tables, measure: Measure) -> MonthRange:
    """First to last month in which the measure's tables all have a row."""
    return (_extent.__wrapped__ if measure.own_source else _extent)(tables, measure)


@lru_cache(maxsize=64)
def _extent(tables: Tables, measure: Measure) -> MonthRange:
    (row,) = tables.rows(
        f"SELECT min(month) AS first, max(month) AS last FROM ({by_month(tables, measure)})"
    )
    return MonthRange(Month.of(row["first"]), Month.of(row["last"]))


def by_month(tables: Tables, measure: Measure) -> str:
    """The query for a measure's ``month, part, whole, status``, one row per month; parts not known are NULL."""
    whole = f'"{measure.whole.name}"' if measure.whole else "1"
    described = tables.package.resources
    cases = [
        f'WHEN "{column.name}_status" <> \'{KNOWN}\' THEN "{column.name}_status"'
        for column in (measure.part, measure.whole)
        if column
        and column.table in described
        and described[column.table].field(column.name).missing_values
    ]
    status = f"CASE {' '.join(cases)} ELSE '{KNOWN}' END" if cases else f"'{KNOWN}'"
    first, *others = measure.tables
    read = f'({measure.part_query}) AS "{first}"' if measure.part_query else f'"{first}"'
    joined = read + "".join(f' JOIN "{other}" USING (month)' for other in others)
    return f'SELECT month, "{measure.part.name}" AS part, {whole} AS whole, {status} AS status FROM {joined}'


def series(tables: Tables, measure: Measure, months: MonthRange, window: int = 12) -> Series:
    """A measure over a range. Months before the range count for its averages.

    The running average of a share is sum over sum, as every share over several months is here (DESIGN, "Words").
    Raises ValueError for a window that is not 1 to 24 months.
    """
    if not 1 <= window <= LONGEST_WINDOW:
        raise ValueError(f"a running average goes over 1 to {LONGEST_WINDOW} months, not {window}")
    # What a visitor brought is not kept beyond the visit.
    compute = _series.__wrapped__ if measure.own_source else _series
    return compute(tables, measure, months, window)


@lru_cache(maxsize=512)
def _series(tables: Tables, measure: Measure, months: MonthRange, window: int) -> Series:
    sql = f"""
WITH by_month AS (
    {by_month(tables, measure)}
), averaged AS (
    SELECT month, part, whole, status,
        CASE WHEN status = '{KNOWN}' THEN part / nullif(whole, 0) END AS value,
        CASE WHEN count(*) FILTER (status = '{KNOWN}') OVER back = $window
             THEN sum(part) OVER back / nullif(sum(whole) OVER back, 0) END AS average
    FROM by_month
    WINDOW back AS (ORDER BY month RANGE BETWEEN to_months($window - 1) PRECEDING AND CURRENT ROW)
)
SELECT * FROM averaged WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()
    whole = (_rows.__wrapped__ if measure.own_source else _rows)(tables, sql, window)
    first, last = pd.Timestamp(months.first.first_day), pd.Timestamp(months.last.first_day)
    frame = whole[whole["month"].between(first, last)].reset_index(drop=True)
    values = {"window": window, **months.bounds}
    return Series(measure, months, window, frame, Trail(f"{measure.title}, by month", sql, values))


@lru_cache(maxsize=512)
def _rows(tables: Tables, sql: str, window: int) -> pd.DataFrame:
    """A series over all its months. Visitors ask for the same measures over ever other ranges, and asking DuckDB for
    each range would be the greater part of a page's time."""
    everything = {"window": window, "first": dt.date.min, "last": dt.date.max}
    rows = tables.rows(sql, everything)
    return pd.DataFrame(
        {
            "month": pd.to_datetime([row["month"] for row in rows]),
            "part": pd.array([row["part"] for row in rows], dtype="Int64"),
            "whole": pd.array([row["whole"] for row in rows], dtype="Int64"),
            "status": pd.array([row["status"] for row in rows], dtype="str"),
            "value": pd.array([row["value"] for row in rows], dtype="float64"),
            "average": pd.array([row["average"] for row in rows], dtype="float64"),
        }
    )


def partial_months(tables: Tables, measure: Measure) -> list[Month]:
    """The months of a measure that its source is not sure to hold as a whole."""
    return [month for name in measure.tables for month in _partial_months(tables, name)]


@lru_cache(maxsize=64)
def _partial_months(tables: Tables, table: str) -> tuple[Month, ...]:
    described = tables.package.resources.get(table)
    if described is None or not any(field.name == "whole" for field in described.fields):
        return ()
    rows = tables.rows(f'SELECT month FROM "{described.name}" WHERE NOT whole ORDER BY month')
    return tuple(Month.of(row["month"]) for row in rows)


def own_records(
    counts: Sequence[tuple[Month, int]], source: str, label: str = "Your records"
) -> Measure:
    """A visitor's own monthly counts as a measure; ``source`` says whose they are."""
    rows = ", ".join(f"(DATE '{month.first_day}', {int(count)})" for month, count in counts)
    return Measure(
        "own_records" if label == "Your records" else f"own_records: {label}", label, label,
        Column("own_records", "records"), None, "Records of your file, by month",
        part_query=f"SELECT * FROM (VALUES {rows}) AS own(month, records)", own_source=source,
    )  # fmt: skip


def unknown_spans(series: Series) -> list[tuple[MonthRange, str]]:
    """The stretches of months without a value, each with the words that say why."""
    unknown: dict[str, list[Month]] = {}
    for month, status in zip(series.calendar, series.status, strict=True):
        if status != KNOWN:
            unknown.setdefault(status, []).append(month)
    return [(span, status) for status, months in unknown.items() for span in spans(months)]


def published_change(tables: Tables) -> tuple[dict[str, int], Trail]:
    """The last row of Table 1, recomputed: each column's last month less its first; and the query that gave it."""
    names = ("any_offense", "serious_offense", "any_offense_average", "serious_offense_average")
    changes = ", ".join(
        f'arg_max("{name}", month) - arg_min("{name}", month) AS "{name}"' for name in names
    )
    trail = Trail("The change row of Table 1", f"SELECT {changes} FROM convicted_removals", {})
    (row,) = tables.rows(trail.sql)
    return row, trail


@dataclass(frozen=True)
class Published:
    """The 12-month averages as the source printed them.

    ``frame`` has one row per month: ``month`` (datetime64) and ``value`` (people, a whole number).
    """

    frame: pd.DataFrame
    trail: Trail = field(repr=False)


def published_averages(tables: Tables, series: Series) -> Published:
    """The averages printed for the months of a series. Only Table 1 has them; KeyError for another measure."""
    printed = {"any_offense": "any_offense_average", "serious_offense": "serious_offense_average"}
    sql = f"""
SELECT month, "{printed[series.measure.part.name]}" AS value FROM convicted_removals
WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()
    trail = Trail(
        f"{series.measure.title}, published averages",
        sql,
        series.months.bounds,
    )
    return Published(trail.rows(tables), trail)


@dataclass(frozen=True)
class Intervals:
    """The recovered months of a series: between what their value must lie.

    ``frame`` has one row per recovered month: ``month`` (datetime64), ``low`` and ``high`` (in the unit of the
    series: people, or a share of 1).
    """

    frame: pd.DataFrame
    trail: Trail = field(repr=False)


def recovered_intervals(tables: Tables, series: Series) -> Intervals:
    """The intervals of a series of one of the measures WITH_RECOVERED."""
    measure = series.measure
    column, whole = measure.part.name, f'"{measure.whole.name}"' if measure.whole else "1"
    joined = f' JOIN "{measure.whole.table}" USING (month)' if measure.whole else ""
    sql = f"""
SELECT month, "{column}_low" / {whole} AS low, "{column}_high" / {whole} AS high
FROM ({measure.part_query}) AS "{measure.part.table}"{joined}
WHERE recovered AND month BETWEEN $first AND $last ORDER BY month
""".strip()
    values = series.months.bounds
    trail = Trail(f"{measure.title}, intervals {RECOVERED}", sql, values)
    return Intervals(trail.rows(tables), trail)
