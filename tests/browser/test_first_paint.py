"""What stands in the window before the server has said anything, and what becomes of it."""

import pytest
from playwright.sync_api import expect

from lib.charts.look import Width
from tests.browser.conftest import Window

_PLACE = """box => {
    const words = document.createRange();
    words.selectNodeContents(box);
    const { left, top, width, height } = words.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
}"""


@pytest.mark.parametrize("width", ["wide", "medium", "narrow"])
def test_the_title_and_a_frame_of_the_chart_stand_there_at_once(
    width: Width, window: Window
) -> None:
    view = window(width=width)
    view.open("compare")
    painted = view.title.evaluate(_PLACE)
    navigation = view.page.get_by_test_id("stSidebar").bounding_box()
    expect(view.page.locator("#first-paint")).to_have_count(0)

    # A server that never answers.
    view.page.route_web_socket("**/_stcore/stream", lambda _line: None)
    view.page.goto(view.page.url, wait_until="load")
    frame = view.page.locator("#first-paint")
    expect(frame.locator(".title")).to_have_text("PEP vs Trump")
    expect(frame.locator(".chart")).to_be_in_viewport(ratio=0.99)
    side = frame.locator("aside").bounding_box()
    shown = navigation if navigation and navigation["width"] else None
    assert (side and side["width"]) == (shown and shown["width"])
    view.page.evaluate("document.fonts.ready")
    before = frame.locator(".title").evaluate(_PLACE)
    assert all(abs(was - now) <= 2 for was, now in zip(before, painted, strict=True)), (
        before,
        painted,
    )


@pytest.mark.parametrize(("dark", "color"), [(False, "255, 255, 255"), (True, "18, 22, 28")])
def test_it_is_light_or_dark_as_the_page_is(dark: bool, color: str, window: Window) -> None:
    view = window(dark=dark)
    view.page.route_web_socket("**/_stcore/stream", lambda _line: None)
    view.page.goto(view.server, wait_until="load")
    frame = view.page.locator("#first-paint")
    expect(frame).to_have_css("background-color", f"rgb({color})")
