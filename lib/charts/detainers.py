"""Detainers issued, and connected to a removal."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart
from lib.charts.labels import add_connected
from lib.charts.later_figures import (
    draw_later,
    figure_words,
    level_name,
    middle_month,
    stated_words,
    within,
)
from lib.charts.look import EDGE, Look
from lib.charts.marks import dots, hover, line, middle, named, text
from lib.charts.sheet import Sheet
from lib.eras import History
from lib.months import Month, MonthRange, spans
from lib.sources import Credit
from lib.text import _
from lib.trail import KNOWN, Answer, Row
from lib.words import not_in_table, number

STATED_LEAST = 1_000
"""Stated figures below this lie on the axis itself and would say nothing; they stand in the table
of figures."""


HALF, HEADING = 110, 20
"""Pixels of each of two panels, and of its heading."""


def _issued() -> str:
    return _("Detainers issued")


def issued(
    history: History,
    found: Answer,
    reported: Answer,
    later: Answer,
    asked: MonthRange,
    look: Look,
) -> Chart:
    """Detainers by month, with the figures that the documents state for single months and those
    that were published later marked on the same axis.

    ``found`` is what ``detainers.issued`` gives, ``reported`` what ``detainers.reported`` and
    ``later`` what ``later_figures`` gives; of the documents the figures of one month of the range
    ``asked`` and in detainers are drawn, at the value stated, and of the later ones those whose
    months are all in it. The release lies over both.
    """
    months = [Month.of(row["month"]) for row in found]
    stated = _stated_by_month(reported, asked)
    # The documents state figures for months after the release, too.
    after = within(later, asked)
    ends = [*(row["first_month"] for row in stated), *(row["last_month"] for row in after)]
    last = max([months[-1], *(Month.of(end) for end in ends)])
    span = MonthRange(months[0], last)
    y = [float(value) for value in found.column("detainers_issued")]
    whole = found.column("whole")
    values = [float(row["value"]) for row in stated]
    values += [row["a_month"] for row in after]
    title = _finding(found)
    sheet = Sheet(
        look,
        title=title,
        subtitle=_(
            "Detainers issued by month, {months}; diamonds: stated in the documents; circles and "
            "dotted levels: figures published later",
            months=span.words,
        ),
        x_title="",
        y_title="",
        right=26,
        left=60 if look.beside else 52,
        height=280,
    )
    sheet.axes(axes.month_axis(span, sheet), axes.value_axis([*y, *values], "count"))
    draw_later(sheet, after, look.color["stated"], _("Published later"))
    names = [_stated_words(row) for row in stated]
    _draw_stated(sheet, stated, names)
    _draw_issued(sheet, months, y, whole)
    if look.beside:
        beyond = [row for row in after if Month.of(row["first_month"]) > months[-1]]
        levels = [row for row in beyond if row["counts"] == "total" and row["months"] > 1]
        sheet.write(*(level_name(row, look.color["stated"]) for row in levels))
        named_ones = [
            *(
                (Month.of(row["first_month"]), float(row["value"]), name)
                for row, name in zip(stated, names, strict=True)
            ),
            *(
                (middle_month(row), row["a_month"], stated_words(row))
                for row in beyond
                if row["months"] == 1
            ),
        ]
        above = dict(zip(months, y, strict=True)) | {
            month: row["a_month"] + 0.05 * max(values)
            for row in levels
            for month in MonthRange(Month.of(row["first_month"]), Month.of(row["last_month"]))
        }
        add_connected(sheet, named_ones, above, span, "stated")
    add_history(sheet, history, span)
    said = "; ".join(
        _(
            "{month}, {stated} ({speaker})",
            month=Month.of(row["first_month"]).words,
            stated=name,
            speaker=row["speaker"],
        )
        for name, row in zip(names, stated, strict=True)
    )
    if not all(whole):
        partial = [month.words for month, held in zip(months, whole, strict=True) if not held]
        sheet.note(
            _(
                "Open circle: {months}, of which the release has only a part.",
                months=", ".join(partial),
            )
        )
    if said:
        sheet.note(_("Stated: {figures}.", figures=said))
    if after:
        published = "; ".join(figure_words(row) for row in after)
        sheet.note(_("Published later: {figures}.", figures=published))
    table = pd.DataFrame(
        {
            "month": [str(month) for month in months],
            "detainers_issued": [round(value) for value in y],
            "whole": [_whole_words(held) for held in whole],
        }
    )
    return sheet.chart(
        "detainers-issued",
        table,
        {"month": _("Month"), "detainers_issued": _issued(), "whole": _("Whole month")},
        alt=_(
            "Line chart. {title}, {months}: {first:,.0f} in {first_month}, at most {most:,.0f}. "
            "Stated: {figures}.",
            title=title,
            months=span.words,
            first=y[0],
            first_month=months[0].words,
            most=max(y),
            figures=said,
        ),
        kind="count",
        credit=found.credit + (later.credit if after else Credit((), ())),
        trails=[found.trail, *([later.trail] if after else [])],
    )


def _finding(found: Answer) -> str:
    """The highest month and the last of those that the release has whole."""
    whole = [row for row in found if row["whole"]]
    if len(whole) < 2:
        return _("Detainers issued, by month")
    most, last = max(whole, key=lambda row: row["detainers_issued"]), whole[-1]
    return _(
        "ICE issued {most:,.0f} detainers in {peak}, the most in a month, and {latest:,.0f} in "
        "{last}",
        most=most["detainers_issued"],
        peak=Month.of(most["month"]).words,
        latest=last["detainers_issued"],
        last=Month.of(last["month"]).words,
    )


def _stated_by_month(reported: Answer, asked: MonthRange) -> list[Row]:
    return [
        row
        for row in reported
        if row["unit"] == "detainers"
        and row["first_month"] is not None
        and row["first_month"] == row["last_month"]
        and Month.of(row["first_month"]) in asked
        and row["value"] >= STATED_LEAST
    ]


def _stated_words(row: Row) -> str:
    number = f"{row['value']:,.0f}"
    if row["qualifier"] == "exactly":
        return number
    return _("{qualifier} {amount}", qualifier=row["qualifier"], amount=number)


def _whole_words(held: bool | None) -> str:
    if held is None:
        return not_in_table()
    return _("yes") if held else _("part of the month")


def _draw_issued(
    sheet: Sheet, months: Sequence[Month], y: Sequence[float], whole: Sequence[bool]
) -> None:
    """The whole months as a line, the others as open circles."""
    color = sheet.look.color["issued"]
    x = [middle(month) for month in months]
    known = [value if held else None for value, held in zip(y, whole, strict=True)]
    words = named(_issued(), hover("count"))
    sheet.draw(line(x, known, color, 2.6, name=_issued(), hovertemplate=words))
    partial = [(at, value) for at, value, held in zip(x, y, whole, strict=True) if not held]
    if partial:
        around = {"width": 2, "color": color}
        marker = {"size": 9, "color": sheet.look.color["background"], "line": around}
        days, counts = zip(*partial, strict=True)
        name = _("Detainers issued, part of the month")
        shown = {"name": name, "hovertemplate": named(name, hover("count"))}
        sheet.draw(dots(days, counts, marker, **shown))


def _draw_stated(sheet: Sheet, stated: Sequence[Row], names: Sequence[str]) -> None:
    """The figures of the documents as hollow diamonds."""
    look = sheet.look
    around = {"width": 2, "color": look.color["stated"]}
    marker = {"size": 12, "symbol": "diamond", "color": look.color["background"], "line": around}
    at = [middle(Month.of(row["first_month"])) for row in stated]
    values = [float(row["value"]) for row in stated]
    # The last of them stands on the edge of the plot.
    name = _("Stated in the documents")
    shown = {"name": name, "customdata": list(names), "cliponaxis": False}
    words = named(_("Stated"), "%{customdata}<extra></extra>")
    sheet.draw(dots(at, values, marker, hovertemplate=words, **shown))


def issued_and_connected(history: History, found: Answer, look: Look) -> Chart:
    """Detainer-connected removals, and how many there are for each 100 detainers issued in the same
    month, in two panels.

    ``found`` is what ``detainers.issued_and_connected`` gives.
    """
    rows = [
        row
        for row in found
        if row["detainers_issued"] is not None or row["detainer_removals"] is not None
    ]
    months = [Month.of(row["month"]) for row in rows]
    span = MonthRange(months[0], months[-1])
    shares = [row["connected_share"] if row["whole"] else None for row in rows]
    connected = [row["detainer_removals"] for row in rows]
    sheet = Sheet(
        look,
        title=_per_hundred(months, shares),
        subtitle=_("Removals connected to a detainer, and detainers, {months}", months=span.words),
        x_title="",
        y_title="",
        right=EDGE + 40,
        left=60 if look.beside else 52,
        height=2 * (HALF + HEADING),
    )
    x = [middle(month) for month in months]
    drawn = (
        (_("Detainer-connected"), _("Removals connected to a detainer"), connected, "count"),
        (
            _("For each 100 detainers"),
            _("For each 100 detainers of the same month"),
            shares,
            "share",
        ),
    )
    color = look.color["detainer"]
    for place, (label, heading, y, kind) in enumerate(drawn):
        values = [float(value) for value in y if value is not None]
        axis = "yaxis" if not place else "yaxis2"
        scale, digits = (1, 0) if kind == "count" else (100, 1)
        top = 1 - place / 2
        highest = max(values, default=1.0) or 1.0
        ticks = axes.round_steps(highest, 3)
        sheet.layout[axis] = sheet.layout["yaxis"] | {
            "range": [0, highest * 1.2],
            "domain": [top - HALF / (HALF + HEADING) / 2 + 0.02, top - HEADING / sheet.height],
            "anchor": "x",
            "tickvals": ticks,
            "ticktext": [number(value * scale, "count") for value in ticks],
            "zeroline": True,
            "zerolinecolor": look.color["axis"],
        }
        told = [None if value is None else number(value * scale, "count", digits) for value in y]
        words = named(label, "%{customdata}<extra></extra>")
        of = {"yaxis": "y" if not place else "y2"}
        sheet.draw(line(x, y, color, 2.4, name=label, customdata=told, hovertemplate=words) | of)
        where = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "yanchor": "top"}
        at = where | {"y": top, "xshift": EDGE - sheet.layout["margin"]["l"], "borderpad": 0}
        sheet.write(text(f"<b>{heading}</b>", color, 12, **at))
        _tell(sheet, months, y, color, of["yaxis"], scale=scale, digits=digits)
    sheet.axes(axes.month_axis(span, sheet) | {"anchor": "y2", "title": {"text": ""}})
    sheet.layout["hoversubplots"] = "axis"
    add_history(sheet, history, span)
    withheld: dict[str, list[Month]] = {}
    for row in found:
        if row["status"] not in (None, KNOWN):
            withheld.setdefault(row["status"], []).append(Month.of(row["month"]))
    sheet.note(
        _("The two are not the same people: a removal can come many months after its detainer."),
        *(
            _("Detainer-connected removals, {months}: {words}.", months=span.words, words=words)
            for words, held in withheld.items()
            for span in spans(held)
        ),
        _("Months of which the release has only a part are left out."),
    )
    table = pd.DataFrame(
        {
            "month": [str(month) for month in months],
            "detainers_issued": [_or_absent(row["detainers_issued"]) for row in rows],
            "whole": [_whole_words(row["whole"]) for row in rows],
            "detainer_removals": [
                _or_absent(row["detainer_removals"], row["status"]) for row in rows
            ],
            "connected_share": [
                _or_absent(None if share is None else round(share, 6))
                for share in (row["connected_share"] for row in rows)
            ],
        }
    )
    headings = {
        "month": _("Month"),
        "detainers_issued": _issued(),
        "whole": _("Whole month"),
        "detainer_removals": _("Detainer-connected removals"),
        "connected_share": _("Removals per detainer of the same month"),
    }
    return sheet.chart(
        "detainers-and-removals",
        table,
        headings,
        alt=_("Small line charts. {title}. {months}.", title=sheet.title, months=span.words),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def _per_hundred(months: Sequence[Month], shares: Sequence[float | None]) -> str:
    """The most removals for each 100 detainers, and when."""
    known = [(value, month) for month, value in zip(months, shares, strict=True) if value]
    if not known:
        return _("Removals connected to a detainer")
    most, month = max(known)
    return _(
        "For each 100 detainers issued, at most {most:.0f} removals were connected to one, in "
        "{month}",
        most=100 * most,
        month=month.words,
    )


def _tell(
    sheet: Sheet,
    months: Sequence[Month],
    y: Sequence[float | None],
    color: str,
    axis: str,
    *,
    scale: int,
    digits: int,
) -> None:
    """Writes the highest value above its month and the last behind its own."""
    known = [(month, value) for month, value in zip(months, y, strict=True) if value is not None]
    if not known:
        return
    top, last = max(known, key=lambda pair: pair[1]), known[-1]
    above = {"xanchor": "center", "yanchor": "bottom", "yshift": 3}
    behind = {"xanchor": "left", "yanchor": "middle", "xshift": 5}
    told = {top: above, last: behind} if top != last else {last: behind}
    for (month, value), where in told.items():
        words = f"<b>{number(value * scale, 'count', digits)}</b>"
        if where is above:
            words = _("{value} in {month}", value=words, month=month.short)
        place = {"x": middle(month), "y": value, "yref": axis, "borderpad": 0}
        sheet.write(text(words, color, 12, **place, **where))


def _or_absent(value: float | None, why: str | None = None) -> float | str:
    return why or not_in_table() if value is None else value
