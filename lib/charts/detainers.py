"""Detainers issued, declined, and connected to a removal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_history
from lib.charts.chart import Chart
from lib.charts.labels import Label, add_labels, room_beside
from lib.charts.look import Look
from lib.charts.marks import dots, hover, line, middle, text
from lib.charts.ruler import width
from lib.charts.sheet import Note, Sheet, colored
from lib.eras import History
from lib.months import Month, MonthRange, spans
from lib.trail import KNOWN, Answer, Row
from lib.words import NOT_IN_TABLE

ISSUED = "Detainers issued"
CONNECTED = "Detainer-connected"
PART = "part of the month"

STATED_LEAST = 1_000
"""Stated figures below this lie on the axis itself and would say nothing; they stand in the table
of figures."""


def issued(
    history: History, found: Answer, reported: Answer, asked: MonthRange, look: Look
) -> Chart:
    """Detainers by month, with the figures that the documents state for single months marked on the
    same axis.

    ``found`` is what ``detainers.issued`` gives and ``reported`` what ``detainers.reported`` gives;
    of the latter the figures of one month of the range ``asked`` and in detainers are drawn, at the
    value stated.
    """
    months = [Month.of(row["month"]) for row in found]
    stated = _stated_by_month(reported, asked)
    # The documents state figures for months after the release, too.
    last = max([months[-1], *(Month.of(row["first_month"]) for row in stated)])
    span = MonthRange(months[0], last)
    y = [float(value) for value in found.column("detainers_issued")]
    whole = found.column("whole")
    values = [float(row["value"]) for row in stated]
    title = "Detainers issued, by month"
    sheet = Sheet(
        look,
        title=title,
        subtitle=f"{span.words}; diamonds: figures stated in the documents",
        x_title="Month of issue",
        y_title="Detainers issued in the month",
        right=26,
        top=20,
    )
    sheet.axes(axes.month_axis(span, sheet), axes.value_axis([*y, *values], "count"))
    _draw_issued(sheet, months, y, whole)
    add_history(sheet, history, span)
    names = [_stated_words(row) for row in stated]
    _draw_stated(sheet, stated, names, span, max(y))
    said = "; ".join(
        f"{Month.of(row['first_month']).words}, {name} ({row['speaker']})"
        for name, row in zip(names, stated, strict=True)
    )
    if not all(whole):
        partial = [month.words for month, held in zip(months, whole, strict=True) if not held]
        sheet.note(f"Open circle: {', '.join(partial)}, of which the release holds a part.")
    sheet.note(f"Stated: {said}.")
    table = pd.DataFrame(
        {
            "month": [str(month) for month in months],
            "detainers_issued": [round(value) for value in y],
            "whole": [_whole_words(held) for held in whole],
        }
    )
    first = f"{y[0]:,.0f} in {months[0].words}"
    return sheet.chart(
        "detainers-issued",
        table,
        {"month": "Month", "detainers_issued": ISSUED, "whole": "Whole month"},
        alt=f"Line chart. {title}, {span.words}: {first}, at most {max(y):,.0f}. Stated: {said}.",
        kind="count",
        credit=found.credit,
        trails=[found.trail],
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
    return number if row["qualifier"] == "exactly" else f"{row['qualifier']} {number}"


def _whole_words(held: bool | None) -> str:
    return NOT_IN_TABLE if held is None else "yes" if held else PART


def _draw_issued(
    sheet: Sheet, months: Sequence[Month], y: Sequence[float], whole: Sequence[bool]
) -> None:
    """The whole months as a line, the others as open circles."""
    color = sheet.look.color["issued"]
    x = [middle(month) for month in months]
    known = [value if held else None for value, held in zip(y, whole, strict=True)]
    words = f"{ISSUED}: {hover('count')}"
    sheet.draw(line(x, known, color, 2.6, name=ISSUED, hovertemplate=words))
    partial = [(at, value) for at, value, held in zip(x, y, whole, strict=True) if not held]
    if partial:
        around = {"width": 2, "color": color}
        marker = {"size": 9, "color": sheet.look.color["background"], "line": around}
        days, counts = zip(*partial, strict=True)
        shown = {"name": f"{ISSUED}, {PART}"}
        shown["hovertemplate"] = f"{ISSUED}, {PART}: {hover('count')}"
        sheet.draw(dots(days, counts, marker, **shown))


def _draw_stated(
    sheet: Sheet, stated: Sequence[Row], names: Sequence[str], span: MonthRange, highest: float
) -> None:
    """The stated figures as diamonds with their words beside them."""
    look = sheet.look
    color = look.color["stated"]
    around = {"width": 1, "color": look.color["background"]}
    marker = {"size": 12, "symbol": "diamond", "color": color, "line": around}
    months = [Month.of(row["first_month"]) for row in stated]
    at = [middle(month) for month in months]
    values = [float(row["value"]) for row in stated]
    # The last of them stands on the edge of the plot.
    shown = {"name": "Stated in the documents", "customdata": list(names), "cliponaxis": False}
    words = "Stated: %{customdata}<extra></extra>"
    sheet.draw(dots(at, values, marker, hovertemplate=words, **shown))
    if not look.beside:
        return
    box = {"bgcolor": look.color["background"], "opacity": 0.85, "borderpad": 1}
    for row, (month, value, name) in enumerate(zip(months, values, names, strict=True)):
        # Toward the end of the axis a label runs to the left; it stands on the side on which the
        # line is not.
        late = month - span.first > 0.7 * len(span)
        below = row == len(stated) - 1 if late else value < 0.8 * highest
        side: dict[str, Any] = (
            {"xanchor": "right", "xshift": -9} if late else {"xanchor": "left", "xshift": 9}
        )
        side |= (
            {"yanchor": "top", "yshift": -2 if late else -18}
            if below
            else {"yanchor": "bottom", "yshift": 2 if late else 8}
        )
        sheet.write(text(f"<b>{name}</b>", color, 12, x=middle(month), y=value, **side, **box))


def declined(found: Answer, look: Look) -> Chart:
    """Detainers of each year: declined, ended for another reason, and without a reason, which is
    pending."""
    years = [f"{row['year']}" if row["whole_year"] else f"{row['year']}*" for row in found]
    places = list(range(len(years)))
    title = "Declined detainers, by year of issue"
    sheet = Sheet(
        look,
        title=title,
        subtitle="Above the bars: declined, in number and as a share of all issued in the year",
        x_title="Year of issue (* part of the year)",
        y_title="Detainers",
        right=20,
        top=4,
    )
    sheet.layout.update({"barmode": "stack", "bargap": 0.28})
    issued_in = [float(value) for value in found.column("issued")]
    sheet.axes({"tickvals": places, "ticktext": years}, axes.value_axis(issued_in, "count"))
    parts = (
        ("declined", "declined", look.color["issued"]),
        ("other_reason", "ended for another reason", look.tint("issued", 0.45)),
        ("no_reason", "no reason recorded: pending", look.color["rest"]),
    )
    for column, label, color in parts:
        pattern = {"pattern": {"shape": "/", "solidity": 0.25}} if column == "no_reason" else {}
        sheet.draw(
            {
                "type": "bar",
                "name": label,
                "x": places,
                "y": [float(value) for value in found.column(column)],
                "marker": {"color": color, **pattern},
                "hovertemplate": f"{label}: {hover('count')}",
            }
        )
    above = [_declined_words(row) for row in found]
    room = sheet.plot_width / len(places)
    size = next(
        (size for size in (12, 11, 10, 9) if max(width(words, size) for words in above) < room), 8
    )
    for words, place, total in zip(above, places, issued_in, strict=True):
        at = {"x": place, "y": total, "yanchor": "bottom", "yshift": 2}
        sheet.write(text(words, look.color["issued"], size, **at))
    key = colored((label, color) for _, label, color in parts)
    sheet.note(
        Note(f"Colors, from the bottom: {key}.", "line"),
        "A detainer without a reason is pending or has no paper filed; that does not show whether "
        "it was honored. While detainers are pending the share that agencies will have declined "
        "is not known.",
    )
    headings = {
        "year": "Year",
        "whole_year": "Whole year",
        "issued": "Issued",
        "declined": "Declined",
        "other_reason": "Ended for another reason",
        "no_reason": "No reason recorded: pending",
        "share_of_issued": "Declined, of all issued",
        "share_of_recorded": "Declined, of those with a reason",
    }
    table = found.frame.assign(
        whole_year=["yes" if held else "part of the year" for held in found.column("whole_year")],
        year=[str(year) for year in found.column("year")],
        share_of_issued=[round(share, 6) for share in found.column("share_of_issued")],
        share_of_recorded=[round(share, 6) for share in found.column("share_of_recorded")],
    )
    words = ", ".join(
        f"{year}: {row['declined']:,} of {row['issued']:,}"
        for row, year in zip(found, years, strict=True)
    )
    return sheet.chart(
        "detainers-declined",
        table[list(headings)],
        headings,
        alt=f"Stacked bars. {title}. {words}.",
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def _declined_words(row: Row) -> str:
    """How many of a year's detainers were declined, over which share of them."""
    share = row["share_of_issued"]
    return f"<b>{row['declined']:,}</b><br>{share:.{1 if share > 0.005 else 2}%}"


