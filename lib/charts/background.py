"""What stands behind the lines: eras, events, and the months that have no value."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from lib.charts.axes import ends, on_axis
from lib.charts.chart import Figure, Line
from lib.charts.marks import band, between, hatch, start, text, upright
from lib.charts.style import Look, mixed
from lib.eras import Era, Event
from lib.measures import unknown_spans
from lib.months import Month, MonthRange


def add_eras(figure: Figure, eras: Sequence[Era], months: MonthRange, look: Look) -> list[str]:
    """Shades the eras and writes their names above; returns the names of bands too narrow to carry one."""
    layout, unnamed = figure["layout"], []
    for era in eras:
        part = era.months.overlap(months)
        if part is None:
            continue
        layout["shapes"].append(band(start(part.first), start(part.last + 1), look.colour[era.id]))
        room = look.plot_width * len(part) / len(months)
        name = next((name for name in (era.name, era.short_name) if len(name) * 6.8 <= room), None)
        if name is None:
            unnamed.append(era.name)
            continue
        place = {"x": between(part), "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 1}
        layout["annotations"].append(text(f"<b>{name}</b>", look.colour["muted"], 12, **place))
    return unnamed


def add_events(figure: Figure, events: Sequence[Event], months: MonthRange, look: Look) -> str | None:
    """Marks the events in the range with thin numbered lines; returns the key to the numbers, or None."""
    shown = [event for event in events if event.month in months]
    if not shown:
        return None
    first, after = months.first.first_day, (months.last + 1).first_day
    flags: list[tuple[float, str, list[int]]] = []
    for position, event in enumerate(shown, start=1):
        day = event.date if len(event.date) == 10 else f"{event.date}-01"
        at = (dt.date.fromisoformat(day) - first) / (after - first) * look.plot_width
        figure["layout"]["shapes"].append(upright(day, look.colour["axis"]))
        if flags and at - flags[-1][0] < 17:
            flags[-1][2].append(position)
        else:
            flags.append((at, day, [position]))
    for at, day, positions in flags:
        label = str(positions[0]) if len(positions) == 1 else f"{positions[0]}–{positions[-1]}"
        place = {"x": day, "xanchor": "left" if at < 10 else "center", "yref": "paper", "y": 1, "yanchor": "top"}
        flag = text(label, look.colour["background"], 11, bgcolor=look.colour["muted"], borderpad=2, yshift=-4, **place)
        figure["layout"]["annotations"].append(flag)
    return "Events: " + "; ".join(f"{n} {event.label} ({_date(event.date)})" for n, event in enumerate(shown, 1)) + "."


def _date(written: str) -> str:
    month = Month.parse(written[:7])
    return f"{int(written[8:])} {month.short}" if len(written) == 10 else month.short


def add_withheld(
    figure: Figure, lines: Sequence[Line], months: MonthRange, look: Look, levels: Sequence[float] = ()
) -> None:
    """Hatches the months in which a line has no value, and says there whose and why where there is room.

    The words stand between the lines that run there, and the ``levels`` drawn across the plot.
    """
    spans: dict[MonthRange, dict[str, list[str]]] = {}
    for line in lines:
        for span, words in unknown_spans(line.series):
            spans.setdefault(span, {}).setdefault(words, []).append(line.label)
    axis = figure["layout"]["yaxis"]
    low, high = ends(axis)
    colour = mixed(look.colour["hatch"], look.colour["background"], 0.5)
    for span, reasons in spans.items():
        # Drawn first, so that it lies below the lines.
        figure["data"].insert(0, hatch(start(span.first), start(span.last + 1), low, high, colour))
        phrases = [
            words if len(labels) == len(lines) else f"{', '.join(labels)}: {words}" for words, labels in reasons.items()
        ]
        fits = max(int(look.plot_width * len(span) / len(months) / 6.3), 1)
        pieces = [piece for phrase in phrases for piece in textwrap.wrap(phrase, fits, break_long_words=False)]
        if max(map(len, pieces)) <= fits and len(pieces) <= 5:
            met = [value for line in lines for value in _values(line, span)]
            place = {"x": between(span), "yref": "paper", "y": _free(axis, [*met, *levels]), "yanchor": "middle"}
            box = {"bgcolor": look.colour["background"], "borderpad": 3, "opacity": 0.92}
            figure["layout"]["annotations"].append(text("<br>".join(pieces), look.colour["ink"], 12, **box, **place))


def _values(line: Line, span: MonthRange) -> list[float]:
    """What a line shows in a stretch of months: its values and its averages."""
    first, last = (pd.Timestamp(month.first_day) for month in (span.first, span.last))
    frame = line.series.frame[line.series.frame["month"].between(first, last)]
    return [*frame["value"].dropna(), *frame["average"].dropna()]


def _free(axis: dict[str, Any], values: Sequence[float]) -> float:
    """The middle of the widest gap between values, as a share of the height; the flags at the top count as one."""
    low, high = map(float, axis["range"])
    heights = sorted([0.0, *((on_axis(value, axis) - low) / (high - low) for value in values if value > 0), 0.9])
    below, above = max(pairwise(heights), key=lambda gap: gap[1] - gap[0])
    return (below + above) / 2
