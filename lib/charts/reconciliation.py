"""TRAC's numbers and the case records, drawn over each other, and how far they are apart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart, Figure
from lib.charts.labels import color_key
from lib.charts.marks import hover, line, middle, text
from lib.charts.style import Look, layout, set_notes
from lib.months import Month, MonthRange
from lib.reconciliation import Reach, Reconciliation, reach_words
from lib.sources import credit, short_names
from lib.tables import Tables

USED = ["removals_by_source", "removals_from_records", "removals_from_records_by_removal_date"]


def both(tables: Tables, found: Reconciliation, apart_by: Reach, look: Look) -> Chart:
    """All removals as TRAC counted them and as the case records give them, by the month of departure."""
    months = [Month.of(stamp) for stamp in found.frame["month"]]
    span = MonthRange(months[0], months[-1])
    title = "All ICE removals: TRAC and the case records"
    lines = (
        ("trac", "TRAC", look.color["all"], 4.5),
        ("departed", "Case records", look.color["records"], 1.8),
    )
    figure: Figure = {"data": []}
    for column, label, color, width in lines:
        y = [float(value) for value in found.frame[column]]
        words = f"{label}: {hover('count')}"
        figure["data"].append(
            line(
                [middle(month) for month in months],
                y,
                color,
                width,
                name=label,
                hovertemplate=words,
            )
        )
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"{span.words}; both by the month of departure",
        x_title="Month of departure",
        y_title=axes.title("count"),
        right=24,
    )
    figure["layout"]["yaxis"] |= axes.value_axis(
        [*map(float, found.frame["trac"]), *map(float, found.frame["departed"])], "count"
    )
    figure["layout"]["xaxis"] |= axes.month_axis(span, look)
    key = color_key((label, color) for _, label, color, _ in lines)
    set_notes(figure, look, [f"Colors: {key}.", f"Source: {credit(tables, USED[:2])}."])
    columns = ["trac", "departed", "departed_less_trac", "departed_percent"]
    return Chart(
        name="trac-and-records",
        title=title,
        figure=figure,
        table=_table(found.frame, columns),
        headings=_headings(columns),
        alt=f"Line chart. {title}, {span.words}: the two lines lie on each other, {reach_words(apart_by.departed)} apart.",
        sources=short_names(tables, USED[:2]),
        kind="figure",
        trails=(found.trail,),
    )


def apart(tables: Tables, found: Reconciliation, apart_by: Reach, look: Look) -> Chart:
    """How far the case records are from TRAC, by the month of departure and by the month of the removal date."""
    months = [Month.of(stamp) for stamp in found.frame["month"]]
    span = MonthRange(months[0], months[-1])
    title = "Case records less TRAC, in percent, by the date that is counted"
    kinds = (
        ("departed_percent", "by month of departure", look.color["records"]),
        ("removed_percent", "by month of removal date", look.color["rest"]),
    )
    figure: Figure = {"data": []}
    for column, label, color in kinds:
        figure["data"].append(
            {
                "type": "bar",
                "name": label,
                "x": [middle(month) for month in months],
                "y": [float(value) for value in found.frame[column]],
                "marker": {"color": color},
                "hovertemplate": f"{label}: %{{y:+.2f}}%<extra></extra>",
            }
        )
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"{span.words}; TRAC counts a removal in the month of departure",
        x_title="Month",
        y_title="Percent of TRAC's number",
        right=24,
    ) | {"barmode": "group", "bargap": 0.25, "bargroupgap": 0}
    values = [
        *map(float, found.frame["departed_percent"]),
        *map(float, found.frame["removed_percent"]),
    ]
    low, high = min(values, default=0), max(values, default=0)
    figure["layout"]["yaxis"] |= {"range": [min(low * 1.2, -1), max(high * 1.2, 1)], "zeroline": True,
                                  "zerolinecolor": look.color["axis"], "ticksuffix": "%"}  # fmt: skip
    figure["layout"]["xaxis"] |= axes.month_axis(span, look)
    for month, value in zip(months, found.frame["removed_percent"], strict=True):
        if abs(value) >= 5 and not look.narrow:
            words = f"<b>{value:+.1f}%</b>".replace("-", "−")
            place: dict[str, Any] = {
                "x": middle(month),
                "y": float(value),
                "yanchor": "bottom" if value > 0 else "top",
            }
            figure["layout"]["annotations"].append(text(words, look.color["muted"], 12, **place))
    key = color_key((label, color) for _, label, color in kinds)
    notes = [
        f"Colors: {key}.",
        "Counted by the removal date the records are off most at the edges of fiscal years, which begin in October.",
        f"Source: {credit(tables, USED)}.",
    ]
    set_notes(figure, look, notes)
    columns = ["trac", "departed", "departed_percent", "removed", "removed_percent"]
    return Chart(
        name="records-less-trac",
        title=title,
        figure=figure,
        table=_table(found.frame, columns),
        headings=_headings(columns),
        alt=f"Bars. {title}, {span.words}: by departure {reach_words(apart_by.departed)} apart; by removal date "
        f"{reach_words(apart_by.removed)} apart.",
        sources=short_names(tables, USED),
        kind="figure",
        trails=(found.trail,),
    )


def _table(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    shown = {
        name: frame[name].round(4).tolist()
        if name.endswith("percent")
        else frame[name].astype(int).tolist()
        for name in columns
    }
    return pd.DataFrame({"month": [str(Month.of(stamp)) for stamp in frame["month"]]} | shown)


def _headings(columns: list[str]) -> dict[str, str]:
    words = {
        "trac": "TRAC",
        "departed": "Records, by departure",
        "departed_less_trac": "Records less TRAC",
        "departed_percent": "Percent, by departure",
        "removed": "Records, by removal date",
        "removed_percent": "Percent, by removal date",
    }
    return {"month": "Month"} | {name: words[name] for name in columns}
