"""Series over their months: the record, with what happened beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_eras, add_events, add_withheld
from lib.charts.chart import Chart, Figure, Line, Reference
from lib.charts.marks import dots, hover, level, line, points, text
from lib.charts.style import PNG_HEIGHT, Look, layout, mixed, set_notes
from lib.eras import eras, events
from lib.measures import extent
from lib.months import Month, MonthRange
from lib.sources import credit, short_names
from lib.tables import Tables
from lib.words import number, unknown_words

Published = Sequence[tuple[Line, pd.DataFrame]]


def timeline(
    tables: Tables,
    lines: Sequence[Line],
    *,
    name: str,
    title: str,
    look: Look,
    log: bool = False,
    notes: Sequence[str] = (),
    references: Sequence[Reference] = (),
    published: Published = (),
) -> Chart:
    """Each month thin, the running average thick over it.

    Eras are shaded, events numbered, months without a value hatched; no line crosses one. ``published`` adds averages
    as their source printed them: for each a line, and a frame of ``month`` and ``value``. All series have the same
    range, window and kind. The axis spans the months that the tables hold. Raises ValueError when no month has a value.
    """
    first, kind = lines[0].series, lines[0].series.measure.kind
    drawn = [one for one in lines if one.series.known]
    if not drawn:
        raise ValueError("there is no value to draw in this range")
    months = drawn_months(lines)
    used = list(dict.fromkeys(table for one in lines for table in one.series.measure.tables))
    figure: Figure = {"data": [], "layout": {}}

    values = [reference.value for reference in references]
    labels = []
    for one in drawn:
        end = _draw(figure, one, look)
        labels.append((end, f"<b>{one.label}</b>", look.colour[one.colour]))
    for one, frame in published:
        x, y = points(frame["month"], frame["value"])
        marker = {"size": 9, "symbol": "circle-open", "color": look.colour[one.colour], "line": {"width": 2}}
        words = f"{one.label}, published 12-month mean: {hover(kind)}"
        figure["data"].append(dots(x, y, marker, name=f"{one.label}, published mean", hovertemplate=words))
    values += [value for trace in figure["data"] for value in trace["y"] if value is not None]

    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"{months.words}; {window_words(first.window)}",
        x_title="Month of departure",
        y_title=axes.title(kind),
        right=14 if look.narrow else 172,
        top=20,
    )
    figure["layout"]["yaxis"] |= axes.value_axis(values, kind, log)
    figure["layout"]["xaxis"] |= axes.month_axis(months, look)
    unnamed = add_eras(figure, [era for era in eras(tables).values() if era.kind == "era"], months, look)
    key = add_events(figure, events(tables), months, look)
    add_withheld(figure, lines, months, look, [reference.value for reference in references])
    for reference in references:
        colour = look.colour[reference.colour]
        figure["layout"]["shapes"].append(level(reference.value, colour))
        labels.append((reference.value, reference.label, colour))
    if not look.narrow:
        _add_end_labels(figure, labels)
    all_notes = [
        f"Colours: {_colour_key(drawn, look)}." if look.narrow else "",
        f"Bands without a name: {', '.join(unnamed)}." if unnamed else "",
        key or "",
        *(f"Dashed: {reference.words}." for reference in references),
        *(sentence for one in lines for sentence in unknown_words(one.series)),
        *_beyond(tables, lines, first.months),
        *notes,
        f"Source: {credit(tables, used)}.",
    ]
    set_notes(figure, look, [note for note in all_notes if note])
    table, headings = months_table(lines, published)
    return Chart(
        name=name,
        title=title,
        figure=figure,
        table=table,
        headings=headings,
        alt=f"Line chart. {title}, {months.words}. " + " ".join(_line_words(one) for one in lines),
        sources=short_names(tables, used),
        kind=kind,
    )


def window_words(window: int) -> str:
    if window == 1:
        return "each month"
    return f"thin line: each month; thick line: mean of the {window} months that end there"


def drawn_months(lines: Sequence[Line]) -> MonthRange:
    """First to last month of the range that any of the lines' tables hold."""
    frames = [one.series.frame for one in lines if len(one.series.frame)]
    first, last = min(frame["month"].iloc[0] for frame in frames), max(frame["month"].iloc[-1] for frame in frames)
    return MonthRange(Month.of(first), Month.of(last))


