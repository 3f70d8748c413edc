"""The page of claims: searched, put in order, opened, and followed to the query."""

import csv
import io
import re
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Locator, expect

from lib.charts import Look
from tests.browser.conftest import ROOT, Window
from tests.browser.test_downloads import assert_whole
from tests.browser.view import View

# What a document says stays in English.
IN_PEOPLE = re.compile(
    "People convicted of a crime who were removed as a result of Secure Communities"
)


def search(view: View, words: str) -> None:
    """Types words, letter by letter, and presses nothing else."""
    view.page.get_by_role("searchbox", name="Search the claims").press_sequentially(words)


def rows(view: View) -> Locator:
    return view.page.locator("tr[data-claim]")


def column(view: View, name: str) -> list[str]:
    _wait_for_the_table(view)
    return view.page.locator(f"tr[data-claim] .{name}").all_inner_texts()


def ids(view: View) -> list[str | None]:
    _wait_for_the_table(view)
    return [row.get_attribute("data-claim") for row in rows(view).all()]


def _wait_for_the_table(view: View) -> None:
    """Its script and its markup come a moment after the page."""
    rows(view).first.wait_for()


def heading(view: View, name: str) -> Locator:
    return view.page.get_by_role("columnheader", name=name)


def opened(view: View) -> Locator:
    """The heading of the claim that is open."""
    return view.page.get_by_role("heading", level=2)


