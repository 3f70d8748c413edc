"""Two groups of months: where they lie, how they run, how they spread, and month against the same month."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_withheld
from lib.charts.chart import Chart, Figure, Group, Line
from lib.charts.labels import color_key
from lib.charts.marks import Mark, band, between, dots, hover, line, middle, recovered, start, text
from lib.charts.style import PLOT_HEIGHT, Look, layout, mixed, set_notes
from lib.charts.timeline import RECOVERED_NOTE, cell, drawn_months, months_table
from lib.compare import Comparison, Pairs
from lib.measures import RECOVERED, Measure, Series
from lib.months import NAMES, Month, MonthRange
from lib.sources import short_names
from lib.tables import Tables
from lib.words import caveats, credit_words, number, unknown_words


def groups_timeline(
    tables: Tables, whole: Series, groups: Sequence[Group], comparison: Comparison, look: Look
) -> Chart:
    """The measure over all months, the two groups colored, each with its mean as a level."""
    measure, kind = whole.measure, whole.measure.kind
    title = f"{measure.title}: {groups[0].name} and {groups[1].name}"
    gray = Line(whole, measure.label, "rest")
    months = drawn_months([gray])
    x = [middle(month) for month in whole.calendar]
    figure: Figure = {
        "data": [line(x, whole.drawn, look.color["rest"], 1.6, hovertemplate=hover(kind))]
    }
    average = (
        "mean of the group's months"
        if kind == "count"
        else "share over the group's months, sum over sum"
    )
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"{months.words}; dashed: {average}",
        x_title="Month of departure",
        y_title=axes.title(kind),
        right=24,
        top=20,
    )
    figure["layout"]["yaxis"] |= axes.value_axis(
        [value for value in whole.drawn if value is not None], kind
    )
    figure["layout"]["xaxis"] |= axes.month_axis(months, look)
    means = []
    for group, side in _sides(groups, comparison):
        color, part = look.color[group.color], group.months.overlap(months)
        if part is None or side.mean is None:
            continue
        edges = start(part.first), start(part.last + 1)
        tint = mixed(color, look.color["background"], 0.13)
        figure["layout"]["shapes"].append(band(*edges, tint))
        own = [middle(month) for month in group.series.calendar]
        figure["data"].append(line(own, group.series.drawn, color, 3, dots=5, name=group.name))
        inferred = _recovered(group)
        figure["data"] += _open_marks([middle(month) for month in inferred], inferred, group, look)
        # As far as it is known: a mean over withheld months would be one.
        known = [value is not None for value in group.series.drawn]
        ends = [
            edge for month in group.series.calendar for edge in (start(month), start(month + 1))
        ]
        level = [side.mean if here else None for here in known for _ in range(2)]
        figure["data"].append(line(ends, level, color, 1.5, dash="dash"))
        means.append(
            (part, f"<b>{'mean ' if kind == 'count' else ''}{number(side.mean, kind)}</b>", color)
        )
    figure["layout"]["annotations"] += _above(means, months, figure["layout"]["margin"]["r"], look)
    add_withheld(figure, [gray], months, look)
    _finish(
        figure,
        tables,
        measure,
        look,
        [
            _key(groups, look),
            *unknown_words(whole),
            *_recovered_note(groups),
            *_caveats(tables, groups),
        ],
    )
    table, headings = months_table(
        [gray], intervals=[(gray, group.intervals) for group in groups if group.intervals]
    )
    where = [
        next((group.name for group in groups if Month.parse(month) in group.months), "neither")
        for month in table["month"]
    ]
    in_words = [
        f"{group.name}: {number(side.mean, kind)} {'a month on average' if kind == 'count' else 'over all its months'}."
        for group, side in _sides(groups, comparison)
    ]
    return Chart(
        name=f"groups-{_slug(measure)}",
        title=title,
        figure=figure,
        table=table.assign(group=where),
        headings=headings | {"group": "Group"},
        alt=f"Line chart. {title}, {months.words}. {' '.join(in_words)}",
        sources=short_names(tables, measure.tables),
        kind=kind,
        trails=(whole.trail, *(side.trail for _, side in _sides(groups, comparison))),
    )


def overlay(tables: Tables, groups: Sequence[Group], look: Look) -> Chart:
    """The groups laid over each other, each from its first month on."""
    measure, kind = groups[0].series.measure, groups[0].series.measure.kind
    title = f"{measure.title}, from each group's first month on"
    longest = max(len(group.months) for group in groups)
    figure: Figure = {"data": []}
    labels, rows, values = [], [], []
    for group in groups:
        color, y = look.color[group.color], group.series.drawn
        steps = [month - group.months.first + 1 for month in group.series.calendar]
        rows += [
            {"month_of_group": step} | row for step, row in zip(steps, _rows(group), strict=True)
        ]
        known = [(step, value) for step, value in zip(steps, y, strict=True) if value is not None]
        if not known:
            continue
        values += [value for _, value in known]
        shown: dict[str, Any] = {
            "name": group.name,
            "customdata": [month.words for month in group.series.calendar],
        }
        words = f"{group.name}, %{{customdata}}: {hover(kind)}"
        figure["data"].append(line(steps, y, color, 3, dots=6, hovertemplate=words, **shown))
        inferred = _recovered(group)
        figure["data"] += _open_marks(
            [month - group.months.first + 1 for month in inferred], inferred, group, look
        )
        late = known[-1][0] > max(longest * 0.75, 2)
        place = {
            "x": known[-1][0],
            "y": known[-1][1],
            "bgcolor": look.color["background"],
            "opacity": 0.9,
        }
        if late:
            place |= {
                "xanchor": "right",
                "yanchor": "bottom",
                "xshift": -2,
                "yshift": 10,
                "y": max(v for _, v in known[-4:]),
            }
        else:
            place |= {"xanchor": "left", "yanchor": "middle", "xshift": 8}
        labels.append(text(f"<b>{group.name}</b>", color, 13, **place))
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=_against(groups),
        x_title="Month of the group, counted from its first",
        y_title=axes.title(kind),
        right=24,
    )
    figure["layout"]["annotations"] += _apart(labels, max(values))
    figure["layout"]["yaxis"] |= axes.value_axis(values, kind)
    step = next((step for step in (1, 2, 3, 6, 12) if look.plot_width / longest * step >= 22), 24)
    figure["layout"]["xaxis"] |= {
        "range": [0.5, longest + 0.5],
        "tick0": step if step > 1 else 1,
        "dtick": step,
    }
    _finish(
        figure,
        tables,
        measure,
        look,
        [
            _key(groups, look),
            *_unknown(groups),
            *_recovered_note(groups),
            *_caveats(tables, groups),
        ],
    )
    return Chart(
        name=f"overlay-{_slug(measure)}",
        title=title,
        figure=figure,
        table=pd.DataFrame(rows),
        headings={"month_of_group": "Month of the group"} | _headings(groups),
        alt=f"Line chart. {title}: {_against(groups)}.",
        sources=short_names(tables, measure.tables),
        kind=kind,
        trails=tuple(group.series.trail for group in groups),
    )


def spread(tables: Tables, groups: Sequence[Group], comparison: Comparison, look: Look) -> Chart:
    """Every month of each group as a dot on one scale, the median as a bar."""
    measure, kind = groups[0].series.measure, groups[0].series.measure.kind
    title = f"{measure.title}: how far the months spread"
    figure: Figure = {"data": []}
    labels, values = [], []
    for row, (group, side) in enumerate(_sides(groups, comparison)):
        color = look.color[group.color]
        place = {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "xshift": 6,
            "y": 0.36 - row,
            "yanchor": "bottom",
        }
        labels.append(text(f"<b>{group.name}</b>", color, 13, **place))
        known = sorted(
            (v, m)
            for v, m in zip(group.series.drawn, group.series.calendar, strict=True)
            if v is not None
        )
        if not known or side.median is None:
            place = {"xref": "paper", "x": 0.5, "y": -row}
            labels.append(
                text("no month of this group has a value", look.color["muted"], 13, **place)
            )
            continue
        x = [value for value, _ in known]
        values += x
        figure["data"].append(line([side.median] * 2, [-row - 0.33, -row + 0.33], color, 4))
        heights = [height - row for height in _swarm(x)]
        marker = {
            "size": 11,
            "color": color,
            "opacity": 0.75,
            "line": {"width": 1, "color": look.color["background"]},
        }
        shown = {"name": group.name, "customdata": [month.words for _, month in known]}
        words = f"%{{customdata}}: {hover(kind, 'x')}"
        figure["data"].append(dots(x, heights, marker, hovertemplate=words, **shown))
        place = {"x": side.median, "y": -0.36 - row, "yanchor": "top"}
        labels.append(text(f"median {number(side.median, kind)}", color, 12, **place))
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"One dot is one month: {_against(groups)}",
        x_title=axes.title(kind),
        y_title="",
        right=30,
        top=6,
    )
    figure["layout"]["annotations"] += labels
    low, high = min(values), max(values)
    room = (high - low or high or 1) * 0.08
    if low > room:
        words = f"{axes.title(kind)}; the scale does not begin at zero"
        figure["layout"]["xaxis"]["title"]["text"] = "<br>".join(look.wrap(words, look.size))
    figure["layout"]["xaxis"] |= {
        "range": [max(0, low - room), high + room],
        "tickformat": "," if kind == "count" else axes.percent(high - low),
        "showgrid": True,
        "nticks": 4 if look.narrow else 9,
    }
    figure["layout"]["yaxis"] |= {
        "range": [-1.65, 0.65],
        "showticklabels": False,
        "showgrid": False,
    }
    figure["layout"]["hovermode"] = "closest"
    notes = [
        "The bar is the median month.",
        *_unknown(groups),
        *_recovered_note(groups),
    ]
    _finish(figure, tables, measure, look, notes)
    return Chart(
        name=f"spread-{_slug(measure)}",
        title=title,
        figure=figure,
        table=pd.DataFrame([row for group in groups for row in _rows(group)]),
        headings=_headings(groups),
        alt=f"Dot plot. {title}: {_against(groups)}.",
        sources=short_names(tables, measure.tables),
        kind=kind,
        trails=(
            *(group.series.trail for group in groups),
            *(side.trail for _, side in _sides(groups, comparison)),
        ),
    )


def same_months(tables: Tables, found: Pairs, groups: Sequence[Group], look: Look) -> Chart:
    """Pairs of the same calendar month, one above the other."""
    measure, kind = groups[0].series.measure, groups[0].series.measure.kind
    title = f"{measure.title}: the same calendar month in both groups"
    pairs = found.frame
    first, second = (
        [Month.of(stamp) for stamp in pairs[side]] for side in ("first_month", "second_month")
    )
    places = range(1, len(pairs) + 1)
    stems_x = [x for place in places for x in (place, place, None)]
    stems_y = [
        y
        for one, two in zip(pairs["first"], pairs["second"], strict=True)
        for y in (one, two, None)
    ]
    figure: Figure = {"data": [line(stems_x, stems_y, look.color["rest"], 3)]}
    for group, column, months in ((groups[0], "first", first), (groups[1], "second", second)):
        marker = {"size": 13 if len(pairs) <= 16 else 9, "color": look.color[group.color]}
        shown = {"name": group.name, "customdata": [month.words for month in months]}
        words = f"{group.name}, %{{customdata}}: {hover(kind)}"
        y = [float(value) for value in pairs[column]]
        figure["data"].append(dots(places, y, marker, hovertemplate=words, **shown))
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=_against(groups),
        x_title="Calendar month, and the two years compared",
        y_title=axes.title(kind),
        right=24,
        top=6,
    )
    figure["layout"]["yaxis"] |= axes.value_axis(
        [float(v) for v in (*pairs["first"], *pairs["second"])], kind
    )
    room = look.plot_width / len(pairs)
    every = next((step for step in (1, 2, 3, 6) if room * step >= 46), 12)
    figure["layout"]["xaxis"] |= {
        "range": [0.4, len(pairs) + 0.6],
        "tickvals": list(places[::every]),
        "ticktext": [
            f"{NAMES[two.number - 1][:3]}<br>{one.year}/{two.year % 100:02d}"
            for one, two in list(zip(first, second, strict=True))[::every]
        ],
    }
    if room >= 40:
        for at, (_, pair) in zip(places, pairs.iterrows(), strict=True):
            if pd.notna(pair["percent"]):
                words = f"<b>{pair['percent']:+.0f}%</b>".replace("-", "−")
                place = {
                    "x": at,
                    "y": max(pair["first"], pair["second"]),
                    "yanchor": "bottom",
                    "yshift": 9,
                }
                figure["layout"]["annotations"].append(text(words, look.color["ink"], 12, **place))
    rule = (
        "Each month of the second group stands with the nearest same calendar month of the first; "
        "percentages are the change from the first to the second."
    )
    _finish(
        figure,
        tables,
        measure,
        look,
        [_key(groups, look), rule, *_recovered_note(groups), *_caveats(tables, groups)],
    )
    table = {
        "first_month": [str(month) for month in first],
        "second_month": [str(month) for month in second],
        f"{measure.id}_first": [cell(value, kind) for value in pairs["first"]],
        f"{measure.id}_second": [cell(value, kind) for value in pairs["second"]],
        "difference": [cell(value, kind) for value in pairs["difference"]],
        "percent": [
            round(value, 2) if pd.notna(value) else "not defined" for value in pairs["percent"]
        ],
    }
    headings = [
        "Month of the first",
        "Month of the second",
        *(group.name for group in groups),
        "Difference",
        "Percent",
    ]
    return Chart(
        name=f"same-months-{_slug(measure)}",
        title=title,
        figure=figure,
        table=pd.DataFrame(table),
        headings=dict(zip(table, headings, strict=True)),
        alt=f"Paired dots. {title}: {_against(groups)}, {len(pairs)} pairs.",
        sources=short_names(tables, measure.tables),
        kind=kind,
        trails=(found.trail,),
    )


def _above(
    means: list[tuple[MonthRange, str, str]], months: MonthRange, margin: int, look: Look
) -> list[Mark]:
    """The numbers over their groups: moved left where they would leave the picture or touch the number beside them."""
    scale, marks = look.plot_width / len(months), []
    end = look.plot_width + margin - 6.0
    for part, words, color in sorted(means, key=lambda mean: mean[0].first, reverse=True):
        middle = (part.first - months.first + len(part) / 2) * scale
        # A bold digit of 14 pixels, in the widest of the fonts; the words hold seven characters of markup.
        half = (len(words) - 7) * 10 / 2
        shift = min(0, end - half - middle)
        end = middle + shift - half
        place = {
            "x": between(part),
            "xshift": shift,
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "yshift": 1,
        }
        marks.append(text(words, color, 14, **place))
    return marks


def _apart(labels: list[Mark], highest: float) -> list[Mark]:
    """The labels, the upper one moved up where two of them would touch, as those of two single months do."""
    if len(labels) == 2 and labels[0]["x"] == labels[1]["x"]:
        lower, upper = sorted(labels, key=lambda label: label["y"])
        between_them = (upper["y"] - lower["y"]) / (highest or 1) * PLOT_HEIGHT * 0.8
        upper["yshift"] = upper.get("yshift", 0) + max(0, 18 - between_them)
    return labels


def _sides(groups: Sequence[Group], comparison: Comparison) -> list[tuple[Group, Any]]:
    return list(zip(groups, (comparison.first, comparison.second), strict=True))


def _rows(group: Group) -> list[dict[str, Any]]:
    """A row per month of the group, as the tables give it."""
    series, measure = group.series, group.series.measure
    rows = [
        {
            "group": group.name,
            "month": str(month),
            measure.id: status if value is None else cell(value, measure.kind),
        }
        for month, value, status in zip(series.calendar, series.drawn, series.status, strict=True)
    ]
    if group.intervals:
        inferred = _recovered(group)
        for row, month, value in zip(rows, series.calendar, series.drawn, strict=True):
            low, high = inferred.get(month, (value, value))
            row["low"], row["high"] = (
                row[measure.id] if end is None else cell(end, measure.kind) for end in (low, high)
            )
            row["how"] = RECOVERED if month in inferred else "printed"
    return rows


def _headings(groups: Sequence[Group]) -> dict[str, str]:
    measure = groups[0].series.measure
    more = (
        {"low": "At least", "high": "At most", "how": "How it is known"}
        if groups[0].intervals
        else {}
    )
    return {"group": "Group", "month": "Month", measure.id: measure.title} | more


def _recovered(group: Group) -> dict[Month, tuple[float, float]]:
    """The months of a group that are recovered, each with its interval."""
    if group.intervals is None:
        return {}
    return {
        Month.of(stamp): (low, high)
        for stamp, low, high in group.intervals.frame.itertuples(index=False)
    }


def _open_marks(
    x: Sequence[Any], inferred: dict[Month, tuple[float, float]], group: Group, look: Look
) -> list[dict[str, Any]]:
    if not inferred:
        return []
    low, high = zip(*inferred.values(), strict=True)
    return [
        recovered(
            x,
            low,
            high,
            look.color[group.color],
            look.color["background"],
            name=f"{group.name}, {RECOVERED}",
        )
    ]


def _recovered_note(groups: Sequence[Group]) -> list[str]:
    return [RECOVERED_NOTE] if any(_recovered(group) for group in groups) else []


def _caveats(tables: Tables, groups: Sequence[Group]) -> list[str]:
    return list(
        dict.fromkeys(
            words
            for group in groups
            for words in caveats(tables, [group.series.measure], group.months)
        )
    )


def _slug(measure: Measure) -> str:
    return measure.id.replace("_", "-")


def _unknown(groups: Sequence[Group]) -> list[str]:
    return [sentence for group in groups for sentence in unknown_words(group.series)]


def _finish(figure: Figure, tables: Tables, measure: Measure, look: Look, notes: list[str]) -> None:
    set_notes(figure, look, [*notes, f"Source: {credit_words(tables, [measure])}."])


def _key(groups: Sequence[Group], look: Look) -> str:
    names = [
        f"{color_key([(group.name, look.color[group.color])])} ({group.months.first.short} to {group.months.last.short}"
        + (
            ""
            if group.series.known == len(group.months)
            else f"; {group.series.known} of {len(group.months)} months known"
        )
        + ")"
        for group in groups
    ]
    return f"Colors: {', '.join(names)}."


def _against(groups: Sequence[Group]) -> str:
    return " against ".join(f"{group.name} ({group.months.words})" for group in groups)


def _swarm(values: Sequence[float]) -> list[float]:
    """Heights that keep dots of nearly equal value from covering each other; the values are in order."""
    low, span = min(values), (max(values) - min(values)) or 1
    heights: list[float] = []
    for _, near in groupby(values, key=lambda value: int((value - low) / span * 38)):
        count = len(list(near))
        heights += [(position - (count - 1) / 2) * 0.11 for position in range(count)]
    return heights
