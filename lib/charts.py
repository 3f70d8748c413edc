"""Tables in, Plotly figures out.

A chart is the figure, the table drawn in it, and the words for those who cannot see it. The figure is a plain
Plotly dictionary; building it through Plotly's classes would take ten times as long and check only ourselves.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10
from typing import Any

import pandas as pd

from lib.compare import Comparison
from lib.eras import Era, Event, eras, events
from lib.measures import Series, unknown_spans
from lib.months import NAMES, Month, MonthRange
from lib.sources import credit, short_names
from lib.style import Look, layout, mixed, set_notes
from lib.tables import Tables
from lib.words import number, unknown_words

Figure = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """What a card shows and gives away.

    ``table`` has one row per month (or pair of months) drawn and the drawn columns; a cell without a value holds the
    words of the source; ``headings`` are the columns' names for people. ``name`` begins the names of the downloads, ``sources`` ends that of the CSV.
    """

    name: str
    title: str
    figure: Figure
    table: pd.DataFrame
    headings: dict[str, str]
    alt: str
    sources: str


@dataclass(frozen=True)
class Line:
    """A series as a chart draws it: its name on the chart and its colour in the palette."""

    series: Series
    label: str
    colour: str


@dataclass(frozen=True)
class Reference:
    """A figure stated in a document, drawn as a level across the chart; ``value`` in the unit of the axis."""

    value: float
    label: str
    colour: str


# -- axes -----------------------------------------------------------------------------------------------------------


def window_words(window: int) -> str:
    return (
        "each month"
        if window == 1
        else f"thin line: each month; thick line: mean of the {window} months that end there"
    )


def _middle(month: Month) -> str:
    """A month's point stands in its middle, so that bands and events can stand at their true dates."""
    return f"{month}-15"


def _start(month: Month) -> str:
    return f"{month}-01"


def _month_axis(months: MonthRange, look: Look) -> dict[str, Any]:
    per_month = look.plot_width / len(months)
    if per_month >= 44:
        ticks = [(_middle(month), month.short.replace(" ", "<br>")) for month in months]
    elif len(months) <= 42:
        step = next((step for step in (2, 3, 4, 6) if step * per_month >= 40), 12)
        ticks = [
            (_middle(month), month.short.replace(" ", "<br>")) for month in months if (month.number - 1) % step == 0
        ]
    else:
        step = next((step for step in (1, 2, 3, 5) if 12 * step * per_month >= 38), 10)
        ticks = [
            (_start(month), str(month.year)) for month in months if month.number == 1 and month.year % step == 0
        ]  # fmt: skip
    return {
        "type": "date",
        "range": [_start(months.first), _start(months.last + 1)],
        "tickvals": [tick[0] for tick in ticks],
        "ticktext": [tick[1] for tick in ticks],
        "hoverformat": "%B %Y",
    }


def _value_axis(values: Sequence[float], kind: str, log: bool) -> dict[str, Any]:
    highest = max(values, default=1) or 1
    if log:
        above_zero = [value for value in values if value > 0]
        low, high = floor(log10(min(above_zero, default=1))), ceil(log10(highest * 1.05))
        powers = range(low, high + 1)
        return {
            "type": "log",
            "range": [low, high],
            "tickvals": [10**power for power in powers],
            "ticktext": [
                number(10**power, kind, 0 if kind == "count" or power >= -2 else -power - 2) for power in powers
            ],
        }
    return {
        "range": [0, highest * 1.12],
        "tickformat": "," if kind == "count" else _percent_format(highest),
        "nticks": 7,
    }


def _percent_format(highest: float) -> str:
    return ".0%" if highest > 0.06 else ".1%"


def _axis_title(kind: str) -> str:
    return "People removed in the month" if kind == "count" else "Share (percent)"


# -- what stands behind and above the lines ---------------------------------------------------------------------------


def _add_eras(figure: Figure, spans: Sequence[Era], months: MonthRange, look: Look) -> list[str]:
    """Shades the eras and writes their names above; returns the names of bands too narrow to carry one."""
    unnamed = []
    for era in spans:
        part = era.months.overlap(months)
        if part is None:
            continue
        figure["layout"]["shapes"].append(
            {
                "type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": look.colour[era.id],
                "xref": "x", "x0": _start(part.first), "x1": _start(part.last + 1), "yref": "paper", "y0": 0, "y1": 1,
            }
        )  # fmt: skip
        room = look.plot_width * len(part) / len(months)
        name = next((name for name in (era.name, era.short_name) if len(name) * 6.6 <= room), None)
        if name is None:
            unnamed.append(era.name)
            continue
        figure["layout"]["annotations"].append(
            {
                "text": f"<b>{name}</b>", "font": {"size": 12, "color": look.colour["muted"]}, "showarrow": False,
                "xref": "x", "x": _between(part), "xanchor": "center", "yref": "paper", "y": 1, "yanchor": "bottom",
                "yshift": 1,
            }
        )  # fmt: skip
    return unnamed


