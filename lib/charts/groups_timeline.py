"""Two groups of months over time, each with its mean, and the first one's trend carried on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_withheld
from lib.charts.chart import Chart, Group, Line
from lib.charts.groups import against, key, open_marks, recovered_note, sides, slug
from lib.charts.look import Look
from lib.charts.marks import hatch, hover, line, middle, named, start, text
from lib.charts.months_table import cell, months_table
from lib.charts.notes import key_note, of_series
from lib.charts.record import record
from lib.charts.ruler import width
from lib.charts.sheet import PLOT_HEIGHT, Sheet
from lib.compare import Comparison, Statistics
from lib.inference.answer import between, change_words
from lib.inference.trend import Trend
from lib.measures import Series
from lib.months import Month, MonthRange
from lib.text import _, listed
from lib.words import number

EARLIER = 0.16
"""Part of the plot's width that the years before the groups take, where there are any."""

AFTER = 12
"""Months after the second group that are drawn, where there are as many."""


def groups_timeline(
    whole: Series,
    groups: Sequence[Group],
    comparison: Comparison,
    look: Look,
    *,
    found: Trend | None = None,
    mixed: Iterable[Month] = (),
) -> Chart:
    """The measure from the first group's year on, each group with its mean written on a level, and
    a bracket with the difference; the years before as a small line on the same scale. With
    ``found`` the first group's trend is carried on, with its 95 % band. ``mixed`` are months in
    which one era gave way to the next: they are hatched."""
    measure, kind = whole.measure, whole.kind
    title = _("{measure}: {finding}", measure=measure.title, finding=_finding(comparison))
    gray = Line(whole, measure.label, "rest")
    months, earlier = _shown(whole, groups)
    level = _("mean of the group's months") if kind == "count" else _("share over the group")
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("{groups}; dashed: {level}", groups=against(groups), level=level),
        x_title=measure.dated,
        y_title=measure.axis,
        right=16 + round(width(f"<b>{change_words(comparison)}</b>", 14)) + 12,
        top=6,
    )
    drawn = [value for value in whole.drawn if value is not None]
    carried = [*found.counterfactual, *found.fitted[found.months[0] :]] if found else []
    sheet.axes(axes.month_axis(months, sheet), axes.value_axis([*drawn, *carried], kind))
    if earlier and look.beside:
        _draw_earlier(sheet, whole, earlier)
    x = [middle(month) for month in whole.calendar]
    if found:
        _draw_trend(sheet, found, groups)
    sheet.draw(*record(whole, x, look.color["rest"], 1.6, look, hovertemplate=hover(kind)))
    for group in groups:
        _draw_months(sheet, group)
    _draw_means(sheet, groups, comparison, months)
    hatched = [month for month in mixed if month in months]
    low, high = axes.ends(sheet.y)
    for month in hatched:
        sheet.data.insert(
            0, hatch(start(month), start(month + 1), low, high, look.tint("hatch", 0.5))
        )
    means = [side.mean for side in (comparison.first, comparison.second) if side.mean is not None]
    add_withheld(sheet, [gray], months, means)
    sheet.note(key(groups, look))
    if found:
        sheet.note(
            _(
                "Dotted, with its 95% band: the trend and season of {first} carried on.",
                first=groups[0].name,
            )
            if found.shape.harmonics
            else _("Dotted, with its 95% band: the trend of {first} carried on.",
                   first=groups[0].name)
        )  # fmt: skip
    if hatched:
        months_said = listed(month.words for month in hatched)
        gave = _("Hatched: {months}, in which one era gave way to the next.", months=months_said)
        sheet.note(key_note(gave))
    sheet.note(recovered_note(groups), *of_series([whole]))
    intervals = [(gray, group.intervals) for group in groups if group.intervals]
    make, headings = months_table([gray], intervals=intervals)
    table = make()
    where = [
        next((group.name for group in groups if Month.parse(month) in group.months), _("neither"))
        for month in table["month"]
    ]
    table, headings = table.assign(group=where), headings | {"group": _("Group")}
    if found:
        table, headings = _with_trend(table, headings, found)
    in_words = [_mean_words(group, side) for group, side in sides(groups, comparison)]
    return sheet.chart(
        f"groups-{slug(measure)}",
        table,
        headings,
        alt=_(
            "Line chart. {title}, {months}. {groups}",
            title=title,
            months=months.words,
            groups=" ".join(in_words),
        ),
        kind=kind,
        credit=whole.credit,
        trails=[whole.trail, *(side.trail for _, side in sides(groups, comparison))],
    )


