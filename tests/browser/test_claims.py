"""The page of claims: found through the filters, opened, read, and followed to the query."""

import duckdb
import pytest
from playwright.sync_api import expect

from lib.charts import Look
from tests.browser.conftest import ROOT, Window
from tests.browser.test_downloads import assert_whole
from tests.browser.view import View

CLAIM = "more than 43,300"


def found(view: View, words: str) -> View:
    """Types words into the filter; one claim is left."""
    box = view.page.get_by_role("textbox", name="Words in the claim")
    box.fill(words)
    box.press("Enter")
    expect(view.page.get_by_text("1 of ")).to_be_visible()
    return view.rest()


def test_the_claim_on_43_300_is_found_opened_and_followed(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window().open("claims")
    claims = view.folded("Does not hold")
    expect(view.folded("Holds ·").first).to_be_visible()
    view.page.get_by_test_id("stButtonGroup").get_by_text("does not hold").click()
    expect(view.folded("Holds ·")).to_have_count(0)
    view.rest()
    assert view.query["verdict"] == ["does not hold"]
    assert claims.count() > 1
    found(view, "43,300 secure communities")
    expect(claims).to_have_count(1)

    claim = view.unfold(view.folded(CLAIM))
    expect(claim).to_contain_text("Does not hold")
    expect(claim).to_contain_text("January 2017 to March 2017")
    expect(claim).to_contain_text("9,688 to 14,101 people")
    (chart,) = view.charts
    assert "Stated: more than 43,300" in "".join(chart.words)
    assert {"42756", "24190"} <= {row["low"].removesuffix(".0") for row in chart.csv()[1]}

    where = chart.open("Queries behind the numbers")
    monkeypatch.chdir(ROOT)
    with duckdb.connect() as connection:
        first = connection.execute(where.get_by_test_id("stCode").first.inner_text()).fetchall()
    assert first == [(9688, 14101)]


def test_the_filters_of_the_claims_are_in_the_address(window: Window) -> None:
    mine = found(window().open("claims"), "43,300 secure")
    theirs = window(another=True)
    theirs.page.goto(mine.page.url)
    theirs.rest()
    expect(theirs.folded(CLAIM)).to_have_count(1)
    expect(theirs.page.get_by_text("1 of ")).to_be_visible()


@pytest.mark.parametrize("look", [Look(), Look(width="narrow")], ids=["light", "narrow"])
@pytest.mark.parametrize(
    "words", ["43,300 secure", "share of secure communities removals latest", "the peak"]
)
def test_the_pictures_of_claims_are_whole(words: str, look: Look, window: Window) -> None:
    view = window(dark=look.dark, width=look.width).open("claims", words=words)
    claims = view.folded("·")
    for position in range(claims.count()):
        view.unfold(claims.nth(position))
    assert view.charts
    for chart in view.charts:
        name, pixels = chart.png()
        assert name == f"{chart.name}.png"
        assert_whole(pixels, look)
