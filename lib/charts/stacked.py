"""A total in parts: stacked month by month, and the mean months of two groups side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.breakdowns import Breakdown, Part
from lib.catalog import Kind
from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart
from lib.charts.labels import Label, add_labels, room_beside
from lib.charts.look import Look
from lib.charts.marks import hover, month_bars, named, text
from lib.charts.notes import Note, colored, colors_note, key_note
from lib.charts.ruler import balance, width
from lib.charts.sheet import Sheet
from lib.eras import History
from lib.months import Month, MonthRange, spans
from lib.text import _
from lib.trail import Answer, Row

BAR = 0.35
"""How wide one of two bars is, of the room of a part."""

PALER = 0.6
"""How much of their color provisional months keep."""


def stacked(
    history: History, found: Answer, breakdown: Breakdown, look: Look, *, share: bool = False
) -> Chart:
    """The parts of each month on top of each other, in people or as shares of the month's total.

    ``found`` is what ``breakdowns.by_month`` gives. A part that the source does not give for a
    month is not there: its people stand in the part that is not divided.
    """
    rows = list(found)
    months = [Month.of(row["month"]) for row in rows]
    span = MonthRange(months[0], months[-1])
    parts = [part for part in breakdown.parts if any(row[part.name] for row in rows)]
    sheet = Sheet(
        look,
        title=_finding(rows, parts[0]),
        subtitle=_(
            "{title}, {months}; from the bottom: {parts}",
            title=breakdown.title,
            months=span.words,
            parts=_names(parts),
        ),
        x_title=_("Month the removal was recorded"),
        y_title="",
        right=room_beside([part.label for part in parts], look),
        top=20,
    )
    sheet.layout.update({"barmode": "stack", "bargap": 0})
    kind: Kind = "share" if share else "count"
    tops = [1.0] if share else [float(row["total"]) for row in rows]
    y_axis = axes.value_axis(tops, kind)
    if share:
        y_axis |= {"range": [0, 1.0], "tickformat": ".0%"}
    sheet.axes(axes.month_axis(span, sheet), y_axis)
    opacity = [PALER if row["provisional"] else 1 for row in rows]
    places = month_bars(months)
    for part in parts:
        y = [_value(row, part.name, share) for row in rows]
        marker: dict[str, Any] = {"color": look.color[part.color], "opacity": opacity}
        marker["line"] = {"width": 0}
        if part.hatched:
            marker["pattern"] = {"shape": "/", "solidity": 0.25, "size": 6}
        words = named(part.label, hover(kind))
        sheet.draw(
            {
                "type": "bar",
                "name": part.label,
                **places,
                "y": y,
                "marker": marker,
                "hovertemplate": words,
            }
        )
    add_history(sheet, history, span)
    if look.beside:
        add_labels(sheet, _labels(rows, parts, share, look))
    else:
        sheet.note(colors_note((part.label, look.color[part.color]) for part in parts))
    provisional = [Month.of(row["month"]) for row in rows if row["provisional"]]
    if provisional:
        held = ", ".join(held.words for held in spans(provisional))
        whole = _(
            "Paler: {months}, provisional, because later editions still change it.", months=held
        )
        held = ", ".join(held.brief for held in spans(provisional))
        sheet.note(Note(whole, brief=_("Paler, provisional: {months}.", months=held)))
    hatched = [part.label for part in parts if part.hatched]
    sheet.note(
        key_note(_("Hatched: {parts}.", parts=", ".join(hatched))) if hatched else None,
        breakdown.note,
        _("Counts are rounded to tens."),
    )
    first, last = rows[0], rows[-1]
    ends = "; ".join(
        _(
            "{part}: {first} in {first_month}, {last} in {last_month}",
            part=part.label,
            first=_words(first[part.name]),
            first_month=months[0].words,
            last=_words(last[part.name]),
            last_month=months[-1].words,
        )
        for part in parts
    )
    return sheet.chart(
        f"{breakdown.id}-{'share' if share else 'people'}",
        lambda: _table(rows, breakdown, share),
        _headings(breakdown, share),
        alt=_(
            "Stacked bars. {title}. {months}. {parts}.",
            title=sheet.title,
            months=span.words,
            parts=ends,
        ),
        kind=kind,
        credit=found.credit,
        trails=[found.trail],
        months=span,
    )


def mean_months(
    found: Answer,
    breakdown: Breakdown,
    names: tuple[str, str],
    months: tuple[MonthRange, MonthRange],
    look: Look,
) -> Chart:
    """The mean month of each part in two groups of months: two bars side by side, and the change
    from the first to the second below them.

    ``found`` is what ``breakdowns.means`` gives; both groups have a month.
    """
    labels = {part.name: part.label for part in breakdown.compared} | {"total": _("all")}
    rows = list(found)
    one, two = (
        _("{group} ({months})", group=name, months=held.words)
        for name, held in zip(names, months, strict=True)
    )
    sheet = Sheet(
        look,
        title=_changes(rows, labels),
        subtitle=_(
            "{title}: a mean month of {names}; below: the change",
            title=breakdown.title,
            names=colored(((one, look.color["first"]), (two, look.color["second"]))),
        ),
        x_title=_("Part of all removals and returns"),
        y_title="",
        right=24,
        top=6,
    )
    sheet.layout.update({"barmode": "group", "bargap": 1 - 2 * BAR, "bargroupgap": 0.06})
    room = sheet.plot_width / len(rows)
    places = list(range(len(rows)))
    ticks = [
        "<br>".join([*balance(labels[row["part"]], room, look.size), f"<b>{_change(row)}</b>"])
        for row in rows
    ]
    values = [float(row[side]) for row in rows for side in ("first", "second")]
    sheet.axes({"tickvals": places, "ticktext": ticks}, axes.value_axis(values, "count"))
    for at, (side, name) in enumerate(zip(("first", "second"), names, strict=True)):
        color = look.color[side]
        sheet.draw(
            {
                "type": "bar",
                "name": name,
                "x": places,
                "y": [float(row[side]) for row in rows],
                "marker": {"color": color},
                "customdata": [f"{row[f'{side}_share']:.1%}" for row in rows],
                "hovertemplate": named(name, "%{y:,.0f} (%{customdata})<extra></extra>"),
            }
        )
        above, size = _fitting(rows, side, room * BAR)
        for place, row, words in zip(places, rows, above, strict=True):
            where = {"x": place + (at - 0.5) * BAR, "y": float(row[side])}
            sheet.write(text(words, color, size, yanchor="bottom", yshift=1, **where))
    sheet.note(
        _("Above the bars: people a month and, where there is room, their share of all."),
        breakdown.note,
    )
    headings = {
        "part": _("Part"),
        "first": names[0],
        "second": names[1],
        "difference": _("Change"),
        "percent": _("Change, percent"),
        "first_share": _("Share, {group}", group=names[0]),
        "second_share": _("Share, {group}", group=names[1]),
        "first_months": _("Months, {group}", group=names[0]),
        "second_months": _("Months, {group}", group=names[1]),
    }
    said = "; ".join(
        _(
            "{part}: {first:,.0f} and {second:,.0f}",
            part=labels[row["part"]],
            first=row["first"],
            second=row["second"],
        )
        for row in rows
    )
    return sheet.chart(
        f"{breakdown.id}-mean-months",
        lambda: _means_table(rows, labels)[list(headings)],
        headings,
        alt=_(
            "Bars. {title}, {one} and {two}. {parts}.",
            title=sheet.title,
            one=one,
            two=two,
            parts=said,
        ),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def _finding(rows: Sequence[Row], part: Part) -> str:
    """The share of the lowest part in the first and the last month."""
    ends = (rows[0], rows[-1])
    first, last = (f"{row[part.name] / row['total']:.0%}" for row in ends)
    return _(
        "Removals and returns: {part} {first} in {first_month}, {last} in {last_month}",
        part=part.label,
        first=first,
        first_month=Month.of(rows[0]["month"]).words,
        last=last,
        last_month=Month.of(rows[-1]["month"]).words,
    )


def _changes(rows: Sequence[Row], labels: dict[str, str]) -> str:
    """The change of the first part, and that of all."""
    part, total = rows[0], rows[-1]
    return _(
        "A mean month of removals and returns: {part} {change}, {all} {total}",
        part=labels[part["part"]],
        change=_change(part),
        all=labels[total["part"]],
        total=_change(total),
    )


def _names(parts: Sequence[Part]) -> str:
    return ", ".join(part.label for part in parts)


def _value(row: Row, name: str, share: bool) -> float | None:
    value = row[f"{name}_share" if share else name]
    return None if value is None else float(value)


def _words(value: int | None) -> str:
    return _("not given") if value is None else f"{value:,}"


def _labels(rows: Sequence[Row], parts: Sequence[Part], share: bool, look: Look) -> list[Label]:
    """The name of each part at the middle of it in the last month that has it."""
    labels = []
    for part in parts:
        last = next((row for row in reversed(rows) if row[part.name] is not None), None)
        if last is not rows[-1] or last is None:
            continue
        below = 0.0
        for other in parts:
            value = _value(last, other.name, share) or 0.0
            if other is part:
                middle_of = max(below + value / 2, 0.0)
                labels.append(Label(middle_of, f"<b>{part.label}</b>", look.ink(part.color)))
                break
            below += value
    return labels


def _fitting(rows: Sequence[Row], side: str, room: float) -> tuple[list[str], int]:
    """What is written above the bars, and how large: with shares where a bar has room for them, in
    thousands where it has none for the number."""
    full = [f"<b>{row[side]:,.0f}</b><br>{row[f'{side}_share']:.1%}" for row in rows]
    for size in (12, 11, 10):
        if max(width(words, size) for words in full) < room + 8:
            return full, size
    return [f"<b>{_short(row[side])}</b>" for row in rows], 10


def _short(value: float) -> str:
    return f"{value:.0f}" if value < 1000 else f"{value / 1000:.1f}k"


def _means_table(rows: Sequence[Row], labels: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "part": labels[row["part"]],
                **{end: round(row[end], 1) for end in ("first", "second", "difference")},
                "percent": _change(row),
                **{end: f"{row[end]:.1%}" for end in ("first_share", "second_share")},
                **{end: row[end] for end in ("first_months", "second_months")},
            }
            for row in rows
        ]
    )


def _change(row: Row) -> str:
    if row["percent"] is None:
        return _("not comparable")
    return f"{row['percent']:+.1f}%".replace("-", "−")


def _headings(breakdown: Breakdown, share: bool) -> dict[str, str]:
    return {
        "month": _("Month"),
        **{part.name: part.label for part in breakdown.parts},
        **({} if share else {"total": _("All")}),
        "provisional": _("Provisional"),
    }


def _table(rows: Sequence[Row], breakdown: Breakdown, share: bool) -> pd.DataFrame:
    cells = []
    for row in rows:
        values = {part.name: _value(row, part.name, share) for part in breakdown.parts}
        cells.append(
            {
                "month": str(Month.of(row["month"])),
                **{
                    name: _("not available")
                    if value is None
                    else (round(value, 6) if share else round(value))
                    for name, value in values.items()
                },
                "total": row["total"],
                "provisional": _("yes") if row["provisional"] else _("no"),
            }
        )
    return pd.DataFrame(cells)[list(_headings(breakdown, share))]
