"""Ten tasks of a reporter, and how many actions each may take. Each begins on the front page, in a
window of 1280 x 720 or on a telephone, and ends when the answer is on the screen."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from lib.charts import Look
from lib.months import Month
from lib.text import speaking
from tests.browser.actor import Actor
from tests.browser.conftest import ROOT, Window
from tests.browser.started import PATIENCE
from tests.browser.view import Card, View

DATA = ROOT / "data"


@pytest.fixture
def reporter(window: Window) -> Actor:
    """On the front page, with the clipboard open to the toolbar."""
    view = window(another=True)
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    view.page.set_viewport_size({"width": 1280, "height": 720})
    return Actor(view.open())


def link(reporter: Actor, name: str) -> Locator:
    return reporter.view.page.get_by_test_id("stMain").get_by_role("link", name=name)


def menu(reporter: Actor, name: str) -> Locator:
    return reporter.view.page.get_by_test_id("stSidebarNav").get_by_role("link", name=name)


def button(card: Card, name: str) -> Locator:
    return card.place.get_by_role("button", name=name, exact=True)


def clipboard(reporter: Actor) -> str:
    said: str = reporter.view.page.evaluate("navigator.clipboard.readText()")
    return said


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def readout(view: View) -> Locator:
    """What is said of the month that is pointed at."""
    if view.look.width == "narrow":
        return view.page.locator("#chart-readout:visible")
    return view.page.locator(".hoverlayer", has_text=re.compile(r"\w")).first


def test_what_changed_between_pep_and_trump(reporter: Actor) -> None:
    reporter.click(link(reporter, "Compare"))
    chart = reporter.view.chart("measures-compared")
    for words in ("SC removals", "All ICE removals", "+20%", "−12%", "ICE withheld"):
        reporter.see(chart.place.locator(".main-svg text").filter(has_text=words).first)
    reporter.needed(1)


def test_removed_after_a_serious_offense_in_may_2017_with_its_picture(reporter: Actor) -> None:
    reporter.click(menu(reporter, "Convictions"))
    chart = reporter.view.chart("convictions")
    (stated,) = [
        row["serious_offense"]
        for row in rows(DATA / "convicted_removals.csv")
        if row["month"] == "2017-05"
    ]
    with speaking(reporter.view.language):
        # In English “May” is the long name, too.
        month = Month(2017, 5).short
    value = reporter.view.says("{value} in {month}", value=f"{int(stated):,}", month=month)
    reporter.see(chart.saying(value))
    with Image.open(reporter.take(button(chart, "Download PNG"))) as picture:
        assert picture.format == "PNG"
    reporter.needed(3)


def test_the_detainer_share_of_2010_and_of_late_2015(reporter: Actor) -> None:
    reporter.click(link(reporter, "Detainer shares"))
    chart = reporter.view.chart("detainer-shares")
    reporter.see(chart.saying("2.29% in Dec 2015"))
    reporter.point(chart, "2010-12")
    of_2010 = [row for row in rows(DATA / "removals_by_source.csv") if row["month"][:4] == "2010"]
    assert len(of_2010) == 12
    detainers, removals = (
        sum(int(row[name]) for row in of_2010) for name in ("detainer_removals", "sc_removals")
    )
    expect(readout(reporter.view)).to_contain_text("December 2010")
    expect(readout(reporter.view)).to_contain_text(f"12-month share: {detainers / removals:.2%}")
    reporter.needed(2)


def test_whether_43300_is_right(reporter: Actor) -> None:
    reporter.click(link(reporter, "Is ICE’s 43,300 right?"))
    expect(reporter.view.title).to_have_text("Claims")
    verdict = re.compile(rf"{reporter.view.says('does not hold')}\.", re.IGNORECASE)
    reporter.see(reporter.view.page.get_by_text(verdict).first)
    reporter.see(reporter.view.page.get_by_text("42,756").first)
    reporter.needed(2)


def test_a_csv_of_sc_removals_under_pep_and_trump(reporter: Actor) -> None:
    reporter.click(link(reporter, "Compare"))
    chart = reporter.view.chart("groups-sc-removals")
    taken = rows(reporter.take(button(chart, "Download CSV")))
    months = {
        row["month"]: row["sc_removals"]
        for row in rows(DATA / "removals_by_source.csv")
        if "2014-12" <= row["month"] <= "2017-07"
    }
    assert len(months) == 32
    compared = {
        row["month"]: row["sc_removals"]
        for row in taken
        if row["group"] != reporter.view.says("neither")
    }
    assert compared == months
    reporter.needed(3)


def test_a_link_to_exactly_this_comparison(reporter: Actor) -> None:
    reporter.click(link(reporter, "Compare"))
    chosen = reporter.view.page.get_by_role("radio", name="Arrested by ICE (OHSS)")
    reporter.click(chosen)
    chart = reporter.view.chart("groups-ero-by-ice")
    expect(chart.place).to_be_visible()
    given = reporter.view.chart("measures-compared").place.get_by_role(
        "button", name="Copy link to this view"
    )
    reporter.click(given)
    sentence = reporter.view.page.get_by_role("heading").filter(has_text="7,165").inner_text()
    reporter.needed(4)
    reporter.view.page.goto(clipboard(reporter))
    reporter.view.rest()
    expect(reporter.view.page.get_by_role("heading").filter(has_text="7,165")).to_have_text(
        sentence
    )
    expect(reporter.view.chart("groups-ero-by-ice").place).to_be_visible()


def test_where_985_comes_from(reporter: Actor) -> None:
    reporter.click(link(reporter, "Compare"))
    page = reporter.view.page
    reporter.see(page.get_by_text("985 more").first)
    reporter.see(page.get_by_text("35,020 ÷ 6 − 126,133 ÷ 26"))
    reporter.needed(1)


def test_a_file_of_ones_own_under_the_pages(reporter: Actor, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    lines = [f"A{n},2016-{n % 6 + 1:02}-{n % 28 + 1:02}" for n in range(300)]
    file.write_text("\n".join(["id,date", *lines]) + "\n", "utf-8")
    page = reporter.view.page
    reporter.click(menu(reporter, "Your records"))
    reporter.drop([file])
    reporter.click(page.get_by_role("button", name="Count by month"))
    lay = page.get_by_text("Show these months on the other pages")
    reporter.click(lay)
    reporter.click(menu(reporter, "Removals"))
    expect(reporter.view.title).to_have_text("Removals")
    reporter.see(reporter.view.charts[0].saying("Your records").first)
    reporter.see(page.get_by_test_id("stSidebar").get_by_text("own.csv"))
    reporter.needed(5)


def test_march_2017_on_the_convictions_chart_of_a_telephone(server: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(PATIENCE)
    view = View(context.new_page(), server, Look(width="narrow")).open()
    reporter = Actor(view)
    reporter.tap(view.page.get_by_test_id("stExpandSidebarButton"))
    reporter.tap(menu(reporter, "Convictions"))
    expect(view.title).to_have_text("Convictions")
    view.rest()
    reporter.point(view.charts[0], "2017-03", finger=True)
    (stated,) = [row for row in rows(DATA / "convicted_removals.csv") if row["month"] == "2017-03"]
    expect(readout(view)).to_contain_text("March 2017")
    for offense, name in {
        "any_offense": "Any offense",
        "serious_offense": "Serious offense",
    }.items():
        said = f"{view.says(name)}: {int(stated[offense]):,}"
        expect(readout(view)).to_contain_text(said)
    reporter.needed(3)
    context.close()


@pytest.mark.parametrize("path", ["", "removals", "compare", "convictions", "detainers"])
def test_a_chart_is_cited(path: str, reporter: Actor) -> None:
    """Begins at the chart's toolbar, wherever that is."""
    reporter.view.open(path)
    chart = reporter.view.charts[0]
    cite = button(chart, "Cite this chart")
    cite.evaluate("button => button.scrollIntoView({ block: 'center' })")
    reporter.click(cite)
    expect(chart.place.get_by_role("status")).to_have_text("Citation copied")
    said = clipboard(reporter)
    assert reporter.view.page.url in said and reporter.view.says("Removals by Month") in said
    reporter.needed(1)
