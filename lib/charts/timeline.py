"""Series over their months: the record, with what happened beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_eras, add_events, add_withheld
from lib.charts.chart import Chart, Figure, Line, Reference
from lib.charts.labels import Label, add_labels, color_key, line_label
from lib.charts.marks import dots, hover, level, line, middle, recovered
from lib.charts.style import Look, layout, mixed, set_notes
from lib.eras import eras, events
from lib.measures import RECOVERED, Intervals, Published, extent, partial_months
from lib.months import Month, MonthRange
from lib.sources import short_names
from lib.tables import Tables
from lib.words import NOT_EVERY_MONTH, NOT_IN_TABLE, caveats, credit_words, number, unknown_words

Averages = Sequence[tuple[Line, Published]]


def timeline(
    tables: Tables,
    lines: Sequence[Line],
    *,
    name: str,
    title: str,
    look: Look,
    log: bool = False,
    x_title: str = "Month of departure",
    y_title: str | None = None,
    notes: Sequence[str] = (),
    references: Sequence[Reference] = (),
    published: Averages = (),
    intervals: Sequence[tuple[Line, Intervals]] = (),
) -> Chart:
    """Each month thin, the running average thick over it.

    Eras are shaded, events numbered, months without a value hatched; no line crosses one. ``published`` adds averages
    as their source printed them, ``intervals`` months that are recovered, each with the line it belongs to. All series have the same
    range, window and kind. The axis spans the months that the tables hold. Raises ValueError when no month has a value.
    """
    first, kind = lines[0].series, lines[0].series.measure.kind
    drawn = [one for one in lines if one.series.known]
    if not drawn:
        raise ValueError("there is no value to draw in this range")
    months = drawn_months(lines)
    measures = [one.series.measure for one in lines]
    used = list(dict.fromkeys(table for one in lines for table in one.series.measure.tables))
    figure: Figure = {"data": [], "layout": {}}

    values = [reference.value for reference in references]
    ends = [_draw(figure, one, look, partial_months(tables, one.series.measure)) for one in drawn]
    for one, printed in published:
        x, y = (
            [middle(Month.of(stamp)) for stamp in printed.frame["month"]],
            printed.frame["value"].tolist(),
        )
        marker = {
            "size": 9,
            "symbol": "diamond-open",
            "color": look.color[one.color],
            "line": {"width": 2},
        }
        words = f"{one.label}, published 12-month mean: {hover(kind)}"
        figure["data"].append(
            dots(x, y, marker, name=f"{one.label}, published mean", hovertemplate=words)
        )
    for one, span in intervals:
        x, color = [middle(Month.of(stamp)) for stamp in span.frame["month"]], look.color[one.color]
        low, high = span.frame["low"].tolist(), span.frame["high"].tolist()
        shown = {"name": f"{one.label}, {RECOVERED}"}
        figure["data"].append(recovered(x, low, high, color, look.color["background"], **shown))
    values += [value for trace in figure["data"] for value in trace["y"] if value is not None]

    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"{months.words}; {_window_words(drawn)}",
        x_title=x_title,
        y_title=y_title or axes.title(kind),
        right=14 if look.narrow else 172,
        top=20,
    )
    figure["layout"]["yaxis"] |= axes.value_axis(values, kind, log)
    figure["layout"]["xaxis"] |= axes.month_axis(months, look)
    unnamed = add_eras(
        figure, [era for era in eras(tables).values() if era.kind == "era"], months, look
    )
    key = add_events(figure, events(tables), months, look)
    labels = [
        line_label(one, end, drawn, figure["layout"]["yaxis"], months, look)
        for one, end in zip(drawn, ends, strict=True)
    ]
    taken = [reference.value for reference in references]
    taken += [label.value for label in labels if label.month]
    add_withheld(figure, lines, months, look, taken)
    for reference in references:
        color = look.color[reference.color]
        figure["layout"]["shapes"].append(level(reference.value, color))
        labels.append(Label(reference.value, reference.label, color))
    if not look.narrow:
        add_labels(figure, labels, look)
    all_notes = [
        f"Colors: {color_key((one.label, look.color[one.color]) for one in drawn)}."
        if look.narrow
        else "",
        f"Bands without a name: {', '.join(unnamed)}." if unnamed else "",
        key or "",
        *(f"Dashed: {reference.words}." for reference in references),
        *(sentence for one in lines for sentence in unknown_words(one.series)),
        *_beyond(tables, lines, first.months),
        RECOVERED_NOTE if any(len(span.frame) for _, span in intervals) else "",
        *caveats(tables, measures, months),
        *notes,
        f"Source: {credit_words(tables, measures)}.",
    ]
    set_notes(figure, look, [note for note in all_notes if note])
    table, headings = months_table(lines, published, intervals)
    return Chart(
        name=name,
        title=title,
        figure=figure,
        table=table,
        headings=headings,
        alt=f"Line chart. {title}, {months.words}. " + " ".join(_line_words(one) for one in lines),
        sources=short_names(tables, used),
        kind=kind,
        trails=(
            *(one.series.trail for one in lines),
            *(printed.trail for _, printed in published),
            *(span.trail for _, span in intervals),
        ),
    )


RECOVERED_NOTE = f"Open circles: {RECOVERED}. The month was not printed; its value lies on the bar, which is as long as rounding leaves it."


def _window_words(lines: Sequence[Line]) -> str:
    """What is drawn thin and what thick."""
    window, kind = lines[0].series.window, lines[0].series.measure.kind
    longest = max(sum(value is not None for value in one.series.averages) for one in lines)
    if window == 1 or not longest:
        return "each month"
    mark = "thick line" if longest > 1 else "large dot"
    over = f"mean of the {window} months" if kind == "count" else f"share over the {window} months"
    return f"thin line: each month; {mark}: {over} that end there"


def drawn_months(lines: Sequence[Line]) -> MonthRange:
    """First to last month of the range that any of the lines' tables hold."""
    held = [one.series.calendar for one in lines if one.series.calendar]
    return MonthRange(min(months[0] for months in held), max(months[-1] for months in held))


