"""Detainers connected to a removal, and how many that is for each 100 issued."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart
from lib.charts.detainers import issued_name, whole_words
from lib.charts.look import EDGE, Look
from lib.charts.marks import line, middle, named, text
from lib.charts.notes import Note, key_note
from lib.charts.sheet import Sheet
from lib.eras import History
from lib.months import Month, MonthRange, spans
from lib.text import _
from lib.trail import KNOWN, Answer, Row
from lib.words import not_in_table, number

HALF, HEADING = 110, 20
"""Pixels of each of two panels, and of its heading."""


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
        places = 0 if all(float(round(value * scale, 9)).is_integer() for value in ticks) else 1
        sheet.layout[axis] = sheet.layout["yaxis"] | {
            "range": [0, highest * 1.2],
            "domain": [top - HALF / (HALF + HEADING) / 2 + 0.02, top - HEADING / sheet.height],
            "anchor": "x",
            "tickvals": ticks,
            "ticktext": [number(value * scale, "count", places) for value in ticks],
            "zeroline": True,
            "zerolinecolor": look.color["axis"],
        }
        told = ["" if value is None else number(value * scale, "count", digits) for value in y]
        words = named(label, "%{customdata}<extra></extra>")
        of = {"yaxis": "y" if not place else "y2"}
        sheet.draw(line(x, y, color, 2.4, name=label, customdata=told, hovertemplate=words) | of)
        at = {"yref": "paper", "y": top, "yanchor": "top", "borderpad": 0}
        sheet.write_at_edge([f"<b>{heading}</b>"], color, 12, **at)
        _tell(sheet, months, y, color, of["yaxis"], scale=scale, digits=digits)
    sheet.axes(axes.month_axis(span, sheet) | {"anchor": "y2", "title": {"text": ""}})
    sheet.layout["hoversubplots"] = "axis"
    add_history(sheet, history, span)
    withheld: dict[str, list[Month]] = {}
    for row in found:
        if row["status"] not in (None, KNOWN):
            withheld.setdefault(_(row["status"]), []).append(Month.of(row["month"]))
    sheet.note(
        key_note(
            _("The two are not the same people: a removal can come many months after its detainer.")
        ),
        *(
            Note(
                _(
                    "Detainer-connected removals, {months}: {words}.",
                    months=span.words,
                    words=words,
                ),
                brief=_("Detainer-connected: {words}, {months}.", words=words, months=span.brief),
            )
            for words, held in withheld.items()
            for span in spans(held)
        ),
        _("Months of which the release has only a part are left out."),
    )
    headings = {
        "month": _("Month"),
        "detainers_issued": issued_name(),
        "whole": _("Whole month"),
        "detainer_removals": _("Detainer-connected removals"),
        "connected_share": _("Removals per detainer of the same month"),
    }
    return sheet.chart(
        "detainers-and-removals",
        lambda: _table(months, rows),
        headings,
        alt=_("Small line charts. {title}. {months}.", title=sheet.title, months=span.words),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
        months=span,
    )


def _table(months: Sequence[Month], rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": [str(month) for month in months],
            "detainers_issued": [_or_absent(row["detainers_issued"]) for row in rows],
            "whole": [whole_words(row["whole"]) for row in rows],
            "detainer_removals": [
                _or_absent(row["detainer_removals"], row["status"]) for row in rows
            ],
            "connected_share": [
                _or_absent(None if share is None else round(share, 6))
                for share in (row["connected_share"] for row in rows)
            ],
        }
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
