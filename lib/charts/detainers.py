"""Detainers issued, declined, and connected to a removal."""

from __future__ import annotations

import pandas as pd

from lib.charts import axes
from lib.charts.background import add_eras, add_events
from lib.charts.chart import Chart, Figure
from lib.charts.labels import Label, add_labels, color_key
from lib.charts.marks import dots, hover, line, middle, text
from lib.charts.style import Look, layout, mixed, set_notes
from lib.detainers import Detainers
from lib.eras import eras, events
from lib.months import Month, MonthRange
from lib.sources import credit, short_names
from lib.tables import Tables
from lib.words import NOT_IN_TABLE

ISSUED = "Detainers issued"
CONNECTED = "Detainer-connected"

STATED_LEAST = 1_000
"""Stated figures below this lie on the axis itself and would say nothing; they stand in the table of figures."""


def issued(tables: Tables, found: Detainers, reported: pd.DataFrame, look: Look) -> Chart:
    """Detainers by month, with the figures that the documents state for single months marked on the same axis.

    ``found`` is what ``detainers.by_month`` gives and ``reported`` what ``detainers.reported`` gives; of the latter
    the figures of one month and in detainers are drawn, at the value stated.
    """
    rows = found.frame.dropna(subset=["detainers_issued"])
    months = [Month.of(stamp) for stamp in rows["month"]]
    stated = reported[
        (reported["unit"] == "detainers") & (reported["first_month"] == reported["last_month"])
    ]
    stated = stated[stated["value"] >= STATED_LEAST]
    last = max([months[-1], *(Month.of(stamp) for stamp in stated["first_month"])])
    span = MonthRange(months[0], last)
    stated = stated[[Month.of(stamp) in span for stamp in stated["first_month"]]]
    title = "Detainers issued, by month"
    color = look.color["detainer"]
    figure: Figure = {"data": []}
    whole = rows["whole"].astype(bool).tolist()
    y = [float(value) for value in rows["detainers_issued"]]
    x = [middle(month) for month in months]
    known = [value if all_of_it else None for value, all_of_it in zip(y, whole, strict=True)]
    words = f"{ISSUED}: {hover('count')}"
    figure["data"].append(line(x, known, color, 2.6, name=ISSUED, hovertemplate=words))
    partial = [
        (at, value) for at, value, all_of_it in zip(x, y, whole, strict=True) if not all_of_it
    ]
    marker = {"size": 9, "color": look.color["background"], "line": {"width": 2, "color": color}}
    if partial:
        words = f"{ISSUED}, part of the month: {hover('count')}"
        days, counts = zip(*partial, strict=True)
        figure["data"].append(
            dots(days, counts, marker, name=f"{ISSUED}, part of the month", hovertemplate=words)
        )
    ink = look.color["ink"]
    marker = {
        "size": 12,
        "symbol": "diamond",
        "color": ink,
        "line": {"width": 1, "color": look.color["background"]},
    }
    names = [
        f"{row['qualifier']} {row['value']:,.0f}".removeprefix("exactly ")
        for row in stated.to_dict("records")
    ]
    at = [middle(Month.of(stamp)) for stamp in stated["first_month"]]
    values = [float(value) for value in stated["value"]]
    words = "Stated: %{customdata}<extra></extra>"
    # The last of them stands on the edge of the plot.
    shown = {"name": "Stated in the documents", "customdata": names, "cliponaxis": False}
    figure["data"].append(dots(at, values, marker, hovertemplate=words, **shown))
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"{span.words}; diamonds: figures stated in the documents",
        x_title="Month of issue",
        y_title="Detainers issued in the month",
        right=26,
        top=20,
    )
    figure["layout"]["yaxis"] |= axes.value_axis([*y, *values], "count")
    figure["layout"]["xaxis"] |= axes.month_axis(span, look)
    add_eras(figure, [era for era in eras(tables).values() if era.kind == "era"], span, look)
    key = add_events(figure, events(tables), span, look)
    for row, (place, value, name) in enumerate(zip(at, values, names, strict=True)):
        # Toward the end of the axis a label runs to the left; it stands on the side on which the line is not.
        late = Month.parse(place[:7]) - span.first > 0.7 * len(span)
        side = {"xanchor": "right", "xshift": -9} if late else {"xanchor": "left", "xshift": 9}
        below = row == len(at) - 1 if late else value < 0.8 * max(y)
        side |= (
            {"yanchor": "top", "yshift": -2 if late else -18}
            if below
            else {"yanchor": "bottom", "yshift": 2 if late else 8}
        )
        if not look.narrow:
            box = {"bgcolor": look.color["background"], "opacity": 0.85, "borderpad": 1}
            figure["layout"]["annotations"].append(
                text(f"<b>{name}</b>", ink, 12, x=place, y=value, **side, **box)
            )
    said = "; ".join(
        f"{Month.of(row['first_month']).words}, {name} ({row['speaker']})"
        for name, row in zip(names, stated.to_dict("records"), strict=True)
    )
    notes = [
        key or "",
        f"Open circle: {months[-1].words}, of which the release holds a part." if partial else "",
        f"Stated: {said}.",
        f"Source: {credit(tables, ['detainers_by_month'])}.",
    ]
    set_notes(figure, look, [note for note in notes if note])
    table = pd.DataFrame(
        {
            "month": [str(month) for month in months],
            "detainers_issued": [round(value) for value in y],
            "whole": ["yes" if all_of_it else "part of the month" for all_of_it in whole],
        }
    )
    return Chart(
        name="detainers-issued",
        title=title,
        figure=figure,
        table=table,
        headings={"month": "Month", "detainers_issued": ISSUED, "whole": "Whole month"},
        alt=f"Line chart. {title}, {span.words}: {y[0]:,.0f} in {months[0].words}, at most {max(y):,.0f}. Stated: {said}.",
        sources=short_names(tables, ["detainers_by_month"]),
        kind="count",
        trails=(found.trail,),
    )


