"""What a browser allows a page to do, and other sites to do with it; that every page works within
that is what the windows of all tests here watch for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.view import PAGES
from tests.browser.waiting import wait_until

_BROKEN = """() => {
    window.broken = [];
    document.addEventListener("securitypolicyviolation",
        (one) => window.broken.push(`${one.effectiveDirective}: ${one.blockedURI}`));
}"""

PROBED = "script-src: wasm-eval"
"""Streamlit's reader of messages asks whether it may, and does without."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.add_init_script(f"({_BROKEN})()")
        yield page


def test_no_page_wants_more_than_it_may(page: Page, server: str) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    for path in PAGES:
        page.goto(f"{server}/{path}")
        page.wait_for_selector("[data-test-script-state=notRunning] h1")
        page.wait_for_load_state("networkidle")
        assert set(page.evaluate("window.broken")) <= {PROBED}, path
    assert {url for url in asked if not url.startswith((f"{server}/", "data:", "blob:"))} == set()


@pytest.mark.parametrize(
    "attempt",
    [
        "import('https://elsewhere.example/x.js')",
        "fetch('https://elsewhere.example/', { mode: 'no-cors' })",
        "new Image().src = 'https://elsewhere.example/x.png'",
        "document.body.append(Object.assign(document.createElement('script'), { text: '1' }))",
        "document.body.append(Object.assign(document.createElement('iframe'), { src: '/data' }))",
        "window.setTimeout('1')",
    ],
)
def test_what_a_page_has_no_use_for_is_refused(attempt: str, page: Page, server: str) -> None:
    page.goto(f"{server}/sources")
    page.wait_for_selector("[data-test-script-state=notRunning] h1")
    page.evaluate(f"() => {{ window.broken = []; {attempt}; }}")
    wait_until(page, "(probed) => window.broken.some((one) => one !== probed)", PROBED)