def _draw(figure: Figure, one: Line, look: Look, partial: Sequence[Month]) -> float:
    """Adds a line and, over it, its running average; returns the value at which its label belongs.

    A month that may not be whole is an open circle.
    """
    series, kind, color = one.series, one.series.measure.kind, look.color[one.color]
    x = [middle(month) for month in series.calendar]
    averages = sum(value is not None for value in series.averages) if series.window > 1 else 0
    thin = mixed(color, look.color["background"], 0.62 if averages else 1)
    shown = {"name": one.label, "hovertemplate": f"{one.label}: {hover(kind)}"}
    width, size = 1.3 if averages else 2.4, 5 if len(x) <= 36 else 0
    figure["data"].append(line(x, series.drawn, thin, width, dots=size, **shown))
    known = [
        (month, value) for month, value in zip(x, series.drawn, strict=True) if value is not None
    ]
    open_ones = [
        (middle(month), value)
        for month, value in zip(series.calendar, series.drawn, strict=True)
        if month in partial
    ]
    if open_ones:
        marker = {
            "size": 8,
            "color": look.color["background"],
            "line": {"width": 2, "color": color},
        }
        days, counts = zip(*open_ones, strict=True)
        name = f"{one.label}, not sure to be whole"
        figure["data"].append(dots(days, counts, marker, name=name, hoverinfo="skip"))
    if not averages:
        return known[-1][1]
    name = f"{one.label}, {series.window}-month mean"
    shown = {"name": name, "hovertemplate": f"{name}: {hover(kind)}"}
    # A mean that only one month has would have no length as a line.
    figure["data"].append(
        line(x, series.averages, color, 3.2, dots=9 if averages == 1 else 0, **shown)
    )
    average = [
        (month, value) for month, value in zip(x, series.averages, strict=True) if value is not None
    ]
    return average[-1][1] if average[-1][0] == known[-1][0] else known[-1][1]


