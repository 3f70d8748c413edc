"""Charts as small as a word: what a sentence beside them says, as lines without axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lib.charts.look import Look
from lib.charts.ruler import width
from lib.measures import Series
from lib.months import Month, MonthRange
from lib.words import number

WIDTH = 168
"""Pixels."""

_SIZE = 11
_BOTTOM, _EDGE = 3, 4


@dataclass(frozen=True)
class Level:
    """The mean month of a group (people), and the group's color in the palette."""

    months: MonthRange
    mean: float
    color: str


def spark(lines: Sequence[tuple[Series, str]], look: Look, levels: Sequence[Level] = ()) -> str:
    """An SVG of series over the same months, from zero, each with its short name at its end.

    ``levels`` are drawn heavy over the pale months, with their values. Months without a value
    have a ground of their own, and no line crosses them. A narrow look has lines alone."""
    months = lines[0][0].months
    values = [value for one, name in lines for value in one.drawn if value is not None]
    most = max([*values, *(level.mean for level in levels)], default=1.0)
    narrow = look.width == "narrow"
    beside = 0.0 if narrow else max(1.15 * width(name, _SIZE) for one, name in lines)
    plot = _Plot(
        months,
        most,
        WIDTH - _EDGE - (beside + 6 if beside else _EDGE),
        *((3, 22) if narrow else (14, 46)),
    )
    drawn = [plot.shaded(lines[0][0], look)]
    for one, _name in lines:
        color = look.color[one.measure.color]
        drawn.append(plot.line(one, look.tint(one.measure.color, 0.55) if levels else color))
    for level in levels:
        drawn += plot.level(level, look)[: 1 if narrow else 2]
    if not narrow:
        drawn += plot.names(lines, look)
    base, height = plot.base, plot.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="Helvetica, Arial, sans-serif" '
        f'font-size="{_SIZE}">'
        f'<path d="M0 {base}H{plot.right:.1f}" stroke="{look.color["axis"]}"/>'
        f"{''.join(drawn)}</svg>"
    )


@dataclass(frozen=True)
class _Plot:
    months: MonthRange
    most: float
    right: float
    top: int
    height: int

    @property
    def base(self) -> int:
        return self.height - _BOTTOM

    def x(self, month: Month, within: float = 0.5) -> float:
        return _EDGE + (month - self.months.first + within) * self.step

    @property
    def step(self) -> float:
        return (self.right - _EDGE) / len(self.months)

    def y(self, value: float) -> float:
        return self.base - value / self.most * (self.base - self.top)

    def line(self, one: Series, color: str) -> str:
        steps: list[str] = []
        before: Month | None = None
        for month, value in zip(one.calendar, one.complete, strict=True):
            if value is not None:
                joined = before is not None and before + 1 == month
                steps.append(f"{'L' if joined else 'M'}{self.x(month):.1f} {self.y(value):.1f}")
                before = month
        return f'<path d="{"".join(steps)}" fill="none" stroke="{color}" stroke-width="1.6"/>'

    def names(self, lines: Sequence[tuple[Series, str]], look: Look) -> list[str]:
        """The names at the ends of the lines, the lowest first, each clear of the one below."""
        ends = [
            (self.y([value for value in one.complete if value is not None][-1]), name, one)
            for one, name in lines
            if name and one.counted
        ]
        drawn, below = [], float(self.height + _SIZE)
        for end, name, one in sorted(ends, key=lambda end: -end[0]):
            below = min(end + 4, below - _SIZE - 2)
            drawn.append(
                f'<text x="{self.right + 5:.1f}" y="{below:.1f}" font-weight="600" '
                f'fill="{look.color[one.measure.color]}">{escape(name)}</text>'
            )
        return drawn

    def level(self, level: Level, look: Look) -> list[str]:
        """The level, then its value."""
        left, right = self.x(level.months.first, 0), self.x(level.months.last, 1)
        at, color = self.y(level.mean), look.color[level.color]
        words = number(level.mean, "count")
        # The value of a short stretch ends with it.
        wide = width(words, _SIZE) < right - left
        place, anchor = (left, "start") if wide else (right, "end")
        return [
            f'<path d="M{left:.1f} {at:.1f}H{right:.1f}" stroke="{color}" stroke-width="3"/>',
            f'<text x="{place:.1f}" y="{at - 5:.1f}" fill="{color}" font-weight="600" '
            f'text-anchor="{anchor}">{escape(words)}</text>',
        ]

    def shaded(self, one: Series, look: Look) -> str:
        """The months without a value."""
        known = dict(zip(one.calendar, one.drawn, strict=True))
        shade = (
            f'y="{self.top}" height="{self.base - self.top}" fill="{look.color["grid"]}" '
            'shape-rendering="crispEdges"'
        )
        return "".join(
            f'<rect x="{self.x(month, 0):.1f}" width="{self.step + 0.3:.1f}" {shade}/>'
            for month in self.months
            if known.get(month) is None
        )
