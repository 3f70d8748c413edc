"""Two groups of months over time, and laid over each other from their first months on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from lib.catalog import Measure
from lib.charts import axes
from lib.charts.background import add_withheld
from lib.charts.chart import Chart, Group, Line
from lib.charts.look import Look
from lib.charts.marks import Mark, band, between, hover, line, middle, recovered, start, text
from lib.charts.months_table import cell, how_known, months_table, state_words
from lib.charts.record import record
from lib.charts.ruler import width
from lib.charts.sheet import PLOT_HEIGHT, Note, Sheet, colored
from lib.charts.timeline import drawn_months, recovered_name, recovered_sentence
from lib.compare import Comparison, Statistics
from lib.measures import Series
from lib.months import Month, MonthRange
from lib.text import _
from lib.words import caveats, credit_of_all, number, unknown_words


def groups_timeline(
    whole: Series, groups: Sequence[Group], comparison: Comparison, look: Look
) -> Chart:
    """The measure over all months, the two groups colored, each with its mean as a level."""
    measure, kind = whole.measure, whole.kind
    title = _(
        "{measure}: {first} vs. {second}",
        measure=measure.title,
        first=groups[0].name,
        second=groups[1].name,
    )
    gray = Line(whole, measure.label, "rest")
    months = drawn_months([gray])
    dashed = (
        _("{months}; dashed: mean of the group's months", months=months.words)
        if kind == "count"
        else _("{months}; dashed: share over the group's months, sum over sum", months=months.words)
    )
    sheet = Sheet(
        look,
        title=title,
        subtitle=dashed,
        x_title=measure.dated,
        y_title=measure.axis,
        right=24,
        top=20,
    )
    known = [value for value in whole.drawn if value is not None]
    sheet.axes(axes.month_axis(months, sheet), axes.value_axis(known, kind))
    x = [middle(month) for month in whole.calendar]
    said = hover(kind)
    sheet.draw(*record(whole, x, look.color["rest"], 1.6, look, hovertemplate=said))
    means = []
    for group, side in sides(groups, comparison):
        part = group.months.overlap(months)
        if part is None or side.mean is None:
            continue
        _draw_group(sheet, group, part, side.mean)
        words = number(side.mean, kind)
        if kind == "count":
            words = _("mean {number}", number=words)
        means.append((part, words, look.color[group.color]))
    sheet.write(*_over(means, months, sheet))
    add_withheld(sheet, [gray], months)
    sheet.note(key(groups, look), *unknown_words(whole), recovered_note(groups))
    sheet.note(*caveats([whole]))
    intervals = [(gray, group.intervals) for group in groups if group.intervals]
    table, headings = months_table([gray], intervals=intervals)
    where = [
        next((group.name for group in groups if Month.parse(month) in group.months), _("neither"))
        for month in table["month"]
    ]
    in_words = [_mean_words(group, side) for group, side in sides(groups, comparison)]
    return sheet.chart(
        f"groups-{slug(measure)}",
        table.assign(group=where),
        headings | {"group": _("Group")},
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


def _mean_words(group: Group, side: Statistics) -> str:
    """A group's mean in a sentence, for those who cannot see its level."""
    mean = number(side.mean, group.series.kind)
    if group.series.kind == "count":
        return _("{group}: {mean} a month on average.", group=group.name, mean=mean)
    return _("{group}: {share} over all its months.", group=group.name, share=mean)


def _draw_group(sheet: Sheet, group: Group, part: MonthRange, mean: float) -> None:
    """The months of a group over the gray line, a tint behind them, and their mean as a level."""
    look, series = sheet.look, group.series
    color = look.color[group.color]
    sheet.shade(band(start(part.first), start(part.last + 1), look.tint(group.color, 0.13)))
    own = [middle(month) for month in series.calendar]
    sheet.draw(*record(series, own, color, 3, look, name=group.name, size=5))
    sheet.draw(*open_marks([middle(month) for month in group.recovered], group, look))
    # As far as it is known: a mean over withheld months would be one.
    known = [value is not None for value in series.complete]
    ends = [edge for month in series.calendar for edge in (start(month), start(month + 1))]
    level = [mean if here else None for here in known for _ in range(2)]
    sheet.draw(line(ends, level, color, 1.5, dash="dash"))


