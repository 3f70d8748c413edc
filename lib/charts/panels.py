"""Panels below each other on one axis of months, each with a scale of its own: what would tangle on
one scale is read apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart, Line, Reference
from lib.charts.later_figures import draw_later, figure_words, within
from lib.charts.look import EDGE, Look
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
from lib.charts.months_table import average_words, months_table, published_words
from lib.charts.record import record
from lib.charts.room import ABOVE, AROUND, BEHIND, Box, Point, Room, Side
from lib.charts.ruler import balance, width, wrap
from lib.charts.sheet import Sheet, colored
from lib.charts.timeline import (
    beyond,
    drawn_months,
    line_words,
    recovered_name,
    recovered_sentence,
)
from lib.eras import History
from lib.measures import Series, unknown_spans
from lib.months import Month, MonthRange
from lib.text import _
from lib.trail import Answer
from lib.words import caveats, credit_of_all, number, unknown_words

SIZE = 12
"""Pixels of the letters in a panel."""

HEADING = 17
"""Pixels of a line of a panel's heading."""

GAP = 6
"""Pixels between a panel and the heading of the next."""


NEARLY_ALL = 0.8
"""A share from which on the scale goes to the whole."""

PRINTED = 12
"""Months of the averages that sources print."""


@dataclass(frozen=True)
class Panel:
    """One of the panels: what it is called, and its lines, which share a scale.

    ``remark`` stands behind the heading. ``later`` are figures published later of its first line;
    ``published`` averages as their source printed them, and ``intervals`` months that are
    recovered, one each for each line. ``told`` are the months at which values are written; where
    there is none, the highest month and the last are.
    """

    title: str
    lines: Sequence[Line]
    height: int = 60
    names: Sequence[str] = ()
    """What the lines are called in the heading, where not by their own labels."""
    behind: Sequence[Line] = ()
    """Lines drawn thin and below the others, of which no value is written."""
    remark: str = ""
    later: Answer | None = None
    published: Sequence[Answer] = ()
    intervals: Sequence[Answer] = ()
    references: Sequence[Reference] = ()
    told: Sequence[Month] = ()
    heavy: bool = False
    """Whether the months are the heavy line, also where there is a running average."""

    @property
    def every(self) -> list[Line]:
        return [*self.lines, *self.behind]

    @property
    def drawn(self) -> list[Line]:
        """The lines that have a value."""
        return [one for one in self.lines if one.series.known]