def _draw(figure: Figure, one: Line, look: Look) -> float:
    """Adds a line and, over it, its running average; returns the value at which its label belongs."""
    frame, colour, window = one.series.frame, look.colour[one.colour], one.series.window
    kind = one.series.measure.kind
    averages = int(frame["average"].notna().sum()) if window > 1 else 0
    x, y = points(frame["month"], frame["value"])
    thin = mixed(colour, look.colour["background"], 0.62 if averages else 1)
    shown = {"name": one.label, "hovertemplate": f"{one.label}: {hover(kind)}"}
    figure["data"].append(line(x, y, thin, 1.3 if averages else 2.4, dots=5 if len(frame) <= 36 else 0, **shown))
    known = [(month, value) for month, value in zip(x, y, strict=True) if value is not None]
    if not averages:
        return known[-1][1]
    x, y = points(frame["month"], frame["average"])
    name = f"{one.label}, {window}-month mean"
    # A mean that only one month has would have no length as a line.
    shown = {"name": name, "hovertemplate": f"{name}: {hover(kind)}"}
    figure["data"].append(line(x, y, colour, 3.2, dots=9 if averages == 1 else 0, **shown))
    average = [(month, value) for month, value in zip(x, y, strict=True) if value is not None]
    return average[-1][1] if average[-1][0] == known[-1][0] else known[-1][1]


def _add_end_labels(figure: Figure, labels: list[tuple[float, str, str]]) -> None:
    """Writes each (value, words, colour) to the right of the plot at its value, pushed apart where two would touch."""
    axis, margin = figure["layout"]["yaxis"], figure["layout"]["margin"]
    low, high = axis["range"]
    # Apart enough in the picture, where the plot is lower than on the page.
    height = PNG_HEIGHT - margin["t"] - 190
    below = -100.0
    for value, words, colour in sorted(labels):
        wanted = (axes.on_axis(value, axis) - low) / (high - low) * height
        at = max(wanted, below + 17)
        below = at
        place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 8, "y": axes.on_axis(value, axis)}
        figure["layout"]["annotations"].append(text(words, colour, 13, yanchor="middle", yshift=at - wanted, **place))


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


def _colour_key(lines: Sequence[Line], look: Look) -> str:
    return ", ".join(f'<span style="color:{look.colour[one.colour]}"><b>{one.label}</b></span>' for one in lines)


def _line_words(one: Line) -> str:
    """A series in a sentence, for those who cannot see the line."""
    kind, frame = one.series.measure.kind, one.series.frame.dropna(subset=["value"])
    if frame.empty:
        return f"{one.label}: no value in this range."
    first, last = frame.iloc[0], frame.iloc[-1]
    return (
        f"{one.label}: {number(first['value'], kind)} in {Month.of(first['month']).words}, "
        f"{number(last['value'], kind)} in {Month.of(last['month']).words}."
    )


def cell(value: float, kind: str) -> float | int:
    """A value as a table holds it: whole people, or a share of 1 with six digits."""
    return round(value) if kind == "count" else round(value, 6)


def months_table(lines: Sequence[Line], published: Published = ()) -> tuple[pd.DataFrame, dict[str, str]]:
    """The months drawn, a column per line and per average, and the columns' headings."""
    columns: dict[str, dict[str, Any]] = {}
    headings = {"month": "Month"}
    for one in lines:
        series, kind = one.series, one.series.measure.kind
        months = [str(Month.of(stamp)) for stamp in series.frame["month"]]
        headings[series.measure.id] = one.label
        columns[series.measure.id] = {
            month: status if pd.isna(value) else cell(value, kind)
            for month, value, status in zip(months, series.frame["value"], series.frame["status"], strict=True)
        }
        if series.window > 1:
            average = f"{series.measure.id}_mean_of_{series.window}"
            headings[average] = f"{one.label}, {series.window}-month mean"
            columns[average] = {
                month: "not every month known" if pd.isna(value) else round(value, 1 if kind == "count" else 6)
                for month, value in zip(months, series.frame["average"], strict=True)
            }
    for one, frame in published:
        printed = f"{one.series.measure.id}_published_mean_of_12"
        headings[printed] = f"{one.label}, published 12-month mean"
        columns[printed] = {
            str(Month.of(stamp)): int(value) for stamp, value in zip(frame["month"], frame["value"], strict=True)
        }
    every = sorted({month for column in columns.values() for month in column})
    table = {name: [column.get(month, "not in the table") for month in every] for name, column in columns.items()}
    return pd.DataFrame({"month": every} | table), headings
