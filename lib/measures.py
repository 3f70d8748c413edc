"""Series by month: counts, shares and their running averages. What can be measured stands in
lib/catalog."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lib.catalog import Column, Kind, Measure
from lib.datapackage import Resource
from lib.kept import kept
from lib.months import Month, MonthRange, spans
from lib.sources import Credit, credit
from lib.sql import identifier, literal
from lib.tables import KNOWN, Row, Tables
from lib.text import _
from lib.trail import Answer, Trail

LONGEST_WINDOW = 24

KEPT = 512
"""Series kept: a page shows up to ten, and visitors ask for ever other ranges."""


def undefined_words() -> str:
    """Why a share has no value in a month in which there was nothing to be a share of."""
    return _("not defined: a share of none")


@dataclass(frozen=True, eq=False)
class Series(Answer):
    """A measure over a range of months.

    One row per month of the range that the measure's tables hold, in order: ``month`` (its first
    day), ``part`` and ``whole`` (people; 1 for the whole of a count), ``status`` ("known", or the
    words of the source), ``value`` (people, or a share of 1; None where not known), and ``average``
    (the running average over ``window`` months; None unless every month of the window is known and
    none is held in part only).
    """

    measure: Measure
    months: MonthRange
    window: int
    held: MonthRange
    """First to last month in which the measure's tables all have a row, in this range or outside
    it; months still to come do not count."""
    partial: tuple[Month, ...]
    """The months of the range that their source may hold in part only."""
    provisional: tuple[Month, ...]
    """The months of the range that later editions of their source still change."""

    @cached_property
    def calendar(self) -> list[Month]:
        """The months of the rows."""
        return [Month.of(day) for day in self.column("month")]

    @cached_property
    def drawn(self) -> list[float | None]:
        """The values of the rows, None where not known."""
        return self.column("value")

    @cached_property
    def complete(self) -> list[float | None]:
        """The values of the rows that hold a whole month, None for the others."""
        return _complete(self.calendar, self.drawn, self.partial)

    @property
    def leading(self) -> list[float | None]:
        """The values that a line leads through: those of whole months or, where there is no other,
        all."""
        return self.complete if self.counted else self.drawn

    @cached_property
    def averages(self) -> list[float | None]:
        """The running averages of the rows, None where not every month of the window is known."""
        return self.column("average")

    @cached_property
    def status(self) -> list[str]:
        """For each row "known", or why there is no value: the words of the source, or that a share
        of none is none; in the language spoken."""
        said = {status: _(status) for status in {row["status"] for row in self.rows}}
        said[KNOWN] = KNOWN
        return [
            undefined_words()
            if row["value"] is None and row["status"] == KNOWN
            else said[row["status"]]
            for row in self.rows
        ]

    @cached_property
    def unknown(self) -> tuple[tuple[MonthRange, str], ...]:
        """The stretches of months without a value, each with the words that say why."""
        unknown: dict[str, list[Month]] = {}
        for month, status in zip(self.calendar, self.status, strict=True):
            if status != KNOWN:
                unknown.setdefault(status, []).append(month)
        return tuple((span, status) for status, months in unknown.items() for span in spans(months))

    @property
    def kind(self) -> Kind:
        return self.measure.kind

    @cached_property
    def known(self) -> int:
        """How many months have a value."""
        return sum(value is not None for value in self.drawn)

    @cached_property
    def counted(self) -> int:
        """How many months have a value for the whole month, and so count in comparisons."""
        return sum(value is not None for value in self.complete)


def _complete(
    calendar: Sequence[Month], drawn: Sequence[float | None], partial: Collection[Month]
) -> list[float | None]:
    held = set(partial)
    return [None if month in held else value for month, value in zip(calendar, drawn, strict=True)]


def by_month(tables: Tables, measure: Measure) -> str:
    """The query for a measure's ``month, part, whole, status, complete, settled``, one row per
    month; parts not known are NULL, a month is complete where no table says that it holds a part
    only, and settled where none says that it is provisional."""
    described = tables.package.resources
    cases = []
    for column in measure.columns:
        resource = described.get(column.table)
        if measure.own or (resource and resource.field(column.name).missing_values):
            status = f"{identifier(column.table)}.{identifier(f'{column.name}_status')}"
            cases.append(f"WHEN {status} <> {literal(KNOWN)} THEN {status}")
    flags = [
        f"{identifier(name)}.whole" for name in measure.tables if _has(described.get(name), "whole")
    ]
    changing = [
        f"NOT {identifier(name)}.provisional"
        for name in measure.tables
        if _has(described.get(name), "provisional")
    ]
    status = f"CASE {' '.join(cases)} ELSE {literal(KNOWN)} END" if cases else literal(KNOWN)
    first, *others = (identifier(table) for table in measure.tables)
    read = f"({measure.part_query}) AS {first}" if measure.part_query else first
    joined = read + "".join(f" JOIN {other} USING (month)" for other in others)
    part, whole = _qualified(measure.part), _qualified(measure.whole) if measure.whole else "1"
    return (
        f"SELECT month, {part} AS part, {whole} AS whole, {status} AS status, "
        f"{' AND '.join(flags) or 'true'} AS complete, "
        f"{' AND '.join(changing) or 'true'} AS settled FROM {joined}"
    )


def _qualified(column: Column) -> str:
    # By its table, because a table may have a column of its own name.
    return f"{identifier(column.table)}.{identifier(column.name)}"


def _has(resource: Resource | None, column: str) -> bool:
    return resource is not None and any(field.name == column for field in resource.fields)


def extent(tables: Tables, measure: Measure) -> MonthRange:
    """First to last month in which the measure's tables all have a row; months still to come do
    not count."""
    return (_all if measure.own else _kept_all)(tables, measure, 1).held


def _held(tables: Tables, measure: Measure, everything: Sequence[Row]) -> MonthRange:
    first, last = month_of(everything[0]), month_of(everything[-1])
    described = [name for name in measure.tables if name in tables.package.resources]
    return MonthRange(first, min([last, *(tables.extent(name).last for name in described)]))


def series(tables: Tables, measure: Measure, months: MonthRange, window: int = 12) -> Series:
    """A measure over a range. Months before the range count for its averages.

    The running average of a share is sum over sum, as every share over several months is here
    (docs/design.md, "Words"). Raises ValueError for a window that is not 1 to 24 months."""
    if not 1 <= window <= LONGEST_WINDOW:
        raise ValueError(f"a running average goes over 1 to {LONGEST_WINDOW} months, not {window}")
    make = _made if measure.own else _kept
    return make(tables, measure, months, window)


def _made(tables: Tables, measure: Measure, months: MonthRange, window: int) -> Series:
    # Visitors ask for the same measures over ever other ranges: asking DuckDB for each would be
    # most of a page's time.
    whole = (_all if measure.own else _kept_all)(tables, measure, window)
    start = bisect_left(whole.calendar, months.first)
    end = bisect_right(whole.calendar, months.last)
    trail = Trail(whole.what, whole.sql, {"window": window, **months.bounds}, own=measure.own)
    made = Series(
        trail,
        whole.rows[start:end],
        whole.credit,
        measure=measure,
        months=months,
        window=window,
        held=whole.held,
        partial=tuple(month for month in whole.partial if month in months),
        provisional=tuple(month for month in whole.provisional if month in months),
    )
    # What the whole series knows by month, the cut need not work out again.
    vars(made).update({name: values[start:end] for name, values in whole.by_month.items()})
    return made


_kept = kept(KEPT)(_made)


@dataclass(frozen=True, eq=False)
class _All:
    """A measure over all its months, which every range is cut from."""

    what: str
    sql: str
    rows: tuple[Row, ...]
    calendar: list[Month]
    held: MonthRange
    credit: Credit
    partial: tuple[Month, ...]
    provisional: tuple[Month, ...]
    by_month: dict[str, list[Any]]
    """What a series has for each of its rows, by the names there."""


def _all(tables: Tables, measure: Measure, window: int) -> _All:
    rows = _rows(tables, measure, window)
    calendar = [month_of(row) for row in rows]
    every = MonthRange(Month.of(dt.date.min), Month.of(dt.date.max))
    partial = flagged(tables, measure, every, "whole", False)
    drawn = [row["value"] for row in rows]
    return _All(
        what=_("{measure}, by month", measure=measure.title),
        sql=_series_sql(tables, measure),
        rows=rows,
        calendar=calendar,
        held=_held(tables, measure, rows),
        credit=credit_of(tables, measure),
        partial=partial,
        provisional=flagged(tables, measure, every, "provisional", True),
        by_month={
            "calendar": calendar,
            "drawn": drawn,
            "complete": _complete(calendar, drawn, partial),
            "averages": [row["average"] for row in rows],
        },
    )


_kept_all = kept(128)(_all)


def _series_sql(tables: Tables, measure: Measure) -> str:
    return f"""
