"""The whole record as one small strip: what a reader sees who chooses months with a brush."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """The strip of a range of months: its eras, its lines as SVG paths, and its even years.

    Every place across is in months from the first. A line starts at zero, never crosses a month
    without a value, and all lines have one scale."""
    most = max((value for line in lines for value in line.drawn if value is not None), default=1.0)
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


def _path(line: Series, months: MonthRange, most: float) -> str:
    return "".join(_steps(line, months, most))


def _steps(line: Series, months: MonthRange, most: float) -> Iterator[str]:
    previous: Month | None = None
    for row, value in zip(line.rows, line.drawn, strict=True):
        month = Month.of(row["month"])
        if value is None or month not in months:
            continue
        joined = previous is not None and previous + 1 == month
        height = HEIGHT - round(value / most * (HEIGHT - _TOP))
        yield f"{'L' if joined else 'M'}{month - months.first + 0.5} {height}"
        previous = month
