"""TRAC's numbers and the case records, drawn over each other, and how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart
from lib.charts.look import Look
from lib.charts.marks import hover, line, middle, named, text
from lib.charts.sheet import Sheet, colors_note
from lib.months import Month, MonthRange
from lib.reconciliation import Reach, reach_words
from lib.text import _
from lib.trail import Answer

LABELED = 5
"""Percent from which on a difference is written at its bar."""


def both(found: Answer, apart_by: Reach, look: Look) -> Chart:
    """All removals as TRAC counted them and as the case records give them, by the month of
    departure.

    ``found`` is what ``reconciliation.reconcile`` gives.
    """
    months = [Month.of(row["month"]) for row in found]
    span = MonthRange(months[0], months[-1])
    title = _("All ICE removals: TRAC and the case records")
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("{months}; both by the month of departure", months=span.words),
        x_title=_("Month of departure"),
        y_title=_("People removed in the month"),
        right=24,
    )
    lines = (
        ("trac", _("TRAC"), look.color["all"], 4.5),
        ("departed", _("Case records"), look.color["records"], 1.8),
    )
    x, values = [middle(month) for month in months], []
    for column, label, color, width in lines:
        y = [float(value) for value in found.column(column)]
        values += y
        words = named(label, hover("count"))
        sheet.draw(line(x, y, color, width, name=label, hovertemplate=words))
    sheet.axes(axes.month_axis(span, sheet), axes.value_axis(values, "count"))
    sheet.note(colors_note((label, color) for column, label, color, width in lines))
    return sheet.chart(
        "trac-and-records",
        *_table(found, ["trac", "departed", "departed_less_trac", "departed_percent"]),
        alt=_(
            "Line chart. {title}, {months}: the two lines nearly coincide, {reach} apart.",
            title=title,
            months=span.words,
            reach=reach_words(apart_by.departed),
        ),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def apart(found: Answer, apart_by: Reach, look: Look) -> Chart:
    """How far the case records are from TRAC, by the month of departure and by the month of the
    removal date."""
    months = [Month.of(row["month"]) for row in found]
    span = MonthRange(months[0], months[-1])
    title = _("Case records less TRAC, in percent, by the date that is counted")
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("{months}; TRAC counts a removal in the month of departure", months=span.words),
        x_title=_("Month"),
        y_title=_("Percent of TRAC's number"),
        right=24,
    )
    sheet.layout.update({"barmode": "group", "bargap": 0.25, "bargroupgap": 0})
    kinds = (
        ("departed_percent", _("by month of departure"), look.color["records"]),
        ("removed_percent", _("by month of removal date"), look.color["rest"]),
    )
    x, values = [middle(month) for month in months], []
    for column, label, color in kinds:
        y = [float(value) for value in found.column(column)]
        values += y
        sheet.draw(
            {
                "type": "bar",
                "name": label,
                "x": x,
                "y": y,
                "marker": {"color": color},
                "hovertemplate": named(label, "%{y:+.2f}%<extra></extra>"),
            }
        )
    sheet.axes(
        axes.month_axis(span, sheet),
        {
            "range": [min(min(values) * 1.2, -1), max(max(values) * 1.2, 1)],
            "zeroline": True,
            "zerolinecolor": look.color["axis"],
            "ticksuffix": "%",
        },
    )
    for at, value in zip(x, found.column("removed_percent"), strict=True):
        if abs(value) >= LABELED and look.beside:
            words = f"<b>{value:+.1f}%</b>".replace("-", "−")
            place: dict[str, Any] = {"x": at, "y": float(value)}
            place["yanchor"] = "bottom" if value > 0 else "top"
            sheet.write(text(words, look.color["muted"], 12, **place))
    sheet.note(
        colors_note((label, color) for column, label, color in kinds),
        _(
            "Counted by the removal date, the records are furthest off at the edges of fiscal "
            "years, which begin in October."
        ),
    )
    return sheet.chart(
        "records-less-trac",
        *_table(found, ["trac", "departed", "departed_percent", "removed", "removed_percent"]),
        alt=_(
            "Bars. {title}, {months}: by departure {departed} apart; by removal date {removed} "
            "apart.",
            title=title,
            months=span.words,
            departed=reach_words(apart_by.departed),
            removed=reach_words(apart_by.removed),
        ),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def _headings() -> dict[str, str]:
    return {
        "month": _("Month"),
        "trac": _("TRAC"),
        "departed": _("Records, by departure"),
        "departed_less_trac": _("Records less TRAC"),
        "departed_percent": _("Percent, by departure"),
        "removed": _("Records, by removal date"),
        "removed_percent": _("Percent, by removal date"),
    }


def _table(found: Answer, columns: Sequence[str]) -> tuple[pd.DataFrame, dict[str, str]]:
    months = [str(Month.of(row["month"])) for row in found]
    cells = {
        name: [
            round(value, 4) if name.endswith("percent") else value for value in found.column(name)
        ]
        for name in columns
    }
    headings = _headings()
    return pd.DataFrame({"month": months} | cells), {
        name: headings[name] for name in ("month", *columns)
    }
