"""What a chart has to say beside its picture: one step away, and at the numbers in its strip."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.folders import rows

STEPS_AWAY = "Notes, events and sources of this chart"


def test_notes_events_and_sources_open_below_the_chart(window: Window) -> None:
    chart = window().open("removals").chart("removals-by-source")
    button = chart.place.get_by_role("button", name=STEPS_AWAY)
    withheld = chart.place.get_by_text("January 2016 to July 2017: ICE withheld.")
    expect(withheld).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(withheld).to_be_visible()
    first = next(row for row in rows("events") if row["date"] == "2008-11")
    said = f"1 {chart.view.says(first['label'])} ({chart.view.says('Nov 2008')})"
    expect(chart.place.get_by_text(said)).to_be_visible()
    expect(chart.place.get_by_text("2019-ICFO-53623")).to_be_visible()
    button.click()
    expect(withheld).to_be_hidden()


@pytest.mark.parametrize("width", ["full", "narrow"])
def test_the_number_of_an_event_tells_its_text(width: str, window: Window) -> None:
    view = window(width=width).open("removals")
    number = (
        view.charts[0]
        .place.locator(".main-svg .annotation-text-g")
        .filter(has_text=re.compile("^1$"))
    )
    number.hover()
    first = next(row for row in rows("events") if row["date"] == "2008-11")
    expect(view.page.locator(".hoverlayer").first).to_contain_text(first["label"])
