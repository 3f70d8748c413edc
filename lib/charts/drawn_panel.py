"""A panel as it is drawn: its scale, its lines, and its words where they stand clear of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from lib.charts import axes
from lib.charts.chart import Line, Reference
from lib.charts.later_figures import draw_later, within
from lib.charts.look import EDGE
from lib.charts.marks import (
    between,
    dots,
    hatch,
    hover,
    line,
    middle,
    named,
    recovered,
    start,
    text,
)
from lib.charts.months_table import average_words, published_words
from lib.charts.panel import NEARLY_ALL, SIZE, Panel, averaged, axis_name, last_known, peak
from lib.charts.record import record
from lib.charts.room import ABOVE, AROUND, BEHIND, Box, Point, Room, Side
from lib.charts.ruler import balance, split, width
from lib.charts.sheet import Sheet
from lib.charts.timeline import recovered_name
from lib.measures import unknown_spans
from lib.months import Month, MonthRange
from lib.text import _
from lib.trail import Answer
from lib.words import number


def _end_words(one: Line, month: Month, value: float, months: MonthRange) -> str:
    """The value, and when it is of a month before the last of the chart."""
    value_words = number(value, one.series.kind)
    if months.last == month:
        return f"<b>{value_words}</b>"
    return _("<b>{value}</b> in {month}", value=value_words, month=month.short)


class Drawn:
    """A panel in the making: the ``place``-th from above, ``height`` pixels high."""

    def __init__(
        self, sheet: Sheet, panel: Panel, place: int, months: MonthRange, height: float, log: bool
    ):
        self.sheet, self.panel, self.place, self.months = sheet, panel, place, months
        self.kind = panel.drawn[0].series.kind
        self.log = log
        self.later: list[tuple[Month, float]] = []
        margin = sheet.layout["margin"]
        # In a picture long notes take some of the height from the panels.
        self.height = 0.8 * height if sheet.look.picture else height
        self.room = Room(sheet.plot_width, self.height, margin["r"] - EDGE)

    def draw(self, domain: tuple[float, float]) -> None:
        sheet, panel = self.sheet, self.panel
        before = len(sheet.data)
        values = self._values()
        self.axis = self._scale(values)
        spans = self._withheld()
        for one in panel.behind:
            self._line(one, thin=True)
        for one in panel.drawn:
            self._line(one)
        for one, printed in zip(panel.lines, panel.published, strict=False):
            self._published(one, printed)
        for one, found in zip(panel.lines, panel.intervals, strict=False):
            self._recovered(one, found)
        if panel.later:
            rows = within(panel.later, self.months)
            color = sheet.look.color[panel.lines[0].color]
            name = _("{line}, published later", line=panel.lines[0].label)
            draw_later(sheet, rows, color, name)
            self.later = [(Month.of(row["first_month"]), float(row["a_month"])) for row in rows]
            for at in self.later:
                x, y = self._at(*at)
                self.room.boxes.append(Box(x - 7, x + 7, y - 7, y + 7))
        for trace in sheet.data[before:]:
            trace["yaxis"] = axis_name(self.place)
        style = sheet.layout["yaxis"]
        sheet.layout["yaxis" if self.place == 1 else f"yaxis{self.place}"] = {
            **style,
            **self.axis,
            "domain": list(domain),
            "anchor": "x",
            "title": {"text": ""},
            "zeroline": not self.log,
            "zerolinecolor": sheet.look.color["axis"],
            "zerolinewidth": 1,
        }
        self._words(spans)
        for reference in panel.references:
            self._reference(reference)

    def _values(self) -> list[float]:
        panel = self.panel
        series = [
            value
            for one in [*panel.drawn, *panel.behind]
            for value in (*one.series.drawn, *one.series.averages)
            if value is not None
        ]
        printed = [float(value) for found in panel.published for value in found.column("value")]
        later = (
            [float(row["a_month"]) for row in within(panel.later, self.months)]
            if panel.later
            else []
        )
        known = [float(value) for found in panel.intervals for value in found.column("high")]
        return [*series, *printed, *later, *known, *(one.value for one in panel.references)]

    def _scale(self, values: Sequence[float]) -> dict[str, Any]:
        """From zero to a little above the highest value, where its number stands; ticks at round
        numbers."""
        if self.log:
            axis = axes.value_axis(values, self.kind, log=True)
            step = ceil(18 * len(axis["tickvals"]) / self.room.height)
            return axis | {name: axis[name][::step] for name in ("tickvals", "ticktext")}
        highest = max(values) or 1.0
        if self.kind == "share" and highest > NEARLY_ALL:
            highest = 1.0
        height = self.room.height
        at = axes.round_steps(highest, max(1, int(height / 32)))
        digits = 0 if all(round(1000 * value) % 10 == 0 for value in at) else 1
        return {
            "range": [0, highest * height / (height - 19)],
            "tickvals": at,
            "ticktext": [number(value, self.kind, digits) for value in at],
        }

    def _at(self, month: Month, value: float) -> Point:
        """Where a value of a month stands, in pixels of the panel."""
        low, high = self.axis["range"]
        x = (month - self.months.first + 0.5) * self.room.width / len(self.months)
        return x, (axes.on_axis(value, self.axis) - low) / (high - low) * self.room.height

    def _withheld(self) -> list[tuple[MonthRange, str]]:
        """Hatches the months of which no line of the panel has a value while one of their tables
        says why."""
        held = {
            month
            for one in self.panel.drawn
            for month, value in zip(one.series.calendar, one.series.drawn, strict=True)
            if value is not None
        }
        found = {
            (span, words)
            for one in self.panel.lines
            for span, words in unknown_spans(one.series)
            if not any(month in held for month in span)
        }
        low, high = axes.ends(self.axis)
        color = self.sheet.look.tint("hatch", 0.5)
        for span, _words in found:
            ends = (start(span.first), start(span.last + 1))
            self.sheet.draw(hatch(*ends, low, high, color))
        return sorted(found, key=lambda pair: pair[0].first)

    def _line(self, one: Line, *, thin: bool = False) -> None:
        sheet, series, panel = self.sheet, one.series, self.panel
        color = sheet.look.color[one.color]
        x = [middle(month) for month in series.calendar]
        smooth = averaged(panel, series) and not thin
        pale = sheet.look.tint(one.color, 0.55) if smooth and not panel.heavy else color
        size = 5 if len(self.months) <= 36 else 0
        thickness = 2.6 if panel.heavy else 1.1 if smooth or thin else 2
        words = named(one.label, hover(series.kind))
        sheet.draw(
            *record(
                series,
                x,
                pale,
                thickness,
                sheet.look,
                name=one.label,
                size=size,
                circle=color,
                hovertemplate=words,
            )
        )
        self.room.run(self._points(one, series.drawn))
        if smooth:
            name = average_words(one)
            shown: dict[str, Any] = {"name": name, "hovertemplate": named(name, hover(series.kind))}
            if panel.heavy:
                sheet.draw(line(x, series.averages, color, 1.2, dash="dash", **shown))
            else:
                sheet.draw(line(x, series.averages, color, 2.6, **shown))
            self.room.run(self._points(one, series.averages))

    def _points(self, one: Line, values: Sequence[float | None]) -> list[Point | None]:
        # As _at, for hundreds of months.
        (low, high), count = self.axis["range"], len(self.months)
        step, up = self.room.width / count, self.room.height / (high - low)
        first, axis = self.months.first, self.axis
        return [
            None
            if value is None
            else ((month - first + 0.5) * step, (axes.on_axis(value, axis) - low) * up)
            for month, value in zip(one.series.calendar, values, strict=True)
        ]

    def _published(self, one: Line, printed: Answer) -> None:
        """The averages as their source printed them: a thin dashed line."""
        months = [Month.of(month) for month in printed.column("month")]
        values = [float(value) for value in printed.column("value")]
        name = published_words(one)
        words = named(name, hover(one.series.kind))
        color = self.sheet.look.color[one.color]
        x = [middle(month) for month in months]
        shown: dict[str, Any] = {"name": name, "hovertemplate": words}
        self.sheet.draw(line(x, values, color, 1.3, dash="dash", **shown))
        places = [self._at(m, v) for m, v in zip(months, values, strict=True)]
        self.room.run(places)

    def _recovered(self, one: Line, found: Answer) -> None:
        x = [middle(Month.of(month)) for month in found.column("month")]
        ends = (found.column("low"), found.column("high"))
        color, behind = self.sheet.look.color[one.color], self.sheet.look.color["background"]
        self.sheet.draw(recovered(x, *ends, color, behind, name=recovered_name(one.label)))

    def _words(self, spans: Sequence[tuple[MonthRange, str]]) -> None:
        """Values at the ends and the peaks of lines, and what the hatching means, each where it
        stands clear."""
        scale = self.room.width / len(self.months)
        for span, words in spans:
            self._span(span, words, scale)
        for one in self.panel.drawn:
            if end := last_known(one):
                self._value(one, *end, _end_words(one, *end, self.months), BEHIND)
        for month, later in self.later:
            words = _("{value} in {month}", value=number(later, self.kind), month=month.short)
            self._value(self.panel.lines[0], month, later, words, AROUND, dot=False)
        for one in self.panel.drawn:
            told = self.panel.told or self._highest(one)
            by_month = dict(zip(one.series.calendar, one.series.drawn, strict=True))
            for month in told:
                value = by_month.get(month)
                end = last_known(one)
                if value is not None and end and month != end[0]:
                    words = _(
                        "<b>{value}</b> in {month}",
                        value=number(value, self.kind),
                        month=month.short,
                    )
                    self._value(one, month, value, words, ABOVE)

    def _highest(self, one: Line) -> list[Month]:
        """The highest month, but where the line begins with it: that is the edge of the chart."""
        found = peak(one.series)
        first = next(m for m, v in zip(one.series.calendar, one.series.drawn, strict=True) if v)
        return [found[0]] if found and found[0] != first else []

    def _value(
        self,
        one: Line,
        month: Month,
        value: float,
        words: str,
        sides: Sequence[Side],
        *,
        dot: bool = True,
    ) -> None:
        side = self.room.take(self._at(month, value), width(words, SIZE), SIZE + 2, sides)
        if side is None:
            return
        color = self.sheet.look.color[one.color]
        place = {
            "x": middle(month),
            "y": axes.on_axis(value, self.axis),
            "yref": axis_name(self.place),
            "bgcolor": self.sheet.look.color["background"],
        }
        self.sheet.write(text(words, color, SIZE, **place, **side.anchors))
        if dot:
            self.sheet.draw(
                dots([middle(month)], [value], {"size": 6, "color": color}, hoverinfo="skip")
                | {"yaxis": axis_name(self.place), "cliponaxis": False}
            )

    def _span(self, span: MonthRange, words: str, scale: float) -> None:
        """What a hatching means, inside it or behind it."""
        left = (span.first - self.months.first) * scale
        right = left + len(span) * scale
        center = (left + right) / 2
        said = _("{words} from {month}", words=words, month=span.first.words)
        inside = [said, words] if len(span) > 1 else []
        for phrase in inside:
            lines = balance(phrase, max(right - left - 12, 20), SIZE)
            wide = max(width(piece, SIZE) for piece in lines)
            high = 14.0 * len(lines)
            whole = max(width(word, SIZE) for word in split(phrase)) <= right - left - 12
            fits = whole and wide <= right - left - 6 and high <= self.room.height - 6
            at = (center, self.room.height / 2)
            middle_of = Side("center", "middle")
            if fits and self.room.take(at, wide, high, [middle_of]):
                self._write_span(between(span), "<br>".join(lines), middle_of)
                return
        at = (right, self.room.height / 2)
        behind = [Side("left", "middle", 6, up) for up in (0, 12, -12)]
        side = self.room.take(at, width(said, SIZE), SIZE + 2, behind)
        if side:
            self._write_span(start(span.last + 1), said, side)

    def _write_span(self, x: str, words: str, side: Side) -> None:
        color = self.sheet.look.color
        y: dict[str, object] = {"y": 0.5, "yref": f"{axis_name(self.place)} domain"}
        box = {"bgcolor": color["background"]}
        self.sheet.write(text(words, color["ink"], SIZE, x=x, **y, **box, **side.anchors))

    def _reference(self, reference: Reference) -> None:
        """A stated figure as a dashed stroke over the months it is about."""
        months = reference.months or self.months
        color = self.sheet.look.color[reference.color]
        y = axes.on_axis(reference.value, self.axis)
        self.sheet.shade(
            {
                "type": "line",
                "line": {"width": 2, "dash": "dot", "color": color},
                "xref": "x",
                "x0": start(months.first),
                "x1": start(months.last + 1),
                "yref": axis_name(self.place),
                "y0": reference.value,
                "y1": reference.value,
            }
        )
        at = self._at(months.first, reference.value)
        sides = (
            Side("right", "middle", -6, 0),
            Side("left", "bottom", 0, 4),
            Side("right", "bottom", -4, 4),
            Side("right", "bottom", -4, 12),
            Side("right", "bottom", -4, 20),
            Side("right", "top", -4, -8),
        )
        side = self.room.take(at, width(reference.label, SIZE), SIZE + 2, sides)
        if side:
            place = {"x": start(months.first), "y": y, "yref": axis_name(self.place)}
            self.sheet.write(text(reference.label, color, SIZE, **place, **side.anchors))
