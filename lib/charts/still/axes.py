"""The axes of a still: grid, ticks, and what is written at them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lib.charts.still.known import Unknown
from lib.charts.still.plot import Plot, path, stroke
from lib.charts.still.scale import Scale
from lib.charts.still.words import LINE, MIDDLE, depth, svg_number, text, width

TICK = 5
"""Pixels of a tick."""

CAPITALS = 0.7
"""The height of capital letters, in sizes."""

_CRISP = ' shape-rendering="crispEdges"'


def grid(plot: Plot, on: tuple[str, str]) -> str:
    """The lines behind the marks over two axes, and the one at zero."""
    x, y = plot.level[on[0]], plot.upright[on[1]]
    drawn = []
    if x.axis.get("showgrid"):
        top, bottom = (svg_number(end) for end in y.ends)
        color = x.axis["gridcolor"]
        drawn += [
            _line(color, 1, f"M{svg_number(at)},{top}V{bottom}")
            for at, _words in x.ticks
            if x.clear(at)
        ]
    zero = _zero(plot, on, y)
    if y.axis.get("showgrid"):
        drawn += [
            _across(x, at, y.axis["gridcolor"], 1)
            for at, _words in y.ticks
            if y.clear(at) and (zero is None or abs(at - zero) > 1e-6)
        ]
    if zero is not None:
        drawn.append(_across(x, zero, y.axis["zerolinecolor"], y.axis.get("zerolinewidth", 1)))
    return "".join(drawn)


def _zero(plot: Plot, on: tuple[str, str], y: Scale) -> float | None:
    """Where a line at zero is drawn: not where the axis of months is one already."""
    zero = y.zero if y.axis.get("zeroline") else None
    if zero is None or y.clear(zero) or on[1] != plot.foot(on[0]):
        return zero
    return None


def _across(x: Scale, at: float, color: str, width: float) -> str:
    left, right = x.ends
    return _line(color, width, f"M{svg_number(left)},{svg_number(at)}H{svg_number(right)}")


def _line(color: str, width: float, steps: str) -> str:
    return path(steps, stroke(color, width) + _CRISP)


def upright_words(plot: Plot, y: Scale) -> Iterator[str]:
    """The numbers left of an upright axis, and its title."""
    size, color = y.axis["tickfont"]["size"], y.axis["color"]
    edge = plot.left - 1
    for at, words in y.ticks:
        lines = words.count("<br>")
        down = size * MIDDLE - lines * LINE * size / 2
        yield text(words, edge, at + down, size, color, "end")
    title = y.axis.get("title", {})
    if title.get("text"):
        own = title["font"]["size"]
        widest = max((width(words, size) for _at, words in y.ticks), default=0)
        lines = title["text"].count("<br>")
        x = edge - widest - title["standoff"] - own * (MIDDLE + lines * LINE)
        at = sum(y.ends) / 2
        turned = f' transform="rotate(-90,{svg_number(x)},{svg_number(at)})"'
        yield text(title["text"], x, at, own, color, "middle", turned)


def months(plot: Plot, name: str) -> Iterator[str]:
    """An axis from left to right: its line, ticks, words and title."""
    x = plot.level[name]
    axis, foot = x.axis, plot.y(plot.foot(name)).ends[1] + 0.5
    left, right = x.ends
    yield _line(axis["linecolor"], 1, f"M{svg_number(left)},{svg_number(foot)}H{svg_number(right)}")
    size = axis["tickfont"]["size"]
    below = foot + 0.5
    _check_room(x.ticks, size)
    if "ticks" in axis:
        for at, _words in x.ticks:
            yield _line(axis["tickcolor"], 1, f"M{svg_number(at)},{svg_number(below)}v{TICK}")
        below += TICK
    first = below + 0.2 * size + size
    for at, words in x.ticks:
        yield text(words, at, first, size, axis["color"], "middle")
    yield _title(x, first)


def _check_room(ticks: list[tuple[float, str]], size: float) -> None:
    """Plotly turns words that would touch."""
    for (one, first), (two, second) in pairwise(ticks):
        if one + width(first, size) / 2 >= two - width(second, size) / 2:
            raise Unknown("words at an axis that touch each other")


def _title(x: Scale, first: float) -> str:
    title = x.axis.get("title", {})
    if not title.get("text"):
        return ""
    size = x.axis["tickfont"]["size"]
    rows = max((words.count("<br>") for _at, words in x.ticks), default=0)
    bottom = first + rows * LINE * size + depth(size)
    own = title["font"]["size"]
    y = bottom + title["standoff"] + own * CAPITALS
    return text(title["text"], sum(x.ends) / 2, y, own, x.axis["color"], "middle")
