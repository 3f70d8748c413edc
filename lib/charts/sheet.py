"""The sheet that every figure is drawn on: title and subtitle above the plot, notes and the source
below it.

A picture says everything it has to say inside itself, because it leaves the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from lib.charts.chart import Chart, Figure, TableKind
from lib.charts.look import EDGE, Look
from lib.charts.marks import Mark, text
from lib.charts.notes import Note, note_lines
from lib.charts.ruler import FAMILY, balance
from lib.months import MonthRange
from lib.sources import Credit
from lib.text import LANGUAGE, _, speaking
from lib.trail import Trail

FONT = f'"{FAMILY}", "Source Sans 3", "Source Sans", Helvetica, Arial, sans-serif'
"""The charts' own font, and what comes near it for those who draw a picture without it."""

AXIS_ROOM = 44
"""Pixels below the plot for the labels of the months in up to two lines; the title of the axis has
its own beside."""

PLOT_HEIGHT = 330
"""Pixels from the bottom to the top of the plot on the page."""

PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 675
"""Pixels of the picture as an SVG; a PNG has twice as many each way."""


class Sheet:
    """A figure in the making.

    ``right`` is the room for labels beside the plot, ``top`` that for labels on its upper edge,
    ``left`` that for the numbers of the upright axis, where it is not the usual, and ``height``
    that of the plot on the page, in pixels.
    """

    def __init__(
        self,
        look: Look,
        *,
        title: str,
        subtitle: str,
        x_title: str,
        y_title: str,
        right: int,
        top: int = 0,
        left: int | None = None,
        height: int = PLOT_HEIGHT,
    ):
        self.look, self.title = look, title
        self._notes: list[Note] = []
        self.events: list[str] = []
        self._top = top
        self.height = height
        color = look.color
        title_size, subtitle_size = look.sizes.title, look.sizes.subtitle
        if look.beside:
            title_lines = look.balance(title, title_size, bold=True)
            subtitle_lines = look.balance(subtitle, subtitle_size)
        else:
            # There even lines would leave a third of the width empty.
            title_lines = look.wrap(title, title_size, bold=True)
            subtitle_lines = look.wrap(subtitle, subtitle_size)
        if left is None:
            left = 88 if look.beside else 70
        subtitle_height = len(subtitle_lines) * subtitle_size * 1.3
        x_lines = balance(x_title, look.sizes.figure - left - right, look.size)
        self._x_titled = bool(x_title)
        title_room = len(x_lines) * look.size * 1.3 if x_title else 0
        self._axis_room = AXIS_ROOM + title_room
        above = 20 + len(title_lines) * title_size * 1.3 + 10 + subtitle_height + top
        axis = {
            "color": color["muted"],
            "linecolor": color["axis"],
            "gridcolor": color["grid"],
            "zeroline": False,
            "tickfont": {"size": look.size},
            "fixedrange": True,
        }
        bold = [f"<b>{line}</b>" for line in title_lines]
        self.figure: Figure = {
            "data": [],
            "layout": {
                # An empty template: the default one is copied and checked for every figure.
                "template": {},
                "font": {"family": FONT, "size": look.size, "color": color["ink"]},
                "paper_bgcolor": color["background"],
                "plot_bgcolor": color["background"],
                "margin": {"l": left, "r": right, "t": above, "pad": 0, "autoexpand": False},
                # Both are anchored to the plot, because the picture is not as high as the chart on
                # the page; Plotly's own title is placed by a share of the height and would run into
                # what stands below it.
                "annotations": [
                    _above(subtitle_lines, subtitle_size, color["muted"], top + 6, left),
                    _above(bold, title_size, color["ink"], top + 10 + subtitle_height, left)
                    | {"name": "title"},
                ],
                "shapes": [],
                "showlegend": False,
                "dragmode": False,
                "hovermode": "x unified",
                "hoverlabel": {
                    "bgcolor": color["background"],
                    "bordercolor": color["axis"],
                    "font": {"family": FONT, "size": 13, "color": color["ink"]},
                    "align": "left",
                },
                "xaxis": axis
                | {
                    "title": {
                        "text": "<br>".join(x_lines),
                        "standoff": 10,
                        "font": {"size": look.size},
                    },
                    "showgrid": False,
                    "showline": True,
                    "ticks": "outside",
                    "tickcolor": color["axis"],
                },
                "yaxis": axis
                | {
                    "title": {"text": y_title, "standoff": 8, "font": {"size": look.size}},
                    "showgrid": True,
                    "showline": False,
                },
            },
        }

    @property
    def data(self) -> list[Mark]:
        """The traces drawn so far, the lowest first."""
        traces: list[Mark] = self.figure["data"]
        return traces

    @property
    def plot_width(self) -> float:
        """Pixels that the plot is wide at least; what stands beside each other is placed for this
        width."""
        margin = self.layout["margin"]
        return float(self.look.sizes.figure - margin["l"] - margin["r"])

    @property
    def layout(self) -> dict[str, Any]:
        layout: dict[str, Any] = self.figure["layout"]
        return layout

    @property
    def y(self) -> dict[str, Any]:
        """The upright axis as it is set so far."""
        axis: dict[str, Any] = self.layout["yaxis"]
        return axis

    def draw(self, *traces: Mark) -> None:
        """Lines, dots and bars over what is drawn already."""
        self.data.extend(traces)

    def shade(self, *shapes: Mark) -> None:
        """Bands and levels."""
        self.layout["shapes"].extend(shapes)

    def write(self, *texts: Mark) -> None:
        """Words inside and beside the plot."""
        self.layout["annotations"].extend(texts)

    def axes(self, x: dict[str, Any] | None = None, y: dict[str, Any] | None = None) -> None:
        """Sets properties of the axes."""
        self.layout["xaxis"] |= x or {}
        self.layout["yaxis"] |= y or {}

    def note(self, *notes: Note | str | None) -> None:
        """Adds notes below the plot; a text alone is a sentence that the page has one step away,
        and one that is empty is left out."""
        given = (Note(note) if isinstance(note, str) else note for note in notes if note)
        self._notes.extend(note for note in given if note.words or note.brief)

    def raise_top(self, room: int) -> None:
        """Makes the room for labels on the upper edge of the plot at least so many pixels."""
        more = max(0, room - self._top)
        self._top += more
        self.layout["margin"]["t"] += more
        for above in self.layout["annotations"][:2]:
            above["yshift"] += more

    def chart(
        self,
        name: str,
        table: pd.DataFrame | Callable[[], pd.DataFrame],
        headings: dict[str, str],
        *,
        alt: str,
        kind: TableKind,
        credit: Credit,
        trails: Sequence[Trail],
        credited: str | None = None,
        months: MonthRange | None = None,
    ) -> Chart:
        """The finished chart, its credit below everything else; ``credited`` says what the credit
        is, where it is not the source."""
        by = credited or _("Source")
        said = _("{credited}: {credit}.", credited=by, credit=credit.words)
        brief = _("{credited}: {credit}.", credited=by, credit=credit.short)
        sentences = (note.words for note in self._notes if note.kind == "sentence")
        notes = tuple(dict.fromkeys(words for words in sentences if words))
        if self.events:
            told = _("Events: {events}.", events="; ".join(self.events))
            self.note(Note(told, "line"))
        self.note(Note(said, "line", brief))
        self._set_notes()
        return Chart(
            name=name,
            title=self.title,
            figure=self.figure,
            tabled=_later(table) if callable(table) else table,
            headings=headings,
            alt=alt,
            credit=credit,
            kind=kind,
            trails=tuple(trails),
            notes=notes,
            events=tuple(self.events),
            months=months,
        )

    def write_at_edge(self, lines: Sequence[str], color: str, size: int, **place: Any) -> None:
        """Lines that begin where the title does, left of the plot; ``place`` says how high."""
        self.write(_at_edge(lines, color, size, self.layout["margin"]["l"], **place))

    def _set_notes(self) -> None:
        size = self.look.sizes.notes
        lines = note_lines(self._notes, self.look, size)
        rows = [1 + str(words).count("<br>") for words in self.layout["xaxis"].get("ticktext", ())]
        most = max(rows, default=2)
        if most == 1:
            self._axis_room -= 6 if self._x_titled else 16
        self._axis_room += max(0, most - 2) * self.look.size * 1.3
        if self.look.signed:
            lines = [*lines, self.look.signed]
        self.write_at_edge(
            lines,
            self.look.color["muted"],
            size,
            yref="paper",
            y=0,
            yanchor="top",
            yshift=-self._axis_room,
        )
        margin = self.layout["margin"]
        margin["b"] = self._axis_room + len(lines) * size * 1.34 + 16
        self.layout["height"] = self.height + margin["t"] + margin["b"]


def _above(lines: Sequence[str], size: int, color: str, above: float, left: int) -> Mark:
    """Lines above the plot, at the left edge of the figure; ``above`` is their distance from the
    plot in pixels."""
    place = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": above}
    return _at_edge(lines, color, size, left, **place)


def _at_edge(lines: Sequence[str], color: str, size: int, left: int, **place: Any) -> Mark:
    """Lines that begin at the left edge of the figure; ``left`` is the margin there."""
    flush = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": EDGE - left, "align": "left"}
    return text("<br>".join(lines), color, size, **flush, **place)


def _later(make: Callable[[], pd.DataFrame]) -> Callable[[], pd.DataFrame]:
    """A table that is made when it is asked for, in the language of whoever the chart was drawn
    for."""
    language = LANGUAGE.get()

    def made() -> pd.DataFrame:
        with speaking(language):
            return make()

    return made
