"""Panels below each other on one axis of months, each with a scale of its own: what would tangle on
one scale is read apart."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart
from lib.charts.drawn_panel import Drawn
from lib.charts.later_figures import later_note, within
from lib.charts.look import EDGE, Look
from lib.charts.months_table import months_table
from lib.charts.notes import Note, colored, of_series
from lib.charts.panel import SIZE, Panel, averaged, axis_name, last_known
from lib.charts.ruler import width, wrap
from lib.charts.sheet import Sheet
from lib.charts.timeline import (
    beyond,
    drawn_months,
    line_words,
    recovered_key,
)
from lib.eras import History
from lib.months import MonthRange
from lib.text import _
from lib.words import credit_of_all, number

HEADING = 17
"""Pixels of a line of a panel's heading."""

GAP = 6
"""Pixels between a panel and the heading of the next."""


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
    hatched in its own panel. Panels without a value are left out; notes and table say of them why.
    Raises ValueError when no month has a value.
    """
    lines = [one for panel in shown for one in panel.every if panel.drawn or one.series.calendar]
    shown = [panel for panel in shown if panel.drawn]
    if not shown:
        raise ValueError("there is no value to draw in this range")
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
    unsaid: dict[str, None] = {}
    for place, panel in enumerate(shown, start=1):
        above, body, gap = heights[place - 1]
        domain = (1 - (top + above + body) / total, 1 - (top + above) / total)
        _write_heading(sheet, headings[place - 1], 1 - top / total)
        unsaid |= dict.fromkeys(Drawn(sheet, panel, place, months, body, log).draw(domain))
        top += above + body + gap
    sheet.axes(axes.month_axis(months, sheet) | {"anchor": axis_name(len(shown))})
    sheet.layout["hoversubplots"] = "axis"
    add_history(sheet, history, months)
    every = [one.series for one in lines]
    after = [panel for panel in shown if panel.later and within(panel.later, months)]
    sheet.note(
        *(_("Dashed: {figure}.", figure=one.words) for panel in shown for one in panel.references),
        recovered_key() if any(len(one) for panel in shown for one in panel.intervals) else None,
        *(Note("", brief=_("{words}.", words=words)) for words in unsaid),
        *of_series(every, hatched=False),
        *beyond(lines),
        *(
            later_note(panel.lines[0].label, within(panel.later, months))
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
        months=months,
    )


def _subtitle(topic: str, months: MonthRange, shown: Sequence[Panel], log: bool) -> str:
    said = [_("{topic}, {months}", topic=topic, months=months.words)]
    first = shown[0].drawn[0].series
    smooth = [panel for panel in shown if any(averaged(panel, one.series) for one in panel.drawn)]
    if smooth:
        what = {"window": first.window}
        mean = (
            _("{window}-month mean", **what)
            if first.kind == "count"
            else _("{window}-month share", **what)
        )
        if any(panel.heavy for panel in smooth):
            said.append(_("dashed: the {mean}", mean=mean))
        else:
            said.append(_("thin: each month, thick: the {mean}", mean=mean))
    if log:
        said.append(_("log scale: a step up is ten times as many"))
    return "; ".join(said)


def _room_for_ends(panel: Panel, months: MonthRange) -> int:
    """Pixels right of the plot for the values at the ends of lines."""
    widest = 0.0
    for one in panel.drawn:
        end = last_known(one)
        if end and months.last - end[0] <= 1:
            words = f"<b>{number(end[1], one.series.kind)}</b>"
            widest = max(widest, width(words, SIZE) + 9)
    return ceil(widest)


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
    color = sheet.look.color
    place = {"yref": "paper", "y": top, "yanchor": "top", "borderpad": 0}
    sheet.write_at_edge(lines, color["ink"], SIZE, **place, bgcolor=color["background"])
