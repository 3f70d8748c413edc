"""What one panel of a chart shows: lines on a scale of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.chart import Line, Reference
from lib.measures import Series
from lib.months import Month
from lib.trail import Answer

SIZE = 12
"""Pixels of the letters in a panel."""

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


def peak(series: Series) -> tuple[Month, float] | None:
    """The whole month with the highest value; None where there is none."""
    known = [
        (month, value)
        for month, value in zip(series.calendar, series.complete, strict=True)
        if value is not None
    ]
    return max(known, key=lambda pair: pair[1]) if known else None


def axis_name(place: int) -> str:
    """What Plotly calls the axis of a panel: y, y2, y3."""
    return "y" if place == 1 else f"y{place}"


def averaged(panel: Panel, series: Series) -> bool:
    """Whether a running average is drawn: one that its source printed is not drawn again."""
    if panel.published and series.window == PRINTED:
        return False
    return series.window > 1 and sum(value is not None for value in series.averages) > 1


def last_known(one: Line) -> tuple[Month, float] | None:
    """Where a line ends; None where it has no value."""
    back = zip(reversed(one.series.calendar), reversed(one.series.leading), strict=True)
    return next(((month, value) for month, value in back if value is not None), None)