WITH by_month AS (
    {by_month(tables, measure)}
), averaged AS (
    SELECT month, part, whole, status,
        CASE WHEN status = '{KNOWN}' THEN part / nullif(whole, 0) END AS value,
        CASE WHEN count(*) FILTER (status = '{KNOWN}' AND complete) OVER back = $window
             THEN sum(part) OVER back / nullif(sum(whole) OVER back, 0) END AS average
    FROM by_month
    WINDOW back AS (ORDER BY month RANGE BETWEEN to_months($window - 1) PRECEDING AND CURRENT ROW)
)
SELECT * FROM averaged WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()


def _rows(tables: Tables, measure: Measure, window: int) -> tuple[Row, ...]:
    """A series over all its months."""
    everything = {"window": window, "first": dt.date.min, "last": dt.date.max}
    sql = _series_sql(tables, measure)
    return tables.rows(sql, everything, remember=not measure.own)


def credit_of(tables: Tables, measure: Measure) -> Credit:
    """Who published what a measure counts; of a visitor's own file, whose it is."""
    if measure.own_source:
        return Credit((measure.own_source,), ())
    return credit(tables, measure.tables)


def flagged(
    tables: Tables, measure: Measure, months: MonthRange, column: str, value: bool
) -> tuple[Month, ...]:
    """The months of a range for which a table of the measure has this value in its column
    ``whole`` or ``provisional``; tables without the column have none."""
    found: set[Month] = set()
    for name in measure.tables:
        resource = tables.package.resources.get(name)
        if _has(resource, column):
            said = identifier(column) if value else f"NOT {identifier(column)}"
            rows = tables.rows(f"SELECT month FROM {identifier(name)} WHERE {said}")
            found |= {Month.of(row["month"]) for row in rows}
    return tuple(sorted(month for month in found if month in months))


