"""Detainers issued by month, beside what documents state and what was published later."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart
from lib.charts.labels import add_connected
from lib.charts.later_figures import (
    draw_later,
    figure_words,
    level_name,
    middle_month,
    stated_words,
    within,
)
from lib.charts.look import Look
from lib.charts.marks import dots, hover, line, middle, named
from lib.charts.notes import key_note
from lib.charts.sheet import Sheet
from lib.eras import History
from lib.months import Month, MonthRange
from lib.sources import Credit
from lib.text import _
from lib.trail import Answer, Row
from lib.words import not_in_table

STATED_LEAST = 1_000
"""Stated figures below this lie on the axis itself and would say nothing; they stand in the table
of figures."""


def issued_name() -> str:
    """What the measure is called."""
    return _("Detainers issued")


def issued(
    history: History,
    found: Answer,
    reported: Answer,
    later: Answer,
    asked: MonthRange,
    look: Look,
) -> Chart:
    """Detainers by month, with the figures that the documents state for single months and those
    that were published later marked on the same axis.

    ``found`` is what ``detainers.issued`` gives, ``reported`` what ``detainers.reported`` and
    ``later`` what ``later_figures`` gives; of the documents the figures of one month of the range
    ``asked`` and in detainers are drawn, at the value stated, and of the later ones those whose
    months are all in it. The release lies over both.
    """
    months = [Month.of(row["month"]) for row in found]
    stated = _stated_by_month(reported, asked)
    # The documents state figures for months after the release, too.
    after = within(later, asked)
    ends = [*(row["first_month"] for row in stated), *(row["last_month"] for row in after)]
    last = max([months[-1], *(Month.of(end) for end in ends)])
    span = MonthRange(months[0], last)
    y = [float(value) for value in found.column("detainers_issued")]
    whole = found.column("whole")
    values = [float(row["value"]) for row in stated]
    values += [row["a_month"] for row in after]
    title = _finding(found)
    sheet = Sheet(
        look,
        title=title,
        subtitle=_(
            "Detainers issued by month, {months}; diamonds: stated in the documents; circles and "
            "dotted levels: figures published later",
            months=span.words,
        ),
        x_title="",
        y_title="",
        right=26,
        left=60 if look.beside else 52,
        height=280,
    )
    sheet.axes(axes.month_axis(span, sheet), axes.value_axis([*y, *values], "count"))
    draw_later(sheet, after, look.color["stated"], _("Published later"))
    names = [_stated_words(row) for row in stated]
    _draw_stated(sheet, stated, names)
    _draw_issued(sheet, months, y, whole)
    if look.beside:
        beyond = [row for row in after if Month.of(row["first_month"]) > months[-1]]
        levels = [row for row in beyond if row["counts"] == "total" and row["months"] > 1]
        sheet.write(*(level_name(sheet, row, span, look.color["stated"]) for row in levels))
        named_ones = [
            *(
                (Month.of(row["first_month"]), float(row["value"]), name)
                for row, name in zip(stated, names, strict=True)
            ),
            *(
                (middle_month(row), row["a_month"], stated_words(row))
                for row in beyond
                if row["months"] == 1
            ),
        ]
        above = dict(zip(months, y, strict=True)) | {
            month: row["a_month"]
            for row in levels
            for month in MonthRange(Month.of(row["first_month"]), Month.of(row["last_month"]))
        }
        add_connected(sheet, named_ones, above, span, "stated")
    add_history(sheet, history, span)
    said = "; ".join(
        _(
            "{month}, {stated} ({speaker})",
            month=Month.of(row["first_month"]).words,
            stated=name,
            speaker=_(row["speaker"]),
        )
        for name, row in zip(names, stated, strict=True)
    )
    if not all(whole):
        partial = [month.words for month, held in zip(months, whole, strict=True) if not held]
        sheet.note(
            key_note(
                _(
                    "Open circle: {months}, of which the release has only a part.",
                    months=", ".join(partial),
                )
            )
        )
    if said:
        sheet.note(_("Stated: {figures}.", figures=said))
    if after:
        published = "; ".join(figure_words(row) for row in after)
        sheet.note(_("Published later: {figures}.", figures=published))
    return sheet.chart(
        "detainers-issued",
        lambda: pd.DataFrame(
            {
                "month": [str(month) for month in months],
                "detainers_issued": [round(value) for value in y],
                "whole": [whole_words(held) for held in whole],
            }
        ),
        {"month": _("Month"), "detainers_issued": issued_name(), "whole": _("Whole month")},
        alt=_(
            "Line chart. {title}, {months}: {first:,.0f} in {first_month}, at most {most:,.0f}. "
            "Stated: {figures}.",
            title=title,
            months=span.words,
            first=y[0],
            first_month=months[0].words,
            most=max(y),
            figures=said,
        ),
        kind="count",
        credit=found.credit + (later.credit if after else Credit((), ())),
        trails=[found.trail, *([later.trail] if after else [])],
        months=MonthRange(months[0], months[-1]),
    )


def _finding(found: Answer) -> str:
    """The highest month and the last of those that the release has whole."""
    whole = [row for row in found if row["whole"]]
    if len(whole) < 2:
        return _("Detainers issued, by month")
    most, last = max(whole, key=lambda row: row["detainers_issued"]), whole[-1]
    return _(
        "{most:,.0f} detainers in {peak}, the most in a month; {latest:,.0f} in {last}",
        most=most["detainers_issued"],
        peak=Month.of(most["month"]).words,
        latest=last["detainers_issued"],
        last=Month.of(last["month"]).words,
    )


def _stated_by_month(reported: Answer, asked: MonthRange) -> list[Row]:
    return [
        row
        for row in reported
        if row["unit"] == "detainers"
        and row["first_month"] is not None
        and row["first_month"] == row["last_month"]
        and Month.of(row["first_month"]) in asked
        and row["value"] >= STATED_LEAST
    ]


def _stated_words(row: Row) -> str:
    number = f"{row['value']:,.0f}"
    if row["qualifier"] == "exactly":
        return number
    return _("{qualifier} {amount}", qualifier=_(row["qualifier"]), amount=number)


def whole_words(held: bool | None) -> str:
    """Whether the release has a month whole; None where it does not have it at all."""
    if held is None:
        return not_in_table()
    return _("yes") if held else _("part of the month")


def _draw_issued(
    sheet: Sheet, months: Sequence[Month], y: Sequence[float], whole: Sequence[bool]
) -> None:
    """The whole months as a line, the others as open circles."""
    color = sheet.look.color["issued"]
    x = [middle(month) for month in months]
    known = [value if held else None for value, held in zip(y, whole, strict=True)]
    words = named(issued_name(), hover("count"))
    sheet.draw(line(x, known, color, 2.6, name=issued_name(), hovertemplate=words))
    partial = [(at, value) for at, value, held in zip(x, y, whole, strict=True) if not held]
    if partial:
        around = {"width": 2, "color": color}
        marker = {"size": 9, "color": sheet.look.color["background"], "line": around}
        days, counts = zip(*partial, strict=True)
        name = _("Detainers issued, part of the month")
        shown = {"name": name, "hovertemplate": named(name, hover("count"))}
        sheet.draw(dots(days, counts, marker, **shown))


def _draw_stated(sheet: Sheet, stated: Sequence[Row], names: Sequence[str]) -> None:
    """The figures of the documents as hollow diamonds."""
    look = sheet.look
    around = {"width": 2, "color": look.color["stated"]}
    marker = {"size": 12, "symbol": "diamond", "color": look.color["background"], "line": around}
    at = [middle(Month.of(row["first_month"])) for row in stated]
    values = [float(row["value"]) for row in stated]
    # The last of them stands on the edge of the plot.
    name = _("Stated in the documents")
    shown = {"name": name, "customdata": list(names), "cliponaxis": False}
    words = named(_("Stated"), "%{customdata}<extra></extra>")
    sheet.draw(dots(at, values, marker, hovertemplate=words, **shown))
