"""From a chart to its query, copied as a visitor copies it, and run elsewhere."""

import duckdb
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Window


def test_the_query_copied_from_the_card_gives_the_values_of_the_csv(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window().open(months=["2015-06", "2016-03"], window=3)
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chart = view.chart("removals-by-source")
    csv = {row["month"]: row for row in chart.csv()[1]}
    blocks = chart.open("Queries behind the numbers").get_by_test_id("stCode")
    columns = [
        "ero_removals",
        "all_removals",
        "records_removals",
        "sc_removals",
        "detainer_removals",
        "ero_by_ice",
        "ero_by_cbp",
    ]
    expect(blocks).to_have_count(len(columns))
    view.rest()
    monkeypatch.chdir(ROOT)
    for position, column in enumerate(columns):
        blocks.nth(position).hover()
        blocks.nth(position).get_by_role("button").click()
        text = view.page.evaluate("navigator.clipboard.readText()")
        with duckdb.connect() as connection:
            rows = connection.execute(text).df().astype(object).to_dict("records")
        assert rows, column
        known = 0
        for row in rows:
            shown = csv[f"{row['month']:%Y-%m}"]
            if row["status"] == "known":
                assert float(shown[column]) == row["value"]
                known += 1
            else:
                assert row["status"] == "ICE withheld"
                assert shown[f"{column}_status"] == view.says("ICE withheld")
                assert shown[column] == ""
            if row["average"] == row["average"]:
                assert float(shown[f"{column}_mean_of_3"]) == pytest.approx(
                    row["average"], abs=0.05
                )
        assert (
            known
            == {
                "ero_removals": 10,
                "all_removals": 10,
                "records_removals": 6,
                "sc_removals": 10,
                "detainer_removals": 7,
                "ero_by_ice": 10,
                "ero_by_cbp": 10,
            }[column]
        )