def _between(months: MonthRange) -> str:
    first, after = months.first.first_day, (months.last + 1).first_day
    return (first + (after - first) / 2).isoformat()


def _add_events(figure: Figure, marked: Sequence[Event], months: MonthRange, look: Look) -> str | None:
    """Marks the events in the range with thin numbered lines; returns the key to the numbers, or None."""
    shown = [event for event in marked if event.month in months]
    if not shown:
        return None
    first = months.first.first_day
    days = ((months.last + 1).first_day - first).days
    placed: list[tuple[float, str, list[int]]] = []
    for position, event in enumerate(shown, start=1):
        date = event.date if len(event.date) == 10 else f"{event.date}-01"
        at = (dt.date.fromisoformat(date) - first).days / days * look.plot_width
        figure["layout"]["shapes"].append(
            {
                "type": "line", "layer": "below", "line": {"width": 1, "dash": "dot", "color": look.colour["axis"]},
                "xref": "x", "x0": date, "x1": date, "yref": "paper", "y0": 0, "y1": 1,
            }
        )  # fmt: skip
        if placed and at - placed[-1][0] < 17:
            placed[-1][2].append(position)
        else:
            placed.append((at, date, [position]))
    for at, date, positions in placed:
        label = str(positions[0]) if len(positions) == 1 else f"{positions[0]}–{positions[-1]}"
        figure["layout"]["annotations"].append(
            {
                "text": label, "font": {"size": 11, "color": look.colour["background"]}, "showarrow": False,
                "bgcolor": look.colour["muted"], "borderpad": 2,
                "xref": "x", "x": date, "xanchor": "left" if at < 10 else "center",
                "yref": "paper", "y": 1, "yanchor": "top", "yshift": -4,
            }
        )  # fmt: skip
    return "Events: " + "; ".join(
        f"{position} {event.label} ({_date_words(event.date)})" for position, event in enumerate(shown, start=1)
    )


def _date_words(date: str) -> str:
    month = Month.parse(date[:7])
    return f"{int(date[8:])} {month.short}" if len(date) == 10 else month.short


def _add_withheld(figure: Figure, lines: Sequence[Line], months: MonthRange, look: Look) -> None:
    """Hatches the months in which a line has no value, and says there whose and why where there is room."""
    spans: dict[MonthRange, list[str]] = {}
    for line in lines:
        for span, words in unknown_spans(line.series):
            spans.setdefault(span, []).append(f"{line.label}: {words}")
    if not spans:
        return
    colour = mixed(look.colour["hatch"], look.colour["background"], 0.5)
    axis = figure["layout"]["yaxis"]
    low, high = (10**end for end in axis["range"]) if axis.get("type") == "log" else axis["range"]
    for span, phrases in spans.items():
        start, end = _start(span.first), _start(span.last + 1)
        # Drawn first, and from edge to edge of the axis, so that it lies below the lines.
        figure["data"].insert(
            0,
            {
                "type": "scatter", "mode": "lines", "hoverinfo": "skip",
                "x": [start, end, end, start, start], "y": [low, low, high, high, low],
                "line": {"width": 0}, "fill": "toself", "fillcolor": "rgba(0,0,0,0)",
                "fillpattern": {"shape": "/", "size": 11, "solidity": 0.1, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)"},
            },
        )  # fmt: skip
        room = look.plot_width * len(span) / len(months)
        fits = int(room / 6.3)
        text = [piece for phrase in phrases for piece in textwrap.wrap(phrase, max(fits, 1), break_long_words=False)]
        if max(map(len, text)) <= fits and len(text) <= 5:
            figure["layout"]["annotations"].append(
                {
                    "text": "<br>".join(text), "font": {"size": 12, "color": look.colour["ink"]}, "showarrow": False,
                    "bgcolor": look.colour["background"], "borderpad": 3, "opacity": 0.92,
                    "xref": "x", "x": _between(span), "yref": "paper", "y": 0, "yanchor": "bottom", "yshift": 8,
                }
            )  # fmt: skip


