"""Columns of numbers over their months, whatever they hold: what a reader's own query gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart
from lib.charts.labels import Label, add_labels, ends_words, room_beside
from lib.charts.look import Look
from lib.charts.marks import line, middle, named
from lib.charts.notes import Note, colors_note
from lib.charts.sheet import Sheet
from lib.charts.timeline import WIDEST_MONTH
from lib.eras import History
from lib.months import Month, MonthRange, spans
from lib.sources import Credit
from lib.text import _, listed

COLORS = ("own", "all", "first", "second", "convicted")
"""The colors of the lines; as many are drawn."""

SAID = 4
"""Stretches of months without a value that are said on the page; the notes hold all."""

LONGEST = 24
"""Letters of a name beside the plot; a column without a name has its formula for one."""

Values = Sequence[float | None]


def columns_by_month(
    history: History,
    months: Sequence[Month],
    columns: Mapping[str, Values],
    look: Look,
    *,
    credit: Credit,
    notes: Sequence[str] = (),
) -> Chart:
    """A line a column, as many as there are colors; no line crosses a month without a value.

    ``months`` differ and are in order; ``columns`` have a value or None for each. The axis begins
    at zero, or below it where a value is. Raises ValueError where no column has a value."""
    drawn = {
        name: values
        for name, values in list(columns.items())[: len(COLORS)]
        if any(value is not None for value in values)
    }
    if not drawn:
        raise ValueError("there is no value to draw")
    span = MonthRange(months[0], months[-1])
    names = {name: _short(name) for name in drawn}
    sheet = Sheet(
        look,
        title=_("{columns}, {months}", columns=listed(names.values()), months=span.words),
        subtitle=_("A reader’s own query; each month"),
        x_title=_("Month"),
        y_title="",
        right=room_beside([*names.values(), ends_words(WIDEST_MONTH)], look),
    )
    labels = []
    for color, (name, values) in zip(COLORS, drawn.items(), strict=False):
        by_month = dict(zip(months, values, strict=True))
        ink, heights = look.color[color], [by_month.get(month) for month in span]
        known = [value for value in heights if value is not None]
        sheet.draw(
            line(
                [middle(month) for month in span],
                heights,
                ink,
                2.4,
                # A month between two without a value would have no length as a line.
                dots=5 if len(known) <= 36 else 3 if len(known) < len(span) else 0,
                name=names[name],
                hovertemplate=named(names[name], "%{y:,.6~g}<extra></extra>"),
            )
        )
        labels.append(_label(names[name], ink, span, heights))
    all_known = [value for shown in drawn.values() for value in shown if value is not None]
    sheet.axes(axes.month_axis(span, sheet), _axis(all_known))
    if look.beside:
        add_labels(sheet, labels)
    else:
        sheet.note(
            colors_note(
                (name, look.color[color])
                for name, color in zip(names.values(), COLORS, strict=False)
            )
        )
    add_history(sheet, history, span)
    sheet.note(*(_without(names[name], months, values) for name, values in drawn.items()))
    if len(columns) > len(drawn):
        left_out = _("{drawn} of {all} columns are drawn.", drawn=len(drawn), all=len(columns))
        sheet.note(left_out)
    sheet.note(*notes)
    return sheet.chart(
        "query",
        lambda: _table(months, columns),
        {"month": _("Month"), **{name: name for name in columns}},
        alt=_(
            "Line chart of a reader’s own query. {columns}, {months}.",
            columns=listed(names.values()),
            months=span.words,
        ),
        kind="figure",
        credit=credit,
        trails=[],
        months=span,
    )


def _short(name: str) -> str:
    cut = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    # In a chart a less-than sign begins markup.
    return escape(cut, quote=False)


def _label(name: str, ink: str, span: MonthRange, heights: Values) -> Label:
    """The name of a line and, where it ends before the others may, the month in which."""
    known = [
        (month, value) for month, value in zip(span, heights, strict=True) if value is not None
    ]
    last, value = known[-1]
    ends = f"<br>{ends_words(last)}" if last < span.last else ""
    return Label(value, f"<b>{name}</b>{ends}", ink)


def _without(name: str, months: Sequence[Month], values: Values) -> Note | None:
    """Which of the months have no value."""
    empty = spans(month for month, value in zip(months, values, strict=True) if value is None)
    if not empty:
        return None
    return Note(
        _("{column}: no value in {months}.", column=name, months="; ".join(s.words for s in empty)),
        brief=_(
            "{column}: no value {months}.",
            column=name,
            months=", ".join(s.brief for s in empty[:SAID]),
        ),
    )


def _axis(values: Sequence[float]) -> dict[str, object]:
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.12 * ((high - low) or 1)
    large = max(high, -low) >= 1_000_000
    return {
        "range": [low - room if low < 0 else 0, high + room],
        "tickformat": "~s" if large else ",.6~g",
        "nticks": 7,
        "zeroline": low < 0,
    }


def _table(months: Sequence[Month], columns: Mapping[str, Values]) -> pd.DataFrame:
    absent = _("no value")
    filled = [
        [absent if value is None else value for value in values] for values in columns.values()
    ]
    rows = zip(map(str, months), *filled, strict=True)
    return pd.DataFrame(list(rows), columns=["month", *columns], dtype="object")
