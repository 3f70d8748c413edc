"""The second group against the same calendar months of the first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lib.catalog import Measure
from lib.inference.errors import CannotSay, Interval, errors
from lib.inference.sample import Point, Sample, places
from lib.months import Month, MonthRange
from lib.text import _


@dataclass(frozen=True)
class SameMonths:
    """Each month of the second group over the same calendar month of the first.

    ``pairs`` holds (first, second), paired as lib.compare.pairs does: with the nearest in time, the
    earlier of two equally near. ``ratio`` is the geometric mean of their ratios, counts per day or
    shares. Where a month of the first group stands in several pairs its error does, too.
    ``firsts`` is how many different months of the first group are in the pairs. Method: the log
    ratio is a weighted sum of log values, whose errors are those that a level for each calendar
    month and for each group leaves over all months of the groups, as lib.inference.errors has
    them."""

    measure: Measure
    asked: tuple[MonthRange, MonthRange]
    pairs: tuple[tuple[Month, Month], ...]
    firsts: int
    left_out: tuple[Month, ...]
    ratio: Interval
    higher: int
    """In how many pairs the second is the higher."""

    @property
    def months(self) -> tuple[int, int]:
        """How many different months are in the pairs, on each side."""
        return self.firsts, len(self.pairs)


def same_months(sample: Sample) -> SameMonths:
    """The pairs and their geometric mean ratio. Raises CannotSay where no calendar month is in both
    groups, where the pairs are too few for an interval, or a month is zero."""
    pairs = [
        (nearest, point) for point in sample.second if (nearest := _nearest(point, sample.first))
    ]
    if not pairs:
        raise CannotSay(_("No calendar month is in both groups."))
    points = sample.points
    if any(point.part <= 0 for point in points):
        raise CannotSay(_("A month of zero has no ratio."))
    index = {point.month: at for at, point in enumerate(points)}
    weights = np.zeros(len(points))
    for one, two in pairs:
        weights[index[one.month]] -= 1 / len(pairs)
        weights[index[two.month]] += 1 / len(pairs)
    rate = {point.month: _rate(point, sample.measure.kind) for point in points}
    logs = np.log([rate[point.month] for point in points])
    numbers = sorted({point.month.number for point in points})
    columns = np.column_stack(
        [
            *([float(point.month.number == number) for point in points] for number in numbers),
            sample.is_second,
        ]
    )
    parameters = np.linalg.lstsq(columns, logs, rcond=None)[0]
    found = errors(columns, logs - columns @ parameters, places(points))
    on_log = found.interval(float(weights @ logs), weights)
    value, low, high = (float(np.exp(each)) for each in (on_log.value, on_log.low, on_log.high))
    return SameMonths(
        measure=sample.measure,
        asked=sample.asked,
        pairs=tuple((one.month, two.month) for one, two in pairs),
        firsts=len({one.month for one, _two in pairs}),
        left_out=sample.left_out,
        ratio=Interval(value, low, high, on_log.p),
        higher=sum(rate[two.month] > rate[one.month] for one, two in pairs),
    )


def _nearest(point: Point, others: tuple[Point, ...]) -> Point | None:
    same = [other for other in others if other.month.number == point.month.number]
    return min(same, key=lambda other: (abs(other.month - point.month), other.month), default=None)


def _rate(point: Point, kind: str) -> float:
    """A count per day, or a share."""
    return point.value if kind == "share" else point.part / point.days
