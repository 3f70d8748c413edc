"""A quasi-likelihood model of months: counts by their days, shares by their wholes.

Counts are quasi-Poisson with the log of the days as offset, shares quasi-binomial with the logit as
link (McCullagh and Nelder, Generalized Linear Models, 1989, chapter 9). The intervals are those of
lib.inference.errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lib.catalog import Kind
from lib.inference.errors import Array, CannotSay, Errors, Interval, errors
from lib.inference.sample import Point, places
from lib.text import _

STEPS = 100
"""Of Newton's method at most; from the common level five to ten do."""


@dataclass(frozen=True, eq=False)
class Model:
    """A fitted model; one parameter for each column of its design."""

    kind: Kind
    parameters: Array
    errors: Errors

    def expected(self, design: Array, size: Array) -> Array:
        """People expected in months of a design; ``size`` is days, or wholes."""
        return self._expected(design, size)[0]

    def _expected(self, design: Array, size: Array) -> tuple[Array, Array]:
        return expectation(design @ self.parameters, size, self.kind)

    def ratio(self, design: Array, other: Array, size: Array) -> Interval:
        """What months of a design add up to over what they would under another one; the interval is
        made on the log scale."""
        (one, gain), (two, other_gain) = (self._expected(each, size) for each in (design, other))
        gradient = gain @ design / one.sum() - other_gain @ other / two.sum()
        on_log = self.errors.interval(
            float(np.log(one.sum() / two.sum())), self.errors.of_gradient(gradient)
        )
        value, low, high = np.exp([on_log.value, on_log.low, on_log.high])
        return Interval(float(value), float(low), float(high), on_log.p)

    def difference(self, design: Array, other: Array, size: Array) -> Interval:
        """The same as a difference: people a unit of size, so shares of 1 where the sizes are
        wholes."""
        (one, gain), (two, other_gain) = (self._expected(each, size) for each in (design, other))
        gradient = (gain @ design - other_gain @ other) / size.sum()
        value = float((one.sum() - two.sum()) / size.sum())
        return self.errors.interval(value, self.errors.of_gradient(gradient))

    def band(self, design: Array, size: Array) -> tuple[Array, Array]:
        """Between what the expectation of each month lies with 95 % confidence, people."""
        found = [
            self.errors.interval(float(row @ self.parameters), self.errors.of_gradient(row))
            for row in design
        ]
        low, high = (
            expectation(np.array(ends), size, self.kind)[0]
            for ends in ([each.low for each in found], [each.high for each in found])
        )
        return low, high


def sizes(points: tuple[Point, ...], kind: Kind) -> Array:
    """What a month's count is to be set against: its days, or its whole."""
    return np.array([point.whole if kind == "share" else point.days for point in points], float)


def fit(points: tuple[Point, ...], design: Array, kind: Kind) -> Model:
    """The model of these months with these columns, one row a month. Raises CannotSay where the
    months are too few for it, or cannot be fitted."""
    part = np.array([point.part for point in points])
    size = sizes(points, kind)
    parameters = solve(part, size, design, kind)
    # With these links a step of the predictor gains the mean as much as the counts vary.
    mean, variance = expectation(design @ parameters, size, kind)
    if not np.all(np.isfinite(variance)) or float(variance.min()) < 1e-6:
        raise CannotSay(_("Months of none, or of all, leave nothing to compare by a ratio."))
    scale = np.sqrt(variance)
    found = errors(design * scale[:, None], (part - mean) / scale, places(points))
    return Model(kind, parameters, found)


def expectation(predictor: Array, size: Array, kind: Kind) -> tuple[Array, Array]:
    """People expected in months with these linear predictors, and what each expectation gains by a
    step of its predictor."""
    if kind == "count":
        mean: Array = size * np.exp(predictor)
        return mean, mean
    share: Array = 1 / (1 + np.exp(-predictor))
    return size * share, size * share * (1 - share)


def solve(part: Array, size: Array, design: Array, kind: Kind) -> Array:
    """The parameters under which the counts are likeliest; ``size`` is what they are exposed to, or
    out of. Newton's method, which with these links is the usual reweighting. Raises CannotSay where
    it does not settle, as where a group has none, or all."""
    level = part.sum() / size.sum()
    start = np.log(level) if kind == "count" else np.log(level / (1 - level))
    parameters: Array = np.linalg.lstsq(design, np.full(len(part), start), rcond=None)[0]
    for _step in range(STEPS):
        mean, variance = expectation(design @ parameters, size, kind)
        information = design.T @ (design * variance[:, None])
        try:
            step = np.linalg.solve(information, design.T @ (part - mean))
        except np.linalg.LinAlgError:
            break
        parameters = parameters + step
        if not np.all(np.isfinite(parameters)):
            break
        if float(np.abs(step).max()) < 1e-10:
            return parameters
    raise CannotSay(_("Months of none, or of all, leave nothing to compare by a ratio."))
