"""Series over their months: the record, with what happened beside it."""

from __future__ import annotations

from collections.abc import Sequence

from lib.charts import axes
from lib.charts.background import add_history, add_withheld
from lib.charts.chart import Chart, Line
from lib.charts.labels import add_labels, ends_words, line_label, room_beside
from lib.charts.look import Look
from lib.charts.marks import hover, line, middle, named
from lib.charts.months_table import average_words, months_table
from lib.charts.notes import Note, colors_note, of_series
from lib.charts.record import record
from lib.charts.sheet import Sheet
from lib.eras import History
from lib.measures import Series
from lib.months import Month, MonthRange
from lib.published import recovered_words
from lib.text import _, prose
from lib.words import credit_of_all, number

WIDEST_MONTH = Month(2020, 5)
"""A month whose short name is as wide as any."""


def timeline(
    history: History,
    lines: Sequence[Line],
    *,
    name: str,
    title: str,
    look: Look,
    notes: Sequence[str] = (),
) -> Chart:
    """Each month thin, the running average thick over it.

    Eras are shaded, events numbered, months without a value hatched; no line crosses one. All
    series have the same range, window and kind; the first says what the axes are called. The axis
    spans the months that the tables hold. Raises ValueError when no month has a value.
    """
    shown = [one.series for one in lines]
    first, kind = shown[0], shown[0].kind
    drawn = [one for one in lines if one.series.known]
    if not drawn:
        raise ValueError("there is no value to draw in this range")
    months = drawn_months(lines)
    sheet = Sheet(
        look,
        title=title,
        subtitle=_subtitle(months, drawn),
        x_title=_dated(shown),
        y_title=first.measure.axis,
        right=room_beside([*(one.label for one in drawn), ends_words(WIDEST_MONTH)], look),
        top=20,
    )
    ends = [_draw(sheet, one) for one in drawn]
    values = [value for trace in sheet.data for value in trace["y"] if value is not None]
    sheet.axes(axes.month_axis(months, sheet), axes.value_axis(values, kind))
    if not look.beside:
        sheet.note(colors_note((one.label, look.color[one.color]) for one in drawn))
    add_history(sheet, history, months)
    labels = [
        line_label(sheet, one, end, drawn, months) for one, end in zip(drawn, ends, strict=True)
    ]
    add_withheld(sheet, lines, months, [label.value for label in labels if label.month])
    if look.beside:
        add_labels(sheet, labels)
    sheet.note(*of_series(shown), *beyond(lines), *notes)
    table, headings = months_table(lines)
    return sheet.chart(
        name,
        table,
        headings,
        alt=_(
            "Line chart. {title}, {months}. {lines}",
            title=title,
            months=months.words,
            lines=" ".join(line_words(one) for one in lines),
        ),
        kind=kind,
        credit=credit_of_all(shown),
        trails=[series.trail for series in shown],
        months=months,
    )


def recovered_key() -> Note:
    """What the open circles are."""
    said = recovered_words()
    brief = _("Open circles: {recovered}.", recovered=said)
    return Note(prose("charts/recovered", recovered=said), brief=brief)


def recovered_name(name: str) -> str:
    """The recovered months of a line or a group."""
    return _("{name}, {recovered}", name=name, recovered=recovered_words())


def _dated(shown: Sequence[Series]) -> str:
    """By which date the months count, where they all count by the same."""
    dates = {series.measure.dated for series in shown}
    return dates.pop() if len(dates) == 1 else _("Month")


def _subtitle(shown: MonthRange, lines: Sequence[Line]) -> str:
    """The months, and what is drawn thin and what thick."""
    window, kind = lines[0].series.window, lines[0].series.kind
    longest = max(sum(value is not None for value in one.series.averages) for one in lines)
    said = {"months": shown.words, "window": window}
    if window == 1 or not longest:
        return _("{months}; each month", **said)
    if longest > 1 and kind == "count":
        return _(
            "{months}; thin line: each month; thick line: trailing {window}-month mean", **said
        )
    if longest > 1:
        return _(
            "{months}; thin line: each month; thick line: trailing {window}-month share", **said
        )
    if kind == "count":
        return _("{months}; thin line: each month; large dot: trailing {window}-month mean", **said)
    return _("{months}; thin line: each month; large dot: trailing {window}-month share", **said)


def drawn_months(lines: Sequence[Line]) -> MonthRange:
    """First to last month of the range that any of the lines' tables hold."""
    held = [one.series.calendar for one in lines if one.series.calendar]
    return MonthRange(min(months[0] for months in held), max(months[-1] for months in held))


def _draw(sheet: Sheet, one: Line) -> float:
    """Adds a line and, over it, its running average; returns the value at which its label belongs.

    A month that may not be whole is an open circle.
    """
    series, look = one.series, sheet.look
    color, shown_as = look.color[one.color], hover(series.kind)
    x = [middle(month) for month in series.calendar]
    averages = sum(value is not None for value in series.averages) if series.window > 1 else 0
    thin = look.tint(one.color, 0.62 if averages else 1)
    width, size = 1.3 if averages else 2.4, 5 if len(x) <= 36 else 0
    said = named(one.label, shown_as)
    sheet.draw(
        *record(
            series,
            x,
            thin,
            width,
            look,
            name=one.label,
            size=size,
            circle=color,
            hovertemplate=said,
        )
    )
    values = (
        series.complete if any(value is not None for value in series.complete) else series.drawn
    )
    by_month = zip(series.calendar, values, strict=True)
    known = [(month, value) for month, value in by_month if value is not None]
    if not averages:
        return known[-1][1]
    name = average_words(one)
    shown = {"name": name, "hovertemplate": named(name, shown_as)}
    # A mean that only one month has would have no length as a line.
    size = 9 if averages == 1 else 0
    sheet.draw(line(x, series.averages, color, 3.2, dots=size, **shown))
    by_average = zip(series.calendar, series.averages, strict=True)
    average = [(month, value) for month, value in by_average if value is not None]
    return average[-1][1] if average[-1][0] == known[-1][0] else known[-1][1]


def beyond(lines: Sequence[Line]) -> list[str]:
    """Says where a measure's own data begins or ends inside the range that was asked for."""
    said: dict[MonthRange, list[str]] = {}
    for one in lines:
        if one.series.held.overlap(one.series.months) != one.series.months:
            said.setdefault(one.series.held, []).append(one.label)
    whole = len(said) == 1 and len(next(iter(said.values()))) == len(lines)
    return [
        _("The source covers {months}.", months=held.words)
        if whole
        else _("{lines}: the source covers {months}.", lines=", ".join(labels), months=held.words)
        for held, labels in said.items()
    ]


def line_words(one: Line) -> str:
    """A series in a sentence, for those who cannot see the line."""
    series = one.series
    by_month = zip(series.calendar, series.drawn, strict=True)
    known = [(month, value) for month, value in by_month if value is not None]
    if not known:
        return _("{line}: no value in this range.", line=one.label)
    (first, start), (last, end) = known[0], known[-1]
    kind = series.kind
    return _(
        "{line}: {start} in {first}, {end} in {last}.",
        line=one.label,
        start=number(start, kind),
        first=first.words,
        end=number(end, kind),
        last=last.words,
    )
