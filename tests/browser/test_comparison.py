"""The page that compares: rows that open charts, sections with theirs, and the brief."""

import base64
import re
from xml.etree import ElementTree

from playwright.sync_api import expect

from lib.charts import Look
from lib.text import HERE
from tests.browser.conftest import Window
from tests.browser.test_downloads import assert_whole
from tests.browser.view import View

ROWS = (
    "SC removals",
    "All ICE removals",
    "Arrested by ICE (OHSS)",
    "Arrested by CBP (OHSS)",
    "SC share of all removals",
    "SC removals, convicted",
    "Detainer-connected",
)
FOLDED = {
    "Compared with what?": ["depends-sc-removals"],
    "Has it happened before?": ["borders-sc-removals"],
    "Month by month": ["overlay-sc-removals", "spread-sc-removals", "same-months-sc-removals"],
}


def press_row(view: View, number: int) -> None:
    """Presses a row of the chart of rows, counted from 0."""
    chart = view.chart("measures-compared").place.locator(".js-plotly-plot")
    chart.scroll_into_view_if_needed()
    top, height = chart.evaluate(
        "({ _fullLayout: { margin, yaxis } }) => [margin.t, yaxis._length]"
    )
    chart.click(position={"x": 300, "y": top + (number + 0.5) * height / len(ROWS)})


def test_the_answer_and_the_rows_lie_on_the_first_screen(window: Window) -> None:
    view = window(width="full")
    view.page.set_viewport_size({"width": 1280, "height": 720})
    view.open("compare")
    answer = view.page.get_by_role("heading", level=2).bounding_box()
    chart = view.chart("measures-compared").place.locator(".js-plotly-plot")
    bottom = chart.evaluate(
        "chart => chart.getBoundingClientRect().top + chart._fullLayout.margin.t"
        " + chart._fullLayout.yaxis._length"
    )
    assert answer and answer["y"] < 300 and bottom <= 720
    shown = view.chart("measures-compared").words
    for words in (*ROWS, "4,851", "5,837", "19,808", "17,375", "5,476", "7,165", "+9.5 points",
                  "ICE withheld", "26 and 5 of 6"):  # fmt: skip
        assert view.says(words) in shown, words


def test_a_row_opens_its_chart_by_press_and_by_key(window: Window) -> None:
    view = window().open("compare")
    press_row(view, 3)
    expect(view.page.get_by_role("heading", level=2)).to_contain_text("10,115 a month")
    view.rest()
    assert view.query["measure"] == ["ero_by_cbp"]
    assert view.charts[1].name == "groups-ero-by-cbp"
    row = view.page.locator(".st-key-row").get_by_text("All ICE removals")
    row.locator("xpath=ancestor-or-self::button").focus()
    view.page.keyboard.press("Enter")
    expect(view.page.get_by_role("heading", level=2)).to_contain_text("17,375 a month")
    view.rest()
    assert view.query["measure"] == ["all_removals"]
    view.page.go_back()
    expect(view.page.get_by_role("heading", level=2)).to_contain_text("10,115 a month")


def test_every_chart_of_the_sections_leaves_the_page(window: Window) -> None:
    view = window().open("compare")
    for words, names in FOLDED.items():
        view.unfold(view.folded(words))
        for name in names:
            chart = view.chart(name)
            assert_whole(chart.png()[1], Look())
            ElementTree.fromstring(chart.svg()[1])
            assert chart.csv()[1]
            chart.place.get_by_role("button", name="Queries behind the numbers").press("Enter")
            expect(chart.place.get_by_test_id("stCode").first).to_contain_text("SELECT")
            view.rest()


def test_the_brief_holds_what_the_page_says(window: Window) -> None:
    view = window().open("compare", january="Trump")
    view.unfold(view.folded("A brief to take away"))
    with view.page.expect_download() as coming:
        view.page.get_by_role("button", name="Download Markdown").click()
    assert coming.value.suggested_filename == "brief-sc-removals.md"
    written = coming.value.path().read_text("utf-8")
    # Table 2: with January 2017 (4,812) the Trump months hold 39,832.
    mean = view.says("5,690 a month")
    assert f"**{mean}**" in written and "39,832 ÷ 7 − 121,321 ÷ 25" in written
    assert f"| {view.says('All ICE removals')} |" in written
    assert view.says("ICE withheld") in written and "trac.syr.edu" in written
    assert (HERE / view.language / "inference" / "standing.md").read_text(
        "utf-8"
    ).strip() in written
    assert f"{view.says('Address')}: {view.page.url}" in written
    day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    assert re.search(f"{view.says('Retrieved')}: {day}$", written.strip())

    with view.page.expect_download() as coming:
        view.page.get_by_role("button", name="Download HTML").click()
    page = coming.value.path().read_text("utf-8")
    assert "[chart" not in page and "[address]" not in page and f"<b>{mean}</b>" in page
    pictures = re.findall(r"data:image/svg[+]xml;base64,([A-Za-z0-9+/=]+)", page)
    titles = [ElementTree.fromstring(base64.b64decode(each))[0].text for each in pictures]
    assert titles == [chart.title for chart in view.charts]
