"""The months that a question is asked of: whole and settled ones, in two groups."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

import numpy as np

from lib.catalog import Measure
from lib.inference.errors import Array, CannotSay
from lib.measures import Series
from lib.months import Month, MonthRange
from lib.text import _
from lib.trail import KNOWN


@dataclass(frozen=True)
class Point:
    """A month of a measure: ``part`` over ``whole``, people; the whole of a count is 1."""

    month: Month
    part: float
    whole: float

    @property
    def days(self) -> int:
        return calendar.monthrange(self.month.year, self.month.number)[1]

    @property
    def value(self) -> float:
        """People, or a share of 1."""
        return self.part / self.whole


@dataclass(frozen=True, eq=False)
class Sample:
    """Two groups of months of a measure.

    ``first`` and ``second`` hold the months that count, in time order, ``every`` all such months of
    the series. ``asked`` are the two ranges as asked for; ``left_out`` are their months that have a
    value and are held in part only, or provisional."""

    measure: Measure
    asked: tuple[MonthRange, MonthRange]
    first: tuple[Point, ...]
    second: tuple[Point, ...]
    every: tuple[Point, ...]
    left_out: tuple[Month, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        return self.first + self.second

    @property
    def months(self) -> tuple[int, int]:
        """How many months count on each side."""
        return len(self.first), len(self.second)

    @property
    def levels(self) -> tuple[float, float]:
        """The mean month of each side, people; or its share of 1, sum over sum."""
        one, two = (
            sum(point.part for point in side) / sum(point.whole for point in side)
            for side in (self.first, self.second)
        )
        return one, two

    @property
    def is_second(self) -> Array:
        """1 for the months of the second group, 0 for those of the first, in the order of
        ``points``."""
        return np.repeat([0.0, 1.0], self.months)

    def adjoining(self) -> bool:
        """Whether the second group begins where the first ends, or one month later: a mixed month
        may be left out."""
        return 1 <= self.asked[1].first - self.asked[0].last <= 2


def sample(
    series: Series, first: MonthRange, second: MonthRange, *, provisional: bool = False
) -> Sample:
    """The months of two ranges that count; ``series`` is over a range that holds both, and over all
    months where other borders are to be tried. ``provisional`` takes provisional months too; months
    held in part never count.

    Raises CannotSay where the ranges share months, or one has none that counts."""
    if first.overlap(second):
        raise CannotSay(_("The two groups share months."))
    unsettled = set(series.partial) | (set() if provisional else set(series.provisional))
    known = [
        Point(month, float(row["part"]), float(row["whole"]))
        for month, row in zip(series.calendar, series.rows, strict=True)
        if row["status"] == KNOWN and row["value"] is not None
    ]
    every = tuple(point for point in known if point.month not in unsettled)
    one, two = (
        tuple(point for point in every if point.month in months) for months in (first, second)
    )
    for side, months in ((one, first), (two, second)):
        if not side:
            raise CannotSay(
                _(
                    "{measure} has no whole, settled month in {months}.",
                    measure=series.measure.title,
                    months=months.words,
                )
            )
    left_out = tuple(
        point.month
        for point in known
        if point.month in unsettled and (point.month in first or point.month in second)
    )
    return Sample(series.measure, (first, second), one, two, every, left_out)


def places(points: tuple[Point, ...]) -> Array:
    """The months as numbers, the first 0."""
    return np.array([point.month - points[0].month for point in points], dtype=float)
