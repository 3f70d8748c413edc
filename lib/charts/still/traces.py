"""The marks of a still that stand for numbers: bars, then lines with their fills and dots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import ceil, floor, sqrt
from typing import Any

from lib.charts.still.known import BAR, SCATTER, Unknown, check
from lib.charts.still.plot import Plot, path, stroke
from lib.charts.still.scale import Scale
from lib.charts.still.words import svg_number

Trace = Mapping[str, Any]
Point = tuple[float, float] | None

DAY = 86_400_000
"""Milliseconds, in which the widths of bars are."""


def traces(data: list[Trace], plot: Plot) -> dict[tuple[str, str], str]:
    """What is drawn over each two axes, by their names."""
    drawn: dict[tuple[str, str], list[str]] = defaultdict(list)
    bars = [trace for trace in data if trace["type"] == "bar"]
    for trace in [*bars, *(trace for trace in data if trace["type"] != "bar")]:
        known = BAR if trace["type"] == "bar" else SCATTER
        check(trace, known, str(trace["type"]))
    if bars:
        drawn["x", "y"] += _bars(bars, plot)
    for place, trace in enumerate(data):
        if trace["type"] == "scatter":
            on = trace.get("xaxis", "x"), trace.get("yaxis", "y")
            drawn[on] += _scatter(trace, plot, on, place)
    return {name: "".join(marks) for name, marks in drawn.items()}


def _bars(bars: list[Trace], plot: Plot) -> Iterator[str]:
    """Bars upon each other, from the axis up, at whole pixels as Plotly draws them."""
    if len(bars) > 1 and plot.layout.get("barmode") != "stack":
        raise Unknown("bars beside each other")
    x, y = plot.x("x"), plot.y("y")
    base: dict[float, float] = defaultdict(float)
    touching = plot.layout.get("bargap") == 0
    yield f'<g class="bars" clip-path="url(#{plot.clip("x", "y")})">'
    for trace in bars:
        marker = trace["marker"]
        shown = _each(marker.get("opacity", 1), len(trace["x"]))
        for at, value, wide, opacity in zip(
            trace["x"], trace["y"], _each(trace["width"], len(trace["x"])), shown, strict=True
        ):
            middle = x.value(at)
            if middle is None or value is None or value == 0:
                continue
            half = wide / DAY / 2
            foot, top = y.at(base[middle]), y.at(base[middle] + value)
            base[middle] += value
            if foot is None or top is None:
                raise Unknown("bars on a log scale")
            sides = x.place(middle - half), x.place(middle + half)
            left, right = _sharp(*sides, x.ends[0], touching)
            low, high = _sharp(foot, top, y.ends[0], touching)
            steps = (f"M{svg_number(left)},{svg_number(low)}V{svg_number(high)}"
                     f"H{svg_number(right)}V{svg_number(low)}Z")  # fmt: skip
            paler = f' opacity="{opacity}"' if opacity != 1 else ""
            yield path(steps, f' fill="{marker["color"]}"{paler}')
    yield "</g>"


def _each(given: Any, size: int) -> list[Any]:
    return list(given) if isinstance(given, (list, tuple)) else [given] * size


def _sharp(one: float, two: float, corner: float, touching: bool) -> tuple[float, float]:
    """The ends of a bar at whole pixels from the corner of the plot; where it is thinner than two,
    widened to them."""

    def end(at: float, other: float) -> float:
        # Plotly knows places by hundredths before it rounds them.
        at, other = round(at - corner, 2), round(other - corner, 2)
        if abs(at - other) >= 2:
            return corner + (floor(at + 0.5) if touching else at)
        return corner + (ceil(at) if at > other else floor(at))

    first = end(one, two)
    return first, end(two, first)


def _scatter(trace: Trace, plot: Plot, on: tuple[str, str], place: int) -> Iterator[str]:
    x, y = plot.x(on[0]), plot.y(on[1])
    line, mode = trace.get("line", {}), trace["mode"]
    points = list(_points(trace, x, y))
    clip = f' clip-path="url(#{plot.clip(*on)})"'
    if "fill" in trace:
        yield _filled(trace, points, place, x, y) + f'{clip} d="{_steps(points)}Z"/>'
    if "error_y" in trace:
        yield f"<g{clip}>{''.join(_intervals(trace, x, y))}</g>"
    if "lines" in mode and line.get("width", 2) and any(points):
        drawn = stroke(line["color"], line.get("width", 2), line.get("dash", "solid"))
        kind = ' class="line" stroke-miterlimit="2"'
        yield path(_steps(points), f"{kind}{drawn}{clip}")
    if "markers" in mode:
        free = trace.get("cliponaxis") is False
        left, right = x.ends
        top, bottom = y.ends
        seen = [
            (mark, point)
            for mark, point in zip(
                _each(trace["marker"].get("symbol", "circle"), len(points)), points, strict=True
            )
            if point and (not free or (left <= point[0] <= right and top <= point[1] <= bottom))
        ]
        yield f'<g class="dots"{"" if free else clip}>{"".join(_dots(trace, seen))}</g>'


def _points(trace: Trace, x: Scale, y: Scale) -> Iterator[Point]:
    for across, up in zip(trace["x"], trace["y"], strict=True):
        one, two = x.at(across), y.at(up)
        yield None if one is None or two is None else (one, two)


def _steps(points: list[Point]) -> str:
    """A line through the points; it crosses none that has no place."""
    steps, pen = [], "M"
    for point in points:
        if point:
            steps.append(f"{pen}{svg_number(point[0])},{svg_number(point[1])}")
        pen = "L" if point else "M"
    return "".join(steps)


def _dots(trace: Trace, points: list[tuple[str, tuple[float, float]]]) -> Iterator[str]:
    marker = trace["marker"]
    line = marker.get("line", {})
    around = (
        f' stroke="{line["color"]}" stroke-width="{svg_number(line["width"])}"'
        if line.get("width")
        else ""
    )
    color = marker.get("color", trace.get("line", {}).get("color"))
    if not isinstance(color, str):
        raise Unknown("dots in several colors, or in one of Plotly's own")
    if not isinstance(marker["size"], (int, float)):
        raise Unknown("dots of several sizes")
    for mark, (x, y) in points:
        yield path(_mark(mark, x, y, marker["size"] / 2), f' fill="{color}"{around}')


def _mark(mark: str, x: float, y: float, radius: float) -> str:
    """The outline of a mark about a point."""
    r, at = svg_number(radius), f"{svg_number(x)},{svg_number(y)}"
    if mark == "circle":
        return f"M{at}m{r},0a{r},{r} 0 1,1 -{r},-{r}a{r},{r} 0 0,1 {r},{r}z"
    if mark == "diamond":
        d = svg_number(1.3 * radius)
        return f"M{at}m{d},0l-{d},{d}l-{d},-{d}l{d},-{d}z"
    if mark not in ("triangle-up", "triangle-down"):
        raise Unknown(f"{mark} for a point")
    half, up = 2 / sqrt(3) * radius, -1 if mark == "triangle-down" else 1
    base, tip = svg_number(up * radius / 2), svg_number(-up * 1.5 * radius)
    return f"M{at}m-{svg_number(half)},{base}h{svg_number(2 * half)}l-{svg_number(half)},{tip}z"


def _intervals(trace: Trace, x: Scale, y: Scale) -> Iterator[str]:
    bar = trace["error_y"]
    half, look = bar["width"], stroke(bar["color"], bar["thickness"])
    for across, up, reach in zip(trace["x"], trace["y"], bar["array"], strict=True):
        at, high, low = x.at(across), y.at(up + reach), y.at(up - reach)
        if at is None or high is None:
            continue
        if low is None:
            raise Unknown("an interval down to zero on a log scale")
        ends = "".join(
            f"M{svg_number(at - half)},{svg_number(end)}h{svg_number(2 * half)}"
            for end in (high, low)
        )
        yield path(f"{ends}M{svg_number(at)},{svg_number(high)}V{svg_number(low)}", look)


def _filled(trace: Trace, points: list[Point], place: int, x: Scale, y: Scale) -> str:
    """The beginning of what fills the inside of a line."""
    if None in points:
        raise Unknown("a filled line with gaps")
    if "fillpattern" not in trace:
        return f'<path fill="{trace["fillcolor"]}"'
    pattern, name = trace["fillpattern"], f"still-hatch-{place}"
    if trace.get("fillcolor") != pattern["bgcolor"]:
        raise Unknown("hatching on a ground of its own")
    side = pattern["size"] * sqrt(2)
    quarter, whole, width = side / 4, side, pattern["solidity"] * pattern["size"]
    strokes = (
        f"M{-quarter:.3f},{quarter:.3f}l{2 * quarter:.3f},{-2 * quarter:.3f}"
        f"M0,{whole:.3f}L{whole:.3f},0"
        f"M{3 * quarter:.3f},{5 * quarter:.3f}l{2 * quarter:.3f},{-2 * quarter:.3f}"
    )
    corner = f' patternTransform="translate({svg_number(x.ends[0])},{svg_number(y.ends[0])})"'
    size = f'width="{whole:.3f}" height="{whole:.3f}" patternUnits="userSpaceOnUse"'
    return (
        f'<pattern id="{name}" {size}{corner}>'
        f"{path(strokes, stroke(pattern['fgcolor'], width))}</pattern>"
        f'<path fill="url(#{name})"'
    )
