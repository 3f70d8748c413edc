"""Two sources of one thing, drawn over each other, and how far they are apart in each month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart
from lib.charts.look import EDGE, Look
from lib.charts.marks import Mark, dots, hover, line, middle, named, start, text, upright
from lib.charts.notes import Note, colored
from lib.charts.ruler import width
from lib.charts.sheet import Sheet
from lib.months import Month, MonthRange, spans
from lib.overlaps import Agreement
from lib.text import _
from lib.trail import Answer, Row
from lib.words import percent_apart

LABELED = 5
"""Percent from which on a difference is written at its dot."""

LEAST_HEIGHT = 0.25
"""Percent that the axis of differences reaches at least, up and down: what is smaller is mostly
rounding."""


def both(found: Answer, measured: Agreement, look: Look) -> Chart:
    """The counts of both sources; months in which the first is short as open circles.

    ``found`` is what ``overlaps.side_by_side`` gives.
    """
    overlap = measured.overlap
    months = [Month.of(row["month"]) for row in found]
    span = MonthRange(months[0], months[-1])
    sheet = Sheet(
        look,
        title=_(
            "{title}: at most {greatest} apart in the {number} months that both hold whole",
            title=overlap.title,
            greatest=percent_apart(measured.greatest),
            number=measured.months,
        ),
        subtitle=_(
            "People a month, {months}: {names}",
            months=span.words,
            names=colored(
                (side.name, look.color[side.color]) for side in (overlap.second, overlap.first)
            ),
        ),
        x_title=overlap.dated,
        y_title="",
        right=24,
        left=60 if look.beside else 52,
        height=240,
    )
    x, values = [middle(month) for month in months], []
    sides = (("second", overlap.second, 4.5), ("first", overlap.first, 1.8))
    for column, side, thick in sides:
        values += [float(value) for value in found.column(column)]
        # No line leads to a month that a source has in part.
        y = [
            None if column == "first" and _is_short(row, measured) else float(row[column])
            for row in found
        ]
        shown: dict[str, Any] = {"name": side.name}
        shown["hovertemplate"] = named(side.name, hover("count"))
        sheet.draw(line(x, y, look.color[side.color], thick, **shown))
    short = [(row, float(row["first"])) for row in found if _is_short(row, measured)]
    sheet.draw(*_open(short, measured, look))
    sheet.axes(axes.month_axis(span, sheet), axes.value_axis(values, "count"))
    sheet.note(
        *_said_of_months(found, measured),
    )
    return sheet.chart(
        f"both-{overlap.id.replace('_', '-')}",
        lambda: _table(found, measured),
        _headings(measured),
        alt=_(
            "Line chart. {title}, {months}: half of the months are no more than {median} apart, "
            "and none more than {greatest}.",
            title=sheet.title,
            months=measured.held.words,
            median=percent_apart(measured.median),
            greatest=percent_apart(measured.greatest),
        ),
        kind="figure",
        credit=found.credit,
        trails=[found.trail, measured.trail],
        months=span,
    )


def apart(found: Answer, measured: Agreement, look: Look) -> Chart:
    """A dot a month: the first source less the second, in percent, over a line where the two are
    equal.

    The axis is that of the months that both have to their end; what an incomplete month is further
    away stands at its edge, with its number.
    """
    overlap = measured.overlap
    months = [Month.of(row["month"]) for row in found]
    span = MonthRange(months[0], months[-1])
    said = {"first": overlap.first.name, "second": overlap.second.name}
    what = _("How far apart: {first} less {second}, in percent", **said)
    title = _(
        "{first} and {second} are {median} apart in the median month, at most {greatest}",
        median=percent_apart(measured.median),
        greatest=percent_apart(measured.greatest),
        **said,
    )
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("{what}; {months}", what=what, months=span.words),
        x_title=overlap.dated,
        y_title="",
        right=EDGE + 2 if not look.beside else 54,
        left=60 if look.beside else 52,
        top=14,
        height=240,
    )
    reach = max(measured.greatest * 1.25, LEAST_HEIGHT)
    sheet.axes(
        axes.month_axis(span, sheet),
        {
            "range": [-reach, reach],
            "zeroline": True,
            "zerolinecolor": look.color["axis"],
            "zerolinewidth": 2,
            "ticksuffix": "%",
        },
    )
    _fiscal_years(sheet, span)
    whole = [row for row in found if not _is_short(row, measured)]
    shown = {
        "name": what,
        "hovertemplate": named(overlap.title, "%{y:+.2f}%<extra></extra>"),
    }
    marker = {"size": 8, "color": look.color[overlap.first.color]}
    x = [middle(Month.of(row["month"])) for row in whole]
    sheet.draw(dots(x, [row["percent"] for row in whole], marker, **shown))
    short = [(row, float(row["percent"])) for row in found if _is_short(row, measured)]
    inside = [(row, percent) for row, percent in short if abs(percent) <= reach]
    edge = 0.95 * reach
    outside = [
        (row, edge if percent > 0 else -edge) for row, percent in short if abs(percent) > reach
    ]
    sheet.draw(*_open(inside, measured, look), *_beyond(outside, measured, look))
    if look.beside:
        place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "y": 0}
        sheet.write(text(f"<b>{_('equal')}</b>", look.color["muted"], 13, **place))
        sheet.write(
            *_numbers([*((row, row["percent"]) for row in whole), *inside, *outside], span, sheet)
        )
    sheet.note(
        *_said_of_months(found, measured),
    )
    sheet.note(_("FY: a fiscal year, which begins in the October before."))
    return sheet.chart(
        f"apart-{overlap.id.replace('_', '-')}",
        lambda: _table(found, measured),
        _headings(measured),
        alt=_(
            "Dots. {title}, {months}: {median} in the median, at most {greatest}, in {month}.",
            title=title,
            months=measured.held.words,
            median=percent_apart(measured.median),
            greatest=percent_apart(measured.greatest),
            month=measured.greatest_month.words,
        ),
        kind="figure",
        credit=found.credit,
        trails=[found.trail, measured.trail],
        months=span,
    )


def _fiscal_years(sheet: Sheet, span: MonthRange) -> None:
    """A dotted line at each October, with the name of the fiscal year that begins there."""
    room = 12 * sheet.plot_width / len(span)
    for month in span:
        if month.number != 10:
            continue
        sheet.shade(upright(start(month), sheet.look.color["axis"]))
        whole, short = (_("FY {year}", year=month.year + 1), f"’{(month.year + 1) % 100:02}")
        fitting = [words for words in (whole, short) if width(words, 11) + 4 <= room]
        if fitting and span.last - month >= 4:
            place = {"x": start(month), "yref": "paper", "y": 1, "yanchor": "bottom"}
            words = fitting[0]
            sheet.write(text(words, sheet.look.color["muted"], 11, xanchor="left", **place))


def _is_short(row: Row, measured: Agreement) -> bool:
    return not row["whole"] or Month.of(row["month"]) in measured.incomplete


def _open(short: Sequence[tuple[Row, float]], measured: Agreement, look: Look) -> list[Mark]:
    """Incomplete months as open circles, each at a height; none where there is none."""
    if not short:
        return []
    first = measured.overlap.first
    around = {"width": 2, "color": look.color[first.color]}
    marker = {"size": 9, "color": look.color["background"], "line": around}
    x = [middle(Month.of(row["month"])) for row, height in short]
    name = _("{line}, incomplete", line=first.name)
    words = named(name, "%{customdata}<extra></extra>")
    apart = [_signed(row["percent"]) for row, height in short]
    y = [height for row, height in short]
    return [dots(x, y, marker, name=name, customdata=apart, hovertemplate=words)]


def _beyond(outside: Sequence[tuple[Row, float]], measured: Agreement, look: Look) -> list[Mark]:
    """Incomplete months that are further away than the axis goes, as triangles at its edge that
    point there."""
    first = measured.overlap.first
    if not outside:
        return []
    marker = {
        "size": 11,
        "symbol": [f"triangle-{'up' if height > 0 else 'down'}" for row, height in outside],
        "color": look.color["background"],
        "line": {"width": 2, "color": look.color[first.color]},
    }
    x = [middle(Month.of(row["month"])) for row, height in outside]
    y = [height for row, height in outside]
    name = _("{line}, incomplete and beyond the axis", line=first.name)
    return [dots(x, y, marker, name=name, hoverinfo="skip")]


def _signed(percent: float) -> str:
    return f"{percent:+.1f}%".replace("-", "−")


def _numbers(dots: Sequence[tuple[Row, float]], span: MonthRange, sheet: Sheet) -> list[Mark]:
    """The large differences beside their dots, the largest first, where they do not touch."""
    marks: list[Mark] = []
    taken: list[float] = []
    scale = sheet.plot_width / len(span)
    for row, height in sorted(dots, key=lambda dot: -abs(dot[0]["percent"])):
        month = Month.of(row["month"])
        at = (month - span.first + 0.5) * scale
        if abs(row["percent"]) < LABELED or any(abs(at - other) < 60 for other in taken):
            continue
        taken.append(at)
        # Toward the middle from a dot at the edge of the plot, away from it from another.
        inside = height != row["percent"]
        above = (height < 0) == inside
        late, early = at > sheet.plot_width - 30, at < 30
        side: dict[str, Any] = {
            "xanchor": "right" if late else "left" if early else "center",
            "yanchor": "bottom" if above else "top",
            "yshift": 7 if above else -7,
        }
        words = f"<b>{_signed(row['percent'])}</b>"
        marks.append(text(words, sheet.look.color["muted"], 12, x=middle(month), y=height, **side))
    return marks


def _said_of_months(found: Answer, measured: Agreement) -> list[Note]:
    """Which months are incomplete and which provisional."""
    short = [Month.of(row["month"]) for row in found if _is_short(row, measured)]
    provisional = [Month.of(row["month"]) for row in found if row["provisional"]]
    said = []
    if short:
        said.append(
            Note(
                _(
                    "Open marks: {months}, incomplete in “{first}” and left out of the measured "
                    "agreement.",
                    months=", ".join(held.words for held in spans(short)),
                    first=measured.overlap.first.name,
                ),
                brief=_(
                    "Hollow: {months}, incomplete in “{first}”.",
                    months=", ".join(held.brief for held in spans(short)),
                    first=measured.overlap.first.name,
                ),
            )
        )
    if provisional:
        said.append(
            Note(
                _(
                    "Provisional, because the fiscal year was still running: {months}.",
                    months=", ".join(held.words for held in spans(provisional)),
                ),
                brief=_(
                    "Provisional: {months}.",
                    months=", ".join(held.brief for held in spans(provisional)),
                ),
            )
        )
    return said


def _headings(measured: Agreement) -> dict[str, str]:
    overlap = measured.overlap
    return {
        "month": _("Month"),
        "first": overlap.first.name,
        "second": overlap.second.name,
        "difference": _("First less second"),
        "percent": _("Percent of the second"),
        "whole": _("Whole in both"),
        "provisional": _("Provisional"),
    }


def _table(found: Answer, measured: Agreement) -> pd.DataFrame:
    rows = [
        {
            "month": str(Month.of(row["month"])),
            "first": row["first"],
            "second": row["second"],
            "difference": row["difference"],
            "percent": round(row["percent"], 4),
            "whole": _("no") if _is_short(row, measured) else _("yes"),
            "provisional": _("yes") if row["provisional"] else _("no"),
        }
        for row in found
    ]
    return pd.DataFrame(rows, columns=list(_headings(measured)))
