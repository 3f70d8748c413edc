"""The page to try the data's addresses, in a real browser."""

from __future__ import annotations

import json
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, expect

from tests.api.answer import Answer
from tests.browser.spoken import READER


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_an_address_is_filled_in_shown_and_asked(
    scheme: Literal["light", "dark"], width: int, browser: Browser, server: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, base_url=server
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"/api/v1/?lang={READER}")
    operations = page.get_by_role("group")
    described = Answer(server, "/api/v1/openapi.json").json["paths"]
    expect(operations).to_have_count(len(described))
    measure = operations.filter(has=page.get_by_role("heading", name="/measures/{id}."))
    measure.get_by_role("heading").click()
    measure.get_by_label("id", exact=True).select_option("sc_removals")
    measure.get_by_label("from").fill("2016-08")
    measure.get_by_label("format").select_option("json")
    address = "/api/v1/measures/sc_removals.json?from=2016-08"
    expect(measure.get_by_role("link")).to_have_attribute("href", server + address)
    expect(measure.get_by_text(f"curl '{server}{address}'")).to_be_visible()
    measure.get_by_role("button", name="Ask").click()
    answer = measure.get_by_role("region", name="The answer")
    expect(answer).to_be_visible()
    assert json.loads(answer.inner_text()) == Answer(server, address).json
    # What is refused says why.
    measure.get_by_label("from").fill("2030-01")
    expect(answer).to_be_hidden()
    measure.get_by_role("button", name="Ask").click()
    expect(measure.get_by_role("status")).to_contain_text("404 · application/problem+json")
    expect(answer).to_contain_text("2017-07")
    # A form that is no month is not even asked for.
    measure.get_by_label("from").fill("August 2016")
    before = len(asked)
    measure.get_by_role("button", name="Ask").click()
    assert len(asked) == before
    # Nobody else hears of it, everybody can read it, and nothing stands beside the window.
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(server).netloc}
    found = page.evaluate(f"{AXE_SCRIPT}; axe.run()")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
