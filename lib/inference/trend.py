"""With trend and season: what the second group's months are against what the first group's trend,
carried on, would have made of them.

A segmented regression, as Lopez Bernal, Cummins and Gasparrini describe it (International Journal
of Epidemiology 2017;46:348). Their data give their numbers here, which a test shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lib.catalog import Measure
from lib.inference.errors import Array, CannotSay, Interval
from lib.inference.model import fit, sizes
from lib.inference.sample import Point, Sample
from lib.kept import kept
from lib.months import Month, MonthRange
from lib.text import _

LEAST_BEFORE = 12
"""Months before the border below which no trend is fitted: it would be a part of a year's wave."""

LEAST_AFTER = 3

SEASON_FROM = 24
"""Months before the border from which a yearly wave is told from a trend."""

SLOPE_FROM = 6
"""Months after the border from which a change of slope is fitted, too."""


@dataclass(frozen=True)
class Shape:
    """What a model has besides the level and slope before the border and the change of level at it:
    pairs of yearly harmonics, and a change of slope."""

    harmonics: int
    slope_changes: bool


@dataclass(frozen=True, eq=False)
class Trend:
    """The model and its counterfactual.

    ``ratio`` is what the second group's months add up to over the counterfactual, ``step`` the same
    at the border alone (equal where no change of slope is fitted), ``slopes`` the change in a year
    before and after, as a factor of a count and as an odds ratio of a share. ``calendar`` are the
    months fitted and ``values`` what they are (people or shares of 1); ``fitted`` the model's,
    season and all; ``counterfactual``, ``low`` and ``high`` those after the border without a
    change, with the 95 % band of that line. A single month scatters further: by ``scatter``, its
    standard deviation as a share of its level. ``outlying`` are months further than three of those
    from the line. ``spread`` and ``correlation`` as in Levels, of what the model leaves."""

    measure: Measure
    asked: tuple[MonthRange, MonthRange]
    months: tuple[int, int]
    left_out: tuple[Month, ...]
    shape: Shape
    ratio: Interval
    difference: Interval | None
    step: Interval
    slopes: tuple[float, float]
    calendar: tuple[Month, ...]
    values: tuple[float, ...]
    fitted: tuple[float, ...]
    counterfactual: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    scatter: float
    outlying: tuple[Month, ...]
    spread: float
    correlation: float


def trend(sample: Sample) -> Trend:
    """The segmented regression of two groups that adjoin. Raises CannotSay where they do not, where
    fewer than 12 months come before the border or 3 after it, and where the model has too many
    parameters for its months."""
    return (_made if sample.measure.own else _kept)(sample)


def _made(sample: Sample) -> Trend:
    if not sample.adjoining():
        raise CannotSay(
            _("A trend can be carried on only where the second group begins where the first ends.")
        )
    before, after = sample.months
    if before < LEAST_BEFORE:
        raise CannotSay(
            _(
                "{before} months before the border are too few for a trend; {least} are needed.",
                before=before,
                least=LEAST_BEFORE,
            )
        )
    if after < LEAST_AFTER:
        raise CannotSay(
            _(
                "{after} months after the border are too few to hold against a trend; {least} are "
                "needed.",
                after=after,
                least=LEAST_AFTER,
            )
        )
    shape = Shape(harmonics=int(before >= SEASON_FROM), slope_changes=after >= SLOPE_FROM)
    kind, points = sample.measure.kind, sample.points
    border = sample.asked[1].first
    when = np.array([point.month - border for point in points], dtype=float)
    number = np.array([point.month.number for point in points], dtype=float)
    whole = design(when, number, shape)
    model = fit(points, whole, kind)
    size, later = sizes(points, kind), when >= 0
    unchanged = without_change(whole[later], shape)
    fitted = model.expected(whole, size)
    counterfactual = model.expected(unchanged, size[later])
    low, high = model.band(unchanged, size[later])
    # At the border itself: its own month, in both.
    edge = design(np.zeros(1), np.array([float(border.number)]), shape)
    slopes = np.exp(
        [model.parameters[1], model.parameters[1] + _slope_change(model.parameters, shape)]
    )
    residuals = model.errors.residuals / model.errors.spread**0.5
    wholes = [point.whole for point in points]
    return Trend(
        measure=sample.measure,
        asked=sample.asked,
        months=sample.months,
        left_out=sample.left_out,
        shape=shape,
        ratio=model.ratio(whole[later], unchanged, size[later]),
        difference=(
            model.difference(whole[later], unchanged, size[later]) if kind == "share" else None
        ),
        step=model.ratio(edge, without_change(edge, shape), np.ones(1)),
        slopes=(float(slopes[0]), float(slopes[1])),
        calendar=tuple(point.month for point in points),
        values=tuple(point.value for point in points),
        fitted=_values(fitted, wholes),
        counterfactual=_values(counterfactual, wholes[before:]),
        low=_values(low, wholes[before:]),
        high=_values(high, wholes[before:]),
        scatter=float(np.std(_relative(points, fitted), ddof=whole.shape[1])),
        outlying=tuple(
            point.month
            for point, residual in zip(points, residuals, strict=True)
            if abs(residual) > 3
        ),
        spread=model.errors.spread,
        correlation=model.errors.correlation,
    )


# A sample is the same object for whoever compares the same groups.
_kept = kept(128)(_made)


def design(when: Array, number: Array, shape: Shape) -> Array:
    """The columns of the model: one, years from the border, 1 from the border on, years from it on,
    and the harmonics; ``when`` is in months from the border, ``number`` the month of the year."""
    later = (when >= 0).astype(float)
    columns = [np.ones_like(when), when / 12, later]
    if shape.slope_changes:
        columns.append(later * when / 12)
    for harmonic in range(1, shape.harmonics + 1):
        angle = 2 * np.pi * harmonic * number / 12
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def without_change(rows: Array, shape: Shape) -> Array:
    """Rows of a design as they would be had nothing changed at the border."""
    unchanged = rows.copy()
    unchanged[:, 2 : 4 if shape.slope_changes else 3] = 0
    return unchanged


def _slope_change(parameters: Array, shape: Shape) -> float:
    return float(parameters[3]) if shape.slope_changes else 0.0


def _values(expected: Array, wholes: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(each) / whole for each, whole in zip(expected, wholes, strict=True))


def _relative(points: Sequence[Point], fitted: Array) -> Array:
    """How far each month is from the line, as a share of the line."""
    return np.array([point.part / mean - 1 for point, mean in zip(points, fitted, strict=True)])
