"""The words in a panel, each where it stands clear of the lines and of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log10
from typing import Any

from lib.charts import axes
from lib.charts.chart import Line, Reference
from lib.charts.marks import (
    between,
    dots,
    middle,
    start,
    text,
)
from lib.charts.panel import SIZE, Panel, axis_name, last_known, peak
from lib.charts.room import ABOVE, AROUND, BEHIND, Point, Room, Side
from lib.charts.ruler import balance, split, width
from lib.charts.sheet import Sheet
from lib.months import Month, MonthRange
from lib.text import _
from lib.words import number


def _end_words(one: Line, month: Month, value: float, months: MonthRange) -> str:
    """The value, and when it is of a month before the last of the chart."""
    value_words = number(value, one.series.kind)
    if months.last == month:
        return f"<b>{value_words}</b>"
    return _("<b>{value}</b> in {month}", value=value_words, month=month.short)


@dataclass
class PanelWords:
    """The words of the ``place``-th panel from above, in the ``room`` that its lines leave;
    ``later`` are the months and values published later."""

    sheet: Sheet
    panel: Panel
    place: int
    months: MonthRange
    room: Room
    axis: dict[str, Any]
    later: list[tuple[Month, float]] = field(default_factory=list)

    def at(self, month: Month, value: float) -> Point:
        """Where a value of a month stands, in pixels of the panel."""
        low, high = self.axis["range"]
        x = (month - self.months.first + 0.5) * self.room.width / len(self.months)
        return x, (axes.on_axis(value, self.axis) - low) / (high - low) * self.room.height

    def along(self, months: Sequence[Month], values: Sequence[float | None]) -> list[Point | None]:
        """Where the values of many months stand, None for one not known; as ``at``, without asking
        the axis for each."""
        low, high = self.axis["range"]
        step, scale = self.room.width / len(self.months), self.room.height / (high - low)
        left = 12 * self.months.first.year + self.months.first.number - 0.5
        log = self.axis.get("type") == "log"
        return [
            None
            if value is None
            else (
                (12 * month.year + month.number - left) * step,
                ((log10(value) if log else value) - low) * scale,
            )
            for month, value in zip(months, values, strict=True)
        ]

    def write(self, spans: Sequence[tuple[MonthRange, str]]) -> list[str]:
        """Values at the ends and the peaks of lines, and what the hatching means, each where it
        stands clear; returns what hatching and strokes mean where the words for it found no
        place."""
        scale = self.room.width / len(self.months)
        unsaid = [
            _("{words}: {months}", words=words, months=span.brief)
            for span, words in spans
            if not self._span(span, words, scale)
        ]
        for one in self.panel.drawn:
            if end := last_known(one):
                words = _end_words(one, *end, self.months)
                if not self._value(one, *end, words, BEHIND):
                    self._value(one, *end, f"<b>{number(end[1], one.series.kind)}</b>", BEHIND)
        for month, later in self.later:
            words = _(
                "{value} in {month}",
                value=number(later, self.panel.drawn[0].series.kind),
                month=month.short,
            )
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
                        value=number(value, self.panel.drawn[0].series.kind),
                        month=month.short,
                    )
                    self._value(one, month, value, words, ABOVE)
        unlabeled = [one.label for one in self.panel.references if not self._reference(one)]
        return [*unsaid, *(_("Dotted: {label}", label=label) for label in unlabeled)]

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
    ) -> bool:
        """Writes words beside a value where there is room; whether there was."""
        side = self.room.take(self.at(month, value), width(words, SIZE), SIZE + 2, sides)
        if side is None:
            return False
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
        return True

    def _span(self, span: MonthRange, words: str, scale: float) -> bool:
        """What a hatching means, inside it or behind it; whether there was room."""
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
                return True
        at = (right, self.room.height / 2)
        behind = [Side("left", "middle", 6, up) for up in (0, 12, -12)]
        side = self.room.take(at, width(said, SIZE), SIZE + 2, behind)
        if side:
            self._write_span(start(span.last + 1), said, side)
        return side is not None

    def _write_span(self, x: str, words: str, side: Side) -> None:
        color = self.sheet.look.color
        y: dict[str, object] = {"y": 0.5, "yref": f"{axis_name(self.place)} domain"}
        box = {"bgcolor": color["background"]}
        self.sheet.write(text(words, color["ink"], SIZE, x=x, **y, **box, **side.anchors))

    def _reference(self, reference: Reference) -> bool:
        """A stated figure as a dashed stroke over the months it is about; whether there was room
        for its words."""
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
        at = self.at(months.first, reference.value)
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
        return side is not None
