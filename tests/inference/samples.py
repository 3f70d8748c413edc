"""Samples of a test's own numbers, and of the project's tables."""

from collections.abc import Sequence

from lib.catalog import Column, Kind, Measure
from lib.inference.sample import Point, Sample, sample
from lib.measures import series
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests.folders import MEASURES

PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")
TERM = MonthRange.parse("2017-02", "2021-01")


def of_tables(
    tables: Tables, measure: str, first: MonthRange = PEP, second: MonthRange = TRUMP
) -> Sample:
    return sample(series(tables, MEASURES[measure], tables.calendar, 1), first, second)


def made(
    first: Sequence[float],
    second: Sequence[float],
    *,
    kind: Kind = "count",
    whole: float = 1,
    before: Sequence[float] = (),
) -> Sample:
    """Counts of consecutive months, the first group from December 2014 on; ``before`` are months of
    the series in front of it."""
    column = Column("made", "part")
    measure = Measure(
        "made", "Made", "Made", column, column if kind == "share" else None, "", "", "sc"
    )
    start = Month(2014, 12) - len(before)
    every = tuple(
        Point(start + at, float(value), whole)
        for at, value in enumerate([*before, *first, *second])
    )
    groups = every[len(before) :]
    one, two = groups[: len(first)], groups[len(first) :]
    asked = tuple(MonthRange(side[0].month, side[-1].month) for side in (one, two))
    return Sample(measure, (asked[0], asked[1]), one, two, every, ())