def declined(tables: Tables, found: Detainers, look: Look) -> Chart:
    """Detainers of each year: declined, ended for another reason, and without a reason, which is pending."""
    rows = found.frame
    years = [f"{row.year}" if row.whole_year else f"{row.year}*" for row in rows.itertuples()]
    places = list(range(len(years)))
    title = "Declined detainers, by year of issue"
    parts = (
        ("declined", "declined", look.color["detainer"]),
        (
            "other_reason",
            "ended for another reason",
            mixed(look.color["sc"], look.color["background"], 0.75),
        ),
        ("no_reason", "no reason recorded: pending", look.color["rest"]),
    )
    figure: Figure = {"data": []}
    for column, label, color in parts:
        pattern = {"pattern": {"shape": "/", "solidity": 0.25}} if column == "no_reason" else {}
        figure["data"].append(
            {
                "type": "bar",
                "name": label,
                "x": places,
                "y": [float(value) for value in rows[column]],
                "marker": {"color": color, **pattern},
                "hovertemplate": f"{label}: {hover('count')}",
            }
        )
    figure["layout"] = layout(
        look,
        title=title,
        subtitle="Above the bars: declined, in number and as a share of all issued in the year",
        x_title="Year of issue (* part of the year)",
        y_title="Detainers",
        right=20,
        top=4,
    ) | {"barmode": "stack", "bargap": 0.28}
    issued_in = [float(value) for value in rows["issued"]]
    figure["layout"]["yaxis"] |= axes.value_axis(issued_in, "count")
    figure["layout"]["xaxis"] |= {"tickvals": places, "ticktext": years}
    for row, place, total in zip(rows.to_dict("records"), places, issued_in, strict=True):
        share = row["share_of_issued"]
        words = f"<b>{row['declined']:,}</b><br>{share:.{1 if share > 0.005 else 2}%}"
        size = 10 if look.narrow else 12
        figure["layout"]["annotations"].append(
            text(words, look.color["detainer"], size, x=place, y=total, yanchor="bottom", yshift=2)
        )
    key = color_key((label, color) for _, label, color in parts)
    used = ["detainers_by_outcome", "detainers_by_month"]
    notes = [
        f"Colors, from the bottom: {key}.",
        "A detainer without a reason is pending or has no paper filed; it never means that it was honored. While detainers are "
        "pending the share that agencies will have declined is not known.",
        f"Source: {credit(tables, used)}.",
    ]
    set_notes(figure, look, notes)
    table = rows.assign(
        whole_year=["yes" if whole else "part of the year" for whole in rows["whole_year"]],
        year=rows["year"].astype(str),
        share_of_issued=rows["share_of_issued"].round(6),
        share_of_recorded=rows["share_of_recorded"].round(6),
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
    words = ", ".join(
        f"{year}: {row.declined:,} of {row.issued:,}"
        for row, year in zip(rows.itertuples(), years, strict=True)
    )
    return Chart(
        name="detainers-declined",
        title=title,
        figure=figure,
        table=table[list(headings)],
        headings=headings,
        alt=f"Stacked bars. {title}. {words}.",
        sources=short_names(tables, used),
        kind="figure",
        trails=(found.trail,),
    )


def issued_and_connected(tables: Tables, found: Detainers, look: Look) -> Chart:
    """Detainers issued beside detainer-connected removals, month by month, on a log scale."""
    rows = found.frame[
        found.frame["detainers_issued"].notna() | found.frame["detainer_removals"].notna()
    ]
    months = [Month.of(stamp) for stamp in rows["month"]]
    span = MonthRange(months[0], months[-1])
    title = "Many detainers issued, few connected to a removal"
    figure: Figure = {"data": []}
    labels, values = [], []
    x = [middle(month) for month in months]
    for column, label, color in (
        ("detainers_issued", ISSUED, look.color["detainer"]),
        ("detainer_removals", CONNECTED, look.color["sc"]),
    ):
        y = [None if pd.isna(value) else float(value) for value in rows[column]]
        if column == "detainers_issued":
            y = [
                value if whole is True else None
                for value, whole in zip(y, rows["whole"].tolist(), strict=True)
            ]
        figure["data"].append(
            line(x, y, color, 2.6, name=label, hovertemplate=f"{label}: {hover('count')}")
        )
        held = [value for value in y if value is not None]
        values += held
        labels.append((held[-1], label, color))
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"{span.words}; log scale: equal steps mean equal ratios",
        x_title="Month of issue, and month of departure",
        y_title="Detainers, and people removed",
        right=14 if look.narrow else 172,
        top=20,
    )
    figure["layout"]["yaxis"] |= axes.value_axis(values, "count", log=True)
    figure["layout"]["xaxis"] |= axes.month_axis(span, look)
    add_eras(figure, [era for era in eras(tables).values() if era.kind == "era"], span, look)
    key = add_events(figure, events(tables), span, look)
    if not look.narrow:
        add_labels(
            figure, (Label(value, f"<b>{label}</b>", color) for value, label, color in labels), look
        )
    key_of_colors = color_key((label, color) for _, label, color in labels)
    notes = [
        f"Colors: {key_of_colors}." if look.narrow else "",
        key or "",
        "The two are not the same people: a removal can come many months after its detainer. Detainer-connected removals from "
        "January 2016 on: ICE withheld. Months of which the release holds a part are left out.",
        f"Source: {credit(tables, ['detainers_by_month', 'removals_by_source'])}.",
    ]
    set_notes(figure, look, [note for note in notes if note])
    table = pd.DataFrame(
        {
            "month": [str(month) for month in months],
            "detainers_issued": [
                NOT_IN_TABLE if pd.isna(value) else int(value) for value in rows["detainers_issued"]
            ],
            "whole": [
                "yes" if whole is True else NOT_IN_TABLE if pd.isna(whole) else "part of the month"
                for whole in rows["whole"]
            ],
            "detainer_removals": [
                NOT_IN_TABLE if pd.isna(value) else int(value)
                for value in rows["detainer_removals"]
            ],
            "connected_share": [
                NOT_IN_TABLE if pd.isna(value) else round(float(value), 6)
                for value in rows["connected_share"]
            ],
        }
    )
    return Chart(
        name="detainers-and-removals",
        title=title,
        figure=figure,
        table=table,
        headings={
            "month": "Month",
            "detainers_issued": ISSUED,
            "whole": "Whole month",
            "detainer_removals": "Detainer-connected removals",
            "connected_share": "Removals per detainer of the same month",
        },
        alt=f"Line chart on a log scale. {title}, {span.words}.",
        sources=short_names(tables, ["detainers_by_month", "removals_by_source"]),
        kind="figure",
        trails=(found.trail,),
    )
