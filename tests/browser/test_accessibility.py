"""The pages for every reader: what axe-core finds, headings and landmarks, the keyboard, narrow
and enlarged windows, less motion, paper."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from lib.charts import Look
from lib.charts.look import Width
from tests.browser.conftest import Window
from tests.browser.source import table
from tests.browser.spoken import READER
from tests.browser.view import PAGES, View
from tests.browser.waiting import wait_until


@dataclass(frozen=True)
class Known:
    """What axe-core finds inside a part of Streamlit's: the rule, what the element matches, and why
    it does no harm."""

    rule: str
    selector: str
    reason: str


IN_STREAMLIT = [
    Known(
        "list",
        "[data-testid=stSidebarNavItems]",
        "The list of pages holds its sections in boxes that are no items. The links in it are read "
        "in order, and the list is in a named landmark.",
    ),
    Known(
        "listitem",
        "[data-testid=stSidebarNavItems] li",
        "The items of that list stand in those boxes, and are not counted as of a list.",
    ),
]

_AXE = """async (known) => {
    const { violations } = await axe.run({ resultTypes: ["violations"], elementRef: true });
    return violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ element, html, any }) => ({
            known: known.findIndex(
                ([rule, selector]) => rule === id && element.matches(selector)),
            words: `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ""}`,
        })));
}"""

_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .map(({ tagName }) => Number(tagName[1]))"""

_FOCUSED = """() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    const shown = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    const labelled = at.labels?.[0]?.textContent;
    return [at.getAttribute("aria-label") || labelled || at.textContent.trim(), shown];
}"""


def serious(page: Page) -> tuple[set[int], list[str]]:
    """Which of the known findings there are, by their place in the list, and what else there is."""
    page.evaluate(AXE_SCRIPT)
    known = [[one.rule, one.selector] for one in IN_STREAMLIT]
    found: list[dict[str, Any]] = page.evaluate(_AXE, known)
    return (
        {one["known"] for one in found if one["known"] >= 0},
        [one["words"] for one in found if one["known"] < 0],
    )


@pytest.mark.parametrize(
    ("dark", "width"), [(False, "full"), (True, "narrow")], ids=["light desk", "dark telephone"]
)
def test_no_page_shuts_a_reader_out(dark: bool, width: Width, window: Window) -> None:
    """No serious or critical finding, one heading of the first level and none that skips one, the
    language, and landmarks with names."""
    view = window(dark=dark, width=width)
    met: set[int] = set()
    wrong: dict[str, list[str]] = {}
    for path in PAGES:
        view.open(path)
        if view.charts:
            chart = view.charts[0].open("Table of the numbers")
            expect(chart.get_by_role("table")).to_be_visible()
        known, others = serious(view.page)
        if others:
            # A part that was being drawn anew has its names a moment later.
            view.page.wait_for_timeout(1000)
            known, others = serious(view.page)
        met |= known
        levels: list[int] = view.page.evaluate(_HEADINGS)
        if levels[0] != 1 or levels.count(1) != 1:
            others.append(f"headings begin with {levels}")
        if any(after > before + 1 for before, after in pairwise(levels)):
            others.append(f"headings skip a level: {levels}")
        if others:
            wrong[path] = others
        expect(view.page.locator("html")).to_have_attribute("lang", READER)
        expect(view.page.get_by_role("main")).to_have_count(1)
        if width == "full":
            expect(view.page.get_by_role("navigation", name="App pages")).to_be_visible()
    assert wrong == {}
    gone = [known.selector for place, known in enumerate(IN_STREAMLIT) if place not in met]
    assert gone == [], "take them off the list"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "front")
def test_nothing_is_lost_at_320_pixels_and_at_twice_the_size(path: str, window: Window) -> None:
    """A window of 1280 pixels in which everything is twice as large is one of 640."""
    view = window(width="narrow")
    view.page.set_viewport_size({"width": 320, "height": 640})
    view.open(path)
    assert view.sideways == [0, 0]
    assert view.cut == []
    view.page.set_viewport_size({"width": 640, "height": 360})
    enlarged = View(view.page, view.server, Look(width="broad")).rest()
    assert enlarged.sideways == [0, 0]
    assert enlarged.cut == []


def tabbed(page: Page, until: str, most: int = 60) -> list[str]:
    """What has the focus one after the other, from what has it now to the name that ends it. Where
    the focus is must be seen."""
    names: list[str] = []
    while not names or names[-1] != until:
        page.keyboard.press("Tab")
        name, shown = page.evaluate(_FOCUSED)
        assert shown, f"the focus is not seen at {name}"
        names.append(name)
        assert len(names) < most, names
    return names


