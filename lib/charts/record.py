"""A series as its months are known: a line through the settled ones, dotted through those that
later editions still change, and open circles for months held in part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lib.charts.look import Look
from lib.charts.marks import Mark, dots, line
from lib.measures import Series
from lib.months import Month
from lib.text import _


def record(
    series: Series,
    x: Sequence[Any],
    color: str,
    width: float,
    look: Look,
    *,
    name: str = "",
    size: float = 0,
    circle: str | None = None,
    **more: Any,
) -> list[Mark]:
    """The marks of a series; ``x`` are the places of its rows, ``size`` is that of its dots, and
    ``circle`` the color of a month held in part where it is not that of the line.

    No line leads to a month held in part: its count is too low to stand in a line with others."""
    months, complete = series.calendar, series.complete
    provisional = set(series.provisional)
    settled = [
        None if month in provisional else value
        for month, value in zip(months, complete, strict=True)
    ]
    named = {"name": name} if name else {}
    marks = [line(x, settled, color, width, dots=size, **named, **more)]
    if any(value is not None for value in complete) and provisional:
        later = [
            value if month in provisional else None
            for month, value in zip(months, complete, strict=True)
        ]
        if name:
            named = {"name": _("{line}, provisional", line=name)}
        marks.append(line(x, later, color, width, dots=size, dash="dot", **named, **more))
        marks += _joints(x, months, complete, provisional, color, width)
    partial = [
        (place, month, value)
        for place, month, value in zip(x, months, series.drawn, strict=True)
        if value is not None and month in series.partial
    ]
    if partial:
        around = {"width": 2, "color": circle or color}
        marker = {"size": 8, "color": look.color["background"], "line": around}
        places, of, values = zip(*partial, strict=True)
        shown = dict(more)
        if name:
            shown["name"] = _("{line}, may be incomplete", line=name)
        if "customdata" in shown:
            shown["customdata"] = [month.words for month in of]
        if "hovertemplate" not in shown:
            shown["hoverinfo"] = "skip"
        marks.append(dots(places, values, marker, **shown))
    return marks


def _joints(
    x: Sequence[Any],
    months: Sequence[Month],
    values: Sequence[float | None],
    provisional: set[Month],
    color: str,
    width: float,
) -> list[Mark]:
    """Dotted from each settled month to a provisional one beside it, and back."""
    places: list[Any] = []
    heights: list[float | None] = []
    for (x0, month, one), (x1, after, two) in pairwise(zip(x, months, values, strict=True)):
        both = one is not None and two is not None
        if both and (month in provisional) != (after in provisional):
            places += [x0, x1, None]
            heights += [one, two, None]
    return [line(places, heights, color, width, dash="dot")] if places else []
