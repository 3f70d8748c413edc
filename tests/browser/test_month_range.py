"""The month range: moved, chosen by name, shared in an address, kept from page to page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import ALL, PEP_TRUMP, TABLE_1, TRUMP, words
from tests.browser.view import PAGES, SlowLine, View

WITH_WINDOW = ("", "convictions", "detainers")
"""The pages with running averages."""
WITH_CHARTS = (*WITH_WINDOW, "compare", "issued", "reconciliation")
"""The pages whose charts the month range cuts."""


def test_the_slider_changes_chart_caption_and_address(window: Window) -> None:
    view = window().open(months=["2008-11", "2017-07"])
    chart = view.charts[0]
    before = chart.alt, chart.lines, chart.words

    view.move("start", "ArrowRight", "January 2009 to July 2017 · 103 months", times=2)
    view.move("end", "ArrowLeft", "January 2009 to June 2017 · 102 months")

    assert view.query["months"] == ["2009-01", "2017-06"]
    assert all(
        was != now for was, now in zip(before, (chart.alt, chart.lines, chart.words), strict=True)
    )
    assert "All ICE removals: 30,949 in January 2009, 16,982 in June 2017." in chart.alt
    assert [row["month"] for row in chart.csv()[1]][::101] == ["2009-01", "2017-06"]


def test_a_range_with_a_name_sets_slider_chart_and_address(window: Window) -> None:
    view = window().open()
    for name, months, said in (
        ("PEP", ["2014-12", "2017-01"], "December 2014 to January 2017 · 26 months"),
        ("Trump", TRUMP, "February 2017 to August 2019 · 31 months"),
        ("PEP + Trump", PEP_TRUMP, "December 2014 to August 2019 · 57 months"),
        ("Table 1's 12 months", TABLE_1, "August 2016 to July 2017 · 12 months"),
        ("Last 24 months", ["2017-09", "2019-08"], "September 2017 to August 2019 · 24 months"),
    ):
        view.preset(name, said)
        assert view.months == months, name
        assert view.query["months"] == months, name
        assert said.split(" · ")[0] in view.charts[0].alt
        assert view.marked_range == [name]

    view.preset("Everything", "October 2007 to August 2019 · 143 months")
    assert view.months == ALL
    assert view.query.get("months", ALL) == ALL


def test_no_named_range_is_marked_when_the_slider_leaves_it(window: Window) -> None:
    view = window().open(months=["2014-12", "2017-01"])
    assert view.marked_range == ["PEP"]
    view.move("end", "ArrowRight", "27 months")
    assert view.marked_range == []
    view.move("end", "ArrowLeft", "26 months")
    assert view.marked_range == ["PEP"]


@pytest.mark.parametrize("path", WITH_CHARTS, ids=lambda path: path or "removals")
def test_an_address_gives_the_same_view_to_another_visitor(path: str, window: Window) -> None:
    mine = window().open(path).preset("PEP", "26 months").move("start", "ArrowRight", "25 months")
    if path in WITH_WINDOW:
        _set_window_to_six(mine)
    theirs = window(another=True)
    theirs.page.goto(mine.page.url)
    theirs.rest()

    assert theirs.page.url == mine.page.url
    assert (
        theirs.caption.inner_text()
        == mine.caption.inner_text()
        == "January 2015 to January 2017 · 25 months"
    )
    assert _content(theirs) == _content(mine)


def _set_window_to_six(view: View) -> None:
    handle = view.page.get_by_role("slider", name="Months in the running average")
    handle.focus()
    for _ in range(6):
        handle.press("ArrowLeft")
    expect(view.charts[0].saying("trailing 6-month")).to_be_visible()
    view.rest()


def _content(view: View) -> list[object]:
    metrics = view.page.get_by_test_id("stMetric").all_inner_texts()
    return [
        metrics,
        *((chart.name, chart.alt, chart.words, chart.lines, chart.csv()) for chart in view.charts),
    ]


def test_the_range_holds_from_page_to_page(window: Window) -> None:
    view = window().open().preset("Trump", "31 months")
    for title in [*[*PAGES.values()][1:], "Removals"]:
        view.go(title)
        assert view.months == TRUMP, title
        assert view.query["months"] == TRUMP, title
        expect(view.caption).to_have_text(words(*TRUMP))


def test_the_range_holds_through_a_reload(window: Window) -> None:
    view = window().open("detainers").preset("PEP", "26 months")
    view.page.reload()
    assert view.rest().months == ["2014-12", "2017-01"]


# The range is the frame's: that it stands on one page more than the first is enough.
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("", ["2014-13", "2017-07"]),
        ("", ["1999-01", "2017-07"]),
        ("", ["2015-01"]),
        ("", ["<b>x</b>", "2017-07"]),
        ("claims", ["2014-13", "2017-07"]),
    ],
    ids=["no such month", "not in the table", "one month", "no month at all", "another page"],
)
def test_an_address_with_a_month_that_is_not_there_gives_all_of_them(
    path: str, asked: list[str], window: Window
) -> None:
    view = window().open(path, months=asked)
    assert view.months == ALL
    expect(view.caption).to_have_text(words(*ALL))
    message = view.alert.filter(has_text="The address asks for")
    expect(message).to_contain_text(f"“{' to '.join(asked)}”")

    view.preset("PEP", "26 months")
    expect(message).to_have_count(0)


def test_a_range_written_backwards_is_the_range(window: Window) -> None:
    view = window().open(months=["2017-07", "2014-12"])
    assert view.months == ["2014-12", "2017-07"]
    expect(view.caption).to_have_text(words("2014-12", "2017-07"))
    expect(view.alert).to_have_count(0)


def test_moves_made_before_the_answer_to_the_one_before_came_all_count(window: Window) -> None:
    view = window()
    line = SlowLine(view.page)
    view.open(months=["2008-11", "2017-07"])
    with line.held():
        for _ in range(2):
            view.thumb("start").press("ArrowRight")
            line.wait_for_answer()
    expect(view.caption).to_have_text("January 2009 to July 2017 · 103 months")
    assert view.rest().months == ["2009-01", "2017-07"]

    # There and back: the server must not count on a chart that the browser has thrown away
    # meanwhile.
    with line.held():
        for key in ["ArrowRight"] * 3 + ["ArrowLeft"] * 4:
            view.thumb("start").press(key)
            line.wait_for_answer()
    expect(view.caption).to_have_text("December 2008 to July 2017 · 104 months")
    assert view.rest().months == ["2008-12", "2017-07"]
    assert "December 2008" in view.charts[0].alt
