"""What stands behind the lines: eras, events, and the months that have no value."""

from __future__ import annotations

import datetime as dt
import itertools
import textwrap
from collections.abc import Sequence
from typing import Any

from lib.charts.axes import ends, on_axis
from lib.charts.chart import Figure, Line
from lib.charts.marks import band, between, hatch, start, text, upright
from lib.charts.style import PLOT_HEIGHT, Look, mixed
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
        layout["shapes"].append(band(start(part.first), start(part.last + 1), look.color[era.id]))
        room = look.plot_width * len(part) / len(months)
        name = next((name for name in (era.name, era.short_name) if len(name) * 6.8 <= room), None)
        if name is None:
            unnamed.append(era.name)
            continue
        place = {"x": between(part), "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 1}
        layout["annotations"].append(text(f"<b>{name}</b>", look.color["muted"], 12, **place))
    return unnamed


def add_events(
    figure: Figure, events: Sequence[Event], months: MonthRange, look: Look
) -> str | None:
    """Marks the events in the range with thin numbered lines; returns the key to the numbers, or None."""
    shown = [event for event in events if event.month in months]
    if not shown:
        return None
    first, after = months.first.first_day, (months.last + 1).first_day
    flags: list[tuple[float, str, list[int]]] = []
    for position, event in enumerate(shown, start=1):
        day = event.date if len(event.date) == 10 else f"{event.date}-01"
        at = (dt.date.fromisoformat(day) - first) / (after - first) * look.plot_width
        figure["layout"]["shapes"].append(upright(day, look.color["axis"]))
        if flags and at - flags[-1][0] < 17:
            flags[-1][2].append(position)
        else:
            flags.append((at, day, [position]))
    for at, day, positions in flags:
        label = str(positions[0]) if len(positions) == 1 else f"{positions[0]}–{positions[-1]}"
        place = {
            "x": day,
            "xanchor": "left" if at < 10 else "center",
            "yref": "paper",
            "y": 1,
            "yanchor": "top",
        }
        flag = text(
            label,
            look.color["background"],
            11,
            bgcolor=look.color["muted"],
            borderpad=2,
            yshift=-4,
            **place,
        )
        figure["layout"]["annotations"].append(flag)
    return (
        "Events: "
        + "; ".join(f"{n} {event.label} ({_date(event.date)})" for n, event in enumerate(shown, 1))
        + "."
    )


def _date(written: str) -> str:
    month = Month.parse(written[:7])
    return f"{int(written[8:])} {month.short}" if len(written) == 10 else month.short


def add_withheld(
    figure: Figure,
    lines: Sequence[Line],
    months: MonthRange,
    look: Look,
    levels: Sequence[float] = (),
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
    color = mixed(look.color["hatch"], look.color["background"], 0.5)
    for span, reasons in spans.items():
        # Drawn first, so that it lies below the lines.
        figure["data"].insert(0, hatch(start(span.first), start(span.last + 1), low, high, color))
        phrases = [
            words if len(labels) == len(lines) else f"{', '.join(labels)}: {words}"
            for words, labels in reasons.items()
        ]
        fits = max(int(look.plot_width * len(span) / len(months) / 6.3), 1)
        pieces = [
            piece
            for phrase in phrases
            for piece in textwrap.wrap(phrase, fits, break_long_words=False)
        ]
        middle, gap = _widest_gap(lines, span, axis, levels)
        if max(map(len, pieces)) <= fits and len(pieces) * 15 + 10 <= gap * PLOT_HEIGHT:
            place = {"x": between(span), "yref": "paper", "y": middle, "yanchor": "middle"}
            box = {"bgcolor": look.color["background"], "borderpad": 3, "opacity": 0.92}
            figure["layout"]["annotations"].append(
                text("<br>".join(pieces), look.color["ink"], 12, **box, **place)
            )


def _widest_gap(
    lines: Sequence[Line], span: MonthRange, axis: dict[str, Any], levels: Sequence[float]
) -> tuple[float, float]:
    """Where, in the months of a span, the plot is free of lines: the middle and the height, as shares of the plot's."""
    low, high = axis["range"]
    # The flags of the events stand in the uppermost part.
    taken = {
        0.0,
        1 - 24 / PLOT_HEIGHT,
        *((on_axis(value, axis) - low) / (high - low) for value in levels),
    }
    for line in lines:
        for month, *values in zip(
            line.series.calendar, line.series.drawn, line.series.averages, strict=True
        ):
            if month in span:
                taken |= {(on_axis(value, axis) - low) / (high - low) for value in values if value}
    edges = sorted(place for place in taken if 0 <= place <= 1)
    gap, start = max((after - before, before) for before, after in itertools.pairwise(edges))
    return start + gap / 2, gap
