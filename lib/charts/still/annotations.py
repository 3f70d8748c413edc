"""The words of a still inside and around its plot, each where Plotly puts it."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, hypot
from typing import Any

from lib.charts.still.known import ANNOTATION, Unknown, check
from lib.charts.still.plot import Plot, box, path, stroke
from lib.charts.still.words import height, svg_number, text, width

Annotation = Mapping[str, Any]

BORDER = 1
"""Pixels around words for a border, which none of ours has."""

_SHIFT = {"left": 0.5, "center": 0.0, "right": -0.5, "top": 0.5, "middle": 0.0, "bottom": -0.5}
"""From the place of words to their middle, in their own width or height."""


def annotation(given: Annotation, plot: Plot) -> str:
    """Words, blank where their place lies outside of the plot."""
    check(given, ANNOTATION, "annotation")
    words, size = given["text"], given["font"]["size"]
    place = _place(given, plot)
    if place is None:
        return ""
    x, y, across, up = place
    around = BORDER + given.get("borderpad", 1)
    wide = _round(width(words, size) + 2 * around)
    high = _round(height(words, size) + 2 * around)
    arrow = ""
    if given.get("showarrow"):
        middle = x + given["ax"], y + given["ay"]
        arrow = _arrow(given, (x, y), middle, (wide - BORDER, high - BORDER))
    else:
        middle = (
            x + wide * _SHIFT[given.get("xanchor", _nearest(across, "left", "center", "right"))],
            y + high * _SHIFT[given.get("yanchor", _nearest(up, "top", "middle", "bottom"))],
        )
    middle = middle[0] + given.get("xshift", 0), middle[1] - given.get("yshift", 0)
    left, top = _round(middle[0] - wide / 2), _round(middle[1] - high / 2)
    ground = ""
    if fill := given.get("bgcolor"):
        edge = BORDER / 2
        ends = left + edge, left + wide - edge, top + edge, top + high - edge
        ground = box(*ends, f' fill="{fill}"')
    anchor = "start" if given.get("align") == "left" else "middle"
    start = left + around + (0 if anchor == "start" else width(words, size) / 2)
    written = text(words, start, top + around + round(size), size, given["font"]["color"], anchor)
    drawn = arrow + ground + written
    opacity = given.get("opacity", 1)
    return drawn if opacity == 1 else f'<g opacity="{opacity}">{drawn}</g>'


def _place(given: Annotation, plot: Plot) -> tuple[float, float, float, float] | None:
    """The pixels of its place, and how far from left to right and from top to bottom of what it is
    placed by it stands, where it says so; None where it is not within the range of an axis."""
    if given["xref"] == "paper":
        across = float(given["x"])
        x = plot.left + across * plot.across
    else:
        level = plot.x("x")
        value = level.written(given["x"])
        if not level.holds(value):
            return None
        across, x = 0.5, level.place(value)
    axis, domain, rest = given["yref"].partition(" domain")
    if axis == "paper":
        up = 1 - float(given["y"])
        return x, plot.top + up * plot.down, across, up
    if rest:
        raise Unknown(f"words at {given['yref']}")
    scale = plot.y(axis)
    if domain:
        top, bottom = scale.ends
        up = 1 - float(given["y"])
        return x, top + up * (bottom - top), across, up
    value = scale.written(given["y"])
    return (x, scale.place(value), across, 0.5) if scale.holds(value) else None


def _nearest(part: float, first: str, middle: str, last: str) -> str:
    return first if part < 1 / 3 else last if part > 2 / 3 else middle


def _arrow(
    given: Annotation,
    head: tuple[float, float],
    tail: tuple[float, float],
    size: tuple[float, float],
) -> str:
    """A line from the edge of the words to near their point; none where the point lies in them."""
    if given.get("xshift") or given.get("yshift") or "bgcolor" in given:
        raise Unknown("an arrow from words that are moved, or have a ground")
    x, y = head[0] - tail[0], head[1] - tail[1]
    halves = zip((size[0] / 2, size[1] / 2), (x, y), strict=True)
    inside = [half / abs(side) for half, side in halves if side]
    out = min(inside, default=1)
    if out >= 1:
        return ""
    near = 1 - given.get("standoff", 0) / hypot(x, y)
    ends = [(tail[0] + part * x, tail[1] + part * y) for part in (out, near)]
    steps = "L".join(f"{svg_number(x)},{svg_number(y)}" for x, y in ends)
    return path(f"M{steps}", stroke(given["arrowcolor"], given["arrowwidth"]))


def _round(value: float) -> int:
    return floor(value + 0.5)
