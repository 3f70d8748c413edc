"""A chart on another site's page, and as a file: shown by the very code that the toolbar gives."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.conftest import Window
from tests.browser.source import TABLE_1
from tests.browser.started import PATIENCE
from tests.browser.view import Card
from tests.browser.waiting import wait_until

SVG = "{http://www.w3.org/2000/svg}"
OPEN = "Embed this chart in another page"
ONE_FILE = re.compile("one HTML file|un solo archivo HTML")


@pytest.fixture
def foreign() -> Iterator[Callable[[str], str]]:
    """Puts HTML on a page of another site, and gives its address."""
    shown = [""]

    class Shown(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.path == "/":
                self.wfile.write(shown[0].encode())

        def log_message(self, *_said: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shown)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def serving(html: str) -> str:
        shown[0] = html
        return f"http://127.0.0.1:{server.server_port}/"

    yield serving
    server.shutdown()
    server.server_close()


def drawn(page: Page | Frame, width: int) -> list[str]:
    """The words of the chart once it has a width."""
    wait_until(
        page,
        "width => document.querySelector('.main-svg')?.getAttribute('width') == width",
        arg=str(width),
    )
    words: list[str] = page.locator(".main-svg text").all_text_contents()
    return [word for word in words if word]


def code_of(card: Card) -> str:
    place = card.open(OPEN)
    expect(place.locator(".code")).to_contain_text("<iframe src=")
    return place.locator(".code").inner_text()


def test_the_code_of_the_toolbar_shows_the_view_on_another_site_at_every_width(
    window: Window, foreign: Callable[[str], str], browser: Browser
) -> None:
    view = window().open("detainers", months=["2015-01", "2015-12"], log="true")
    card = view.charts[0]
    code = code_of(card)
    assert "\n" not in code and f'title="{card.title}"' in code
    assert "months=2015-01&amp;months=2015-12" in code and "log=true" in code
    context = browser.new_context(color_scheme="dark")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(foreign(f'<!doctype html><body style="margin: 0">{code}</body>'))
    (frame,) = page.frames[1:]
    # Words that only the view has: its months, and the steps of a log scale.
    for width in (320, 768, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        words = " ".join(drawn(frame, width))
        assert "2015" in words and view.says("Source: TRAC.") in words
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight"), width
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        sizes = "['#chart', 'footer'].map(each => document.querySelector(each).clientHeight)"
        assert sum(frame.evaluate(sizes)) == frame.evaluate("innerHeight")
    assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 28)"
    alt = frame.get_by_role(
        "img", name=re.compile("detainer|retención", re.IGNORECASE)
    ).get_attribute("aria-label")
    assert alt and alt == card.alt
    link = frame.get_by_role("link").get_attribute("href")
    assert link and urlsplit(link).path.endswith("/detainers")
    assert parse_qs(urlsplit(link).query) == parse_qs(urlsplit(view.page.url).query)
    assert wrong == []
    context.close()


def test_no_page_is_framed_by_another_site(
    foreign: Callable[[str], str], browser: Browser, server: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    framed = "".join(f'<iframe src="{server}{path}"></iframe>' for path in ("/claims", "/api/v1/"))
    page.goto(foreign(framed))
    assert [frame.url.split(":")[0] for frame in page.frames] == ["http", *["chrome-error"] * 2]
    context.close()


def test_the_file_of_a_chart_opens_from_disk_and_asks_for_nothing(
    window: Window, browser: Browser, tmp_path: Path
) -> None:
    card = window().open("reconciliation").charts[0]
    code_of(card)
    with card.page.expect_download() as coming:
        card.place.get_by_role("link", name=ONE_FILE).click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    context = browser.new_context(offline=True, viewport={"width": 900, "height": 700})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    # Where the title breaks there is no space.
    assert "".join(card.title.split()) in "".join("".join(drawn(page, 900)).split())
    assert [url for url in asked if not url.startswith("data:")] == [page.url]
    context.close()


def _in_order(text: str) -> str:
    return re.sub(r"[?]\S+", lambda query: "&".join(sorted(query[0][1:].split("&"))), text)


def test_the_picture_of_the_server_is_the_one_of_the_page(window: Window) -> None:
    view = window().open("convictions", months=TABLE_1, window="3")
    _name, text = view.charts[0].svg()
    asked = [*(f"months={month}" for month in TABLE_1), "window=3", f"lang={view.language}"]
    query = "&".join(asked)
    answer = view.page.request.get(f"{view.server}/charts/convictions.svg?{query}")
    assert answer.ok

    def said(svg: str) -> list[str]:
        """Every word where it stands; how far to the left it begins depends on how a browser rounds
        the widths of letters. The parts of an address may be in another order."""
        texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
        return [f"{_in_order(''.join(each.itertext()))} at {each.get('y')}" for each in texts]

    def lines(svg: str) -> list[str | None]:
        drawn = ElementTree.fromstring(svg).iter(f"{SVG}path")
        return [each.get("d") for each in drawn if each.get("class") == "js-line"]

    assert said(answer.text()) == said(text)
    assert lines(answer.text()) == lines(text) and len(lines(text)) > 3
