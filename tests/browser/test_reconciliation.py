"""Two sources of one thing, month against month."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import table


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
