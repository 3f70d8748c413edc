"""A panel as it is drawn: its scale and its lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from lib.charts import axes
from lib.charts.chart import Line
from lib.charts.later_figures import draw_later, within
from lib.charts.look import EDGE
from lib.charts.marks import (
    hatch,
    hover,
    line,
    middle,
    named,
    recovered,
    start,
)
from lib.charts.months_table import average_words, published_words
from lib.charts.panel import NEARLY_ALL, Panel, averaged, axis_name
from lib.charts.panel_words import PanelWords
from lib.charts.record import record
from lib.charts.room import Box, Room
from lib.charts.sheet import Sheet
from lib.charts.timeline import recovered_name
from lib.months import Month, MonthRange
from lib.text import _
from lib.trail import Answer
from lib.words import number


class Drawn:
    """A panel in the making: the ``place``-th from above, ``height`` pixels high."""

    def __init__(
        self, sheet: Sheet, panel: Panel, place: int, months: MonthRange, height: float, log: bool
    ):
        self.sheet, self.panel, self.place, self.months = sheet, panel, place, months
        self.kind = panel.drawn[0].series.kind
        self.log = log
        margin = sheet.layout["margin"]
        # In a picture long notes take some of the height from the panels.
        self.height = 0.8 * height if sheet.look.picture else height
        self.room = Room(sheet.plot_width, self.height, margin["r"] - EDGE)

    def draw(self, domain: tuple[float, float]) -> list[str]:
        """Draws the panel in its place; returns what hatching and strokes mean where the
        words for it found none."""
        sheet, panel = self.sheet, self.panel
        before = len(sheet.data)
        values = self._values()
        self.axis = self._scale(values)
        self.words = PanelWords(sheet, panel, self.place, self.months, self.room, self.axis)
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
            self.words.later = [
                (Month.of(row["first_month"]), float(row["a_month"])) for row in rows
            ]
            for at in self.words.later:
                x, y = self.words.at(*at)
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
        return self.words.write(spans)

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

    def _withheld(self) -> list[tuple[MonthRange, str]]:
        """Hatches the months of which no line of the panel has a value while one of their tables
        says why."""
        if not any(one.series.unknown for one in self.panel.lines):
            return []
        held = {
            month
            for one in self.panel.drawn
            for month, value in zip(one.series.calendar, one.series.drawn, strict=True)
            if value is not None
        }
        found = {
            (span, words)
            for one in self.panel.lines
            for span, words in one.series.unknown
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
        self.room.run(self.words.along(series.calendar, series.drawn))
        if smooth:
            name = average_words(one)
            shown: dict[str, Any] = {"name": name, "hovertemplate": named(name, hover(series.kind))}
            if panel.heavy:
                sheet.draw(line(x, series.averages, color, 1.2, dash="dash", **shown))
            else:
                sheet.draw(line(x, series.averages, color, 2.6, **shown))
            self.room.run(self.words.along(series.calendar, series.averages))

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
        self.room.run(self.words.along(months, values))

    def _recovered(self, one: Line, found: Answer) -> None:
        x = [middle(Month.of(month)) for month in found.column("month")]
        ends = (found.column("low"), found.column("high"))
        color, behind = self.sheet.look.color[one.color], self.sheet.look.color["background"]
        self.sheet.draw(recovered(x, *ends, color, behind, name=recovered_name(one.label)))