def issued_and_connected(history: History, found: Answer, look: Look) -> Chart:
    """Detainers issued beside detainer-connected removals, month by month, on a log scale.

    ``found`` is what ``detainers.issued_and_connected`` gives.
    """
    rows = [
        row
        for row in found
        if row["detainers_issued"] is not None or row["detainer_removals"] is not None
    ]
    months = [Month.of(row["month"]) for row in rows]
    span = MonthRange(months[0], months[-1])
    title = "Detainers issued, and removals connected to a detainer"
    sheet = Sheet(
        look,
        title=title,
        subtitle=f"{span.words}; log scale: equal steps mean equal ratios",
        x_title="Month of issue, and month of departure",
        y_title="Detainers, and people removed",
        right=room_beside([ISSUED, CONNECTED], look),
        top=20,
    )
    whole_only = [row["detainers_issued"] if row["whole"] else None for row in rows]
    connected = [row["detainer_removals"] for row in rows]
    drawn = (
        (whole_only, ISSUED, look.color["issued"]),
        (connected, CONNECTED, look.color["detainer"]),
    )
    labels, values = [], []
    x = [middle(month) for month in months]
    for y, label, color in drawn:
        words = f"{label}: {hover('count')}"
        sheet.draw(line(x, y, color, 2.6, name=label, hovertemplate=words))
        held = [float(value) for value in y if value is not None]
        values += held
        if held:
            labels.append(Label(held[-1], f"<b>{label}</b>", color))
    sheet.axes(axes.month_axis(span, sheet), axes.value_axis(values, "count", log=True))
    if not look.beside:
        key = colored((label, color) for _, label, color in drawn)
        sheet.note(Note(f"Colors: {key}.", "line"))
    else:
        add_labels(sheet, labels)
    add_history(sheet, history, span)
    withheld: dict[str, list[Month]] = {}
    for row in found:
        if row["status"] not in (None, KNOWN):
            withheld.setdefault(row["status"], []).append(Month.of(row["month"]))
    sheet.note(
        "The two are not the same people: a removal can come many months after its detainer.",
        *(
            f"Detainer-connected removals, {span.words}: {words}."
            for words, held in withheld.items()
            for span in spans(held)
        ),
        "Months of which the release holds a part are left out.",
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
        "month": "Month",
        "detainers_issued": ISSUED,
        "whole": "Whole month",
        "detainer_removals": "Detainer-connected removals",
        "connected_share": "Removals per detainer of the same month",
    }
    return sheet.chart(
        "detainers-and-removals",
        table,
        headings,
        alt=f"Line chart on a log scale. {title}, {span.words}.",
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def _or_absent(value: float | None, why: str | None = None) -> float | str:
    return why or NOT_IN_TABLE if value is None else value
