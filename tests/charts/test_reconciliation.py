"""The two sources in one chart, against both tables as Python's own reader gives them."""

import pytest

from lib.charts import Look, reconciliation
from lib.reconciliation import reach, reconcile
from lib.tables import Tables
from tests.charts.every import traces, words
from tests.folders import rows

TRAC = {
    row["month"]: int(row["all_removals"])
    for row in rows("removals_by_source")
    if row["all_removals"].isdigit()
}
RECORDS = {row["month"]: int(row["removals"]) for row in rows("removals_from_records")}
REMOVED = {
    row["month"]: int(row["removals"]) for row in rows("removals_from_records_by_removal_date")
}
BOTH = sorted(TRAC.keys() & RECORDS.keys())


def test_both_lines_hold_the_months_that_both_tables_have(tables: Tables) -> None:
    chart = reconciliation.both(reconcile(tables), reach(tables), Look())
    for name, source in (("TRAC", TRAC), ("Case records", RECORDS)):
        (line,) = traces(chart, name)
        drawn = dict(zip((day[:7] for day in line["x"]), line["y"], strict=True))
        assert drawn == {month: source[month] for month in BOTH}
    assert chart.table["departed_less_trac"].tolist() == [
        RECORDS[month] - TRAC[month] for month in BOTH
    ]


def test_the_bars_are_the_difference_in_percent_of_trac(tables: Tables) -> None:
    chart = reconciliation.apart(reconcile(tables), reach(tables), Look())
    for name, counted in (
        ("by month of departure", RECORDS),
        ("by month of removal date", REMOVED),
    ):
        (bar,) = traces(chart, name)
        expected = [100 * (counted[month] - TRAC[month]) / TRAC[month] for month in BOTH]
        assert bar["y"] == pytest.approx(expected)
    low, high = chart.figure["layout"]["yaxis"]["range"]
    assert low < min(bar["y"]) and high > max(bar["y"])


def test_a_difference_of_five_percent_is_written_at_its_bar_and_no_other(tables: Tables) -> None:
    chart = reconciliation.apart(reconcile(tables), reach(tables), Look())
    percents = [100 * (REMOVED[month] - TRAC[month]) / TRAC[month] for month in BOTH]
    large = [f"{value:+.1f}%".replace("-", "−") for value in percents if abs(value) >= 5]
    assert large and all(words(chart).count(f" {value} ") == large.count(value) for value in large)
    narrow = reconciliation.apart(reconcile(tables), reach(tables), Look(width="narrow"))
    assert f" {large[0]} " not in words(narrow)
