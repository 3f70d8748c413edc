"""The room of a figure: its plot, the axes of it, and what of it clips what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from lib.charts.still.known import Unknown
from lib.charts.still.scale import Scale, horizontal, upright
from lib.charts.still.words import svg_number


@dataclass(frozen=True)
class Plot:
    """A figure's layout at a width in pixels."""

    layout: dict[str, Any]
    width: int

    @property
    def height(self) -> int:
        """Whole pixels: the page gives a chart no parts of one."""
        return int(self.layout["height"])

    @property
    def left(self) -> int:
        return _round(self.layout["margin"]["l"])

    @property
    def top(self) -> int:
        return _round(self.layout["margin"]["t"])

    @property
    def across(self) -> int:
        """Pixels that the plot is wide."""
        return self.width - self.left - _round(self.layout["margin"]["r"])

    @property
    def down(self) -> int:
        """Pixels that the plot is high."""
        return self.height - self.top - _round(self.layout["margin"]["b"])

    @cached_property
    def level(self) -> dict[str, Scale]:
        """The axes from left to right, of months mostly, by what marks call them (``x``, ``x2``),
        in order."""
        return {
            name.replace("axis", ""): horizontal(axis, self.left, self.across)
            for name, axis in self._axes("xaxis")
        }

    @cached_property
    def upright(self) -> dict[str, Scale]:
        """The upright axes by what marks call them (``y``, ``y2``), in order."""
        found = {}
        for name, axis in self._axes("yaxis"):
            if axis.get("anchor", "x") not in ("x", "free"):
                raise Unknown("an upright axis in the middle of the plot")
            found[name.replace("axis", "")] = upright(axis, self.top, self.down)
        return found

    def _axes(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        found = [(name, axis) for name, axis in self.layout.items() if name.startswith(kind)]
        return sorted(found, key=lambda one: int(one[0].removeprefix(kind) or 1))

    def foot(self, x: str) -> str:
        """The upright axis at whose lower end an axis from left to right stands."""
        return str(self.level[x].axis.get("anchor", "y"))

    def x(self, name: str) -> Scale:
        """An axis from left to right. Raises Unknown where there is none of the name."""
        if name not in self.level:
            raise Unknown(f"no axis {name}")
        return self.level[name]

    def y(self, name: str) -> Scale:
        """An upright axis. Raises Unknown where there is none of the name."""
        if name not in self.upright:
            raise Unknown(f"no axis {name}")
        return self.upright[name]

    def clip(self, x: str | None, y: str | None) -> str:
        """The id of what clips to an axis, or to two."""
        return f"still-{x or ''}{y or ''}"

    @property
    def clips(self) -> Iterator[str]:
        """All that clip."""
        for x, y in product((None, *self.level), (None, *self.upright)):
            if x or y:
                across = self.level[x].ends if x else (0.0, float(self.width))
                down = self.upright[y].ends if y else (0.0, float(self.height))
                yield f'<clipPath id="{self.clip(x, y)}">{box(*across, *down)}</clipPath>'


def box(left: float, right: float, top: float, bottom: float, more: str = "") -> str:
    place = f'x="{svg_number(left)}" y="{svg_number(top)}"'
    size = f'width="{svg_number(right - left)}" height="{svg_number(bottom - top)}"'
    return f"<rect {place} {size}{more}/>"


def path(steps: str, more: str) -> str:
    return f'<path d="{steps}"{more}/>'


def dashed(dash: str, width: float) -> str:
    """The dashes of a line, which Plotly makes no shorter than for a line of three pixels."""
    length = max(width, 3) * {"dot": 1, "dash": 3}.get(dash, 0)
    return f' stroke-dasharray="{svg_number(length)}"' if length else ""


def stroke(color: str, width: float, dash: str = "solid") -> str:
    return f' fill="none" stroke="{color}" stroke-width="{svg_number(width)}"{dashed(dash, width)}'


def _round(value: float) -> int:
    return int(value + 0.5)
