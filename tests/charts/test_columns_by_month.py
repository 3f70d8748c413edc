"""Lines of what a reader's own query gave."""

import pytest

from lib.charts import Chart, Look
from lib.charts.columns_by_month import COLORS, columns_by_month
from lib.eras import history
from lib.months import Month, MonthRange
from lib.sources import credit
from lib.tables import Tables
from tests.charts.every import words

MONTHS = [Month(2016, 11), Month(2016, 12), Month(2017, 2), Month(2017, 3)]


def drawn(tables: Tables, columns: dict[str, list[float | None]]) -> Chart:
    of = credit(tables, ["removals_by_source"])
    return columns_by_month(history(tables), MONTHS, columns, Look(), credit=of)


def test_no_line_crosses_a_month_without_a_value(tables: Tables) -> None:
    """January 2017 is not among the months, and the last has no value."""
    chart = drawn(tables, {"a": [1, 2, 3, None]})
    (line,) = chart.figure["data"]
    assert line["x"] == [f"{month}-15" for month in MonthRange(MONTHS[0], MONTHS[-1])]
    assert line["y"] == [1, 2, None, 3, None]
    assert line["connectgaps"] is False
    assert list(chart.table["a"]) == [1, 2, 3, "no value"]
    assert "TRAC" in words(chart)
    assert "a to Feb 2017" in words(chart)
    assert "a: no value in March 2017." in chart.notes


def test_the_axis_holds_zero_and_every_value(tables: Tables) -> None:
    above = drawn(tables, {"a": [10, 20, 30, 40]}).figure["layout"]["yaxis"]["range"]
    assert above[0] == 0 and above[1] > 40
    below = drawn(tables, {"a": [-5, -20, 3, 4]}).figure["layout"]["yaxis"]["range"]
    assert below[0] < -20 and below[1] > 4


def test_a_name_is_no_markup_and_what_is_left_out_is_said(tables: Tables) -> None:
    columns: dict[str, list[float | None]] = {f"c{at}": [at, at, at, at] for at in range(7)}
    chart = drawn(tables, {"<b>x": [1, 2, 3, 4], **columns})
    assert "&lt;b&gt;x" in chart.title
    assert len(chart.figure["data"]) == len(COLORS) == 5
    assert "5 of 8 columns are drawn." in chart.notes


def test_without_a_value_there_is_no_chart(tables: Tables) -> None:
    with pytest.raises(ValueError, match="no value"):
        drawn(tables, {"a": [None, None, None, None]})