def table_file(view: View) -> list[dict[str, str]]:
    with view.page.expect_download() as coming:
        view.page.get_by_role("button", name="CSV of all").click()
    assert coming.value.suggested_filename == "claims.csv"
    text = Path(coming.value.path()).read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_43300_is_found_while_typing_and_opens_by_itself(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window().open("claims")
    search(view, "43300")
    expect(rows(view)).to_have_count(1)
    expect(opened(view)).to_contain_text(IN_PEOPLE)
    view.rest()
    said = view.page.get_by_test_id("stMain")
    people = view.says("people")
    expect(said).to_contain_text(f"{view.says('does not hold').capitalize()}.")
    expect(said).to_contain_text(f"{view.says('more than')} 43,300 {people}")
    expect(said).to_contain_text(f"{view.says('9,688 to 14,101')} {people}")
    expect(said).to_contain_text(
        view.says("{speaker}, as reported by {by}", speaker="ICE", by="TRAC")
    )
    expect(said).to_contain_text("How it is checked:")
    (chart,) = view.charts
    assert {f"42,756 {people}", f"24,190 {people}"} <= set(chart.words)
    assert {"42756", "24190"} <= {row["low"].removesuffix(".0") for row in chart.csv()[1]}

    where = chart.open("Queries behind the numbers")
    monkeypatch.chdir(ROOT)
    with duckdb.connect() as connection:
        first = connection.execute(where.get_by_test_id("stCode").first.inner_text()).fetchone()
    assert first is not None and first[:2] == (9688, 14101)
    # Another letter, and nothing is found; without it, all of it again.
    search(view, "x")
    expect(rows(view)).to_have_count(0)
    expect(opened(view)).to_have_count(0)
    expect(view.page.get_by_text("No claim matches.")).to_be_visible()


def test_a_claim_has_an_address_and_the_browser_goes_back_to_the_list(window: Window) -> None:
    view = window().open("claims")
    everything = rows(view).count()
    search(view, "crime")
    expect(rows(view)).not_to_have_count(everything)
    number = rows(view).count()
    link = view.page.get_by_role("link", name=IN_PEOPLE)
    link.focus()
    link.press("Enter")
    expect(opened(view)).to_contain_text(IN_PEOPLE)
    view.rest()
    assert view.query["claim"] == ["ice_43300"]
    expect(rows(view).first).not_to_be_visible()
    back = view.page.get_by_role("link", name="← All claims")
    expect(back).to_be_focused()

    theirs = window(another=True)
    theirs.page.goto(view.page.url)
    theirs.rest()
    expect(opened(theirs)).to_contain_text(IN_PEOPLE)
    theirs.page.reload()
    theirs.rest()
    expect(opened(theirs)).to_contain_text(IN_PEOPLE)
    assert [chart.name for chart in theirs.charts] == ["claim-ice-43300"]
    theirs.page.get_by_role("link", name="← All claims").click()
    expect(theirs.page.get_by_role("status")).to_be_visible()
    expect(opened(theirs)).to_have_count(0)
    assert "claim" not in theirs.rest().query

    view.page.go_back()
    expect(opened(view)).to_have_count(0)
    view.rest()
    expect(rows(view)).to_have_count(number)
    assert view.query == {"words": ["crime"]}
    # A reader is where the claim was.
    expect(link).to_be_focused()
    view.page.go_forward()
    expect(opened(view)).to_contain_text(IN_PEOPLE)
    view.rest().page.get_by_role("link", name="← All claims").click()
    expect(rows(view)).to_have_count(number)
    assert view.rest().query == {"words": ["crime"]}


def test_an_address_of_no_claim_says_so_and_shows_the_list(window: Window) -> None:
    view = window().open("claims", claim="ice_34400")
    expect(view.page.get_by_test_id("stAlert")).to_contain_text("ice_34400")
    assert rows(view).count() > 1


def test_the_failures_are_first_and_a_heading_puts_the_claims_in_order(window: Window) -> None:
    view = window().open("claims")
    first = column(view, "verdict")
    assert first[0].endswith(view.says("does not hold"))
    assert first[-1].endswith(view.says("holds"))
    assert sorted(set(first), key=first.index) == [
        word for place, word in enumerate(first) if place == 0 or word != first[place - 1]
    ]
    verdict, stated = heading(view, "Verdict"), heading(view, "Stated")
    expect(verdict).to_have_attribute("aria-sort", "ascending")
    stated.get_by_role("button").click()
    expect(stated).to_have_attribute("aria-sort", "ascending")
    assert verdict.get_attribute("aria-sort") is None
    numbers = [row["stated_number"] for row in by_id(view)]
    known = [float(number) for number in numbers if number]
    assert known == sorted(known) and len(known) > 30
    stated.get_by_role("button").press("Enter")
    expect(stated).to_have_attribute("aria-sort", "descending")
    assert view.query["order"] == ["-stated"]
    assert column(view, "stated")[0] != ""
    # The largest there is: about 11 million people who are here unlawfully.
    assert max(float(row["stated_number"] or 0) for row in table_file(view)) == 11_000_000
    first_numbers = [row["stated_number"] for row in by_id(view) if row["stated_number"]]
    assert first_numbers[0] == "11000000"
    speaker = heading(view, "Who says it")
    speaker.get_by_role("button").click()
    names = column(view, "speaker")
    assert names == sorted(names, key=str.lower)
    view.page.reload()
    view.rest()
    assert column(view, "speaker") == names


def by_id(view: View) -> list[dict[str, str]]:
    """The rows of the file in the order of the table."""
    file = {row["claim"]: row for row in table_file(view)}
    shown = rows(view).evaluate_all("all => all.map(row => row.dataset.claim)")
    return [file[claim] for claim in shown]


def test_the_file_holds_the_rows_of_the_table(window: Window) -> None:
    view = window().open("claims")
    file = table_file(view)
    for name in ("stated", "computed", "speaker", "reported_by", "document", "statement"):
        # A statement stays in English; its translation follows.
        shown = [cell.partition("\n\n")[0] for cell in column(view, name)]
        assert shown == [row[name] for row in file], name
    assert column(view, "verdict") == [
        f"{sign} {view.says(row['verdict'])}"
        for sign, row in zip(
            view.page.locator("tr[data-claim] .verdict i").all_inner_texts(), file, strict=True
        )
    ]
    assert len(file) == rows(view).count() > 60


def test_the_filters_count_and_are_in_the_address(window: Window) -> None:
    mine = window().open("claims")
    buttons = mine.page.get_by_role("group", name="Verdict").get_by_role("button")
    counts = {
        button.get_attribute("data-kind"): int(button.locator("b").inner_text())
        for button in buttons.all()
    }
    assert sum(counts.values()) == rows(mine).count()
    fails = mine.page.get_by_role("button", name="does not hold")
    fails.click()
    expect(rows(mine)).to_have_count(counts["does not hold"])
    expect(fails).to_have_attribute("aria-pressed", "true")
    mine.page.get_by_role("combobox", name="Who says it").select_option(label="ICE")
    assert set(column(mine, "speaker")) == {"ICE"}
    assert mine.query == {"verdict": ["does not hold"], "speaker": ["ice"]}
    mine.rest()

    theirs = window(another=True)
    theirs.page.goto(mine.page.url)
    theirs.rest()
    expect(rows(theirs)).to_have_count(rows(mine).count())
    assert column(theirs, "statement") == column(mine, "statement")
    theirs.page.get_by_role("button", name="does not hold").click()
    assert theirs.query == {"speaker": ["ice"]}


@pytest.mark.english  # It opens a window of either language itself.
@pytest.mark.parametrize("asked", ["a-news-item-on-tracs-report", "A news item on TRAC's report"])
def test_an_address_asks_for_the_same_claims_in_every_language(asked: str, window: Window) -> None:
    """An older address has the name in place of the id."""
    english = window().open("claims", speaker=asked)
    assert len(ids(english)) == 6
    spanish = window(language="es").open("claims", speaker=asked)
    assert ids(spanish) == ids(english)
    (said,) = set(column(spanish, "speaker"))
    assert said != "A news item on TRAC's report"
    again = window().open("claims", speaker=said)
    assert ids(again) == ids(english)


@pytest.mark.parametrize("look", [Look(), Look(width="narrow")], ids=["light", "narrow"])
@pytest.mark.parametrize("claim", ["ice_43300", "trac_detainer_share_sc", "nd_april_2015"])
def test_the_picture_of_a_claim_is_whole(claim: str, look: Look, window: Window) -> None:
    view = window(dark=look.dark, width=look.width).open("claims", claim=claim)
    (chart,) = view.charts
    name, pixels = chart.png()
    assert name == f"{chart.name}.png"
    assert_whole(pixels, look)
    assert view.cut == [] and view.sideways == [0, 0]


def test_on_a_telephone_nothing_runs_off_and_the_claims_can_be_put_in_order(
    window: Window,
) -> None:
    view = window(width="narrow").open("claims")
    assert view.sideways == [0, 0]
    box = rows(view).first.bounding_box()
    assert box is not None and box["y"] + box["height"] < 844
    stated = rows(view).first.locator(".stated")
    assert "43,300" in stated.inner_text()
    # There is no line of headings, so each cell has its own.
    assert (
        stated.evaluate("cell => getComputedStyle(cell, '::before').content")
        == f'"{view.says("Stated")}"'
    )
    view.page.get_by_role("combobox", name="Order").select_option("speaker")
    names = column(view, "speaker")
    assert names == sorted(names, key=str.lower)
