"""What stands behind the lines: eras, events, and the months that have no value."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from lib.charts.axes import ends, on_axis
from lib.charts.chart import Line
from lib.charts.marks import band, between, hatch, start, text, upright
from lib.charts.ruler import split, width, wrap
from lib.charts.sheet import PLOT_HEIGHT, Note, Sheet
from lib.eras import Era, Event, History
from lib.measures import unknown_spans
from lib.months import Month, MonthRange, day_words
from lib.text import _

PADDING = 3
"""Pixels around words that stand on a ground of their own."""


def add_history(sheet: Sheet, history: History, months: MonthRange) -> None:
    """The eras as bands and the events as numbered lines, with the notes that explain them."""
    unnamed = _add_eras(sheet, history.eras, months)
    if unnamed:
        sheet.note(_("Unnamed bands: {names}.", names=", ".join(unnamed)))
    sheet.note(_add_events(sheet, history.events, months))


def _add_eras(sheet: Sheet, eras: Sequence[Era], months: MonthRange) -> list[str]:
    """Shades the eras and writes their names above; returns the names of bands too narrow to carry
    one."""
    look, unnamed = sheet.look, []
    for era in eras:
        part = era.months.overlap(months)
        if part is None:
            continue
        sheet.shade(band(start(part.first), start(part.last + 1), look.color[era.id]))
        room = sheet.plot_width * len(part) / len(months)
        names = (era.name, era.short_name)
        name = next((name for name in names if width(name, 12, bold=True) + 4 <= room), None)
        if name is None:
            unnamed.append(era.name)
            continue
        place = {"x": between(part), "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 1}
        sheet.write(text(f"<b>{name}</b>", look.color["muted"], 12, **place))
    return unnamed


def _add_events(sheet: Sheet, events: Sequence[Event], months: MonthRange) -> Note | None:
    """Marks the events in the range with thin numbered lines; returns the key to the numbers, or
    None."""
    look = sheet.look
    shown = [event for event in events if event.month in months]
    if not shown:
        return None
    first, after = months.first.first_day, (months.last + 1).first_day
    flags: list[tuple[float, str, list[int]]] = []
    for position, event in enumerate(shown, start=1):
        day = event.date if len(event.date) == 10 else f"{event.date}-01"
        at = (dt.date.fromisoformat(day) - first) / (after - first) * sheet.plot_width
        sheet.shade(upright(day, look.color["axis"]))
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
            "yshift": -4,
        }
        box = {"bgcolor": look.color["muted"], "borderpad": 2}
        sheet.write(text(label, look.color["background"], 11, **place, **box))
    named = (f"{n} {event.label} ({_date(event.date)})" for n, event in enumerate(shown, 1))
    return Note(_("Events: {events}.", events="; ".join(named)), "line")


def _date(written: str) -> str:
    if len(written) == 10:
        return day_words(dt.date.fromisoformat(written), short=True)
    return Month.parse(written).short


def add_withheld(
    sheet: Sheet, lines: Sequence[Line], months: MonthRange, levels: Sequence[float] = ()
) -> None:
    """Hatches the months in which a line has no value, and says there whose and why where there is
    room.

    The words stand between the lines that run there, and the ``levels`` drawn across the plot.
    """
    look = sheet.look
    spans: dict[MonthRange, dict[str, list[str]]] = {}
    for line in lines:
        for span, words in unknown_spans(line.series):
            spans.setdefault(span, {}).setdefault(words, []).append(line.label)
    low, high = ends(sheet.y)
    color = look.tint("hatch", 0.5)
    for span, reasons in spans.items():
        # Drawn first, so that it lies below the lines.
        sheet.data.insert(0, hatch(start(span.first), start(span.last + 1), low, high, color))
        phrases = [
            words
            if len(labels) == len(lines)
            else _("{lines}: {words}", lines=", ".join(labels), words=words)
            for words, labels in reasons.items()
        ]
        room = sheet.plot_width * len(span) / len(months) - 2 * PADDING
        # No word is cut: words that are wider than the hatching stand in the notes alone.
        longest = max(width(word, 12) for phrase in phrases for word in split(phrase))
        pieces = [piece for phrase in phrases for piece in wrap(phrase, max(room, longest), 12)]
        middle, gap = _widest_gap(lines, span, sheet.y, levels)
        if longest <= room and len(pieces) * 15 + 10 <= gap * PLOT_HEIGHT:
            place = {"x": between(span), "yref": "paper", "y": middle, "yanchor": "middle"}
            box = {"bgcolor": look.color["background"], "borderpad": PADDING, "opacity": 0.92}
            sheet.write(text("<br>".join(pieces), look.color["ink"], 12, **box, **place))


def _widest_gap(
    lines: Sequence[Line], span: MonthRange, axis: dict[str, Any], levels: Sequence[float]
) -> tuple[float, float]:
    """Where, in the months of a span, the plot is free of lines: the middle and the height, as
    shares of the plot's."""
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
