"""Two sources of one thing, month against month."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import ALL, table, words


def test_the_page_says_how_far_the_sources_are_apart_and_the_table_shows_it(window: Window) -> None:
    view = window().open(
        "reconciliation", pair="All removals: case records and TRAC, both by departure"
    )
    trac, departed = (
        {
            month: int(row[column])
            for month, row in table(f"{name}.csv").items()
            if row[column].isdigit()
        }
        for name, column in (
            ("removals_by_source", "all_removals"),
            ("removals_from_records", "removals"),
        )
    )
    both = sorted({*trac} & {*departed})
    apart = {month: 100 * (departed[month] - trac[month]) / trac[month] for month in both}
    assert len(both) == 21 and round(max(map(abs, apart.values())), 1) == 1.9
    said = re.compile(rf"1\.9%, [a-z]+ {view.says('June 2017')}")
    expect(view.page.get_by_text(said)).to_be_visible()

    for card in view.charts:
        rows = card.csv()[1]
        assert [row["month"] for row in rows] == both
        for row in rows:
            month = row["month"]
            assert (int(row["first"]), int(row["second"])) == (departed[month], trac[month])
            assert int(row["difference"]) == departed[month] - trac[month]
            assert abs(float(row["percent"]) - apart[month]) < 1e-4


def test_what_no_control_changes_stays_while_the_months_change(window: Window) -> None:
    """It is sent with the page, of which no two sources hold a month of the range, and is there
    after a press that sends charts."""
    view = window().open("reconciliation", months=["2009-01", "2009-03"])
    queries = view.page.locator(".st-key-where-by-fiscal-year")
    expect(queries).to_be_visible()
    assert not view.charts

    view.preset("Everything", words(*ALL))
    assert len(view.charts) == 2
    expect(queries).to_be_visible()
    above, below = (box.bounding_box() for box in (view.charts[1].place, queries))
    assert above and below and above["y"] < below["y"]

    queries.locator("summary").click()
    expect(queries.get_by_test_id("stCode")).to_contain_text("SELECT")
    view.preset("PEP", "26 months")
    expect(queries.get_by_test_id("stCode")).to_contain_text("SELECT")