def _add_end_labels(figure: Figure, labels: list[tuple[str, float, str, str]], look: Look) -> None:
    """Writes each (x, y, words, colour) beside the end of its line, pushed apart where they would touch."""
    if look.narrow:
        return
    axis = figure["layout"]["yaxis"]
    low, high = axis["range"]
    log = axis.get("type") == "log"
    # The height of the plot in the 675 pixels of the picture, near enough to keep labels apart on both.
    height = 380
    placed = sorted(
        ([(log10(y) if log else y) - low, x, y, words, colour] for x, y, words, colour in labels),
        key=lambda row: row[0],
    )
    last = -100.0
    for row in placed:
        wanted = row[0] / (high - low) * height
        at = max(wanted, last + 17)
        last = at
        y, words, colour = row[2:]
        figure["layout"]["annotations"].append(
            {
                "text": f"<b>{words}</b>", "font": {"size": 13, "color": colour}, "showarrow": False,
                "xref": "paper", "x": 1, "xanchor": "left", "xshift": 8,
                "yref": "y", "y": log10(y) if log else y, "yanchor": "middle", "yshift": at - wanted,
            }
        )  # fmt: skip


def _points(stamps: Iterable[Any], values: Iterable[float]) -> tuple[list[str], list[float | None]]:
    """Months and values for Plotly; a value that is not known is None, which breaks the line."""
    return [_middle(Month.of(stamp)) for stamp in stamps], [
        None if pd.isna(value) else float(value) for value in values
    ]


# -- the charts -------------------------------------------------------------------------------------------------------


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
    published: Sequence[tuple[Line, pd.DataFrame]] = (),
) -> Chart:
    """Series over their range of months: each month thin, the running average thick over it.

    Eras are shaded, events numbered, months without a value hatched; no line crosses one. ``published`` adds averages
    as their source printed them: for each a line, and a frame of ``month`` and ``value``. All series have the same
    range, window and kind. Raises ValueError when none of them has a value.
    """
    months, window = lines[0].series.months, lines[0].series.window
    kind = lines[0].series.measure.kind
    drawn = [line for line in lines if line.series.known]
    if not drawn:
        raise ValueError("there is no value to draw in this range")
    subtitle = f"{months.words}; " + (
        window_words(window) if len(months) > 1 else "one month"
    )  # fmt: skip
    used = list(dict.fromkeys(table for line in lines for table in line.series.measure.tables))
    figure: Figure = {"data": [], "layout": {}}

    labels, values = [], [reference.value for reference in references]
    for line in drawn:
        frame, colour = line.series.frame, look.colour[line.colour]
        averaged = window > 1 and frame["average"].notna().any()
        x, y = _points(frame["month"], frame["value"])
        form = {"type": "scatter", "connectgaps": False}
        hover = f"%{{y:{',.0f' if kind == 'count' else '.2%'}}}<extra></extra>"
        figure["data"].append(
            form
            | {
                "name": line.label, "x": x, "y": y, "mode": "lines+markers" if len(frame) <= 36 else "lines",
                "line": {"color": mixed(colour, look.colour["background"], 0.62 if averaged else 1),
                         "width": 1.3 if averaged else 2.4},
                "marker": {"size": 5}, "hovertemplate": f"{line.label}: {hover}",
            }
        )  # fmt: skip
        values += [value for value in y if value is not None]
        ends = [(month, value) for month, value in zip(x, y, strict=True) if value is not None]
        if averaged:
            x, y = _points(frame["month"], frame["average"])
            figure["data"].append(
                form
                | {
                    "name": f"{line.label}, {window}-month mean", "x": x, "y": y, "mode": "lines",
                    "line": {"color": colour, "width": 3.2},
                    "hovertemplate": f"{line.label}, {window}-month mean: {hover}",
                }
            )  # fmt: skip
            known = [(month, value) for month, value in zip(x, y, strict=True) if value is not None]
            values += [value for _, value in known]
            if known[-1][0] == ends[-1][0]:
                ends = known
        labels.append((*ends[-1], line.label, colour))
    for line, frame in published:
        x, y = _points(frame["month"], frame["value"])
        figure["data"].append(
            {
                "type": "scatter", "name": f"{line.label}, published mean", "x": x, "y": y, "mode": "markers",
                "marker": {"size": 9, "symbol": "circle-open", "color": look.colour[line.colour],
                           "line": {"width": 2}},
                "hovertemplate": f"{line.label}, published 12-month mean: %{{y:,.0f}}<extra></extra>",
            }
        )  # fmt: skip
        values += [value for value in y if value is not None]

    not_known = [sentence for line in lines for sentence in unknown_words(line.series)]
    key = [f"Colours: {_colour_key(drawn, look)}."] if look.narrow else []
    figure["layout"] = layout(
        look, title=title, subtitle=subtitle, x_title="Month of departure", y_title=_axis_title(kind),
        right=14 if look.narrow else 172, top=20,
    )  # fmt: skip
    figure["layout"]["yaxis"] |= _value_axis(values, kind, log)
    figure["layout"]["xaxis"] |= _month_axis(months, look)
    unnamed = _add_eras(figure, [era for era in eras(tables).values() if era.kind == "era"], months, look)
    events_key = _add_events(figure, events(tables), months, look)
    _add_withheld(figure, lines, months, look)
    for reference in references:
        _add_reference(figure, reference, look, log)
    _add_end_labels(figure, labels, look)
    set_notes(
        figure, look,
        [*key, *([f"Too narrow to name: {', '.join(unnamed)}."] if unnamed else []), *([events_key + "."] if events_key else []),
         *not_known, *notes, f"Source: {credit(tables, used)}."],
    )  # fmt: skip
    table, headings = _timeline_table(lines, published)
    return Chart(
        name=name,
        title=title,
        figure=figure,
        table=table,
        headings=headings,
        alt=f"Line chart. {title}, {months.words}. " + " ".join(_line_words(line, kind) for line in lines),
        sources=short_names(tables, used),
    )


