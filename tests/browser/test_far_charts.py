"""Charts that the visitor is far from when months are chosen: drawn when somebody comes near."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from bench.picker import FAR
from tests.browser.conftest import Window
from tests.browser.view import View
from tests.browser.waiting import wait_until

LAPTOP: ViewportSize = {"width": 1280, "height": 720}
TALL: ViewportSize = {"width": 1280, "height": 5000}
BOTH = ("PEP + Trump, first term", "74 months")


def at_the_controls(window: Window, page: str, size: ViewportSize = LAPTOP) -> View:
    """A window of this size on a page, which is read from the top."""
    view = window()
    view.page.set_viewport_size(size)
    return view.open(page)


@pytest.mark.parametrize("page", FAR)
def test_they_wait_and_come_with_the_months_chosen(page: str, window: Window) -> None:
    view = at_the_controls(window, page)
    there = {chart.name for chart in view.charts}
    view.preset(*BOTH)
    waiting = view.waiting.evaluate_all("cards => cards.map((card) => card.dataset.chart)")
    assert waiting == FAR[page]
    # The page is as long as with them, so nothing below moves when they come.
    assert all(box["height"] > 200 for box in boxes(view))
    expect(view.waiting.first).to_contain_text(view.says("This chart is drawn as you come to it."))
    for place in range(10):
        view.page.mouse.move(700, 500)
        view.page.mouse.wheel(0, 600)
        view.page.wait_for_timeout(150)
        if place > 2 and not view.waiting.count():
            break
    expect(view.waiting).to_have_count(0)
    view.rest()
    assert {chart.name for chart in view.charts} == there
    ranged = {"convicted-share-case-records", "criminality-people", "conviction-shares"}
    for chart in view.charts:
        if chart.name in ranged:
            months = [row["month"] for row in chart.csv()[1]]
            assert "2014-12" <= min(months) <= max(months) <= "2021-01"


def boxes(view: View) -> list[dict[str, float]]:
    found: list[dict[str, float]] = view.waiting.evaluate_all(
        "cards => cards.map((card) => ({height: card.offsetHeight}))"
    )
    return found


def test_whoever_sees_them_all_waits_for_none(window: Window) -> None:
    view = at_the_controls(window, "removals", TALL)
    view.preset(*BOTH)
    assert view.waiting.count() == 0
    assert view.page.locator("[class*='st-key-card-chart-']").count() == 2


def test_whoever_stays_gets_them_all(window: Window) -> None:
    view = at_the_controls(window, "removals")
    view.preset(*BOTH)
    expect(view.waiting).to_have_count(1)
    wait_until(view.page, "!document.querySelector('.later')", seconds=20)
    view.rest()
    assert len(view.charts) == 2


def test_another_control_draws_every_chart(window: Window) -> None:
    view = at_the_controls(window, "convictions")
    view.preset(*BOTH)
    expect(view.waiting).to_have_count(1)
    view.options()
    view.switch("Add the months recovered from the published averages")
    # Long before the page itself would ask for it.
    expect(view.waiting).to_have_count(0, timeout=4_000)
