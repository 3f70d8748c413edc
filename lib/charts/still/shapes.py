"""The bands, levels and strokes of a still, below its marks and above them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lib.charts.still.known import SHAPE, Unknown, check
from lib.charts.still.plot import Plot, path, stroke
from lib.charts.still.words import svg_number

Shape = Mapping[str, Any]

_STEP = re.compile(r"([ML])([^ML,]+),([^ML,]+)")


def shapes(given: Sequence[Shape], plot: Plot, layer: str) -> str:
    """Those of a layer, in their order."""
    return "".join(_shape(shape, plot) for shape in given if shape.get("layer", "above") == layer)


def _shape(shape: Shape, plot: Plot) -> str:
    check(shape, SHAPE, "shape")
    across, up = shape["xref"] == "x", shape["yref"]
    on = None if up == "paper" else up
    if across and on and shape.get("layer") == "below":
        raise Unknown("a shape between the grid and the ground")
    clip = f' clip-path="url(#{plot.clip("x" if across else None, on)})"' if across or on else ""
    line, width = shape.get("line", {}), shape.get("line", {}).get("width", 2)
    look = stroke(line["color"], width, line.get("dash", "solid")) if width else ""
    if fill := shape.get("fillcolor"):
        look = look.replace(' fill="none"', "") + f' fill="{fill}"'
    return path(_steps(shape, plot, on), look + clip)


def _steps(shape: Shape, plot: Plot, on: str | None) -> str:
    if shape["type"] == "path":
        steps = _STEP.findall(shape["path"])
        if "".join(f"{pen}{x},{y}" for pen, x, y in steps) != shape["path"]:
            raise Unknown("a path of other than straight strokes")
        return "".join(
            f"{pen}{_x(shape, plot, x)},{_y(shape, plot, on, float(y))}" for pen, x, y in steps
        )
    x0, x1 = (_x(shape, plot, shape[end]) for end in ("x0", "x1"))
    y0, y1 = (_y(shape, plot, on, shape[end]) for end in ("y0", "y1"))
    if shape["type"] == "line":
        return f"M{x0},{y0}L{x1},{y1}"
    return f"M{x0},{y0}H{x1}V{y1}H{x0}Z"


def _x(shape: Shape, plot: Plot, given: Any) -> str:
    if shape["xref"] == "paper":
        return svg_number(plot.left + given * plot.across)
    return _number(plot.x("x").at(given))


def _y(shape: Shape, plot: Plot, on: str | None, given: float) -> str:
    if shape.get("ysizemode") == "pixel":
        if on:
            raise Unknown("pixels from a value")
        return svg_number(plot.top + (1 - shape["yanchor"]) * plot.down - given)
    if on is None:
        return svg_number(plot.top + (1 - given) * plot.down)
    return _number(plot.y(on).at(given))


def _number(at: float | None) -> str:
    if at is None:
        raise Unknown("a shape at no value")
    return svg_number(at)