def overlay(groups: Sequence[Group], look: Look) -> Chart:
    """The groups laid over each other, each from its first month on."""
    measure, kind = groups[0].series.measure, groups[0].series.kind
    title = _("{measure}, from each group's first month on", measure=measure.title)
    longest = max(len(group.months) for group in groups)
    sheet = Sheet(
        look,
        title=title,
        subtitle=against(groups),
        x_title=_("Month of the group, counted from its first"),
        y_title=measure.axis,
        right=24,
    )
    labels, rows, values = [], [], []
    for group in groups:
        first = group.months.first
        steps = [month - first + 1 for month in group.series.calendar]
        of_group = zip(steps, group_rows(group, groups), strict=True)
        rows += [{"month_of_group": step} | row for step, row in of_group]
        by_step = zip(steps, group.series.complete, strict=True)
        known = [(step, value) for step, value in by_step if value is not None]
        if not known:
            continue
        values += [value for _, value in known]
        calendar = [month.words for month in group.series.calendar]
        words = in_month(group.name, hover(kind))
        shown: dict[str, Any] = {"customdata": calendar, "hovertemplate": words}
        color = look.color[group.color]
        sheet.draw(*record(group.series, steps, color, 3, look, name=group.name, size=6, **shown))
        sheet.draw(*open_marks([month - first + 1 for month in group.recovered], group, look))
        labels.append(_label(group, known, longest, look))
    sheet.write(*_apart(labels, max(values)))
    step = axes.every((1, 2, 3, 6, 12, 24), sheet.plot_width / longest, str(longest), look.size)
    ticks = {"range": [0.5, longest + 0.5], "tick0": step if step > 1 else 1, "dtick": step}
    sheet.axes(ticks, axes.value_axis(values, kind))
    sheet.note(key(groups, look), *unknown(groups), recovered_note(groups), *caveats_of(groups))
    return sheet.chart(
        f"overlay-{slug(measure)}",
        pd.DataFrame(rows),
        {"month_of_group": _("Month of the group")} | group_headings(groups),
        alt=_("Line chart. {title}: {groups}.", title=title, groups=against(groups)),
        kind=kind,
        credit=credit_of_all(group.series for group in groups),
        trails=[group.series.trail for group in groups],
    )


def _label(group: Group, known: list[tuple[int, float]], longest: int, look: Look) -> Mark:
    """A group's name, behind its line or, where that ends at the edge, above its end."""
    last, value = known[-1]
    place: dict[str, Any] = {"bgcolor": look.color["background"], "opacity": 0.9, "x": last}
    if last > max(longest * 0.75, 2):
        highest = max(value for _, value in known[-4:])
        place |= {"xanchor": "right", "yanchor": "bottom", "xshift": -2, "yshift": 10, "y": highest}
    else:
        place |= {"xanchor": "left", "yanchor": "middle", "xshift": 8, "y": value}
    return text(f"<b>{group.label}</b>", look.color[group.color], 13, **place)


def _over(means: list[tuple[MonthRange, str, str]], months: MonthRange, sheet: Sheet) -> list[Mark]:
    """The numbers over their groups: moved left where they would leave the picture or touch the
    number beside them."""
    scale, marks = sheet.plot_width / len(months), []
    end = sheet.plot_width + sheet.layout["margin"]["r"] - 6.0
    for part, words, color in sorted(means, key=lambda mean: mean[0].first, reverse=True):
        middle = (part.first - months.first + len(part) / 2) * scale
        half = width(words, 14, bold=True) / 2 + 2
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
        marks.append(text(f"<b>{words}</b>", color, 14, **place))
    return marks


