"""Names of lines: beside the plot, or behind a line that ends before it does; and in the notes where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lib.charts.axes import on_axis
from lib.charts.chart import Line
from lib.charts.look import Look
from lib.charts.marks import middle, text
from lib.charts.sheet import PLOT_HEIGHT, PNG_HEIGHT, Sheet
from lib.months import Month, MonthRange

EARLY = 0.1
"""The part of the axis that a line leaves empty behind its end, from which on its label shows where it ends."""


@dataclass(frozen=True)
class Label:
    """Words at the height of a value: right of the plot, or behind a ``month`` inside it."""

    value: float
    words: str
    color: str
    month: Month | None = None


def line_label(
    one: Line,
    end: float,
    lines: Sequence[Line],
    axis: dict[str, Any],
    months: MonthRange,
    look: Look,
) -> Label:
    """The name of a line at the value ``end``. A line that ends early has it behind its end, or, where another of the
    ``lines`` runs there, beside the plot with the month it ends in."""
    color = look.color[one.color]
    known = zip(one.series.calendar, one.series.drawn, strict=True)
    last = [month for month, value in known if value is not None][-1]
    if (months.last - last) / len(months) < EARLY:
        return Label(end, f"<b>{one.label}</b>", color)
    width = len(one.label) * 8 / look.plot_width * len(months)
    low, high = axis["range"]
    crossed = any(
        value
        and 0 < month - last < width
        and abs(on_axis(value, axis) - on_axis(end, axis)) < 0.06 * (high - low)
        for other in lines
        for month, value in zip(other.series.calendar, other.series.drawn, strict=True)
    )
    if crossed:
        return Label(end, f"<b>{one.label}</b><br>to {last.short}", color)
    return Label(end, f"<b>{one.label}</b>", color, last)


def add_labels(sheet: Sheet, labels: Iterable[Label]) -> None:
    """Writes the labels, pushed apart where two would touch."""
    axis, margin = sheet.y, sheet.layout["margin"]
    low, high = axis["range"]
    # Apart enough on the page and in the picture, whose plot is lower where the notes are long.
    height = min(PLOT_HEIGHT, PNG_HEIGHT - margin["t"] - 250)
    # The lowest stands clear of the axis.
    below, half_below = -8.0, 8.5
    for label in sorted(labels, key=lambda label: label.value):
        y = on_axis(label.value, axis)
        wanted = (y - low) / (high - low) * height
        half = 8.5 * (1 + label.words.count("<br>"))
        at = max(wanted, below + half_below + half)
        below, half_below = at, half
        place: dict[str, Any] = {
            "y": y,
            "yanchor": "middle",
            "yshift": at - wanted,
            "xanchor": "left",
            "xshift": 8,
        }
        if label.month:
            background = sheet.look.color["background"]
            place |= {"x": middle(label.month), "bgcolor": background, "opacity": 0.9}
        else:
            place |= {"xref": "paper", "x": 1, "align": "left"}
        sheet.write(text(label.words, label.color, 13, **place))
