"""The switch between languages, and how the language goes along."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import PEP_TRUMP
from tests.browser.view import View

# Each begins in English, or in Spanish, and turns to the other.
pytestmark = pytest.mark.english


def switch(view: View, language: str) -> View:
    """Turns to another language, as a visitor does."""
    view.page.locator(".languages").get_by_role("link", name=language).click()
    return view.rest()


def spoken(view: View) -> str:
    told: str = view.page.evaluate("document.documentElement.lang")
    return told


def test_the_switch_keeps_the_view_and_back_leads_to_the_language_before(window: Window) -> None:
    view = window().open("detainers", months=PEP_TRUMP)
    view.options().get_by_text("Log scale").click()
    expect(view.page).to_have_url(re.compile("log=true"))
    view.page.keyboard.press("Escape")
    view.rest()
    english, lines = view.charts[0].title, view.charts[0].lines
    before = view.query

    switch(view, "Español")
    expect(view.title).to_have_text("Proporción con orden")
    assert spoken(view) == "es"
    assert view.query == before | {"lang": ["es"]}
    assert view.charts[0].title != english and view.charts[0].lines == lines
    assert "diciembre" in (view.end("Desde", "Meses").get_attribute("aria-valuetext") or "")

    view.page.go_back()
    expect(view.title).to_have_text("Detainer shares")
    view.rest()
    assert spoken(view) == "en"
    assert view.charts[0].title == english


def test_the_language_goes_along_to_other_pages_and_in_every_link(window: Window) -> None:
    view = window().open("removals", lang="es")
    assert view.page.title() == "Deportaciones · Deportaciones por mes"
    view.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Afirmaciones").click()
    expect(view.title).to_have_text("Afirmaciones")
    expect(view.page).to_have_url(re.compile(r"/claims\?lang=es"))
    # What is opened in another tab is an address of its own.
    link = view.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Condenas")
    link.hover()
    expect(link).to_have_attribute("href", re.compile("lang=es"))
    view.page.go_back()
    expect(view.title).to_have_text("Deportaciones")
    view.rest()
    switch(view, "English")
    expect(view.title).to_have_text("Removals")
    view.go("Claims")
    assert spoken(view) == "en"


def test_what_is_downloaded_is_in_the_language_of_the_page(window: Window) -> None:
    chart = window(language="es").open("removals").charts[0]
    said = chart.described()
    assert said["Title"] == chart.title and chart.title.startswith("Todas las deportaciones")
    assert said["URL"].endswith("lang=es")
    columns = window().open("removals").charts[0].csv()[1][0].keys()
    name, rows = chart.csv()
    assert rows[0].keys() == columns, "names of columns stay"
    assert name.startswith("removals-by-source_")