def _beyond(tables: Tables, lines: Sequence[Line], asked: MonthRange) -> list[str]:
    """Says where a measure's own data begins or ends inside the range that was asked for."""
    said: dict[MonthRange, list[str]] = {}
    for one in lines:
        held = extent(tables, one.series.measure)
        if held.overlap(asked) != asked:
            said.setdefault(held, []).append(one.label)
    whole = len(said) == 1 and len(next(iter(said.values()))) == len(lines)
    return [
        f"{'The source' if whole else ', '.join(labels) + ': the source'} holds {held.words}."
        for held, labels in said.items()
    ]


def _line_words(one: Line) -> str:
    """A series in a sentence, for those who cannot see the line."""
    series, kind = one.series, one.series.measure.kind
    known = [
        (month, value)
        for month, value in zip(series.calendar, series.drawn, strict=True)
        if value is not None
    ]
    if not known:
        return f"{one.label}: no value in this range."
    (first, start), (last, end) = known[0], known[-1]
    return (
        f"{one.label}: {number(start, kind)} in {first.words}, {number(end, kind)} in {last.words}."
    )


def cell(value: float, kind: str) -> float | int:
    """A value as a table holds it: whole people, or a share of 1 with six digits."""
    return round(value) if kind == "count" else round(value, 6)


def months_table(
    lines: Sequence[Line],
    published: Averages = (),
    intervals: Sequence[tuple[Line, Intervals]] = (),
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The months drawn, a column per line and per average, and the columns' headings."""
    columns: dict[str, dict[str, Any]] = {}
    headings = {"month": "Month"}
    for one in lines:
        series, kind = one.series, one.series.measure.kind
        months = [str(month) for month in series.calendar]
        headings[series.measure.id] = one.label
        columns[series.measure.id] = {
            month: status if value is None else cell(value, kind)
            for month, value, status in zip(months, series.drawn, series.status, strict=True)
        }
        if series.window > 1:
            average = f"{series.measure.id}_mean_of_{series.window}"
            headings[average] = f"{one.label}, {series.window}-month mean"
            columns[average] = {
                month: NOT_EVERY_MONTH
                if value is None
                else round(value, 1 if kind == "count" else 6)
                for month, value in zip(months, series.averages, strict=True)
            }
    for one, averages in published:
        printed = f"{one.series.measure.id}_published_mean_of_12"
        headings[printed] = f"{one.label}, published 12-month mean"
        columns[printed] = {
            str(Month.of(stamp)): int(value)
            for stamp, value in zip(averages.frame["month"], averages.frame["value"], strict=True)
        }
    for one, span in intervals:
        kind = one.series.measure.kind
        known = {str(Month.of(stamp)): ends for stamp, *ends in span.frame.itertuples(index=False)}
        for place, (end, words) in enumerate((("low", "at least"), ("high", "at most"))):
            name = f"{one.series.measure.id}_{end}"
            headings[name] = f"{one.label}, {words}"
            # A printed month is its own interval.
            columns[name] = {
                month: cell(known[month][place], kind) if month in known else value
                for month, value in columns[one.series.measure.id].items()
            }
    if intervals:
        inferred = {str(Month.of(stamp)) for _, span in intervals for stamp in span.frame["month"]}
        headings["how"] = "How it is known"
        months = sorted({month for column in columns.values() for month in column})
        columns["how"] = {month: RECOVERED if month in inferred else "printed" for month in months}
    every = sorted({month for column in columns.values() for month in column})
    table = {
        name: [column.get(month, NOT_IN_TABLE) for month in every]
        for name, column in columns.items()
    }
    return pd.DataFrame({"month": every} | table), headings
