"""What makes a chart that a page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lib.charts import Chart, Line, Look

Draw = Callable[[Look], Chart]
"""Draws a chart for how a visitor sees it."""


@dataclass(frozen=True)
class Lined:
    """A chart of lines, and the lines, for a page to say why they make none."""

    lines: Sequence[Line]
    draw: Draw

    @property
    def there(self) -> bool:
        """Whether the lines make a chart: a month has a value, and there are two months."""
        known = any(line.series.known for line in self.lines)
        return known and max(len(line.series) for line in self.lines) > 1

    @property
    def drawn(self) -> Draw | None:
        """What draws the chart, where there is one."""
        return self.draw if self.there else None
