"""Where words stand in a panel: clear of its lines, of each other, and of its edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Point = tuple[float, float]
"""Pixels from the left and from the bottom of the panel."""


@dataclass(frozen=True)
class Box:
    """The pixels that words take in a panel."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high

    def crossed(self, one: Point, two: Point) -> bool:
        """Whether a stroke from one point to another runs through the box."""
        (x0, y0), (x1, y1) = (one, two) if one <= two else (two, one)
        if x1 < self.left or x0 > self.right:
            return False
        left, right = max(self.left, x0), min(self.right, x1)
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        ends = sorted((y0 + slope * (left - x0), y0 + slope * (right - x0)))
        if x0 == x1:
            ends = sorted((y0, y1))
        return ends[0] < self.high and ends[1] > self.low


@dataclass
class Room:
    """What is taken in a panel of a width and a height; ``beside`` is the room right of it."""

    width: float
    height: float
    beside: float
    strokes: list[tuple[Point, Point]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def run(self, points: Iterable[Point | None]) -> None:
        """A line through the points; None is a gap, and a point between two gaps a dot."""
        held = list(points)
        for one, two in pairwise([*held, None]):
            if one:
                self.strokes.append((one, two or one))

    def take(self, at: Point, wide: float, high: float, sides: Sequence[Side]) -> Side | None:
        """The first of the sides of a point where words of this size stand clear, which they then
        take; None where there is none."""
        boxes = [(side, side.box(at, wide, high)) for side in sides]
        # Most strokes are far from all sides.
        left = min(box.left for _, box in boxes)
        right = max(box.right for _, box in boxes)
        near = [
            (one, two)
            for one, two in self.strokes
            if (one[0] >= left or two[0] >= left) and (one[0] <= right or two[0] <= right)
        ]
        for side, box in boxes:
            covered = any(box.meets(other) for other in self.boxes)
            if covered or any(box.crossed(*stroke) for stroke in near):
                continue
            if self._holds(box):
                self.boxes.append(box)
                return side
        return None

    def _holds(self, box: Box) -> bool:
        return (
            box.left >= -2
            and box.right <= self.width + self.beside
            and box.low >= -6
            and box.high <= self.height + 1
        )


@dataclass(frozen=True)
class Side:
    """Where words stand by a point: which of their edges is there, and how far from it."""

    x: str
    y: str
    right: float = 0
    up: float = 0

    def box(self, at: Point, wide: float, high: float) -> Box:
        x = at[0] + self.right - {"left": 0.0, "center": wide / 2, "right": wide}[self.x]
        y = at[1] + self.up - {"bottom": 0.0, "middle": high / 2, "top": high}[self.y]
        return Box(x, x + wide, y, y + high)

    @property
    def anchors(self) -> dict[str, object]:
        """As an annotation says it."""
        return {
            "xanchor": self.x,
            "yanchor": self.y,
            "xshift": self.right,
            "yshift": self.up,
            "borderpad": 0,
        }


ABOVE = (
    Side("center", "bottom", 0, 4),
    Side("left", "bottom", -4, 4),
    Side("right", "bottom", 4, 4),
    Side("left", "bottom", 6, 0),
    Side("right", "bottom", -6, 0),
)
"""By a peak."""

BEHIND = (
    *(Side("left", "middle", 7, up) for up in (0, 4, -4, 8, -8, 13, -13, 18, -18, 24, -24)),
    Side("right", "bottom", 4, 6),
    Side("right", "top", 4, -6),
    Side("right", "bottom", 4, 14),
    Side("right", "top", 4, -14),
)
"""By the end of a line."""

AROUND = (
    Side("left", "middle", 9, 0),
    Side("right", "middle", -9, 0),
    Side("center", "bottom", 0, 9),
    Side("center", "top", 0, -9),
    Side("left", "bottom", 7, 6),
    Side("left", "top", 7, -6),
)
"""By a hollow mark."""
