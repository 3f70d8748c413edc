"""How far an estimate from months in a row can be off.

Months are not independent: a high month is likely to follow a high one. So the correlation of
neighboring months is estimated together with the spread, and both enter the interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lib.text import _

Array = NDArray[np.float64]

CONFIDENCE = 0.95
"""Of every interval here."""

CORRELATIONS: Array = np.linspace(0, 0.98, 50)
"""What the correlation of neighboring months may be; negative ones would only narrow intervals."""

TOWARDS_ONE = 0.1
"""How far an estimated correlation is moved towards 1. Few months show it poorly, and one taken too
low makes an interval too narrow; bench/inference.md has what the move does to coverage."""

LEAST_FREEDOM = 4
"""How many months there must be more than a model has parameters."""


class CannotSay(ValueError):
    """Why a question has no answer from these months, in words for readers."""


Found = TypeVar("Found")


def or_why(ask: Callable[[], Found]) -> Found | str:
    """What a question finds, or the words for readers why it has no answer."""
    try:
        return ask()
    except CannotSay as why:
        return str(why)


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval, in the unit of the estimate; ``p`` is the two-sided p
    value of no difference."""

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors of a model that is fitted to months.

    ``columns`` are those of the model, one row a month, and ``residuals`` what it leaves, both
    scaled so that the residuals of independent months have one variance; ``places`` number the
    months, so that a gap is one. Built by ``errors``, which refuses too few months.

    The method: the residuals are taken as those of a first-order autoregression. Its correlation is
    the one under which the lag-one correlation of the residuals, after fitting, is expected to be
    the one seen; the spread follows from the sum of squares in the same way; and the degrees of
    freedom are Satterthwaite's (Biometrics Bulletin 1946;2:110). No interval is narrower than that
    of Newey and West (Econometrica 1987;55:703), whose own is too narrow for few months."""

    columns: Array
    residuals: Array
    places: Array

    @cached_property
    def _bread(self) -> Array:
        return np.asarray(np.linalg.inv(self.columns.T @ self.columns), dtype=float)

    @cached_property
    def _apart(self) -> Array:
        """How many months lie between each two."""
        apart: Array = np.abs(np.subtract.outer(self.places, self.places))
        return apart

    @cached_property
    def _leaves(self) -> Array:
        """What fitting leaves of the months: the projection from them to the residuals."""
        leaves = np.eye(len(self.residuals)) - self.columns @ self._bread @ self.columns.T
        return np.asarray(leaves, dtype=float)

    @cached_property
    def seen(self) -> float:
        """The products of neighboring residuals over their squares."""
        squares = float(self.residuals @ self.residuals)
        return float(self.residuals @ (self._apart == 1) @ self.residuals) / 2 / squares

    @cached_property
    def correlation(self) -> float:
        """The correlation of neighboring months that the intervals allow for, from 0 to 1."""
        neighbors = self._leaves @ ((self._apart == 1) / 2) @ self._leaves
        months = [correlation**self._apart for correlation in CORRELATIONS]
        expected = [np.sum(neighbors * each) / np.sum(self._leaves * each) for each in months]
        # Where the months are few it need not rise throughout.
        rising = np.maximum.accumulate(expected)
        found = 0.0
        # Months that all lie apart show none.
        if self.seen > rising[0]:
            found = float(np.interp(self.seen, rising, CORRELATIONS))
        return found + TOWARDS_ONE * (1 - found)

    @cached_property
    def _left(self) -> Array:
        """The covariance of the residuals, for months of variance 1."""
        left = self._leaves @ (self.correlation**self._apart) @ self._leaves
        return np.asarray(left, dtype=float)

    @cached_property
    def spread(self) -> float:
        """The variance of a month over the one that ``columns`` and ``residuals`` are scaled
        by."""
        return float(self.residuals @ self.residuals / np.trace(self._left))

    @cached_property
    def freedom(self) -> float:
        """Degrees of freedom of the spread."""
        return float(np.trace(self._left) ** 2 / np.sum(self._left**2))

    def variance(self, weights: Array) -> float:
        """The variance of a sum of the scaled months under these weights."""
        return float(self.spread * (weights @ (self.correlation**self._apart) @ weights))

    def newey_west(self, weights: Array) -> float:
        """The same by Newey and West, with Bartlett's kernel over three quarters of the cube root
        of the number of months."""
        size, parameters = self.columns.shape
        lags = max(1, round(0.75 * size ** (1 / 3)))
        kernel = np.clip(1 - self._apart / (lags + 1), 0, None)
        scores = weights * self.residuals
        return float(scores @ kernel @ scores * size / (size - parameters))

    def of_gradient(self, gradient: Array) -> Array:
        """The weights of the months in something that changes with the parameters by this
        gradient."""
        weights: Array = self.columns @ self._bread @ gradient
        return weights

    def interval(self, estimate: float, weights: Array) -> Interval:
        """The interval of an estimate that the scaled months enter with these weights."""
        # Of scipy.stats, which loads for a second, it is these two that count.
        from scipy.special import stdtr, stdtrit

        size, parameters = self.columns.shape
        half, p = 0.0, 0.0
        for variance, freedom in (
            (self.variance(weights), self.freedom),
            (self.newey_west(weights), size - parameters),
        ):
            error = variance**0.5
            half = max(half, float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * error)
            p = max(p, float(2 * stdtr(freedom, -abs(estimate) / error)) if error else 0.0)
        return Interval(estimate, estimate - half, estimate + half, p)


def errors(columns: Array, residuals: Array, places: Array) -> Errors:
    """The errors of a fitted model. Raises CannotSay where its months are too few, or all exactly
    on the model."""
    size, parameters = columns.shape
    if size - parameters < LEAST_FREEDOM:
        raise CannotSay(
            _(
                "{months} months are too few for an interval; at least {least} are needed here.",
                months=size,
                least=parameters + LEAST_FREEDOM,
            )
        )
    if float(residuals @ residuals) < 1e-18 * size:
        raise CannotSay(_("The months do not vary, so nothing shows how far they might."))
    return Errors(columns, residuals, places)
