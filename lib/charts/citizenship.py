"""Removals and returns of each citizenship: small charts of the same months, each with a scale of
its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

from lib.breakdowns import UNNAMED
from lib.charts.chart import Chart
from lib.charts.look import EDGE, Look
from lib.charts.marks import band, line, middle, named, start, text
from lib.charts.notes import Note, key_note
from lib.charts.sheet import PLOT_HEIGHT, Sheet
from lib.eras import History
from lib.months import Month, MonthRange
from lib.text import _
from lib.trail import Answer, Row

LARGEST = 10
"""How many citizenships are drawn."""

COLUMNS = {"picture": 5, "full": 5, "wide": 5, "broad": 5, "medium": 3, "narrow": 2, "small": 2}


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
        subtitle=_(
            "{months}, by the month the removal was recorded; each panel from zero to its own "
            "highest month",
            months=span.words,
        ),
        x_title=_("Month the removal was recorded, in each panel {months}", months=span.words),
        y_title="",
        right=13,
        left=EDGE,
        top=4,
        height=PLOT_HEIGHT if lines <= 2 else 118 * lines,
    )
    sheet.layout["hovermode"] = "closest"
    # The axes of the sheet are a frame around the panels, which have their own.
    bare = {"showticklabels": False, "showgrid": False, "showline": False, "ticks": ""}
    sheet.axes(bare, bare)
    for place, name in enumerate(named_ones):
        corner = (place % columns / columns, 1 - (place // columns + 1) / lines)
        size = (1 / columns, 1 / lines)
        panel = _Panel(place + 2, corner, size)
        _draw(sheet, panel, history, citizenship_words(name), by_name[name], months)
    headings = {"month": _("Month")} | {name: citizenship_words(name) for name in by_name}
    provisional = [
        Month.of(row["month"]) for row in next(iter(by_name.values())) if row["provisional"]
    ]
    if provisional:
        held = MonthRange(provisional[0], provisional[-1]).words
        whole = _("{months} are provisional: later editions still change them.", months=held)
        held = MonthRange(provisional[0], provisional[-1]).brief
        sheet.note(Note(whole, brief=_("Provisional: {months}.", months=held)))
    eras = "; ".join(era.name for era in history.eras if era.months.overlap(span))
    sheet.note(
        key_note(_("Strips, from the left: {names}.", names=eras)),
        _("The source names these citizenships and counts all others together, in the table."),
        _("Counts are rounded to tens."),
    )
    most = "; ".join(
        _("{name}: {total:,}", name=name, total=by_name[name][0]["in_range"]) for name in named_ones
    )
    return sheet.chart(
        "citizenship",
        lambda: _table(by_name, months),
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
        months=span,
    )


def _table(by_name: Mapping[str, Sequence[Row]], months: Sequence[Month]) -> pd.DataFrame:
    columns = {name: [row["people"] for row in rows] for name, rows in by_name.items()}
    return pd.DataFrame({"month": [str(month) for month in months]} | columns)


def citizenship_words(name: str) -> str:
    """A citizenship as people read it."""
    return _("all others") if name == UNNAMED else _(name)


@dataclass(frozen=True)
class _Panel:
    """One of the small charts: the number of its axes, its lower left corner and its size, both as
    shares of the plot."""

    number: int
    corner: tuple[float, float]
    size: tuple[float, float]


def _draw(
    sheet: Sheet,
    panel: _Panel,
    history: History,
    name: str,
    rows: Sequence[Row],
    months: Sequence[Month],
) -> None:
    """A line from zero to its highest month above a strip of the eras, below its name and that
    month."""
    look, span = sheet.look, MonthRange(months[0], months[-1])
    (left, low), (wide, high) = panel.corner, panel.size
    x, y = f"x{panel.number}", f"y{panel.number}"
    values = [row["people"] for row in rows]
    most = max(values)
    frame = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
    sheet.layout[f"xaxis{panel.number}"] = frame | {
        "type": "date",
        "range": [start(span.first), start(span.last + 1)],
        "domain": [left, left + 0.92 * wide],
        "anchor": y,
        "showline": True,
        "linecolor": look.color["axis"],
    }
    sheet.layout[f"yaxis{panel.number}"] = frame | {
        "range": [0, most or 1],
        "domain": [low + 0.03 * high, low + 0.68 * high],
        "anchor": x,
    }
    for era in history.eras:
        held = era.months.overlap(span)
        if held:
            ends = (start(held.first), start(held.last + 1))
            strip = band(*ends, look.color[era.id]) | {"layer": "above"}
            sheet.shade(strip | {"xref": x, "yref": f"{y} domain", "y0": -0.1, "y1": -0.02})
    said = [
        _("{month}: {number:,}", month=month.words, number=value)
        for month, value in zip(months, values, strict=True)
    ]
    drawn = line(
        [middle(month) for month in months],
        values,
        look.color["official"],
        1.8,
        name=name,
        customdata=said,
        hovertemplate=named(name, "%{customdata}<extra></extra>"),
    )
    sheet.draw(drawn | {"xaxis": x, "yaxis": y})
    top = _("{number:,} in {month}", number=most, month=months[values.index(most)].short)
    place = {"xref": "paper", "yref": "paper", "x": left, "y": low + 0.98 * high}
    place |= {"xanchor": "left", "yanchor": "top", "align": "left"}
    sheet.write(text(f"<b>{name}</b><br>{top}", look.color["ink"], 12, **place))