def test_everything_is_reached_and_worked_by_keyboard(window: Window) -> None:
    view = window().open("detainers")
    page, keyboard = view.page, view.page.keyboard
    order = tabbed(page, view.says("Queries behind the numbers"))
    wanted = ["Skip to main content", "From", "Choose the first month", "To", "All months",
              "Named ranges", "Options", "The chart’s values", "Download PNG", "Download CSV",
              "Copy link to this view", "Cite this chart", "Table of the numbers",
              "Queries behind the numbers"]  # fmt: skip
    left = iter(order)
    for name in map(view.says, wanted):
        assert any(name in passed for passed in left), f"{name} is not where it should be: {order}"

    keyboard.press("Enter")
    expect(view.charts[0].place.get_by_test_id("stCode").first).to_be_visible()
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    box = view.charts[0].place.locator(".numbers")
    expect(box.get_by_role("columnheader").first).to_have_text("Month")
    expect(box.get_by_role("rowheader").first).to_have_text("2008-11")
    view.rest()
    tabbed(page, box.get_attribute("aria-label") or "")
    keyboard.press("End")
    wait_until(page, "document.querySelector('.numbers').scrollTop > 100")

    opener = page.get_by_test_id("stPopover").get_by_role("button", name="Options")
    opener.focus()
    keyboard.press("Enter")
    body = page.get_by_test_id("stPopoverBody")
    expect(body).to_be_visible()
    keyboard.press("Escape")
    expect(body).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_chart_is_read_month_by_month_with_the_arrow_keys(window: Window) -> None:
    view = window().open("removals", months=["2014-12", "2017-07"], window=1)
    trac = table("removals_by_source.csv")
    chart = view.charts[0].place.get_by_role("slider")
    strip = view.page.locator("#chart-readout")
    chart.focus()
    expect(strip).to_be_hidden()

    def reads(key: str, month: str, *values: str) -> str:
        view.page.keyboard.press(key)
        said = chart.get_attribute("aria-valuetext") or ""
        assert said.startswith(f"{view.says(month)}: ")
        assert all(value in said for value in values), said
        assert all(value in strip.inner_text() for value in (view.says(month), *values))
        return said

    def of_sc(month: str) -> str:
        return view.says(f"Secure Communities: {int(trac[month]['sc_removals']):,}")

    reads("Home", "December 2014", of_sc("2014-12"), f"{view.says('All ICE removals')}: ")
    reads("ArrowRight", "January 2015", of_sc("2015-01"))
    reads("PageUp", "January 2016", of_sc("2016-01"))
    said = reads("End", "July 2017", of_sc("2017-07"))
    # A withheld month says no number, least of all zero.
    assert view.says("Detainer-connected") not in said
    reads("ArrowLeft", "June 2017", of_sc("2017-06"))
    # An event is a number on the chart; its words are said in its month.
    for _ in range(4):
        view.page.keyboard.press("ArrowLeft")
    reads(
        "ArrowLeft",
        "January 2017",
        of_sc("2017-01"),
        view.says("Executive Order 13768 reactivates Secure Communities"),
        view.says("President Trump takes office"),
    )
    view.page.keyboard.press("Escape")
    expect(strip).to_be_hidden()

    # A label that is a number alone is said with what it is of.
    view.open("compare")
    chart = view.chart("groups-sc-removals").place.get_by_role("slider")
    chart.focus()
    first = f"People removed in the month: {trac['2008-11']['sc_removals']}"
    reads("Home", "November 2008", view.says(first))


def test_a_finger_reads_the_strip_above_the_chart(window: Window) -> None:
    view = window(width="narrow").open("convictions")
    chart = view.charts[0].place.get_by_role("slider")
    strip = view.page.locator("#chart-readout")
    convicted = table("convicted_removals.csv")
    for month, at in (("2017-03", "2017-03-15"), ("2016-09", "2016-09-15")):
        place = chart.evaluate(
            """(chart, at) => {
                const { xaxis: x, margin } = chart._fullLayout;
                const { left, top } = chart.getBoundingClientRect();
                return [left + x._offset + x.l2p(x.d2l(at)), top + margin.t + 20];
            }""",
            at,
        )
        touched = {"pointerType": "touch", "clientX": place[0], "clientY": place[1]}
        chart.dispatch_event("pointerdown", touched | {"bubbles": True})
        expect(strip).to_contain_text(f"{int(convicted[month]['any_offense']):,}")
        strip_box, card = strip.bounding_box(), view.charts[0].place.bounding_box()
        assert strip_box and card and strip_box["x"] >= 0
        assert strip_box["x"] + strip_box["width"] <= 390
        assert strip_box["y"] + strip_box["height"] <= max(card["y"], strip_box["height"] + 8)
    view.page.get_by_role("heading", level=1).dispatch_event("pointerdown", {"bubbles": True})
    expect(strip).to_be_hidden()


_MOVES = """() => {
    const roots = [document];
    for (const root of roots)
        for (const { shadowRoot } of root.querySelectorAll("*"))
            if (shadowRoot) roots.push(shadowRoot);
    const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
    return roots.flatMap((root) => [...root.querySelectorAll("*")])
        .filter((one) => {
            const style = getComputedStyle(one);
            return seconds(style.transitionDuration) > 0.01
                || seconds(style.animationDuration) > 0.01;
        }).map((one) => one.outerHTML.slice(0, 120));
}"""


def test_nothing_moves_for_who_wants_no_motion(window: Window) -> None:
    view = window(another=True)
    view.page.emulate_media(reduced_motion="reduce")
    view.open("detainers")
    assert view.page.evaluate(_MOVES) == []


def test_a_page_prints_as_a_report(window: Window) -> None:
    """On a sheet of A4, 688 pixels wide between its margins."""
    view = window(another=True).open("who")
    page = view.page
    drawn: list[float] = [
        chart.place.locator(".main-svg").first.evaluate("e => e.width.baseVal.value")
        for chart in view.charts
    ]
    # What scrolls on the screen lies on the sheets as a whole.
    sheets = page.pdf(format="A4")
    assert sheets.count(b"/Type /Page") - sheets.count(b"/Type /Pages") >= 3
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for part in ("stSidebar", "stHeader", "stPopover"):
        expect(page.get_by_test_id(part).first).to_be_hidden()
    expect(page.get_by_role("button", name="Download PNG").first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert len(drawn) == 5
    for chart, width in zip(view.charts, drawn, strict=True):
        zoom: str = chart.place.get_by_test_id("stPlotlyChart").evaluate(
            "e => getComputedStyle(e).zoom"
        )
        assert width > 688 and 600 < width * float(zoom) <= 688
        around = chart.place.locator("[class*='st-key-chart-']").first
        kept: list[str] = around.evaluate(
            "e => [getComputedStyle(e).breakInside, getComputedStyle(e).flexBasis]"
        )
        assert kept == ["avoid", "auto"]
