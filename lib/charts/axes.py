"""Axes: which months and which values get a tick."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from lib.charts.marks import middle, start
from lib.charts.ruler import width
from lib.charts.sheet import Sheet
from lib.months import Month, MonthRange
from lib.text import _
from lib.words import number


def every(steps: Sequence[int], room: float, words: str, size: float) -> int:
    """The smallest step at which such words stand beside each other without touching, or the
    largest there is.

    ``room`` is the pixels from one place to the next.
    """
    needed = width(words, size) + 0.9 * size
    return next((step for step in steps if step * room >= needed), steps[-1])


def month_axis(months: MonthRange, sheet: Sheet) -> dict[str, Any]:
    """Years for a long range, months for a short one, never so many that they touch."""
    room, size = sheet.plot_width / len(months), sheet.look.size
    if len(months) <= 42:
        step = every((1, 2, 3, 4, 6, 12), room, Month(2020, 5).short.replace(" ", "<br>"), size)
        shown = [month for month in months if (month.number - 1) % step == 0]
        ticks = [(middle(month), month.short.replace(" ", "<br>")) for month in shown]
    else:
        step = every((1, 2, 3, 5, 10), 12 * room, "2020", size)
        shown = [month for month in months if month.number == 1 and month.year % step == 0]
        ticks = [(start(month), str(month.year)) for month in shown]
    return {
        "type": "date",
        "range": [start(months.first), start(months.last + 1)],
        "tickvals": [at for at, words in ticks],
        "ticktext": [words for at, words in ticks],
        "hoverformat": _("%B %Y"),
    }


def ticks(sheet: Sheet, widest: str) -> int:
    """How many numbers as wide as this an axis from left to right has room for."""
    size = sheet.look.size
    return max(2, int(sheet.plot_width / (width(widest, size) + 2.5 * size)))


def value_axis(values: Sequence[float], kind: str, log: bool = False) -> dict[str, Any]:
    """From zero to above the highest value; or, on a log scale, from power of ten to power of
    ten."""
    highest = max(values, default=1) or 1
    if not log:
        # The margin has room for 999,999; millions are written 1.5M.
        count = "," if highest * 1.12 < 1_000_000 else "~s"
        return {
            "range": [0, highest * 1.12],
            "tickformat": count if kind == "count" else percent(highest),
            "nticks": 7,
        }
    low, high = (
        floor(log10(min((value for value in values if value > 0), default=1))),
        ceil(log10(highest * 1.05)),
    )
    powers = range(low, high + 1)
    return {
        "type": "log",
        "range": [low, high],
        "tickvals": [10.0**power for power in powers],
        "ticktext": [_power(power, kind) for power in powers],
    }


def _power(power: int, kind: str) -> str:
    if kind == "count":
        return number(10.0**power, kind) if power < 6 else f"{10 ** (power - 6):,}M"
    return number(10.0**power, kind, max(0, -power - 2))


def round_steps(highest: float, most: int) -> list[float]:
    """Zero and round numbers above it up to the highest value, as many as ``most``."""
    power = 10.0 ** floor(log10(highest / most))
    step = next(step * power for step in (1, 2, 2.5, 5, 10) if highest / (step * power) < most + 1)
    return [round(step * place, 12) for place in range(int(highest / step) + 1)]


def ends(axis: dict[str, Any]) -> tuple[float, float]:
    """The lowest and the highest value on an axis."""
    low, high = axis["range"]
    return (10**low, 10**high) if axis.get("type") == "log" else (low, high)


def on_axis(value: float, axis: dict[str, Any]) -> float:
    """Where a value stands on an axis, in the axis's own terms; annotations on a log scale are
    placed by exponent."""
    return log10(value) if axis.get("type") == "log" else value


def percent(highest: float) -> str:
    return ".0%" if highest > 0.06 else ".1%"
