"""Two groups of months laid over each other from their first months on, and what all charts of two
groups say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from lib.catalog import Measure
from lib.charts import axes
from lib.charts.chart import Chart, Group
from lib.charts.look import Look
from lib.charts.marks import Mark, hover, recovered, text
from lib.charts.months_table import cell, how_known, state_words
from lib.charts.notes import Note, colored, key_note, of_series
from lib.charts.record import record
from lib.charts.sheet import PLOT_HEIGHT, Sheet
from lib.charts.timeline import recovered_key, recovered_name
from lib.compare import Comparison, Statistics
from lib.months import in_words
from lib.text import _, count
from lib.words import credit_of_all, number


def overlay(groups: Sequence[Group], look: Look) -> Chart:
    """The groups laid over each other, each from its first month on."""
    measure, kind = groups[0].series.measure, groups[0].series.kind
    title = _higher_in(groups)
    longest = max(len(group.months) for group in groups)
    shortest = min(len(group.months) for group in groups)
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
        by_month = list(zip(steps, group.series.complete, strict=True))
        known = [(step, value) for step, value in by_month if value is not None]
        if not known:
            continue
        values += [value for _, value in known]
        calendar = [month.words for month in group.series.calendar]
        said = hover(kind)
        near = sum(step <= shortest for step in steps)
        for name, part, hue, size in (
            (group.name, slice(None, near), look.color[group.color], 6),
            (_("{group}, further months", group=group.name), slice(max(0, near - 1), None),
             look.tint(group.color, 0.45), 4),
        ):  # fmt: skip
            piece = replace(group.series, rows=group.series.rows[part])
            shown: dict[str, Any] = {
                "customdata": calendar[part],
                "hovertemplate": in_month(group.name, said),
            }
            if len(piece) > 1 or part.start is None:
                sheet.draw(*record(piece, steps[part], hue, 3, look, name=name, size=size, **shown))
        sheet.draw(*open_marks([month - first + 1 for month in group.recovered], group, look))
        labels.append(_label(group, known, longest, look))
    sheet.write(*_apart(labels, max(values)))
    step = axes.every((1, 2, 3, 6, 12, 24), sheet.plot_width / longest, str(longest), look.size)
    ticks = {"range": [0.5, longest + 0.5], "tick0": step if step > 1 else 1, "dtick": step}
    sheet.axes(ticks, axes.value_axis(values, kind))
    sheet.note(key(groups, look))
    if shortest < longest:
        beyond = _("Pale: months beyond the {number} that both have.", number=in_words(shortest))
        sheet.note(key_note(beyond))
    sheet.note(recovered_note(groups), *notes_of(groups))
    return sheet.chart(
        f"overlay-{slug(measure)}",
        pd.DataFrame(rows),
        {"month_of_group": _("Month of the group")} | group_headings(groups),
        alt=_(
            "Line chart. {title}: {groups}. {found}.",
            title=title,
            groups=against(groups),
            found=from_to(groups),
        ),
        kind=kind,
        credit=credit_of_all(group.series for group in groups),
        trails=[group.series.trail for group in groups],
    )


def _higher_in(groups: Sequence[Group]) -> str:
    """In how many of the months that both groups have, each counted from its first, the second is
    the higher; the topic where they have none in common."""
    measure = groups[0].series.measure
    first, second = (
        {
            month - group.months.first: value
            for month, value in zip(group.series.calendar, group.series.complete, strict=True)
            if value is not None
        }
        for group in groups
    )
    both = first.keys() & second.keys()
    if not both:
        return _("{measure}, from each group's first month on", measure=measure.title)
    return count(
        "{measure}: higher in {second} in {higher} of {number} month, matched from the start",
        "{measure}: higher in {second} in {higher} of {number} months, matched from the start",
        len(both),
        measure=measure.title,
        second=groups[1].name,
        higher=sum(second[step] > first[step] for step in both),
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


def _apart(labels: list[Mark], highest: float) -> list[Mark]:
    """The labels, the upper one moved up where two of them would touch, as those of two single
    months do."""
    if len(labels) == 2 and labels[0]["x"] == labels[1]["x"]:
        lower, upper = sorted(labels, key=lambda label: label["y"])
        between_them = (upper["y"] - lower["y"]) / (highest or 1) * PLOT_HEIGHT * 0.8
        upper["yshift"] = upper.get("yshift", 0) + max(0, 18 - between_them)
    return labels


def from_to(groups: Sequence[Group]) -> str:
    """The lowest and the highest month of each group, for those who do not see them."""
    said = []
    for group in groups:
        months = zip(group.series.complete, group.series.calendar, strict=True)
        known = [(value, month) for value, month in months if value is not None]
        if not known:
            said.append(_("{group}: no month has data", group=group.name))
            continue
        (low, lowest), (high, highest) = min(known), max(known)
        said.append(
            _(
                "{group}: from {low} in {lowest} to {high} in {highest}",
                group=group.name,
                low=number(low, group.series.kind),
                lowest=lowest.words,
                high=number(high, group.series.kind),
                highest=highest.words,
            )
        )
    return "; ".join(said)


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


def recovered_note(groups: Sequence[Group]) -> Note | None:
    return recovered_key() if any(group.recovered for group in groups) else None


def notes_of(groups: Sequence[Group]) -> list[Note]:
    return of_series([group.series for group in groups])


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
                    "{group} ({first} to {last}; {known} of {months} months count)",
                    known=known,
                    months=months,
                    **said,
                )
            )
    return key_note(_("Colors: {names}.", names=", ".join(names)), "line")


def in_month(name: str, value: str) -> str:
    """A value under the pointer, behind its group and the month that is its custom data."""
    return _("{name}, {month}: {value}", name=name, month="%{customdata}", value=value)


def against(groups: Sequence[Group]) -> str:
    return _(" vs. ").join(
        _("{group} ({months})", group=group.name, months=group.months.words) for group in groups
    )
