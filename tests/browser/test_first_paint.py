"""What stands in the window before the server has said anything, and what becomes of it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lib.charts import Look
from lib.charts.look import Width
from lib.months import MonthRange
from lib.text import speaking
from tests.browser.conftest import Window
from tests.browser.view import SlowLine, View

_PLACE = """box => {
    const words = document.createRange();
    words.selectNodeContents(box);
    const { left, top, width, height } = words.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
}"""

# The chart within a box: where it stands, and within it its words, the corners of its lines, and
# its bars and dots.
_DRAWN = """box => {
    const charts = [...box.querySelectorAll(":scope > svg, .svg-container > .main-svg")];
    const found = (what) => charts.flatMap((chart) => [...chart.querySelectorAll(what)]);
    const corners = (path) => {
        const { a, d, e, f } = path.getCTM();
        const seen = (path.getAttribute("d") ?? "").matchAll(/[ML](-?[\\d.]+),(-?[\\d.]+)/g);
        return [...seen].map(([, x, y]) => [x * a + e, y * d + f]);
    };
    const boxed = (mark) => {
        const { x, y, width, height } = mark.getBBox();
        const { e, f } = mark.getCTM();
        return [x + e, y + f, width, height];
    };
    const { left, top } = charts[0].getBoundingClientRect();
    const thick = (path) => parseFloat(getComputedStyle(path).strokeWidth) > 0;
    return {
        place: [left, top],
        lines: found(".js-line, .line").filter(thick).map(corners).filter((line) => line.length),
        bars: found(".bars path").map(boxed).filter(([, , , height]) => height),
        dots: found(".scatterlayer .points path, .dots path").map(boxed),
        words: found("text").map((text) => text.textContent).filter((text) => text).sort(),
    };
}"""

FRAME = "#first-paint"
STILL = f"{FRAME} .chart.drawn"
CHART = ".js-plotly-plot"

MOVED = 40
"""Pixels that the chart may stand away from its still: two lines of a finding."""

Drawn = dict[str, Any]


def still(view: View, path: str = "", query: str = "") -> Drawn:
    """The still of a page, whose server must not have answered yet."""
    view.page.goto(f"{view.server}/{path}{query}", wait_until="domcontentloaded")
    view.page.locator(STILL).wait_for()
    found: Drawn = view.page.locator(STILL).evaluate(_DRAWN)
    return found


def silenced(view: View) -> View:
    """With a server that never answers."""
    view.page.route_web_socket("**/_stcore/stream", lambda _line: None)
    return view


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_title_and_a_frame_of_the_chart_stand_there_at_once(
    width: Width, window: Window
) -> None:
    view = window(width=width)
    view.open("compare")
    painted = view.title.evaluate(_PLACE)
    navigation = view.page.get_by_test_id("stSidebar").bounding_box()
    expect(view.page.locator(FRAME)).to_have_count(0)

    silenced(view).page.goto(f"{view.server}/compare", wait_until="load")
    frame = view.page.locator(FRAME)
    expect(frame.locator(".title")).to_have_text(view.says("PEP vs Trump"))
    expect(frame.locator(".chart")).to_be_in_viewport(ratio=0.5)
    side = frame.locator("aside").bounding_box()
    shown = navigation if navigation and navigation["width"] else None
    assert (side and side["width"]) == (shown and shown["width"])
    view.page.evaluate("document.fonts.ready")
    before = frame.locator(".title").evaluate(_PLACE)
    assert all(abs(was - now) <= 2 for was, now in zip(before, painted, strict=True)), (
        before,
        painted,
    )


@pytest.mark.parametrize(
    ("page", "width", "dark"),
    [
        ("", "full", False),
        ("removals", "narrow", True),
        ("compare", "full", False),
        ("who", "narrow", False),
        ("convictions", "full", True),
        ("issued", "full", False),
        ("detainers", "narrow", False),
        ("reconciliation", "full", False),
    ],
)
def test_the_still_is_what_plotly_draws_then(
    page: str, width: Width, dark: bool, window: Window
) -> None:
    view = window(width=width, dark=dark)
    line = SlowLine(view.page)
    with line.held():
        before = still(view, page, f"?lang={view.language}")
    view.rest()
    expect(view.page.locator(FRAME)).to_have_count(0)
    after: Drawn = view.page.locator(CHART).first.evaluate(_DRAWN)
    assert after["words"] == before["words"] and len(after["words"]) > 8
    assert len(after["lines"]) == len(before["lines"])
    for drawn, shown in zip(after["lines"], before["lines"], strict=True):
        # Plotly leaves out the points that lie between others.
        for x, y in drawn:
            assert any(abs(x - u) <= 1 and abs(y - v) <= 1 for u, v in shown), (x, y)
        for one, two in zip((drawn[0], drawn[-1]), (shown[0], shown[-1]), strict=True):
            assert one == pytest.approx(two, abs=1)
    for marks in ("bars", "dots"):
        assert len(after[marks]) == len(before[marks])
        for drawn, shown in zip(after[marks], before[marks], strict=True):
            assert drawn == pytest.approx(shown, abs=0.1)
    assert after["lines"] or after["bars"] or after["dots"]
    moved = [now - was for was, now in zip(before["place"], after["place"], strict=True)]
    assert abs(moved[0]) <= 1 and (abs(moved[1]) <= MOVED or view.language != "en"), moved


def test_the_still_is_of_the_view_and_in_its_language(window: Window) -> None:
    view = silenced(window())
    for language in ("es", "en"):
        months = "&months=2014-12&months=2017-07"
        shown = still(view, "removals", f"?lang={language}{months}")
        with speaking(language):
            wanted = MonthRange.parse("2014-12", "2017-07").words
        assert any(wanted in words for words in shown["words"]), (wanted, shown["words"])


@pytest.mark.parametrize(("dark", "color"), [(False, "255, 255, 255"), (True, "18, 22, 28")])
def test_it_is_light_or_dark_as_the_page_is(dark: bool, color: str, window: Window) -> None:
    view = silenced(window(dark=dark))
    still(view)
    frame = view.page.locator(FRAME)
    expect(frame).to_have_css("background-color", f"rgb({color})")
    expect(frame.locator("svg > rect").first).to_have_css("fill", f"rgb({color})")
    ink = Look(dark=dark).color["muted"]
    expect(frame.locator(f"svg > text[fill='{ink}']").first).to_be_visible()


def test_the_still_stays_until_plotly_has_drawn(window: Window) -> None:
    view = window()
    waiting: list[Any] = []
    view.page.route("**/PlotlyChart.*.js", lambda route: waiting.append(route))
    still(view)
    expect(view.page.locator("[class*='st-key-card-chart-']").first).to_be_attached()
    assert waiting
    # Long enough for the script of the page to end.
    view.page.wait_for_selector("[data-test-script-state=notRunning] h1", state="attached")
    view.page.wait_for_timeout(300)
    expect(view.page.locator(STILL)).to_be_visible()
    for route in waiting:
        route.continue_()
    expect(view.page.locator(FRAME)).to_have_count(0)
    expect(view.page.locator(f"{CHART} .js-line").first).to_be_attached()


@pytest.mark.parametrize("page", ["claims", "data"])
def test_a_page_that_opens_without_a_chart_has_no_still(page: str, window: Window) -> None:
    view = window()
    asked: list[str] = []
    view.page.on("request", lambda request: asked.append(request.url))
    view.page.goto(f"{view.server}/{page}", wait_until="domcontentloaded")
    expect(view.page.locator(FRAME)).to_have_count(0)
    assert asked and not [url for url in asked if "/stills/" in url]


def test_a_view_with_a_message_in_place_of_its_chart_says_it(window: Window) -> None:
    view = window()
    view.page.goto(f"{view.server}/convictions?months=2010-01&months=2010-12")
    expect(view.page.locator(FRAME)).to_have_count(0)
    expect(view.alert.first).to_be_visible()
