"""The marks a figure is made of, as Plotly dictionaries.

A month's point stands in its middle, so that eras and events can stand at their true dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lib.months import Month, MonthRange
from lib.text import _

Mark = dict[str, Any]


def middle(month: Month) -> str:
    return f"{month}-15"


def start(month: Month) -> str:
    return f"{month}-01"


def between(months: MonthRange) -> str:
    first, after = months.first.first_day, (months.last + 1).first_day
    return (first + (after - first) / 2).isoformat()


def month_bars(months: Sequence[Month]) -> dict[str, list[Any]]:
    """Where bars stand that are as wide as their months, so that they touch and none overlaps."""
    ends = [(month.first_day, (month + 1).first_day) for month in months]
    noon = [dt.datetime.combine(first, dt.time()) + (after - first) / 2 for first, after in ends]
    return {
        "x": [at.isoformat() for at in noon],
        "width": [(after - first) / dt.timedelta(milliseconds=1) for first, after in ends],
    }


def hover(kind: str, axis: str = "y") -> str:
    """A value as the label under the pointer writes it."""
    return f"%{{{axis}:{',.0f' if kind == 'count' else '.2%'}}}<extra></extra>"


def named(name: str, value: str) -> str:
    """A value under the pointer, behind what it is the value of."""
    return _("{name}: {value}", name=name, value=value)


def line(
    x: Sequence[Any],
    y: Sequence[Any],
    color: str,
    width: float,
    *,
    dots: float = 0,
    dash: str = "solid",
    **more: Any,
) -> Mark:
    """A line that never crosses a point without a value; ``dots`` is the size of its markers."""
    return {
        "type": "scatter",
        "mode": "lines+markers" if dots else "lines",
        "x": list(x),
        "y": list(y),
        "connectgaps": False,
        "line": {"color": color, "width": width, "dash": dash},
        **({"marker": {"size": dots}} if dots else {}),
        **({"hoverinfo": "skip"} if "hovertemplate" not in more else {}),
        **more,
    }


def dots(x: Sequence[Any], y: Sequence[Any], marker: Mark, **more: Any) -> Mark:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "marker": marker,
        **more,
    }


def recovered(
    x: Sequence[Any],
    low: Sequence[float],
    high: Sequence[float],
    color: str,
    behind: str,
    **more: Any,
) -> Mark:
    """Values known only to lie in an interval: an open circle in its middle, a bar over its
    length."""
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
    half = [(b - a) / 2 for a, b in zip(low, high, strict=True)]
    marker = {"size": 9, "color": behind, "line": {"width": 2, "color": color}}
    bar = {"type": "data", "array": half, "color": color, "thickness": 1.5, "width": 5}
    return dots(x, middle, marker, error_y=bar, hoverinfo="skip", **more)


def text(words: str, color: str, size: int, **place: Any) -> Mark:
    """Words at a place; x and y are in units of the axis where ``xref`` and ``yref`` do not say
    "paper"."""
    return {
        "text": words,
        "font": {"size": size, "color": color},
        "showarrow": False,
        "xref": "x",
        "yref": "y",
        **place,
    }


def band(first: str | float, after: str | float, color: str) -> Mark:
    """Shade from the top to the bottom of the plot, below everything."""
    return {
        "type": "rect",
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": color,
        "xref": "x",
        "x0": first,
        "x1": after,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
    }


def upright(x: str, color: str) -> Mark:
    """A thin dotted line from the top to the bottom of the plot."""
    return {
        "type": "line",
        "layer": "below",
        "line": {"width": 1, "dash": "dot", "color": color},
        "xref": "x",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
    }


def level(y: float, color: str) -> Mark:
    """A dashed line from the left to the right of the plot."""
    return {
        "type": "line",
        "line": {"width": 1.5, "dash": "dash", "color": color},
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y",
        "y0": y,
        "y1": y,
    }


def hatch(first: str, after: str, low: float, high: float, color: str) -> Mark:
    """Hatching between two values of the axis."""
    clear = "rgba(0,0,0,0)"
    return {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [first, after, after, first, first],
        "y": [low, low, high, high, low],
        "line": {"width": 0},
        "fill": "toself",
        "fillcolor": clear,
        "fillpattern": {
            "shape": "/",
            "size": 11,
            "solidity": 0.1,
            "fgcolor": color,
            "bgcolor": clear,
        },
    }
