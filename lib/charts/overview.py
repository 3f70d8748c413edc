"""The whole record as one small strip: what a reader sees who chooses months with a brush."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lib.charts.look import Look
from lib.eras import History
from lib.measures import Series
from lib.months import Month, MonthRange

HEIGHT = 100
"""Units from the zero line at the bottom to the top; across, a month is one unit."""

_TOP = 20
"""Units left free above the lines, where the eras have their names."""


def overview(
    history: History, lines: Sequence[Series], months: MonthRange, look: Look
) -> dict[str, Any]:
    """The strip of a range of months: its eras, its even years, and series over it as SVG paths.

    Every place across is in months from the first. All lines have one scale, from zero. None
    crosses a month without a value, or one of which its source may hold a part only."""
    most = max((value for line in lines for _month, value in _whole(line)), default=1.0)
    eras = [(era, part) for era in history.eras if (part := era.months.overlap(months))]
    januaries = [month for month in months if month.number == 1 and month.year % 2 == 0]
    return {
        "eras": [
            {
                "name": era.short_name,
                "from": part.first - months.first,
                "length": len(part),
                "color": look.color[era.id],
            }
            for era, part in eras
        ],
        "lines": [
            {"path": _path(line, months, most), "color": look.color[line.measure.color]}
            for line in lines
        ],
        "years": [
            {"name": str(month.year), "from": month - months.first + 0.5} for month in januaries
        ],
    }


def _whole(line: Series) -> list[tuple[Month, float]]:
    return [
        (month, value)
        for month, value in zip(line.calendar, line.drawn, strict=True)
        if value is not None and month not in line.partial
    ]


def _path(line: Series, months: MonthRange, most: float) -> str:
    steps: list[str] = []
    previous: Month | None = None
    for month, value in _whole(line):
        height = HEIGHT - round(value / most * (HEIGHT - _TOP))
        joined = previous is not None and previous + 1 == month
        steps.append(f"{'L' if joined else 'M'}{month - months.first + 0.5} {height}")
        previous = month
    return "".join(steps)