def panels(
    history: History,
    shown: Sequence[Panel],
    *,
    name: str,
    title: str,
    topic: str,
    look: Look,
    log: bool = False,
    notes: Sequence[str] = (),
) -> Chart:
    """A line for each series, in panels that each begin at zero or, on a log scale, at a power of
    ten.

    ``title`` is what the chart found, ``topic`` what it is about. A stretch without a value is
    hatched in its own panel. Panels without a value are left out. Raises ValueError when no month
    has a value.
    """
    shown = [panel for panel in shown if panel.drawn]
    if not shown:
        raise ValueError("there is no value to draw in this range")
    lines = [one for panel in shown for one in panel.every]
    months = drawn_months(lines)
    sheet = Sheet(
        look,
        title=title,
        subtitle=_subtitle(topic, months, shown, log),
        x_title="",
        y_title="",
        right=EDGE + max(_room_for_ends(panel, months) for panel in shown),
        left=60 if look.beside else 52,
        height=0,
    )
    headings = [wrap(_heading(panel, look), look.room, SIZE) for panel in shown]
    heights = [
        (HEADING * len(heading) + 2, panel.height, GAP)
        for heading, panel in zip(headings, shown, strict=True)
    ]
    total = sum(map(sum, heights))
    sheet.height = total
    top = 0.0
    for place, panel in enumerate(shown, start=1):
        above, body, gap = heights[place - 1]
        domain = (1 - (top + above + body) / total, 1 - (top + above) / total)
        _write_heading(sheet, headings[place - 1], 1 - top / total)
        _Drawn(sheet, panel, place, months, body, log).draw(domain)
        top += above + body + gap
    sheet.axes(
        axes.month_axis(months, sheet) | {"anchor": _axis("y", len(shown)), "title": {"text": ""}}
    )
    sheet.layout["hoversubplots"] = "axis"
    add_history(sheet, history, months)
    every = [one.series for one in lines]
    after = [panel for panel in shown if panel.later and within(panel.later, months)]
    sheet.note(
        *(_("Dashed: {figure}.", figure=one.words) for panel in shown for one in panel.references),
        *(sentence for series in every for sentence in unknown_words(series)),
        *(beyond(lines) if look.picture else ()),
        recovered_sentence()
        if any(len(one) for panel in shown for one in panel.intervals)
        else None,
        *caveats(every),
        *(
            _(
                "Hollow circles: {line}, published later ({figures}).",
                line=panel.lines[0].label,
                figures="; ".join(figure_words(row) for row in within(panel.later, months)),
            )
            for panel in after
            if panel.later
        ),
        *notes,
    )
    published = [
        pair for panel in shown for pair in zip(panel.lines, panel.published, strict=False)
    ]
    intervals = [
        pair for panel in shown for pair in zip(panel.lines, panel.intervals, strict=False)
    ]
    beside = [answer for one, answer in (*published, *intervals)]
    beside += [panel.later for panel in after if panel.later]
    table, columns = months_table(lines, published, intervals)
    said = {
        "title": title,
        "months": months.words,
        "lines": " ".join(line_words(one) for one in lines),
    }
    return sheet.chart(
        name,
        table,
        columns,
        alt=_("Line chart. {title}. {months}. {lines}", **said)
        if len(shown) == 1
        else _("Small line charts. {title}. {months}. {lines}", **said),
        kind="count" if all(series.kind == "count" for series in every) else "share",
        credit=credit_of_all([*every, *(panel.later for panel in after if panel.later)]),
        trails=[answer.trail for answer in (*every, *beside)],
    )


def peak(series: Series) -> tuple[Month, float] | None:
    """The whole month with the highest value; None where there is none."""
    known = [
        (month, value)
        for month, value in zip(series.calendar, series.complete, strict=True)
        if value is not None
    ]
    return max(known, key=lambda pair: pair[1]) if known else None


def _axis(letter: str, place: int) -> str:
    return letter if place == 1 else f"{letter}{place}"


def _subtitle(topic: str, months: MonthRange, shown: Sequence[Panel], log: bool) -> str:
    said = [_("{topic}, {months}", topic=topic, months=months.words)]
    first = shown[0].drawn[0].series
    averaged = [
        panel for panel in shown if any(_averaged(panel, one.series) for one in panel.drawn)
    ]
    if averaged:
        what = {"window": first.window}
        mean = (
            _("{window}-month mean", **what)
            if first.kind == "count"
            else _("{window}-month share", **what)
        )
        if any(panel.heavy for panel in averaged):
            said.append(_("dashed: the {mean}", mean=mean))
        else:
            said.append(_("thin: each month, thick: the {mean}", mean=mean))
    if log:
        said.append(_("log scale: a step up is ten times as many"))
    return "; ".join(said)


def _averaged(panel: Panel, series: Series) -> bool:
    """Whether a running average is drawn: one that its source printed is not drawn again."""
    if panel.published and series.window == PRINTED:
        return False
    return series.window > 1 and sum(value is not None for value in series.averages) > 1


def _end_words(one: Line, month: Month, value: float, months: MonthRange) -> str:
    """The value, and when it is of a month before the last of the chart."""
    value_words = number(value, one.series.kind)
    if months.last == month:
        return f"<b>{value_words}</b>"
    return _("<b>{value}</b> in {month}", value=value_words, month=month.short)


