"""The single months of two groups: how far they spread, and each beside the same calendar month."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart, Group
from lib.charts.groups import (
    against,
    caveats_of,
    group_headings,
    group_rows,
    in_month,
    key,
    recovered_note,
    sides,
    slug,
    unknown,
)
from lib.charts.look import Look
from lib.charts.marks import dots, hover, line, named, text
from lib.charts.months_table import cell
from lib.charts.ruler import width
from lib.charts.sheet import Sheet
from lib.compare import Comparison
from lib.months import Month
from lib.text import _, count
from lib.trail import Answer
from lib.words import credit_of_all, number


def spread(groups: Sequence[Group], comparison: Comparison, look: Look) -> Chart:
    """Every month of each group as a dot on one scale, the median as a bar."""
    measure, kind = groups[0].series.measure, groups[0].series.kind
    title = _("{measure}: how far the months spread", measure=measure.title)
    known = [value for group in groups for value in group.series.complete if value is not None]
    low, high = min(known), max(known)
    room = (high - low or high or 1) * 0.08
    x_title = measure.axis
    if low > room:
        x_title = _("{axis}; the scale does not begin at zero", axis=x_title)
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("One dot is one month: {groups}", groups=against(groups)),
        x_title=x_title,
        y_title="",
        right=30,
        top=6,
    )
    sheet.axes(
        {
            "range": [max(0, low - room), high + room],
            "tickformat": "," if kind == "count" else axes.percent(high - low),
            "showgrid": True,
            "nticks": axes.ticks(sheet, "00,000"),
        },
        {"range": [-1.65, 0.65], "showticklabels": False, "showgrid": False},
    )
    sheet.layout["hovermode"] = "closest"
    for row, (group, side) in enumerate(sides(groups, comparison)):
        _draw_months(sheet, row, group, side.median)
    sheet.note(_("The bar is the median month."), *unknown(groups), recovered_note(groups))
    sheet.note(*caveats_of(groups))
    return sheet.chart(
        f"spread-{slug(measure)}",
        pd.DataFrame([row for group in groups for row in group_rows(group, groups)]),
        group_headings(groups),
        alt=_("Dot plot. {title}: {groups}.", title=title, groups=against(groups)),
        kind=kind,
        credit=credit_of_all(group.series for group in groups),
        trails=[
            *(group.series.trail for group in groups),
            *(side.trail for _, side in sides(groups, comparison)),
        ],
    )


def _draw_months(sheet: Sheet, row: int, group: Group, median: float | None) -> None:
    """The months of a group as a row of dots with its name over them."""
    look, kind = sheet.look, group.series.kind
    color = look.color[group.color]
    place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 6, "yanchor": "bottom"}
    sheet.write(text(f"<b>{group.name}</b>", color, 13, y=0.36 - row, **place))
    by_month = zip(group.series.complete, group.series.calendar, strict=True)
    known = sorted((value, month) for value, month in by_month if value is not None)
    if not known or median is None:
        words = _("no month in this group has data")
        sheet.write(text(words, look.color["muted"], 13, xref="paper", x=0.5, y=-row))
        return
    x = [value for value, _ in known]
    sheet.draw(line([median] * 2, [-row - 0.33, -row + 0.33], color, 4))
    around = {"width": 1, "color": look.color["background"]}
    marker = {"size": 11, "color": color, "opacity": 0.75, "line": around}
    shown = {"name": group.name, "customdata": [month.words for _, month in known]}
    words = named("%{customdata}", hover(kind, "x"))
    heights = [height - row for height in _swarm(x)]
    sheet.draw(dots(x, heights, marker, hovertemplate=words, **shown))
    place = {"x": median, "y": -0.36 - row, "yanchor": "top"}
    sheet.write(text(_("median {number}", number=number(median, kind)), color, 12, **place))


def _swarm(values: Sequence[float]) -> list[float]:
    """Heights that keep dots of nearly equal value from covering each other; the values are in
    order."""
    low, span = min(values), (max(values) - min(values)) or 1
    heights: list[float] = []
    for _place, near in groupby(values, key=lambda value: int((value - low) / span * 38)):
        count = len(list(near))
        heights += [(position - (count - 1) / 2) * 0.11 for position in range(count)]
    return heights


def same_months(pairs: Answer, groups: Sequence[Group], look: Look) -> Chart:
    """Pairs of the same calendar month, one above the other; ``pairs`` is what ``compare.pairs``
    gives."""
    measure, kind = groups[0].series.measure, groups[0].series.kind
    title = _("{measure}: the same calendar month in both groups", measure=measure.title)
    months = [(Month.of(pair["first_month"]), Month.of(pair["second_month"])) for pair in pairs]
    values = [(float(pair["first"]), float(pair["second"])) for pair in pairs]
    sheet = Sheet(
        look,
        title=title,
        subtitle=against(groups),
        x_title=_("Calendar month, and the two years compared"),
        y_title=measure.axis,
        right=24,
        top=6,
    )
    places = range(1, len(pairs) + 1)
    stems_x = [x for place in places for x in (place, place, None)]
    stems_y = [y for pair in values for y in (*pair, None)]
    sheet.draw(line(stems_x, stems_y, look.color["rest"], 3))
    size = 13 if len(pairs) <= 16 else 9
    for side, group in enumerate(groups):
        marker = {"size": size, "color": look.color[group.color]}
        shown = {"name": group.name, "customdata": [pair[side].words for pair in months]}
        words = in_month(group.name, hover(kind))
        y = [pair[side] for pair in values]
        sheet.draw(dots(places, y, marker, hovertemplate=words, **shown))
    room = sheet.plot_width / len(pairs)
    every = axes.every((1, 2, 3, 6, 12), room, "2015/17", look.size)
    ticks = [f"{two.short_name}<br>{one.year}/{two.year % 100:02d}" for one, two in months]
    sheet.axes(
        {
            "range": [0.4, len(pairs) + 0.6],
            "tickvals": list(places[::every]),
            "ticktext": ticks[::every],
        },
        axes.value_axis([value for pair in values for value in pair], kind),
    )
    if room >= width("−100%", 12, bold=True) + 4:
        for at, pair in zip(places, pairs, strict=True):
            if pair["percent"] is not None:
                words = f"<b>{pair['percent']:+.0f}%</b>".replace("-", "−")
                place = {"x": at, "y": max(pair["first"], pair["second"])}
                place |= {"yanchor": "bottom", "yshift": 9}
                sheet.write(text(words, look.color["ink"], 12, **place))
    sheet.note(
        key(groups, look),
        _(
            "Each month of the second group is paired with the nearest same calendar month of the "
            "first; percentages are the change from the first to the second."
        ),
        recovered_note(groups),
        *caveats_of(groups),
    )
    table = {
        "first_month": [str(one) for one, _ in months],
        "second_month": [str(two) for _, two in months],
        f"{measure.id}_first": [cell(one, kind) for one, _ in values],
        f"{measure.id}_second": [cell(two, kind) for _, two in values],
        "difference": [cell(value, kind) for value in pairs.column("difference")],
        "percent": [
            _("not defined") if value is None else round(value, 2)
            for value in pairs.column("percent")
        ],
    }
    headings = (
        _("Month of the first"),
        _("Month of the second"),
        *(group.name for group in groups),
        _("Difference"),
        _("Percent"),
    )
    return sheet.chart(
        f"same-months-{slug(measure)}",
        pd.DataFrame(table),
        dict(zip(table, headings, strict=True)),
        alt=count(
            "Paired dots. {title}: {groups}, {number} pair.",
            "Paired dots. {title}: {groups}, {number} pairs.",
            len(pairs),
            title=title,
            groups=against(groups),
        ),
        kind=kind,
        credit=pairs.credit,
        trails=[pairs.trail],
    )
