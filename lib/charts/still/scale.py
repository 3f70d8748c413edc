"""An axis: where its values stand, and what is written at which of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log10
from typing import Any

from lib.charts.still.known import X_AXIS, Y_AXIS, Unknown, check

EDGE = 1
"""Pixels from an end of the plot within which no grid line is drawn."""


@dataclass(frozen=True)
class Scale:
    """An axis of a plot. ``start`` is the pixel of its lowest value, ``length`` its pixels, upwards
    below zero; ``low`` and ``high`` are its range, in days for dates and in powers of ten on a log
    scale."""

    axis: dict[str, Any]
    start: float
    length: float
    low: float
    high: float

    def value(self, given: Any) -> float | None:
        """A value of a mark on the axis's own scale; None where it has no place on it."""
        if given is None:
            return None
        kind = self.axis.get("type", "linear")
        if kind == "date":
            return _days(given)
        if isinstance(given, (bool, str)):
            raise Unknown(f"{given!r} on an axis of numbers")
        if kind == "log":
            return log10(given) if given > 0 else None
        return float(given)

    def place(self, value: float) -> float:
        """The pixel of a value on the axis's own scale."""
        return self.start + (value - self.low) / (self.high - self.low) * self.length

    def at(self, given: Any) -> float | None:
        """The pixel of a value of a mark; None where it has no place."""
        value = self.value(given)
        return None if value is None else self.place(value)

    def written(self, given: Any) -> float:
        """The value of an annotation: on a log scale that is a power of ten already."""
        if self.axis.get("type") == "log":
            return float(given)
        value = self.value(given)
        if value is None:
            raise Unknown("words at no value")
        return value

    def holds(self, value: float) -> bool:
        """Whether a value on the axis's own scale lies within its range."""
        return 0 <= (value - self.low) / (self.high - self.low) <= 1

    @property
    def ends(self) -> tuple[float, float]:
        """Its pixels, the smaller first."""
        one, two = self.start, self.start + self.length
        return min(one, two), max(one, two)

    def clear(self, at: float) -> bool:
        """Whether a grid line at a pixel would be seen beside the ends of the plot."""
        low, high = self.ends
        return low + EDGE < at < high - EDGE

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The pixels of the ticks within the range, and what is written there."""
        if "tickvals" in self.axis:
            given = zip(self.axis["tickvals"], self.axis["ticktext"], strict=True)
            found = [(self.value(value), str(words)) for value, words in given]
        else:
            found = self._usual()
        slack = (self.high - self.low) * 1e-4
        return [
            (self.place(value), words)
            for value, words in found
            if value is not None and self.low - slack <= value <= self.high + slack
        ]

    @property
    def zero(self) -> float | None:
        """The pixel of zero, where the range has it."""
        if self.axis.get("type", "linear") != "linear" or self.low * self.high > 0:
            return None
        return self.place(0)

    def _usual(self) -> list[tuple[float | None, str]]:
        """Round numbers, as many as Plotly takes."""
        if self.axis.get("type", "linear") != "linear":
            raise Unknown("ticks of Plotly's own on dates or powers of ten")
        most = self.axis.get("nticks")
        if most is None:
            if self.length > 0:
                raise Unknown("as many ticks from left to right as Plotly takes")
            most = min(max(-self.length / 40, 4), 9) + 1
        rough = (self.high - self.low) / most
        power = 10.0 ** floor(log10(rough))
        step = next(step for step in (2, 5, 10) if rough / power <= step) * power
        first, last = ceil(self.low / step - 1e-6), floor(self.high / step + 1e-6)
        return [
            (place * step, self._number(place * step, step)) for place in range(first, last + 1)
        ]

    def _number(self, value: float, step: float) -> str:
        form, sign = (
            self.axis.get("tickformat", ""),
            "\N{MINUS SIGN}" if value < -step / 1000 else "",
        )
        size = abs(value)
        if abs(value) < step / 1000:
            said = "0%" if form.endswith("%") else "0"
        elif form == ",":
            said = f"{size:,.12g}"
        elif form == "~s":
            said = _with_prefix(size)
        elif form:
            said = f"{100 * size:.{form[1]}f}%"
        elif size < 1000:
            said = f"{size:.{max(0, -floor(log10(step) + 1e-6))}f}"
        else:
            raise Unknown("large numbers as Plotly writes them")
        return f"{sign}{said}{self.axis.get('ticksuffix', '')}"


def horizontal(axis: dict[str, Any], left: float, width: float) -> Scale:
    """An axis of months, or of what else runs from left to right, in its part of a plot."""
    check(axis, X_AXIS, "xaxis")
    low, high = axis.get("domain", (0, 1))
    return _scale(axis, left + low * width, (high - low) * width)


def upright(axis: dict[str, Any], top: float, height: float) -> Scale:
    """An axis in its part of a plot."""
    check(axis, Y_AXIS, "yaxis")
    low, high = axis.get("domain", (0, 1))
    return _scale(axis, top + (1 - low) * height, -(high - low) * height)


def _scale(axis: dict[str, Any], start: float, length: float) -> Scale:
    if "range" not in axis:
        raise Unknown("a range that Plotly finds")
    dates = axis.get("type") == "date"
    low, high = (_days(end) if dates else float(end) for end in axis["range"])
    return Scale(axis, start, length, low, high)


@lru_cache(4096)
def _days(written: str) -> float:
    """Days since the first of all dates."""
    try:
        at = dt.datetime.fromisoformat(written)
    except (TypeError, ValueError):
        raise Unknown(f"{written!r} on an axis of dates") from None
    return (at - dt.datetime.min) / dt.timedelta(days=1)


def _with_prefix(size: float) -> str:
    for power, prefix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if size >= power:
            return f"{size / power:.12g}{prefix}"
    if size and size < 1:
        raise Unknown("small numbers with a prefix")
    return f"{size:.12g}"
