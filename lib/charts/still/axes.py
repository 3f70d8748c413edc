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
    zeros = x.zero if x.axis.get("zeroline") else None, _zero(plot, on, y)
    drawn = [
        _through(other, at, scale.axis["gridcolor"], 1, upright=scale is x)
        for scale, other, zero in ((x, y, zeros[0]), (y, x, zeros[1]))
        if scale.axis.get("showgrid")
        for at, _words in scale.ticks
        if scale.clear(at) and (zero is None or abs(at - zero) > 1e-6)
    ]
    for scale, other, zero in ((x, y, zeros[0]), (y, x, zeros[1])):
        if zero is not None:
            color, width = scale.axis["zerolinecolor"], scale.axis.get("zerolinewidth", 1)
            drawn.append(_through(other, zero, color, width, upright=scale is x))
    return "".join(drawn)


def _zero(plot: Plot, on: tuple[str, str], y: Scale) -> float | None:
    """Where a line at zero is drawn: not where the axis of months is one already."""
    zero = y.zero if y.axis.get("zeroline") else None
    if zero is None or y.clear(zero) or on[1] != plot.foot(on[0]):
        return zero
    return None


def _through(other: Scale, at: float, color: str, width: float, *, upright: bool) -> str:
    """A line through the plot at a pixel of one axis, along the ``other``."""
    (first, last), place = map(svg_number, other.ends), svg_number(at)
    steps = f"M{place},{first}V{last}" if upright else f"M{first},{place}H{last}"
    return _line(color, width, steps)


def _line(color: str, width: float, steps: str) -> str:
    return path(steps, stroke(color, width) + _CRISP)


def upright_words(plot: Plot, y: Scale) -> Iterator[str]:
    """The numbers left of an upright axis, and its title."""
    size, color = y.axis["tickfont"]["size"], y.axis["color"]
    if y.axis.get("showticklabels") is False:
        if y.axis.get("title", {}).get("text"):
            raise Unknown("the title of an axis without words")
        return
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
