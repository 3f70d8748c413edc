"""What stands behind the lines: eras, events, and the months that have no value."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from lib.charts.axes import ends, on_axis
from lib.charts.chart import Line
from lib.charts.look import EDGE
from lib.charts.marks import Mark, band, between, hatch, start, text, upright
from lib.charts.notes import Note
from lib.charts.ruler import split, width, wrap
from lib.charts.sheet import PLOT_HEIGHT, Sheet
from lib.eras import Era, Event, History
from lib.months import Month, MonthRange, day_words
from lib.text import _

WRITTEN = 3
"""How many events are written at their lines at most."""

EVENT_SIZE = 11
"""Pixels of the letters of events."""

ROW, STRIP, NUMBERS = 16, 17, 13
"""Pixels above the plot: for words of events, the eras above them, and numbers on top."""

PADDING = 3
"""Pixels around words that stand on a ground of their own."""


def add_history(sheet: Sheet, history: History, months: MonthRange) -> None:
    """The eras as a thin strip above the plot, each named once, and the events as dotted lines.

    Two or three events are written at their lines, the others are numbers that tell their text
    when they are pointed at; a picture, which nobody can point at, has all of them in its notes,
    and on the page they are one step away. An event has the same number in every chart."""
    shown = {
        number: event for number, event in enumerate(history.events, 1) if event.month in months
    }
    flags = _placed(sheet, shown, history.eras, months)
    numbers = [flag for flag in flags if not flag.words]
    sheet.raise_top(STRIP + ROW + (NUMBERS if numbers else 0))
    unnamed = _add_eras(sheet, history.eras, months)
    for flag in flags:
        sheet.shade(upright(flag.day, sheet.look.color["axis"]))
        if flag.words:
            _write_event(sheet, flag)
    _write_numbers(sheet, numbers)
    if unnamed:
        said = _("Unnamed in the strip: {names}.", names=", ".join(unnamed))
        # Where the strip is wider they are named in it.
        sheet.note(Note(said if sheet.look.picture else "", brief=said))
    sheet.events = [f"{number} {_event_words(event)}" for number, event in shown.items()]


@dataclass(frozen=True)
class _Flag:
    """An event: its number among all of them, its day, how far from the left edge of the plot it
    stands in pixels, and the words at its line, which end there where ``before`` it."""

    event: Event
    number: int
    day: str
    at: float
    words: str = ""
    before: bool = False


def _placed(
    sheet: Sheet, shown: Mapping[int, Event], eras: Sequence[Era], months: MonthRange
) -> list[_Flag]:
    """Where the events stand. Written are some of those of a known day, as far as their words stand
    clear of each other."""
    first, after = months.first.first_day, (months.last + 1).first_day
    flags: dict[int, _Flag] = {}
    for number, event in shown.items():
        day = event.date if len(event.date) == 10 else f"{event.date}-01"
        at = (dt.date.fromisoformat(day) - first) / (after - first) * sheet.plot_width
        flags[number] = _Flag(event, number, day, at)
    taken: list[tuple[float, float]] = []
    margin = sheet.layout["margin"]
    mixed = {era.mixed for era in eras}
    known = [flag for flag in flags.values() if len(flag.event.date) == 10]
    for flag in sorted(known, key=lambda flag: _rank(flag.event, mixed)):
        if len(taken) == WRITTEN:
            break
        event = flag.event
        dated = [_date(event.date), event.month.short]
        said = [*(f"{date}: {event.label}" for date in dated), event.label]
        if event.source == "public_record":
            said = said[:1]
        for words, before in itertools.product(said, (False, True)):
            wide = width(words, EVENT_SIZE) + 10
            left, right = (flag.at - wide, flag.at) if before else (flag.at, flag.at + wide)
            clear = all(right <= start or left >= end for start, end in taken)
            inside = left >= EDGE - margin["l"] and right <= sheet.plot_width + margin["r"] - 4
            if inside and clear:
                taken.append((left, right))
                flags[flag.number] = replace(flag, words=words, before=before)
                break
    return [*flags.values()]


def _rank(event: Event, mixed: Set[Month | None]) -> tuple[bool, bool, int]:
    """The first is written first: what a document tells of the end of an era, the latest such. Of
    what everybody knows, the end of an era comes last: the strip has it."""
    known = event.source == "public_record"
    return known, (event.month in mixed) == known, -int(event.date.replace("-", ""))


def _write_event(sheet: Sheet, flag: _Flag) -> None:
    place = {"x": flag.day, "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 0}
    side = "right" if flag.before else "left"
    shift = {"xanchor": side, "xshift": -3 if flag.before else 3, "borderpad": 0}
    told = {"hovertext": flag.event.what, "captureevents": True}
    sheet.write(text(flag.words, sheet.look.color["muted"], EVENT_SIZE, **place, **shift, **told))


def _write_numbers(sheet: Sheet, numbers: Sequence[_Flag]) -> None:
    """The numbers of the events that have no room for words, above the strip; those that would
    touch are one."""
    groups: list[list[_Flag]] = []
    for flag in numbers:
        if groups and flag.at - groups[-1][0].at < 17:
            groups[-1].append(flag)
        else:
            groups.append([flag])
    for group in groups:
        said = [f"{flag.number} {_event_words(flag.event)}" for flag in group]
        ends = dict.fromkeys((group[0].number, group[-1].number))
        place = {
            "x": group[0].day,
            "xanchor": "left" if group[0].at < 10 else "center",
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "yshift": ROW + STRIP,
            "hovertext": "<br>".join(said),
            "captureevents": True,
        }
        words = f"<b>{'–'.join(str(number) for number in ends)}</b>"
        sheet.write(text(words, sheet.look.color["muted"], 10, **place))


def _add_eras(sheet: Sheet, eras: Sequence[Era], months: MonthRange) -> list[str]:
    """The strip of the eras, with hatching over the months that belong to two; returns the names of
    those too short to carry one."""
    look, unnamed = sheet.look, []
    height = {"yref": "paper", "ysizemode": "pixel", "yanchor": 1}
    for era in eras:
        part = era.months.overlap(months)
        if part is None:
            continue
        strip = band(start(part.first), start(part.last + 1), look.color[era.id])
        sheet.shade(strip | height | {"layer": "above", "y0": ROW, "y1": ROW + STRIP - 2})
        if era.mixed and era.mixed in months:
            sheet.shade(_hatched(era.mixed, look.color["hatch"]) | height)
        room = sheet.plot_width * len(part) / len(months)
        names = (era.name, era.short_name)
        name = next((name for name in names if width(name, 11, bold=True) + 4 <= room), None)
        if name is None:
            unnamed.append(era.name)
            continue
        place = {"x": between(part), "yref": "paper", "y": 1, "yanchor": "bottom"}
        inside = {"yshift": ROW - 1, "borderpad": 0}
        sheet.write(text(f"<b>{name}</b>", look.color["muted"], 11, **place, **inside))
    return unnamed


def _hatched(month: Month, color: str) -> Mark:
    """Strokes across the strip over a month."""
    days = [f"{month}-{day:02}" for day in (1, 10, 19, 28)]
    low, high = ROW, ROW + STRIP - 2
    strokes = [f"M{one},{low}L{two},{high}" for one, two in itertools.pairwise(days)]
    return {
        "type": "path",
        "layer": "above",
        "xref": "x",
        "path": "".join(strokes),
        "line": {"width": 1, "color": color},
    }


def _event_words(event: Event) -> str:
    return _("{event} ({date})", event=event.label, date=_date(event.date))


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
        for span, words in line.series.unknown:
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
    taken = {
        0.0,
        1.0,
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