def _apart(labels: list[Mark], highest: float) -> list[Mark]:
    """The labels, the upper one moved up where two of them would touch, as those of two single
    months do."""
    if len(labels) == 2 and labels[0]["x"] == labels[1]["x"]:
        lower, upper = sorted(labels, key=lambda label: label["y"])
        between_them = (upper["y"] - lower["y"]) / (highest or 1) * PLOT_HEIGHT * 0.8
        upper["yshift"] = upper.get("yshift", 0) + max(0, 18 - between_them)
    return labels


def sides(groups: Sequence[Group], comparison: Comparison) -> Iterable[tuple[Group, Statistics]]:
    """Each group with its statistics."""
    return list(zip(groups, (comparison.first, comparison.second), strict=True))


def group_rows(group: Group, groups: Sequence[Group]) -> list[dict[str, Any]]:
    """A row per month of one of the groups, as the tables give it."""
    series, measure = group.series, group.series.measure
    rows = [
        {
            "group": group.name,
            "month": str(month),
            measure.id: status if value is None else cell(value, measure.kind),
        }
        for month, value, status in zip(series.calendar, series.drawn, series.status, strict=True)
    ]
    if _stated(groups):
        for row, month in zip(rows, series.calendar, strict=True):
            row["state"] = state_words(series, month)
    if group.intervals is not None:
        inferred = group.recovered
        for row, month, value in zip(rows, series.calendar, series.drawn, strict=True):
            low, high = inferred.get(month, (value, value))
            row["low"], row["high"] = (
                row[measure.id] if end is None else cell(end, measure.kind) for end in (low, high)
            )
            row["how"] = how_known(month in inferred)
    return rows


def _stated(groups: Sequence[Group]) -> bool:
    """Whether any month of the groups is provisional, or may be incomplete."""
    return any(group.series.partial or group.series.provisional for group in groups)


def group_headings(groups: Sequence[Group]) -> dict[str, str]:
    """The headings of ``group_rows``."""
    measure = groups[0].series.measure
    headings = {"group": _("Group"), "month": _("Month"), measure.id: measure.title}
    if _stated(groups):
        headings["state"] = _("State of the month")
    if groups[0].intervals is not None:
        more = {"low": _("At least"), "high": _("At most"), "how": _("How it is known")}
        headings |= more
    return headings


def open_marks(x: Sequence[Any], group: Group, look: Look) -> list[Mark]:
    """The recovered months of a group as open circles with their intervals; none where there are
    none."""
    if not group.recovered:
        return []
    low, high = zip(*group.recovered.values(), strict=True)
    color, behind = look.color[group.color], look.color["background"]
    name = recovered_name(group.name)
    return [recovered(x, low, high, color, behind, name=name)]


def recovered_note(groups: Sequence[Group]) -> str | None:
    return recovered_sentence() if any(group.recovered for group in groups) else None


def caveats_of(groups: Sequence[Group]) -> list[str]:
    return caveats(group.series for group in groups)


def unknown(groups: Sequence[Group]) -> list[str]:
    return [sentence for group in groups for sentence in unknown_words(group.series)]


def slug(measure: Measure) -> str:
    return measure.id.replace("_", "-")


def key(groups: Sequence[Group], look: Look) -> Note:
    """Each group's name in its color, with its months."""
    names = []
    for group in groups:
        said = {
            "group": colored([(group.name, look.color[group.color])]),
            "first": group.months.first.short,
            "last": group.months.last.short,
        }
        known, months = group.series.counted, len(group.months)
        if known == months:
            names.append(_("{group} ({first} to {last})", **said))
        else:
            names.append(
                _(
                    "{group} ({first} to {last}; {known} of {months} months have data)",
                    known=known,
                    months=months,
                    **said,
                )
            )
    return Note(_("Colors: {names}.", names=", ".join(names)), "line")


def in_month(name: str, value: str) -> str:
    """A value under the pointer, behind its group and the month that is its custom data."""
    return _("{name}, {month}: {value}", name=name, month="%{customdata}", value=value)


def against(groups: Sequence[Group]) -> str:
    return _(" vs. ").join(
        _("{group} ({months})", group=group.name, months=group.months.words) for group in groups
    )
