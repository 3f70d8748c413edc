"""Names of lines: beside the plot, or behind a line that ends before it does; and in the notes
where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from lib.charts.axes import on_axis
from lib.charts.chart import Line
from lib.charts.look import EDGE, Look
from lib.charts.marks import middle, text
from lib.charts.ruler import width
from lib.charts.sheet import PICTURE_HEIGHT, PLOT_HEIGHT, Sheet
from lib.months import Month, MonthRange
from lib.text import _

EARLY = 0.1
"""The part of the axis that a line leaves empty behind its end, from which on its label shows where
it ends."""


SIZE = 13
"""Pixels of the letters."""

GAP = 8
"""Pixels between the end of a line, or the edge of the plot, and a label."""


@dataclass(frozen=True)
class Label:
    """Words at the height of a value: right of the plot, or behind a ``month`` inside it."""

    value: float
    words: str
    color: str
    month: Month | None = None


def room_beside(names: Iterable[str], look: Look) -> int:
    """Pixels that the names of lines need right of the plot, where they stand there."""
    if not look.beside:
        return EDGE
    return ceil(max(width(f"<b>{name}</b>", SIZE) for name in names)) + GAP + EDGE


def line_label(
    sheet: Sheet,
    one: Line,
    end: float,
    lines: Sequence[Line],
    months: MonthRange,
) -> Label:
    """The name of a line at the value ``end``. A line that ends early has it behind its end, or,
    where another of the ``lines`` runs there, beside the plot with the month it ends in."""
    axis, color = sheet.y, sheet.look.color[one.color]
    known = zip(one.series.calendar, one.series.leading, strict=True)
    last = [month for month, value in known if value is not None][-1]
    if (months.last - last) / len(months) < EARLY:
        return Label(end, f"<b>{one.label}</b>", color)
    taken = GAP + width(f"<b>{one.label}</b>", SIZE)
    behind = taken / sheet.plot_width * len(months)
    low, high = axis["range"]
    crossed = any(
        value
        and 0 < month - last < behind
        and abs(on_axis(value, axis) - on_axis(end, axis)) < 0.06 * (high - low)
        for other in lines
        for month, value in zip(other.series.calendar, other.series.drawn, strict=True)
    )
    if crossed:
        return Label(end, f"<b>{one.label}</b><br>{ends_words(last)}", color)
    return Label(end, f"<b>{one.label}</b>", color, last)


def ends_words(last: Month) -> str:
    """The month that a line ends in, below its name."""
    return _("to {month}", month=last.short)


def add_labels(sheet: Sheet, labels: Iterable[Label]) -> None:
    """Writes the labels, pushed apart where two would touch."""
    axis, margin = sheet.y, sheet.layout["margin"]
    low, high = axis["range"]
    # Apart enough on the page and in the picture, whose plot is lower where the notes are long.
    height = min(PLOT_HEIGHT, PICTURE_HEIGHT - margin["t"] - 250)
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
            "xshift": GAP,
        }
        if label.month:
            background = sheet.look.color["background"]
            place |= {"x": middle(label.month), "bgcolor": background, "opacity": 0.9}
        else:
            place |= {"xref": "paper", "x": 1, "align": "left"}
        sheet.write(text(label.words, label.color, SIZE, **place))


def add_connected(
    sheet: Sheet,
    points: Iterable[tuple[Month, float, str]],
    line: Mapping[Month, float],
    months: MonthRange,
    color: str,
) -> None:
    """Writes words for points above the ``line`` drawn and above each other, each at the end of a
    thin connector, so that nothing of the record is covered."""
    scale, high = sheet.plot_width / len(months), sheet.y["range"][1]
    heights = [
        ((month - months.first + 0.5) * scale, value / high * sheet.height)
        for month, value in line.items()
    ]
    taken: list[tuple[float, float, float]] = []
    ordered = sorted(points, key=lambda point: point[:2])
    places = {(month - months.first + 0.5) * scale for month, _value, _words in ordered}
    for month, value, words in ordered:
        at = (month - months.first + 0.5) * scale
        half = width(f"<b>{words}</b>", 12) / 2 + 4
        center = min(max(_beside(at, half, places - {at}), half), sheet.plot_width - half)
        left, right = center - half, center + half
        own = value / high * sheet.height
        below = [y for x, y in heights if left <= x <= right]
        level = max([own + 26, *(y + 16 for y in below)])
        while any(x0 < right and left < x1 and abs(level - y) < 17 for x0, x1, y in taken):
            level += 17
        taken.append((left, right, level))
        ink = sheet.look.color[color]
        mark = text(f"<b>{words}</b>", ink, 12, x=middle(month), y=value)
        arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": ink}
        sheet.write(mark | arrow | {"ax": center - at, "ay": own - level, "standoff": 7})


def _beside(at: float, half: float, others: Iterable[float]) -> float:
    """The center of words of half a width that is nearest to their point and crosses the connector
    of no other; their own point where there is none."""
    others = list(others)
    centers = [at, *(other + side * half for other in others for side in (1, -1))]
    free = [
        center
        for center in centers
        if abs(center - at) < half and all(abs(other - center) > half - 1 for other in others)
    ]
    return min(free, key=lambda center: abs(center - at), default=at)
