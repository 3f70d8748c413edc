"""Removals and returns of each citizenship: small charts of the same months, each with a scale of
its own."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import pandas as pd

from lib.breakdowns import UNNAMED
from lib.charts.chart import Chart
from lib.charts.look import EDGE, Look
from lib.charts.marks import band, line, named, text
from lib.charts.sheet import PLOT_HEIGHT, Sheet
from lib.eras import History
from lib.months import Month, MonthRange
from lib.text import _
from lib.trail import Answer, Row

LARGEST = 10
"""How many citizenships are drawn."""

COLUMNS = {"wide": 5, "broad": 5, "medium": 3, "narrow": 2}


def small_multiples(history: History, found: Answer, look: Look) -> Chart:
    """The citizenships with the most removals and returns in the range, the largest first.

    ``found`` is what ``breakdowns.citizenship_by_month`` gives. All panels have the same months;
    each begins at zero and ends at its own highest month, which is written.
    """
    by_name: dict[str, list[Row]] = {}
    for row in found:
        by_name.setdefault(row["citizenship"], []).append(row)
    named_ones = [name for name in by_name if name != UNNAMED][:LARGEST]
    months = [Month.of(row["month"]) for row in next(iter(by_name.values()))]
    span = MonthRange(months[0], months[-1])
    columns = COLUMNS[look.width]
    lines = ceil(len(named_ones) / columns)
    title = _("Removals and returns, by citizenship: the {number} largest", number=len(named_ones))
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("{months}; each panel from zero to its own highest month", months=span.words),
        x_title=_("Month the removal was recorded, in each panel {months}", months=span.words),
        y_title="",
        right=13,
        left=EDGE,
        top=4,
        height=PLOT_HEIGHT if lines <= 2 else 118 * lines,
    )
    sheet.layout["hovermode"] = "closest"
    bare = {"showticklabels": False, "showgrid": False, "showline": False, "ticks": ""}
    sheet.axes({"range": [0, columns], **bare}, {"range": [0, lines], **bare})
    for place, name in enumerate(named_ones):
        corner = (place % columns, lines - 1 - place // columns)
        _panel(sheet, history, citizenship_words(name), by_name[name], months, corner)
    table = pd.DataFrame({"month": [str(month) for month in months]})
    headings = {"month": _("Month")}
    for name, rows in by_name.items():
        table[name] = [row["people"] for row in rows]
        headings[name] = citizenship_words(name)
    provisional = [
        Month.of(row["month"]) for row in next(iter(by_name.values())) if row["provisional"]
    ]
    if provisional:
        held = MonthRange(provisional[0], provisional[-1]).words
        sheet.note(_("{months} are provisional: later editions still change them.", months=held))
    bands = ", ".join(era.name for era in history.eras if era.months.overlap(span))
    sheet.note(
        _("Bands, from the left: {names}.", names=bands),
        _("The source names these citizenships and counts all others together, in the table."),
        _("Counts are rounded to tens."),
    )
    most = "; ".join(
        _("{name}: {total:,}", name=name, total=by_name[name][0]["in_range"]) for name in named_ones
    )
    return sheet.chart(
        "citizenship",
        table,
        headings,
        alt=_(
            "Small line charts. {title}, {months}. Over all these months: {totals}.",
            title=title,
            months=span.words,
            totals=most,
        ),
        kind="count",
        credit=found.credit,
        trails=[found.trail],
    )


def citizenship_words(name: str) -> str:
    """A citizenship as people read it."""
    return _("all others") if name == UNNAMED else name


def _panel(
    sheet: Sheet,
    history: History,
    name: str,
    rows: Sequence[Row],
    months: Sequence[Month],
    corner: tuple[int, int],
) -> None:
    """A line from zero to its highest month over the eras, below its name and that month."""
    look = sheet.look
    left, low = corner[0] + 0.03, corner[1] + 0.04
    wide, high = 0.9, 0.62
    step = wide / len(months)
    for era in history.eras:
        held = era.months.overlap(MonthRange(months[0], months[-1]))
        if held:
            first = left + (held.first - months[0]) * step
            ends = {"x0": first, "x1": first + len(held) * step, "y0": low, "y1": low + high}
            sheet.shade(band(0, 1, look.color[era.id]) | ends | {"yref": "y"})
    values = [row["people"] for row in rows]
    most = max(values)
    x = [left + (place + 0.5) * step for place in range(len(values))]
    y = [low + high * value / (most or 1) for value in values]
    said = [
        _("{month}: {number:,}", month=month.words, number=value)
        for month, value in zip(months, values, strict=True)
    ]
    words = named(name, "%{customdata}<extra></extra>")
    sheet.draw(
        line(x, y, look.color["official"], 1.8, name=name, customdata=said, hovertemplate=words)
    )
    zero = {"type": "line", "line": {"width": 1, "color": look.color["axis"]}}
    sheet.shade(zero | {"x0": left, "x1": left + wide, "y0": low, "y1": low})
    place = {"x": left, "xanchor": "left", "align": "left", "yanchor": "top"}
    top = _("{number:,} in {month}", number=most, month=months[values.index(most)].short)
    sheet.write(text(f"<b>{name}</b><br>{top}", look.color["ink"], 12, y=corner[1] + 0.98, **place))
