"""The months behind the averages: switched on, in the table, in the picture, and in the
comparison."""

import re

import pytest
from playwright.sync_api import Locator, expect

from lib.charts import Look
from tests.browser.conftest import Window
from tests.browser.source import PEP_TRUMP, table
from tests.browser.test_downloads import assert_whole

SWITCH = "Add the months recovered from the published averages"
WORDS = "recovered from the published averages"
MIDDLES = {
    "2015-09": 4859, "2015-10": 5092, "2015-11": 4174, "2015-12": 4042, "2016-01": 4197,
    "2016-02": 4292,
    "2016-03": 4904, "2016-04": 4641, "2016-05": 4471, "2016-06": 4581, "2016-07": 4393,
}  # fmt: skip
"""People removed after any offense, worked out by hand from Table 1."""


def test_the_table_has_the_recovered_months_with_their_intervals(window: Window) -> None:
    view = window().open("convictions")
    printed = table("convicted_removals.csv")
    assert [row["month"] for row in view.chart("convictions").csv()[1]] == list(printed)
    expect(view.chart("convictions").saying(WORDS)).to_have_count(0)

    view.options()
    view.switch(SWITCH)
    assert view.query["recovered"] == ["true"]
    rows = view.chart("convictions").csv()[1]
    assert [row["month"] for row in rows] == [*MIDDLES, *printed]
    recovered, given = view.says(WORDS), view.says("printed")
    assert [row["how"] for row in rows] == [recovered] * 11 + [given] * 12
    column = "convicted_any_with_recovered"
    for row in rows:
        low, value, high = (int(row[name]) for name in (f"{column}_low", column, f"{column}_high"))
        if row["month"] in printed:
            assert low == value == high == int(printed[row["month"]]["any_offense"])
        else:
            assert value == MIDDLES[row["month"]]
            assert low < value < high
            # 12 months, two averages rounded to a half each; the last sum is known.
            assert high - low == (12 if row["month"] == "2016-07" else 24)
            assert (low + high) / 2 == value
    expect(view.chart("convictions").saying(WORDS).first).to_be_visible()
    expect(view.page.get_by_role("heading", name="How a month is recovered")).to_be_visible()


@pytest.mark.parametrize(
    "look", [Look(), Look(dark=True), Look(width="narrow")], ids=["light", "dark", "narrow"]
)
def test_the_pictures_with_recovered_months_say_so_and_are_whole(
    look: Look, window: Window
) -> None:
    view = window(dark=look.dark, width=look.width).open(
        "convictions", recovered="true", months=PEP_TRUMP
    )
    assert len(view.charts) == 2
    for chart in view.charts:
        assert re.search("recovered|recuperad", " ".join(chart.words))
        assert_whole(chart.png()[1], look)


def test_the_comparison_counts_17_pep_months(window: Window) -> None:
    view = window().open("compare", measure="SC removals of people convicted of any offense")

    def counted(known: int, missing: int) -> Locator:
        count, why = (view.says(f"{known} of 26 months count"), view.says("not in the source"))
        return view.page.get_by_text(f"Obama, PEP: {count} ({why}: {missing}).").first

    expect(counted(6, 20)).to_be_visible()
    view.switch(SWITCH)
    expect(counted(17, 9)).to_be_visible()
    eleven = re.compile(rf"11 (months are|meses aparecen) {view.says(WORDS)}\.")
    expect(view.page.get_by_text(eleven)).to_be_visible()
    groups = view.charts[1]
    assert sum(row["group"] == "Obama, PEP" for row in groups.csv()[1]) == 17
    assert re.search("recovered|recuperad", " ".join(groups.words))
    assert_whole(groups.png()[1], Look())
