"""The controls of the pages: what they change on the chart, in the words and in the address."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import ALL, words
from tests.browser.spoken import ALSO, READER


@pytest.mark.parametrize(
    ("path", "language"),
    [("", READER), ("detainers", READER), *(("detainers", also) for also in ALSO)],
)
def test_the_log_scale_redraws_the_chart_and_is_in_the_address(
    path: str, language: str, window: Window
) -> None:
    view = window(language=language).open(path)
    chart = view.charts[0]
    before, lines = chart.axis("y"), chart.lines
    view.options().get_by_text(view.says("Log scale")).click()
    expect(chart.ticks("y")).not_to_have_text(before)
    view.rest()
    assert chart.lines != lines
    assert view.query["log"] == ["true"]
    assert {len(label.strip("0.,%")) for label in chart.axis("y")} == {1}, "powers of ten"

    after = chart.axis("y")
    view.page.reload()
    view.rest()
    assert chart.axis("y") == after


@pytest.mark.parametrize("path", ["", "convictions", "detainers"], ids=lambda path: path or "front")
def test_the_address_follows_whatever_stands_above(path: str, window: Window) -> None:
    """A control that another element above pushes down is drawn anew, and the browser then forgets
    its address."""
    view = window().open(path, months=["2013-01", "2015-01"])
    # With a range before it to compare with and without one; from an address of no range and away
    # from it.
    for turn, (name, months) in enumerate([("Everything", words(*ALL)), ("PEP", "26 months")] * 2):
        view.preset(name, months)
        handle = view.options().get_by_role("slider", name="Months in the running average")
        handle.focus()
        handle.press("ArrowLeft")
        expect(view.page).to_have_url(re.compile(f"window={11 - turn}"))
        view.rest()


OF_ELEVEN = re.compile("11[- ]?(month|meses)")
"""Wherever the line breaks."""


@pytest.mark.parametrize("path", ["", "convictions", "detainers"], ids=lambda path: path or "front")
def test_the_window_of_the_running_average(path: str, window: Window) -> None:
    view = window().open(path)
    chart = view.charts[0]
    lines = chart.lines
    handle = view.options().get_by_role("slider", name="Months in the running average")
    handle.focus()
    handle.press("ArrowLeft")
    of_eleven = chart.place.locator(".main-svg text").filter(has_text=OF_ELEVEN)
    expect(of_eleven).to_be_visible()
    view.rest()
    eleven = chart.lines
    assert eleven != lines
    assert view.query["window"] == ["11"]

    handle.press("Home")
    expect(of_eleven).to_have_count(0)
    view.rest()
    assert view.query["window"] == ["1"]
    assert len(chart.lines) < len(eleven)


def test_a_comparison_with_withheld_months_cannot_be_made(window: Window) -> None:
    view = window().open("compare")
    view.choose("Measure", "Detainer-connected removals")
    alert = view.alert
    expect(alert).to_contain_text(
        "This comparison cannot be made: no month of Trump, first term, to Jul 2017 has data"
    )
    expect(alert).to_contain_text("ICE withheld")
    view.rest()
    assert view.query["measure"] == ["detainer_removals"]
    assert [chart.name for chart in view.charts] == [
        "measures-compared",
        "groups-detainer-removals",
    ]


def test_january_2017_moves_from_one_group_to_the_other(window: Window) -> None:
    view = window().open("compare")
    sentence = view.page.get_by_role("heading", level=2)
    for said in ("5,837 a month", "Trump's first-term months", "July 2017", "985 more", "(20%)",
                  "4,851", "the PEP months"):  # fmt: skip
        expect(sentence).to_contain_text(said)
    months = view.page.get_by_text("Obama, PEP: December 2014 to January 2017, 26 months.")
    expect(months).to_be_visible()
    january = view.page.get_by_role("radiogroup", name="January 2017 counts with")
    january.get_by_role("radio", name="Trump").click()
    months = view.page.get_by_text("Obama, PEP: December 2014 to December 2016, 25 months.")
    expect(months).to_contain_text("January 2017 to July 2017, 7 months.")
    expect(sentence).to_contain_text("5,690 a month")
    assert view.rest().query["january"] == ["Trump"]

    january.get_by_role("radio", name="neither").click()
    expect(months).to_contain_text("February 2017 to July 2017, 6 months.")
    expect(sentence).to_contain_text("5,837 a month")


def test_two_ranges_of_ones_own(window: Window) -> None:
    view = window().open("compare")
    view.choose("Groups", "Two ranges of my own")
    sentence = view.page.get_by_role("heading", level=2)
    expect(sentence).to_contain_text("the second range")
    months = view.page.get_by_text(f"{view.says('First range')}: ")
    expect(months).to_contain_text("Second range: February 2017 to July 2017, 6 months.")
    view.rest()
    view.end("From", "First range").press("ArrowUp")
    expect(months).to_contain_text("First range: January 2015 to January 2017, 25 months.")
    view.rest()
    view.end("To", "Second range").press("ArrowDown")
    expect(months).to_contain_text("Second range: February 2017 to June 2017, 5 months.")
    view.rest()
    assert view.query["groups"] == ["own"]
    assert view.query["first"] == ["2015-01", "2017-01"]
    assert view.query["second"] == ["2017-02", "2017-06"]

    theirs = window(another=True)
    theirs.page.goto(view.page.url)
    theirs.rest()
    expect(theirs.page.get_by_role("heading", level=2)).to_have_text(sentence.inner_text())


@pytest.mark.parametrize(
    ("path", "months", "words"),
    [
        ("", ["2016-05", "2016-05"], "A line needs at least two months"),
        ("detainers", ["2016-05", "2017-07"], "No data to chart in these months"),
        ("convictions", ["2010-01", "2010-12"], "No data to chart in these months"),
        ("reconciliation", ["2009-01", "2009-12"], "Nothing to compare in these months"),
    ],
    ids=["one month", "all withheld", "not in the table", "one source"],
)
def test_a_range_without_a_chart_explains_itself(
    path: str, months: list[str], words: str, window: Window
) -> None:
    view = window().open(path, months=months)
    expect(view.alert).to_contain_text(words)
    assert view.charts == []
