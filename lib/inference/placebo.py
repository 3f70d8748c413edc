"""Has it swung like that before? The same comparison at every other border that a series allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lib.catalog import Measure
from lib.inference.errors import CannotSay
from lib.inference.sample import Point, Sample
from lib.months import Month, MonthRange
from lib.text import _

LEAST_OTHERS = 5
"""Other borders below which a rank says too little."""


@dataclass(frozen=True)
class Border:
    """The comparison at one border: ``month`` is the first of the second group, ``ratio`` the mean
    month (or share) of as many months as the second group has over that of as many as the first has
    before it. ``overlaps`` is true where its months lie on both sides
    of the real border, so that what is asked about is a part of it."""

    month: Month
    ratio: float
    real: bool
    overlaps: bool


@dataclass(frozen=True)
class Placebo:
    """The comparison at every border.

    ``borders`` are in time order, with the real one; each has ``months`` (first, second) on its
    sides, all known, whole and settled. ``others`` are those that do not overlap the real one,
    ``larger`` those of them at which the levels changed by more, up or down, and ``rank`` the real
    one's place among it and the others, 1 for the greatest change. ``series`` is from the first to
    the last month used.

    ``shifts`` is how many ways the months of the two groups can be moved around a circle, the real
    one among them; ``as_large`` in how many of these the levels lie as far apart as they do, and
    ``p`` the second over the first: with no border in the months, and months like any others, so
    large a gap comes up that often. The circle keeps neighbors together, so their correlation is
    allowed for. ``shift_rank`` is the place of the real one by signed difference, on its side."""

    measure: Measure
    asked: tuple[MonthRange, MonthRange]
    months: tuple[int, int]
    left_out: tuple[Month, ...]
    series: MonthRange
    borders: tuple[Border, ...]
    shifts: int
    as_large: int

    @property
    def real(self) -> Border:
        return next(border for border in self.borders if border.real)

    @property
    def others(self) -> tuple[Border, ...]:
        return tuple(border for border in self.borders if not (border.real or border.overlaps))

    @property
    def larger(self) -> tuple[Border, ...]:
        size = _size(self.real)
        return tuple(border for border in self.others if _size(border) > size)

    @property
    def rank(self) -> int:
        return 1 + len(self.larger)

    @property
    def p(self) -> float:
        return self.as_large / self.shifts


def placebo(sample: Sample) -> Placebo:
    """The real border among all others. Raises CannotSay where the groups do not adjoin, have
    months without a number among them, or the series allows fewer than five other borders."""
    if not sample.adjoining():
        raise CannotSay(
            _("Other borders can be tried only where the second group begins where the first ends.")
        )
    points, known = sample.points, {point.month: point for point in sample.every}
    gap = sample.second[0].month - sample.first[-1].month - 1
    before = sample.first[-1].month - sample.first[0].month + 1
    after = sample.second[-1].month - sample.second[0].month + 1
    if (before, after) != sample.months:
        raise CannotSay(_("A month without a number lies among the months compared."))
    border = sample.second[0].month
    found: list[Border] = []
    for month in sorted(known):
        one = _run(known, month - gap - before, before)
        two = _run(known, month, after)
        if one and two and (level := _level(one)):
            inside = month - gap - before < border <= month + after - 1
            ratio = _level(two) / level
            found.append(Border(month, ratio, month == border, inside and month != border))
    others = sum(not (each.real or each.overlaps) for each in found)
    if others < LEAST_OTHERS:
        raise CannotSay(
            _("The series allows {others} other borders, too few to tell.", others=others)
        )
    shifts, as_large = _around(points, before)
    first = min(each.month for each in found) - gap - before
    return Placebo(
        measure=sample.measure,
        asked=sample.asked,
        months=sample.months,
        left_out=sample.left_out,
        series=MonthRange(first, max(each.month for each in found) + (after - 1)),
        borders=tuple(found),
        shifts=shifts,
        as_large=as_large,
    )


def _run(known: dict[Month, Point], first: Month, length: int) -> tuple[Point, ...]:
    """So many months from the first on, or none where one is not known."""
    months = [first + step for step in range(length)]
    return tuple(known[month] for month in months) if all(m in known for m in months) else ()


def _level(points: tuple[Point, ...]) -> float:
    """The mean month, or the share, sum over sum."""
    return sum(point.part for point in points) / sum(point.whole for point in points)


def _size(border: Border) -> float:
    return abs(float(np.log(border.ratio))) if border.ratio > 0 else float("inf")


def _around(points: tuple[Point, ...], before: int) -> tuple[int, int]:
    """How many ways the months can be moved around a circle, and in how many of them the two levels
    lie as far apart as they do."""
    apart = []
    for shift in range(len(points)):
        moved = points[shift:] + points[:shift]
        apart.append(abs(_level(moved[before:]) - _level(moved[:before])))
    return len(apart), sum(each >= apart[0] * (1 - 1e-9) for each in apart)