def _colour_key(lines: Sequence[Line], look: Look) -> str:
    return ", ".join(f'<span style="color:{look.colour[line.colour]}"><b>{line.label}</b></span>' for line in lines)


def _add_reference(figure: Figure, reference: Reference, look: Look, log: bool) -> None:
    colour = look.colour[reference.colour]
    figure["layout"]["shapes"].append(
        {
            "type": "line", "line": {"width": 1.5, "dash": "dash", "color": colour},
            "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": reference.value, "y1": reference.value,
        }
    )  # fmt: skip
    figure["layout"]["annotations"].append(
        {
            "text": reference.label, "font": {"size": 12, "color": colour}, "showarrow": False,
            "bgcolor": look.colour["background"], "opacity": 0.9, "borderpad": 1,
            "xref": "paper", "x": 0, "xanchor": "left", "xshift": 6,
            "yref": "y", "y": log10(reference.value) if log else reference.value, "yanchor": "bottom", "yshift": 2,
        }
    )  # fmt: skip


def _line_words(line: Line, kind: str) -> str:
    """A series in a sentence, for those who cannot see the line."""
    frame = line.series.frame.dropna(subset=["value"])
    if frame.empty:
        return f"{line.label}: no value in this range."
    first, last = frame.iloc[0], frame.iloc[-1]
    return (
        f"{line.label}: {number(first['value'], kind)} in {Month.of(first['month']).words}, "
        f"{number(last['value'], kind)} in {Month.of(last['month']).words}."
    )


def _cell(value: float, kind: str) -> float | int:
    return round(value) if kind == "count" else round(value, 6)


