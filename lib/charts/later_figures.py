"""Single figures published later, as hollow marks beside a line."""

from __future__ import annotations

from collections.abc import Sequence

from lib.charts.marks import Mark, dots, line, middle, named, start, text
from lib.charts.notes import Note
from lib.charts.ruler import width
from lib.charts.sheet import Sheet
from lib.months import Month, MonthRange
from lib.text import _
from lib.trail import Answer, Row


def within(later: Answer, months: MonthRange) -> list[Row]:
    """The figures whose months are all in a range; none of which the first month is not known."""
    return [
        row
        for row in later
        if row["first_month"] is not None
        and Month.of(row["first_month"]) in months
        and Month.of(row["last_month"]) in months
    ]


def draw_later(sheet: Sheet, rows: Sequence[Row], color: str, name: str) -> list[float]:
    """A hollow circle for the figure of a month; for one of several months a level line over them,
    at the mean month. Returns their heights."""
    single = [row for row in rows if row["months"] == 1]
    several = [row for row in rows if row["months"] != 1]
    sheet.draw(*(_level(row, color, name) for row in several))
    if single:
        marker = {
            "size": 10,
            "color": sheet.look.color["background"],
            "line": {"width": 2, "color": color},
        }
        x = [middle(Month.of(row["first_month"])) for row in single]
        y = [float(row["a_month"]) for row in single]
        shown = {"name": name, "customdata": [figure_words(row) for row in single]}
        words = named(name, "%{customdata}<extra></extra>")
        sheet.draw(dots(x, y, marker, hovertemplate=words, cliponaxis=False, **shown))
    return [float(row["a_month"]) for row in rows]


def _level(row: Row, color: str, name: str) -> Mark:
    ends = [start(Month.of(row["first_month"])), start(Month.of(row["last_month"]) + 1)]
    words = named(name, "%{customdata}<extra></extra>")
    said = [figure_words(row)] * 2
    height = [float(row["a_month"])] * 2
    return line(ends, height, color, 2, dash="dot", name=name, customdata=said, hovertemplate=words)


def later_note(label: str, rows: Sequence[Row]) -> Note:
    """Which figures of a line were published later."""
    return Note(
        _(
            "Hollow circles: {line}, published later ({figures}).",
            line=label,
            figures="; ".join(figure_words(row) for row in rows),
        ),
        brief=_("Hollow: {line}, published later.", line=label),
    )


def level_name(sheet: Sheet, row: Row, months: MonthRange, color: str) -> Mark:
    """The mean month of a total, behind its level or, where the plot of these months ends too soon,
    below it."""
    words = f"<b>{_('{mean:,.0f} a month', mean=row['a_month'])}</b>"
    last = Month.of(row["last_month"])
    room = (months.last - last) * sheet.plot_width / len(months)
    if width(words, 12) + 6 <= room:
        place = {"x": start(last + 1), "xanchor": "left", "xshift": 4, "yanchor": "middle"}
    else:
        place = {"x": middle(middle_month(row)), "yanchor": "top"}
    return text(words, color, 12, y=row["a_month"], **place)


def stated_words(row: Row) -> str:
    """13,971; just under 14,000 a month; 142,474 in all, 11,873 a month"""
    stated = f"{row['value']:,}"
    if row["qualifier"] != "exactly":
        stated = _("{qualifier} {amount}", qualifier=_(row["qualifier"]), amount=stated)
    if row["counts"] == "mean month":
        return _("{stated} a month", stated=stated)
    if row["months"] == 1:
        return stated
    return _("{stated} in all, {mean:,.0f} a month", stated=stated, mean=row["a_month"])


def figure_words(row: Row) -> str:
    """March 2017: 13,971"""
    return _("{months}: {stated}", months=period_words(row), stated=stated_words(row))


def period_words(row: Row) -> str:
    """October 2016 to September 2017; up to October 2017"""
    last = Month.of(row["last_month"])
    if row["first_month"] is None:
        return _("up to {month}", month=last.words)
    return MonthRange(Month.of(row["first_month"]), last).words


def middle_month(row: Row) -> Month:
    """The month in the middle of those that a figure is about."""
    first = Month.of(row["first_month"])
    return first + (Month.of(row["last_month"]) - first) // 2