def not_covered_words() -> str:
    """Why a month has no value that a visitor's file should hold if it went on without a gap."""
    return _("not covered by the file")


def own_records(
    counts: Sequence[tuple[Month, int | str]],
    source: str,
    label: str | None = None,
    *,
    holds: str | None = None,
    dated: str | None = None,
) -> Measure:
    """A visitor's own monthly counts as a measure; ``source`` says whose they are, ``label`` which
    of them, where they are not all, ``holds`` what the file holds, and ``dated`` which date puts a
    record into its month.

    A month has its count (people), or the words that say why it has none; at least one has a count.
    """
    rows = ", ".join(
        f"({literal(month.first_day)}, NULL, {literal(count)})"
        if isinstance(count, str)
        else f"({literal(month.first_day)}, {int(count)}, {literal(KNOWN)})"
        for month, count in counts
    )
    return Measure(
        id=f"own_records: {label}" if label else "own_records",
        title=label or _("Your records"),
        label=label or _("Your records"),
        part=Column("own_records", "records"),
        whole=None,
        formula=_("Records of your file, by month"),
        axis=_("{holds} in the month", holds=holds or _("Records")),
        dated=_("Month of {date}", date=dated) if dated else _("Month"),
        color="own",
        part_query=f"SELECT * FROM (VALUES {rows}) AS own(month, records, records_status)",
        own_source=source,
    )


def month_of(row: Row | dict[str, Any]) -> Month:
    """The month of a row."""
    return Month.of(row["month"])