def _timeline_table(
    lines: Sequence[Line], published: Sequence[tuple[Line, pd.DataFrame]] = ()
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The months drawn, a column per line and per average, and the columns' headings."""
    columns: dict[str, dict[str, Any]] = {}
    headings = {"month": "Month"}
    for line in lines:
        series, kind = line.series, line.series.measure.kind
        months = [str(Month.of(stamp)) for stamp in series.frame["month"]]
        headings[series.measure.id] = line.label
        columns[series.measure.id] = {
            month: status if pd.isna(value) else _cell(value, kind)
            for month, value, status in zip(months, series.frame["value"], series.frame["status"], strict=True)
        }
        if series.window > 1:
            average = f"{series.measure.id}_mean_of_{series.window}"
            headings[average] = f"{line.label}, {series.window}-month mean"
            columns[average] = {
                month: "not every month known" if pd.isna(value) else round(value, 1 if kind == "count" else 6)
                for month, value in zip(months, series.frame["average"], strict=True)
            }
    for line, frame in published:
        printed = f"{line.series.measure.id}_published_mean_of_12"
        headings[printed] = f"{line.label}, published 12-month mean"
        columns[printed] = {
            str(Month.of(stamp)): int(value) for stamp, value in zip(frame["month"], frame["value"], strict=True)
        }
    every = sorted({month for column in columns.values() for month in column})
    table = {name: [column.get(month, "not in the table") for month in every] for name, column in columns.items()}
    return pd.DataFrame({"month": every} | table), headings


@dataclass(frozen=True)
class Group:
    """One side of a comparison: its name, its months, its colour, and its series."""

    name: str
    colour: str
    series: Series

    @property
    def months(self) -> MonthRange:
        return self.series.months


def groups_timeline(
    tables: Tables, whole: Series, groups: Sequence[Group], comparison: Comparison, look: Look
) -> Chart:
    """The measure over all months, the two groups coloured, each with its mean as a level."""
    measure, months, kind = whole.measure, whole.months, whole.measure.kind
    title = f"{measure.title}: {groups[0].name} and {groups[1].name}"
    figure: Figure = {"data": [], "layout": {}}
    x, y = _points(whole.frame["month"], whole.frame["value"])
    hover = f"%{{y:{',.0f' if kind == 'count' else '.2%'}}}<extra></extra>"
    figure["data"].append(
        {
            "type": "scatter", "mode": "lines", "x": x, "y": y, "connectgaps": False,
            "line": {"color": look.colour["rest"], "width": 1.6}, "hovertemplate": hover,
        }
    )  # fmt: skip
    for group, statistics in zip(groups, (comparison.first, comparison.second), strict=True):
        if not group.series.known:
            continue
        gx, gy = _points(group.series.frame["month"], group.series.frame["value"])
        figure["data"].append(
            {
                "type": "scatter", "mode": "lines+markers", "x": gx, "y": gy, "connectgaps": False, "hoverinfo": "skip",
                "name": group.name, "line": {"color": look.colour[group.colour], "width": 3}, "marker": {"size": 5},
            }
        )  # fmt: skip
        start, end = _start(group.months.first), _start(group.months.last + 1)
        figure["data"].append(
            {
                "type": "scatter", "mode": "lines", "x": [start, end], "y": [statistics.mean] * 2, "hoverinfo": "skip",
                "line": {"color": look.colour[group.colour], "width": 1.5, "dash": "dash"},
            }
        )  # fmt: skip
    subtitle = f"{months.words}; dashed: {'mean of' if kind == 'count' else 'sum over sum over'} the group's months"
    figure["layout"] = layout(
        look, title=title, subtitle=subtitle, x_title="Month of departure", y_title=_axis_title(kind), right=24,
        top=20,
    )  # fmt: skip
    figure["layout"]["yaxis"] |= _value_axis([value for value in y if value is not None], kind, False)
    figure["layout"]["xaxis"] |= _month_axis(months, look)
    for group, statistics in zip(groups, (comparison.first, comparison.second), strict=True):
        colour = look.colour[group.colour]
        figure["layout"]["shapes"].append(
            {
                "type": "rect", "layer": "below", "line": {"width": 0},
                "fillcolor": mixed(colour, look.colour["background"], 0.13),
                "xref": "x", "x0": _start(group.months.first), "x1": _start(group.months.last + 1),
                "yref": "paper", "y0": 0, "y1": 1,
            }
        )  # fmt: skip
        if statistics.mean is not None:
            _add_group_label(figure, group, f"{number(statistics.mean, kind)}", months, look)
    line = Line(whole, measure.label, "rest")
    _add_withheld(figure, [line], months, look)
    set_notes(
        figure, look,
        [_groups_key(groups, look), *unknown_words(whole), f"Source: {credit(tables, measure.tables)}."],
    )  # fmt: skip
    table, headings = _timeline_table([line])
    names = [
        next((group.name for group in groups if Month.parse(month) in group.months), "neither")
        for month in table["month"]
    ]
    return Chart(
        name=f"groups-{measure.id.replace('_', '-')}",
        title=title,
        figure=figure,
        table=table.assign(group=names),
        headings=headings | {"group": "Group"},
        alt=f"Line chart. {title}, {months.words}. "
        + " ".join(
            f"{group.name}: {number(side.mean, kind)} {'a month on average' if kind == 'count' else 'over all its months'}."
            for group, side in zip(groups, (comparison.first, comparison.second), strict=True)
        ),
        sources=short_names(tables, measure.tables),
    )


def _add_group_label(figure: Figure, group: Group, words: str, months: MonthRange, look: Look) -> None:
    part = group.months.overlap(months)
    if part is None:
        return
    figure["layout"]["annotations"].append(
        {
            "text": f"<b>{words}</b>", "font": {"size": 14, "color": look.colour[group.colour]}, "showarrow": False,
            "xref": "x", "x": _between(part), "xanchor": "center", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 1,
        }
    )  # fmt: skip


def _groups_key(groups: Sequence[Group], look: Look) -> str:
    parts = [
        f'<span style="color:{look.colour[group.colour]}"><b>{group.name}</b></span> ({group.months.first.short} to '
        f"{group.months.last.short})"
        for group in groups
    ]
    return "Colours: " + ", ".join(parts) + "."


def overlay(tables: Tables, groups: Sequence[Group], look: Look) -> Chart:
    """The groups laid over each other, each from its first month on."""
    measure = groups[0].series.measure
    kind = measure.kind
    title = f"{measure.title}: month by month from the start of each group"
    figure: Figure = {"data": [], "layout": {}}
    values: list[float] = []
    labels = []
    longest = max(len(group.months) for group in groups)
    rows = []
    for group in groups:
        steps = [Month.of(stamp) - group.months.first + 1 for stamp in group.series.frame["month"]]
        months = [Month.of(stamp) for stamp in group.series.frame["month"]]
        y = [None if pd.isna(value) else float(value) for value in group.series.frame["value"]]
        rows += [
            {"group": group.name, "month_of_group": step, "month": str(month), measure.id: status if value is None else _cell(value, kind)}
            for step, month, value, status in zip(steps, months, y, group.series.frame["status"], strict=True)
        ]  # fmt: skip
        known = [(step, value) for step, value in zip(steps, y, strict=True) if value is not None]
        if not known:
            continue
        values += [value for _, value in known]
        figure["data"].append(
            {
                "type": "scatter", "mode": "lines+markers", "x": steps, "y": y, "connectgaps": False, "name": group.name,
                "customdata": [month.words for month in months],
                "line": {"color": look.colour[group.colour], "width": 3}, "marker": {"size": 6},
                "hovertemplate": f"{group.name}, %{{customdata}}: %{{y:{',.0f' if kind == 'count' else '.2%'}}}<extra></extra>",
            }
        )  # fmt: skip
        labels.append((known[-1][0], known[-1][1], group.name, look.colour[group.colour]))
    figure["layout"] = layout(
        look, title=title, subtitle=_groups_words(groups), x_title="Month of the group, counted from its first",
        y_title=_axis_title(kind), right=24,
    )  # fmt: skip
    figure["layout"]["yaxis"] |= _value_axis(values, kind, False)
    step = next((step for step in (1, 2, 3, 6, 12) if look.plot_width / max(longest, 1) * step >= 22), 24)
    figure["layout"]["xaxis"] |= {"range": [0.5, longest + 0.5], "tick0": step if step > 1 else 1, "dtick": step}
    for x, y_end, words, colour in labels:
        figure["layout"]["annotations"].append(
            {
                "text": f"<b>{words}</b>", "font": {"size": 13, "color": colour}, "showarrow": False,
                "bgcolor": look.colour["background"], "opacity": 0.9,
                "xref": "x", "x": x, "xanchor": "right" if x > longest * 0.75 else "left",
                "xshift": -2 if x > longest * 0.75 else 8,
                "yref": "y", "y": y_end, "yanchor": "bottom" if x > longest * 0.75 else "middle",
                "yshift": 8 if x > longest * 0.75 else 0,
            }
        )  # fmt: skip
    not_known = [sentence for group in groups for sentence in unknown_words(group.series)]
    set_notes(
        figure, look, [_groups_key(groups, look), *not_known, f"Source: {credit(tables, measure.tables)}."]
    )  # fmt: skip
    return Chart(
        name=f"overlay-{measure.id.replace('_', '-')}", title=title, figure=figure, table=pd.DataFrame(rows),
        headings={"group": "Group", "month_of_group": "Month of the group", "month": "Month", measure.id: measure.title},
        alt=f"Line chart. {title}: {_groups_words(groups)}.", sources=short_names(tables, measure.tables),
    )  # fmt: skip


def _groups_words(groups: Sequence[Group]) -> str:
    return " against ".join(f"{group.name} ({group.months.words})" for group in groups)


def spread(tables: Tables, groups: Sequence[Group], comparison: Comparison, look: Look) -> Chart:
    """Every month of each group as a dot on one scale, the median as a bar."""
    measure = groups[0].series.measure
    kind = measure.kind
    title = f"{measure.title}: how far the months spread"
    figure: Figure = {"data": [], "layout": {}}
    values: list[float] = []
    rows = []
    ticks = []
    for row, (group, side) in enumerate(zip(groups, (comparison.first, comparison.second), strict=True)):
        frame = group.series.frame
        rows += [
            {"group": group.name, "month": str(Month.of(stamp)), measure.id: status if pd.isna(value) else _cell(value, kind)}
            for stamp, value, status in zip(frame["month"], frame["value"], frame["status"], strict=True)
        ]  # fmt: skip
        ticks.append((-row, f"<b>{group.name}</b>"))
        known = frame.dropna(subset=["value"]).sort_values("value")
        if known.empty or side.median is None:
            continue
        x = [float(value) for value in known["value"]]
        values += x
        figure["data"].append(
            {
                "type": "scatter", "mode": "lines", "x": [side.median] * 2, "y": [-row - 0.33, -row + 0.33],
                "line": {"color": look.colour[group.colour], "width": 4}, "hoverinfo": "skip",
            }
        )  # fmt: skip
        figure["data"].append(
            {
                "type": "scatter", "mode": "markers", "name": group.name, "x": x, "y": [-row + offset for offset in _swarm(x)],
                "customdata": [Month.of(stamp).words for stamp in known["month"]],
                "marker": {"size": 11, "color": look.colour[group.colour], "opacity": 0.75,
                           "line": {"width": 1, "color": look.colour["background"]}},
                "hovertemplate": f"%{{customdata}}: %{{x:{',.0f' if kind == 'count' else '.2%'}}}<extra></extra>",
            }
        )  # fmt: skip
        figure["layout"].setdefault("annotations", []).append(
            {
                "text": f"median {number(side.median, kind)}", "font": {"size": 12, "color": look.colour[group.colour]},
                "showarrow": False, "xref": "x", "x": side.median, "yref": "y", "y": -row + 0.36, "yanchor": "bottom",
            }
        )  # fmt: skip
    medians = figure["layout"].get("annotations", [])
    figure["layout"] = layout(
        look, title=title, subtitle=f"One dot is one month: {_groups_words(groups)}", x_title=_axis_title(kind),
        y_title="", right=30, top=6,
    )  # fmt: skip
    figure["layout"]["annotations"] += medians
    low, high = min(values), max(values)
    room = (high - low or high or 1) * 0.08
    figure["layout"]["xaxis"] |= {
        "range": [max(0, low - room), high + room], "tickformat": "," if kind == "count" else _percent_format(high - low),
        "showgrid": True, "nticks": 4 if look.narrow else 9,
    }  # fmt: skip
    figure["layout"]["yaxis"] |= {
        "range": [-1.6, 0.7], "tickvals": [tick[0] for tick in ticks], "ticktext": ["" for _ in ticks], "showgrid": False,
    }  # fmt: skip
    for (at, words), group in zip(ticks, groups, strict=True):
        figure["layout"]["annotations"].append(
            {
                "text": words, "font": {"size": 13, "color": look.colour[group.colour]}, "showarrow": False,
                "xref": "paper", "x": 0, "xanchor": "left", "xshift": 6, "yref": "y", "y": at + 0.36, "yanchor": "bottom",
            }
        )  # fmt: skip
    figure["layout"]["hovermode"] = "closest"
    not_known = [sentence for group in groups for sentence in unknown_words(group.series)]
    set_notes(
        figure, look,
        ["The bar is the median month. The scale does not begin at zero.", *not_known, f"Source: {credit(tables, measure.tables)}."],
    )  # fmt: skip
    return Chart(
        name=f"spread-{measure.id.replace('_', '-')}", title=title, figure=figure, table=pd.DataFrame(rows),
        headings={"group": "Group", "month": "Month", measure.id: measure.title},
        alt=f"Dot plot. {title}: {_groups_words(groups)}.", sources=short_names(tables, measure.tables),
    )  # fmt: skip


def _swarm(values: Sequence[float]) -> list[float]:
    """Heights that keep dots of nearly equal value from covering each other; the values are in order."""
    span = (max(values) - min(values)) or 1
    heights = []
    for _, bin_values in groupby(values, key=lambda value: int((value - min(values)) / span * 38)):
        dots = len(list(bin_values))
        heights += [(position - (dots - 1) / 2) * 0.11 for position in range(dots)]
    return heights


def same_months(tables: Tables, pairs: pd.DataFrame, groups: Sequence[Group], look: Look) -> Chart:
    """Pairs of the same calendar month, one above the other; ``pairs`` is what ``compare.pairs`` gives."""
    measure = groups[0].series.measure
    kind = measure.kind
    title = f"{measure.title}: the same calendar month in both groups"
    first = [Month.of(stamp) for stamp in pairs["first_month"]]
    second = [Month.of(stamp) for stamp in pairs["second_month"]]
    positions = list(range(1, len(pairs) + 1))
    figure: Figure = {"data": [], "layout": {}}
    stems_x: list[int | None] = [value for position in positions for value in (position, position, None)]
    stems_y = [value for one, two in zip(pairs["first"], pairs["second"], strict=True) for value in (one, two, None)]
    figure["data"].append(
        {
            "type": "scatter", "mode": "lines", "x": stems_x, "y": stems_y, "hoverinfo": "skip",
            "line": {"color": look.colour["rest"], "width": 3},
        }
    )  # fmt: skip
    for group, column, months in ((groups[0], "first", first), (groups[1], "second", second)):
        figure["data"].append(
            {
                "type": "scatter", "mode": "markers", "name": group.name, "x": positions, "y": [float(v) for v in pairs[column]],
                "customdata": [month.words for month in months],
                "marker": {"size": 13 if len(pairs) <= 16 else 9, "color": look.colour[group.colour]},
                "hovertemplate": f"{group.name}, %{{customdata}}: %{{y:{',.0f' if kind == 'count' else '.2%'}}}<extra></extra>",
            }
        )  # fmt: skip
    values = [float(value) for value in (*pairs["first"], *pairs["second"])]
    figure["layout"] = layout(
        look, title=title, subtitle=_groups_words(groups), x_title="", y_title=_axis_title(kind), right=24, top=6
    )  # fmt: skip
    figure["layout"]["yaxis"] |= _value_axis(values, kind, False)
    every = next((step for step in (1, 2, 3, 6) if look.plot_width / len(pairs) * step >= 46), 12)
    shown = positions[::every]
    figure["layout"]["xaxis"] |= {
        "range": [0.4, len(pairs) + 0.6],
        "tickvals": shown,
        "ticktext": [f"{NAMES[second[p - 1].number - 1][:3]}<br>{first[p - 1].year}/{second[p - 1].year % 100:02d}" for p in shown],
    }  # fmt: skip
    if look.plot_width / len(pairs) >= 40:
        for position, one, two, percent in zip(
            positions, pairs["first"], pairs["second"], pairs["percent"], strict=True
        ):
            words = "" if pd.isna(percent) else f"{percent:+.0f} %".replace("-", "−")
            figure["layout"]["annotations"].append(
                {
                    "text": f"<b>{words}</b>", "font": {"size": 12, "color": look.colour["ink"]}, "showarrow": False,
                    "xref": "x", "x": position, "yref": "y", "y": max(one, two), "yanchor": "bottom", "yshift": 9,
                }
            )  # fmt: skip
    set_notes(
        figure, look,
        [_groups_key(groups, look), "Each month of the second group stands with the nearest same calendar month of the first. "
         "Percentages: change from the first to the second.", f"Source: {credit(tables, measure.tables)}."],
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "first_month": [str(month) for month in first], "second_month": [str(month) for month in second],
            f"{measure.id}_first": [_cell(value, kind) for value in pairs["first"]],
            f"{measure.id}_second": [_cell(value, kind) for value in pairs["second"]],
            "difference": [_cell(value, kind) for value in pairs["difference"]],
            "percent": [round(value, 2) if pd.notna(value) else "not defined" for value in pairs["percent"]],
        }
    )  # fmt: skip
    return Chart(
        name=f"same-months-{measure.id.replace('_', '-')}", title=title, figure=figure, table=table,
        headings={"first_month": "Month of the first", "second_month": "Month of the second",
                  f"{measure.id}_first": groups[0].name, f"{measure.id}_second": groups[1].name,
                  "difference": "Difference", "percent": "Percent"},
        alt=f"Paired dots. {title}: {_groups_words(groups)}, {len(pairs)} pairs.", sources=short_names(tables, measure.tables),
    )  # fmt: skip
