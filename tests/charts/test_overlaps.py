"""Two sources in one chart, against both tables as Python's own reader gives them."""

import pytest

from lib.charts import Chart, Look, overlaps
from lib.overlaps import Agreement, agreement, side_by_side
from lib.overlaps import overlaps as known
from lib.tables import Tables
from tests.charts.every import told, traces, words
from tests.folders import rows

RECORDS = {
    row["month"]: int(row["removals"]) for row in rows("removals_from_records_by_removal_date")
}
OHSS = {row["month"]: int(row["removals_and_returns"]) for row in rows("ero_removals")}
SHORT = ["2019-03", "2019-04", "2019-05", "2019-06", "2019-07", "2019-08"]
"""The months that shared/data/README.md says are incomplete in the case records."""


def measured(tables: Tables, id: str) -> Agreement:
    found = agreement(tables, known()[id])
    assert found is not None
    return found


def chart_of(tables: Tables, id: str, kind: str, look: Look | None = None) -> Chart:
    draw = {"both": overlaps.both, "apart": overlaps.apart}[kind]
    return draw(side_by_side(tables, known()[id]), measured(tables, id), look or Look())


def test_both_lines_hold_the_months_that_both_tables_have(tables: Tables) -> None:
    chart = chart_of(tables, "removals", "both")
    for name, source, left_out in (("OHSS", OHSS, []), ("Case records", RECORDS, SHORT)):
        (line,) = traces(chart, name)
        drawn = dict(zip((day[:7] for day in line["x"]), line["y"], strict=True))
        assert drawn == {
            month: None if month in left_out else source[month] for month in sorted(RECORDS)
        }
    (open_marks,) = traces(chart, "Case records, incomplete")
    assert [day[:7] for day in open_marks["x"]] == SHORT
    assert open_marks["y"] == [RECORDS[month] for month in SHORT]
    assert "Open marks: March 2019 to August 2019, incomplete" in told(chart)


def test_each_dot_is_the_difference_in_percent(tables: Tables) -> None:
    chart = chart_of(tables, "removals", "apart")
    percent = {month: 100 * (RECORDS[month] - OHSS[month]) / OHSS[month] for month in RECORDS}
    (dots,) = traces(chart, "How far apart: Case records less OHSS, in percent")
    whole = [month for month in sorted(RECORDS) if month not in SHORT]
    assert [day[:7] for day in dots["x"]] == whole
    assert dots["y"] == pytest.approx([percent[month] for month in whole])
    low, high = chart.figure["layout"]["yaxis"]["range"]
    assert low < min(dots["y"]) and high > max(dots["y"])
    # 16.9 % short: beyond the axis, as a triangle that points there, with its number.
    (beyond,) = traces(chart, "Case records, incomplete and beyond the axis")
    assert beyond["x"][-1] == "2019-08-15" and set(beyond["marker"]["symbol"]) == {"triangle-down"}
    assert all(low < y < 0 for y in beyond["y"])
    assert "−16.9%" in words(chart) and "equal" in words(chart)
    assert chart.table["percent"].tolist() == [round(percent[m], 4) for m in sorted(RECORDS)]


def test_the_table_says_which_months_are_whole_and_which_provisional(tables: Tables) -> None:
    table = chart_of(tables, "book_ins", "both").table.set_index("month")
    assert table.index[table["whole"] == "no"].tolist() == ["2021-09", "2022-09"]
    official = {row["month"]: row for row in rows("book_ins")}
    ice = {row["month"]: row for row in rows("book_ins_detention_statistics")}
    provisional = [
        month
        for month in table.index
        if "true" in (official[month]["provisional"], ice[month]["provisional"])
    ]
    assert provisional and table.index[table["provisional"] == "yes"].tolist() == provisional


def test_a_large_difference_is_written_at_its_dot_where_there_is_room(tables: Tables) -> None:
    """By removal date the records are 14.4 % short of TRAC in September 2016."""
    assert "−14.4%" in words(chart_of(tables, "trac_by_removal_date", "apart"))
    narrow = chart_of(tables, "trac_by_removal_date", "apart", Look(width="narrow"))
    assert "−14.4%" not in words(narrow)
