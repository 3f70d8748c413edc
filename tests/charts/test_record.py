"""Provisional months, and months held in part: how they are drawn, and what is said of them."""

from lib.charts import Chart, Line, Look, timeline
from lib.eras import history
from lib.measures import series
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests.charts.every import told, traces
from tests.folders import MEASURES, rows


def chart_of(tables: Tables, measure: str, first: str, last: str) -> Chart:
    line = Line.of(series(tables, MEASURES[measure], MonthRange.parse(first, last), 1))
    return timeline(history(tables), [line], name="x", title="x", look=Look())


def source(table: str, column: str, first: str, last: str) -> dict[str, int]:
    months = MonthRange.parse(first, last)
    return {
        f"{row['month']}-15": int(row[column])
        for row in rows(table)
        if Month.parse(row["month"]) in months
    }


def drawn(chart: Chart, name: str) -> dict[str, float]:
    (trace,) = traces(chart, name)
    return {x: value for x, value in zip(trace["x"], trace["y"], strict=True) if value is not None}


def test_provisional_months_are_dotted_and_joined_to_the_settled_ones(tables: Tables) -> None:
    """The months of fiscal year 2024, which was running when the edition was taken."""
    chart = chart_of(tables, "ero_removals", "2023-06", "2024-08")
    column = ("ero_removals", "removals_and_returns")
    label = MEASURES["ero_removals"].label
    assert drawn(chart, label) == source(*column, "2023-06", "2023-09")
    assert drawn(chart, f"{label}, provisional") == source(*column, "2023-10", "2024-08")
    dashes = {trace["name"]: trace["line"]["dash"] for trace in traces(chart, label)}
    assert dashes == {label: "solid"}
    dotted = [trace for trace in chart.figure["data"] if trace["line"].get("dash") == "dot"]
    joint = source(*column, "2023-09", "2023-10")
    assert [trace["y"] for trace in dotted if not trace.get("name")] == [[*joint.values(), None]]
    assert "October 2023 to August 2024 are provisional" in told(chart)
    assert "Counts rounded to 10." in told(chart)
    states = dict(zip(chart.table["month"], chart.table["ero_removals_state"], strict=True))
    assert (states["2023-09"], states["2023-10"]) == ("whole month", "provisional")


def test_no_line_leads_to_a_month_held_in_part(tables: Tables) -> None:
    """The workbook of fiscal year 2025 was taken on September 24, 2025."""
    chart = chart_of(tables, "detention_book_ins", "2025-07", "2025-11")
    label = MEASURES["detention_book_ins"].label
    column = ("book_ins_detention_statistics", "book_ins")
    assert not drawn(chart, label)
    whole = source(*column, "2025-07", "2025-08") | source(*column, "2025-10", "2025-11")
    assert drawn(chart, f"{label}, provisional") == whole
    assert drawn(chart, f"{label}, may be incomplete") == source(*column, "2025-09", "2025-09")
    assert "September 2025 may be incomplete; no mean counts it." in told(chart)
    states = dict(zip(chart.table["month"], chart.table["detention_book_ins_state"], strict=True))
    assert states["2025-09"] == "may be incomplete, provisional"


def test_a_month_held_in_part_alone_is_drawn(tables: Tables) -> None:
    chart = chart_of(tables, "records_removals", "2019-02", "2019-08")
    label = MEASURES["records_removals"].label
    partial = source("removals_from_records", "removals", "2019-03", "2019-08")
    assert drawn(chart, f"{label}, may be incomplete") == partial
    alone = chart_of(tables, "records_removals", "2019-08", "2019-08")
    assert drawn(alone, f"{label}, may be incomplete") == {"2019-08-15": 17_217}
