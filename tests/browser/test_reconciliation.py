"""TRAC and the records, month against month."""

from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import table


def test_the_page_says_how_far_the_sources_are_apart_and_the_table_shows_it(window: Window) -> None:
    view = window().open("reconciliation")
    trac, departed, removed = (
        {
            month: int(row[column])
            for month, row in table(f"{name}.csv").items()
            if row[column].isdigit()
        }
        for name, column in (
            ("removals_by_source", "all_removals"),
            ("removals_from_records", "removals"),
            ("removals_from_records_by_removal_date", "removals"),
        )
    )
    both = sorted({*trac} & {*departed})
    apart = {month: 100 * (departed[month] - trac[month]) / trac[month] for month in both}
    by_removal_date = {month: 100 * (removed[month] - trac[month]) / trac[month] for month in both}
    metrics = view.page.get_by_test_id("stMetricValue")
    expect(metrics).to_have_text(["21", "0.06 to 1.9%", "0.16 to 14.4%"])
    assert len(both) == 21
    assert (
        f"{min(map(abs, apart.values())):.2f} to {max(map(abs, apart.values())):.1f}%"
        == "0.06 to 1.9%"
    )

    lines, bars = view.charts
    assert [row["month"] for row in lines.csv()[1]] == both
    for row in lines.csv()[1]:
        month = row["month"]
        assert (int(row["trac"]), int(row["departed"])) == (trac[month], departed[month])
        assert int(row["departed_less_trac"]) == departed[month] - trac[month]
        assert abs(float(row["departed_percent"]) - apart[month]) < 1e-4
    rows = bars.csv()[1]
    assert [row["month"] for row in rows] == both
    for row in rows:
        assert int(row["removed"]) == removed[row["month"]]
        assert abs(float(row["removed_percent"]) - by_removal_date[row["month"]]) < 1e-4
    assert (
        f"{min(map(abs, by_removal_date.values())):.2f} to "
        f"{max(map(abs, by_removal_date.values())):.1f}%" == "0.16 to 14.4%"
    )
    assert {"+10.2%", "−14.4%", "+14.2%"} <= {*bars.words}
