"""The level of one group of months over that of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lib.catalog import Measure
from lib.inference.errors import CannotSay, Interval
from lib.inference.model import fit, sizes
from lib.inference.sample import Sample
from lib.months import Month, MonthRange
from lib.text import _


@dataclass(frozen=True)
class Levels:
    """The two groups' levels, and how sure the difference is.

    ``months`` counts those of each side that count, ``asked`` are the ranges asked for and
    ``left_out`` their months held in part, or provisional. ``level`` is each side's mean month
    (people) or share of 1, sum over sum. ``ratio`` is the second over the first: of counts per day,
    so that long months do not count as more, or of shares. ``difference`` is the second less the
    first, of counts in people a day, of shares in shares of 1.

    ``spread`` is the variance of a month over that of as many independent people, ``correlation``
    that of neighboring months which the interval allows for. Method: a quasi-Poisson model of
    counts with the log of the days as offset, a quasi-binomial one of shares, with the errors of
    lib.inference.errors."""

    measure: Measure
    asked: tuple[MonthRange, MonthRange]
    months: tuple[int, int]
    left_out: tuple[Month, ...]
    level: tuple[float, float]
    ratio: Interval
    difference: Interval
    spread: float
    correlation: float


def levels(sample: Sample) -> Levels:
    """Both levels and their ratio. Raises CannotSay where the months are too few for an
    interval, or one side is zero."""
    kind = sample.measure.kind
    if not all(sum(point.part for point in side) for side in (sample.first, sample.second)):
        raise CannotSay(
            _("One of the groups has a level of zero, and nothing is a multiple of it.")
        )
    second = sample.is_second
    model = fit(sample.points, np.column_stack([np.ones(len(second)), second]), kind)
    after = np.ones((len(sample.second), 2))
    before = after * [1, 0]
    size = sizes(sample.second, kind)
    return Levels(
        measure=sample.measure,
        asked=sample.asked,
        months=sample.months,
        left_out=sample.left_out,
        level=sample.levels,
        ratio=model.ratio(after, before, size),
        difference=model.difference(after, before, size),
        spread=model.errors.spread,
        correlation=model.errors.correlation,
    )
