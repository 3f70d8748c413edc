"""The single months of two groups: how far they spread, and each beside the same calendar month."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart, Group
from lib.charts.groups import (
    against,
    from_to,
    group_headings,
    group_rows,
    in_month,
    key,
    notes_of,
    recovered_note,
    sides,
    slug,
)
from lib.charts.look import Look
from lib.charts.marks import Mark, dots, hover, line, named, text
from lib.charts.months_table import cell
from lib.charts.notes import key_note
from lib.charts.ruler import width
from lib.charts.sheet import PLOT_HEIGHT, Sheet
from lib.compare import Comparison
from lib.months import Month
from lib.text import _, count
from lib.trail import Answer, Row
from lib.words import credit_of_all, number

SPREAD_HEIGHT = PLOT_HEIGHT // 2
"""Pixels of the plot of two rows of dots."""


def spread(groups: Sequence[Group], comparison: Comparison, look: Look) -> Chart:
    """Every month of each group as a dot on one scale, the median as a bar."""
    measure, kind = groups[0].series.measure, groups[0].series.kind
    title = _medians(groups, comparison)
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
        left=30,
        right=30,
        top=24,
        height=SPREAD_HEIGHT,
    )
    sheet.axes(
        {
            "range": [max(0, low - room), high + room],
            "tickformat": "," if kind == "count" else axes.percent(high - low),
            "showgrid": True,
            "nticks": axes.ticks(sheet, "00,000"),
        },
        {"range": [-1.65, 0.5], "showticklabels": False, "showgrid": False},
    )
    sheet.layout["hovermode"] = "closest"
    medians = []
    for row, (group, side) in enumerate(sides(groups, comparison)):
        _draw_months(sheet, row, group)
        if side.median is not None and group.series.counted:
            medians.append((side.median, group.color))
    _draw_medians(sheet, medians, kind)
    sheet.note(key(groups, look), key_note(_("Lines: the median months.")), recovered_note(groups))
    sheet.note(*notes_of(groups))
    return sheet.chart(
        f"spread-{slug(measure)}",
        pd.DataFrame([row for group in groups for row in group_rows(group, groups)]),
        group_headings(groups),
        alt=_(
            "Dot plot. {title}: {groups}. {found}.",
            title=title,
            groups=against(groups),
            found=from_to(groups),
        ),
        kind=kind,
        credit=credit_of_all(group.series for group in groups),
        trails=[
            *(group.series.trail for group in groups),
            *(side.trail for _, side in sides(groups, comparison)),
        ],
    )


def _medians(groups: Sequence[Group], comparison: Comparison) -> str:
    """The median months of both groups; the topic where one has none."""
    measure = groups[0].series.measure
    both = list(sides(groups, comparison))
    if len(both) != 2 or any(side.median is None for _group, side in both):
        return _("{measure}: how far the months spread", measure=measure.title)
    (one, first), (two, second) = both
    return _(
        "{measure}: median month {low} in {one}, {high} in {two}",
        measure=measure.title,
        low=number(first.median, measure.kind),
        high=number(second.median, measure.kind),
        one=one.name,
        two=two.name,
    )


def _draw_months(sheet: Sheet, row: int, group: Group) -> None:
    """The months of a group as a row of dots, the lowest and the highest named."""
    look, kind = sheet.look, group.series.kind
    color = look.color[group.color]
    by_month = zip(group.series.complete, group.series.calendar, strict=True)
    known = sorted((value, month) for value, month in by_month if value is not None)
    if not known:
        words = _("{group}: no month has data", group=group.label)
        sheet.write(text(words, look.color["muted"], 13, xref="paper", x=0.5, y=-row))
        return
    x = [value for value, _ in known]
    around = {"width": 1, "color": look.color["background"]}
    marker = {"size": 10, "color": color, "opacity": 0.75, "line": around}
    shown = {"name": group.name, "customdata": [month.words for _, month in known]}
    words = named("%{customdata}", hover(kind, "x"))
    heights = [height - row for height in _swarm(x)]
    sheet.draw(dots(x, heights, marker, hovertemplate=words, **shown))
    low, high = sheet.layout["xaxis"]["range"]
    scale, past = sheet.plot_width / (high - low), float("-inf")
    for value, month in dict.fromkeys((known[0], known[-1])):
        half = width(month.short, 12) / 2 + 4
        at = (value - low) * scale
        # Where they would touch, the higher one alone is not named.
        if at - half > past:
            shift = max(0.0, half - at - 20) - max(0.0, at + half - sheet.plot_width - 20)
            place = {"x": value, "y": -0.3 - row, "yanchor": "top", "xshift": shift}
            sheet.write(text(month.short, color, 12, **place))
            past = at + half


def _draw_medians(sheet: Sheet, medians: Sequence[tuple[float, str]], kind: str) -> None:
    """A line through both rows at each median, its number on top of it."""
    if not medians:
        return
    ordered = sorted(medians)
    for at, (median, name) in enumerate(ordered):
        color = sheet.look.color[name]
        sheet.draw(line([median] * 2, [-1.65, 0.5], color, 1.5, dash="dash"))
        anchor = "center" if len(ordered) == 1 else ("right", "left")[at]
        words = _("median {number}", number=number(median, kind))
        sheet.write(
            text(words, color, 12, x=median, xanchor=anchor, yref="paper", y=1, yanchor="bottom",
                 yshift=3)
        )  # fmt: skip


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
    """A row for each month of the first group, with the same calendar months of the second;
    ``pairs`` is what ``compare.pairs`` gives. The change is that to the nearest of them."""
    measure, kind = groups[0].series.measure, groups[0].series.kind
    rows = _by_first(pairs)
    title = count(
        "{measure}: higher in {second} in {higher} of {number} pair of matching calendar months",
        "{measure}: higher in {second} in {higher} of {number} pairs of matching calendar months",
        len(pairs),
        measure=measure.title,
        second=groups[1].name,
        higher=sum(pair["second"] > pair["first"] for pair in pairs),
    )
    beside = look.beside
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("The same calendar month in both groups: {groups}", groups=against(groups)),
        x_title=measure.axis,
        y_title="",
        left=112 if beside else 84,
        right=70,
        top=4,
        height=max(120, (26 if beside else 28) * len(rows)),
    )
    values = [float(pair[side]) for pair in pairs for side in ("first", "second")]
    highest = max(values) or 1
    sheet.axes(
        {
            "range": [0, highest * 1.15],
            "tickformat": "," if kind == "count" else axes.percent(highest),
            "showgrid": True,
            "nticks": axes.ticks(sheet, "00,000"),
        },
        {"range": [len(rows) - 0.4, -0.6], "showticklabels": False, "showgrid": False},
    )
    sheet.layout["hovermode"] = "closest"
    for at, row in enumerate(rows):
        _draw_row(sheet, at, row, groups)
    repeated = any(len(row) > 1 for row in rows)
    sheet.note(
        key(groups, look),
        _("Right: the change from the first group's month to the nearest of the second's."),
        key_note(_("Small: the other years of that calendar month.")) if repeated else None,
        recovered_note(groups),
        *notes_of(groups),
    )
    table = {
        "first_month": [str(Month.of(pair["first_month"])) for pair in pairs],
        "second_month": [str(Month.of(pair["second_month"])) for pair in pairs],
        f"{measure.id}_first": [cell(pair["first"], kind) for pair in pairs],
        f"{measure.id}_second": [cell(pair["second"], kind) for pair in pairs],
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
        alt=_("Paired dots. {title}: {groups}.", title=title, groups=against(groups)),
        kind=kind,
        credit=pairs.credit,
        trails=[pairs.trail],
    )


def _by_first(pairs: Answer) -> list[list[Row]]:
    """The pairs of each month of the first group, the nearest in time first; in the order of those
    months."""
    rows: dict[Month, list[Row]] = {}
    for pair in sorted(pairs, key=lambda pair: (pair["first_month"], pair["second_month"])):
        rows.setdefault(Month.of(pair["first_month"]), []).append(pair)
    return [
        sorted(row, key=lambda pair: abs(Month.of(pair["second_month"]) - month))
        for month, row in rows.items()
    ]


def _draw_row(sheet: Sheet, at: int, row: Sequence[Row], groups: Sequence[Group]) -> None:
    look, kind = sheet.look, groups[0].series.kind
    nearest = row[0]
    one, two = float(nearest["first"]), float(nearest["second"])
    first, second = (Month.of(nearest[f"{side}_month"]) for side in ("first", "second"))
    sheet.draw(line([one, two], [at, at], look.color["rest"], 3))
    for pair in reversed(row):
        month, is_nearest = Month.of(pair["second_month"]), pair is nearest
        marker = {"size": 11 if is_nearest else 6, "color": look.color[groups[1].color],
                  "opacity": 1 if is_nearest else 0.5}  # fmt: skip
        _dot(sheet, float(pair["second"]), at, marker, groups[1], month)
    _dot(sheet, one, at, {"size": 11, "color": look.color[groups[0].color]}, groups[0], first)
    words = _("{month} {year}/{later}", month=first.short_name, year=first.year,
              later=f"{second.year % 100:02d}")  # fmt: skip
    ink = look.color["ink"]
    sheet.write(text(words, ink, 12, xref="paper", x=0, xanchor="right", xshift=-8, y=at))
    if nearest["percent"] is not None:
        change = f"{nearest['percent']:+.0f}%".replace("-", "−")
        sheet.write(
            text(f"<b>{change}</b>", ink, 12, xref="paper", x=1, xanchor="left", xshift=8, y=at)
        )
    if len(row) > 1 or not look.beside:
        return
    rises = two >= one
    for value, group, is_right in ((one, groups[0], not rises), (two, groups[1], rises)):
        side = {"xanchor": "left", "xshift": 8} if is_right else {"xanchor": "right", "xshift": -8}
        sheet.write(text(number(value, kind), look.color[group.color], 12, x=value, y=at, **side))


def _dot(sheet: Sheet, value: float, at: int, marker: Mark, group: Group, month: Month) -> None:
    words = in_month(group.name, hover(group.series.kind, "x"))
    sheet.draw(
        dots([value], [at], marker, name=group.name, customdata=[month.words], hovertemplate=words)
    )