def _room_for_ends(panel: Panel, months: MonthRange) -> int:
    """Pixels right of the plot for the values at the ends of lines."""
    widest = 0.0
    for one in panel.drawn:
        end = _last(one)
        if end and months.last - end[0] <= 1:
            words = f"<b>{number(end[1], one.series.kind)}</b>"
            widest = max(widest, width(words, SIZE) + 9)
    return ceil(widest)


def _last(one: Line) -> tuple[Month, float] | None:
    known = [
        (month, value)
        for month, value in zip(one.series.calendar, one.series.leading, strict=True)
        if value is not None
    ]
    return known[-1] if known else None


def _heading(panel: Panel, look: Look) -> str:
    """The title of a panel, in the color of its line; of several lines each in its own."""
    colors = look.color
    if len(panel.drawn) == 1 and not panel.behind:
        color = colors[panel.drawn[0].color]
        said = f'<span style="color:{color}"><b>{panel.title}</b></span>'
    else:
        labels = dict(zip(map(id, panel.lines), panel.names, strict=False))
        key = colored(
            (labels.get(id(one), one.label), colors[one.color])
            for one in [*panel.drawn, *panel.behind]
        )
        said = f"<b>{panel.title}:</b> {key}" if panel.title else key
    if not panel.remark:
        return said
    return f'{said}<span style="color:{colors["muted"]}">.</span> {panel.remark}'


def _write_heading(sheet: Sheet, lines: Sequence[str], top: float) -> None:
    margin = sheet.layout["margin"]
    sheet.write(
        {
            "text": "<br>".join(lines),
            "font": {"size": SIZE, "color": sheet.look.color["ink"]},
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "xshift": EDGE - margin["l"],
            "yref": "paper",
            "y": top,
            "yanchor": "top",
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
            "bgcolor": sheet.look.color["background"],
        }
    )


class _Drawn:
    """A panel in the making."""

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
            trace["yaxis"] = _axis("y", self.place)
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
        averaged = _averaged(panel, series) and not thin
        pale = sheet.look.tint(one.color, 0.55) if averaged and not panel.heavy else color
        size = 5 if len(self.months) <= 36 else 0
        thickness = 2.6 if panel.heavy else 1.1 if averaged or thin else 2
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
        if averaged:
            name = average_words(one)
            shown: dict[str, Any] = {"name": name, "hovertemplate": named(name, hover(series.kind))}
            if panel.heavy:
                sheet.draw(line(x, series.averages, color, 1.2, dash="dash", **shown))
            else:
                sheet.draw(line(x, series.averages, color, 2.6, **shown))
            self.room.run(self._points(one, series.averages))

    def _points(self, one: Line, values: Sequence[float | None]) -> list[Point | None]:
        return [
            None if value is None else self._at(month, value)
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
            if end := _last(one):
                self._value(one, *end, _end_words(one, *end, self.months), BEHIND)
        for month, later in self.later:
            words = _("{value} in {month}", value=number(later, self.kind), month=month.short)
            self._value(self.panel.lines[0], month, later, words, AROUND, dot=False)
        for one in self.panel.drawn:
            told = self.panel.told or self._highest(one)
            by_month = dict(zip(one.series.calendar, one.series.drawn, strict=True))
            for month in told:
                value = by_month.get(month)
                end = _last(one)
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
            "yref": _axis("y", self.place),
            "bgcolor": self.sheet.look.color["background"],
        }
        self.sheet.write(text(words, color, SIZE, **place, **side.anchors))
        if dot:
            self.sheet.draw(
                dots([middle(month)], [value], {"size": 6, "color": color}, hoverinfo="skip")
                | {"yaxis": _axis("y", self.place), "cliponaxis": False}
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
            fits = wide <= right - left - 6 and high <= self.room.height - 6
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
        y: dict[str, object] = {"y": 0.5, "yref": f"{_axis('y', self.place)} domain"}
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
                "yref": _axis("y", self.place),
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
            place = {"x": start(months.first), "y": y, "yref": _axis("y", self.place)}
            self.sheet.write(text(reference.label, color, SIZE, **place, **side.anchors))