def _finding(comparison: Comparison) -> str:
    """5,837 a month, 985 more (20%)"""
    second = comparison.second
    if comparison.difference is None or second.mean is None:
        return _("not comparable")
    level = number(second.mean, comparison.measure.kind)
    if comparison.measure.kind == "count":
        level = _("{number} a month", number=level)
    if comparison.is_about_same:
        return _("{level}, about the same", level=level)
    return _("{level}, {between}", level=level, between=between(comparison))


def _shown(whole: Series, groups: Sequence[Group]) -> tuple[MonthRange, MonthRange | None]:
    """The months drawn large, and those before them that the series has."""
    calendar = whole.calendar
    first = min(group.months.first for group in groups)
    last = max(group.months.last for group in groups)
    begins = max(calendar[0], Month(first.year, 1))
    ends = max(begins + 1, min(calendar[-1], last + AFTER))
    before = MonthRange(calendar[0], begins - 1) if calendar[0] < begins - 11 else None
    return MonthRange(begins, ends), before


def _draw_earlier(sheet: Sheet, whole: Series, months: MonthRange) -> None:
    """The years before, small, left of the plot and on its scale."""
    look = sheet.look
    sheet.axes({"domain": [EARLIER + 0.02, 1]}, {"anchor": "free", "position": 0})
    years = f"{months.first.year}–{months.last.year % 100:02d}"
    sheet.layout["xaxis2"] = {
        **{
            name: value
            for name, value in sheet.layout["xaxis"].items()
            if name in ("color", "linecolor", "showgrid", "showline", "fixedrange", "tickfont",
                        "zeroline", "type", "hoverformat")
        },
        "domain": [0, EARLIER],
        "anchor": "y",
        "range": [start(months.first), start(months.last + 1)],
        "tickvals": [middle(months.first + len(months) // 2)],
        "ticktext": [years],
    }  # fmt: skip
    pairs = [(m, v) for m, v in zip(whole.calendar, whole.drawn, strict=True) if m in months]
    sheet.draw(
        line(
            [middle(month) for month, _value in pairs],
            [value for _month, value in pairs],
            look.color["rest"],
            1,
            xaxis="x2",
            hovertemplate=hover(whole.kind),
        )
    )


def _draw_months(sheet: Sheet, group: Group) -> None:
    """The months of a group over the gray line."""
    look, color = sheet.look, sheet.look.color[group.color]
    own = [middle(month) for month in group.series.calendar]
    sheet.draw(*record(group.series, own, color, 3, look, name=group.name, size=5))
    sheet.draw(*open_marks([middle(month) for month in group.recovered], group, look))


def _draw_trend(sheet: Sheet, found: Trend, groups: Sequence[Group]) -> None:
    """The first group's trend carried on, and its band."""
    look, before = sheet.look, found.months[0]
    x = [middle(month) for month in found.calendar[before:]]
    words = _("{first}, carried on", first=groups[0].label)
    high = axes.ends(sheet.y)[1]
    sheet.draw(
        {
            "type": "scatter",
            "mode": "lines",
            "hoverinfo": "skip",
            "x": [*x, *reversed(x)],
            "y": [*found.low, *reversed([min(each, high) for each in found.high])],
            "line": {"width": 0},
            "fill": "toself",
            "fillcolor": look.tint("first", 0.2),
        },
        line(
            x,
            found.counterfactual,
            look.color["first"],
            2,
            dash="dot",
            name=words,
            hovertemplate=named(words, hover(found.measure.kind)),
        ),
    )


def _draw_means(
    sheet: Sheet, groups: Sequence[Group], comparison: Comparison, months: MonthRange
) -> None:
    """Each group's mean as a level with its number on it, and a bracket between the two."""
    look, kind = sheet.look, comparison.measure.kind
    levels = [
        (group, side.mean)
        for group, side in sides(groups, comparison)
        if side.mean is not None and group.months.overlap(months)
    ]
    for group, mean in levels:
        color = look.color[group.color]
        # As far as it is known: a mean over withheld months would be one.
        known = [value is not None for value in group.series.complete]
        ends = [edge for month in group.series.calendar
                for edge in (start(month), start(month + 1))]  # fmt: skip
        level = [mean if here else None for here in known for _ in range(2)]
        sheet.draw(line(ends, level, color, 1.5, dash="dash"))
        words = f"<b>{number(mean, kind)}</b>"
        at, is_above = _free(sheet, group, mean, width(words, 14), months)
        sheet.write(
            text(
                words,
                color,
                14,
                x=start(at),
                xanchor="left",
                xshift=2,
                y=mean,
                yanchor="bottom" if is_above else "top",
                yshift=1 if is_above else -1,
            )
        )
    if len(levels) == 2:
        _draw_bracket(sheet, (levels[0][1], levels[1][1]), groups, comparison)


def _free(
    sheet: Sheet, group: Group, mean: float, wide: float, months: MonthRange
) -> tuple[Month, bool]:
    """From which month on, and whether above the level, words so wide stand clear of the group's
    line; its first month and above where they nowhere do."""
    pairs = zip(group.series.calendar, group.series.complete, strict=True)
    known = [(month, value) for month, value in pairs if value is not None]
    if not known:
        return group.months.first, True
    main = sheet.layout["xaxis"].get("domain", [0, 1])
    a_month = sheet.plot_width * (main[1] - main[0]) / len(months)
    length = int(wide / a_month) + 1
    unit = PLOT_HEIGHT / (axes.ends(sheet.y)[1] or 1)
    for is_above in (True, False):
        for at in range(max(1, len(known) - length)):
            near = [(value - mean) * unit for _month, value in known[at : at + length + 1]]
            taken = [-3 < up < 22 if is_above else -22 < up < 3 for up in near]
            # A line from below the words to above them runs through them.
            sides = {up > 0 for up in near} if is_above else {up < 0 for up in near}
            if not any(taken) and len(sides) == 1:
                return known[at][0], is_above
    is_above = known[0][1] < mean
    return known[0][0], is_above


def _draw_bracket(
    sheet: Sheet, means: tuple[float, float], groups: Sequence[Group], comparison: Comparison
) -> None:
    """From one mean to the other, right of the plot, with the difference at it."""
    look = sheet.look
    ink = look.color["ink"]
    later = max(groups, key=lambda group: group.months.last)
    x0 = start(later.months.last + 1)
    earlier = means[0] if later is groups[1] else means[1]
    # The earlier mean reaches the bracket as a thin line.
    from_month = min(group.months.last for group in groups) + 1
    sheet.draw(line([start(from_month), x0], [earlier, earlier], look.color["rest"], 1,
                    dash="dash"))  # fmt: skip
    at = {"xref": "paper", "yref": "y", "type": "line", "line": {"width": 1.5, "color": ink}}
    low, high = sorted(means)
    sheet.shade({**at, "x0": 1.008, "x1": 1.008, "y0": low, "y1": high})
    for y in means:
        sheet.shade({**at, "x0": 1.0, "x1": 1.008, "y0": y, "y1": y})
    sheet.write(
        text(
            f"<b>{change_words(comparison)}</b>",
            ink,
            14,
            xref="paper",
            x=1.008,
            xanchor="left",
            xshift=5,
            y=(low + high) / 2,
            yanchor="middle",
        )
    )


def _with_trend(
    table: pd.DataFrame, headings: dict[str, str], found: Trend
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table with the trend carried on, and its band."""
    kind, before = found.measure.kind, found.months[0]
    later = [str(month) for month in found.calendar[before:]]
    columns = (
        ("carried_on", _("The trend carried on"), found.counterfactual),
        ("carried_on_low", _("At least"), found.low),
        ("carried_on_high", _("At most"), found.high),
    )
    for name, heading, values in columns:
        known = {month: cell(value, kind) for month, value in zip(later, values, strict=True)}
        cells = [known.get(month, _("not carried on")) for month in table["month"]]
        table, headings = table.assign(**{name: cells}), headings | {name: heading}
    return table, headings


def _mean_words(group: Group, side: Statistics) -> str:
    """A group's mean in a sentence, for those who cannot see its level."""
    mean = number(side.mean, group.series.kind)
    if group.series.kind == "count":
        return _("{group}: {mean} a month on average.", group=group.name, mean=mean)
    return _("{group}: {share} over all its months.", group=group.name, share=mean)
