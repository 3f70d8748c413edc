"""The front page: three sentences and the main chart on the first screen, words explained where
they stand, and questions that open the view which answers them."""

from __future__ import annotations

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from lib.charts.look import Width
from tests.browser.conftest import Window
from tests.browser.view import View


def box(place: Locator) -> FloatRect:
    found = place.bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("width", "size"),
    [("full", (1280, 720)), ("narrow", (390, 844))],
    ids=["desk", "telephone"],
)
def test_sentences_and_chart_are_on_the_first_screen(
    width: Width, size: tuple[int, int], window: Window
) -> None:
    view = window(width=width)
    view.page.set_viewport_size({"width": size[0], "height": size[1]})
    view.open()
    rows = view.page.locator("[class*='st-key-headline-']")
    expect(rows).to_have_count(3)
    chart = box(view.charts[0].place)
    for row in rows.all():
        place = box(row)
        assert place["y"] >= 0 and place["y"] + place["height"] <= chart["y"]
        picture = row.get_by_role("img").first
        assert picture.get_attribute("alt")
        assert picture.evaluate("picture => picture.complete && picture.naturalWidth > 0")
        # Nothing of a row lies over its neighbor.
        words = box(row.locator("[class*='st-key-says-']"))
        assert words["height"] <= place["height"]
    assert chart["y"] < size[1] / 2.5
    assert view.sideways == [0, 0]


def meaning(view: View) -> Locator:
    return view.page.get_by_role("tooltip")


def test_a_word_is_explained_on_hover_focus_and_press(window: Window) -> None:
    view = window().open()
    word = view.page.get_by_role("link", name="PEP", exact=True)
    address = view.page.url

    word.hover()
    expect(meaning(view)).to_contain_text("Priority Enforcement Program")
    # What is said stays while the pointer is on it, as one who magnifies the screen needs.
    meaning(view).hover()
    expect(meaning(view)).to_be_visible()
    view.page.mouse.move(5, 5)
    expect(meaning(view)).to_be_hidden()

    word.focus()
    expect(meaning(view)).to_be_visible()
    assert word.evaluate("word => document.getElementById(word.getAttribute('aria-describedby'))")
    view.page.keyboard.press("Escape")
    expect(meaning(view)).to_be_hidden()

    word.click()
    expect(meaning(view)).to_be_visible()
    assert view.page.url == address
    place = box(meaning(view))
    assert place["x"] >= 0 and place["x"] + place["width"] <= 1280


@pytest.mark.parametrize(
    ("question", "title", "query"),
    [
        ("Is ICE’s 43,300 right?", "Claims", {"claim": ["ice_43300"]}),
        (
            "What share involved a detainer in December 2015?",
            "Detainer shares",
            {"months": ["2015-01", "2015-12"]},
        ),
        ("Do two sources count the same removals?", "Sources compared", {}),
    ],
)
def test_an_example_opens_its_view(
    question: str, title: str, query: dict[str, list[str]], window: Window
) -> None:
    view = window().open()
    view.page.get_by_role("link", name=question).click()
    expect(view.title).to_have_text(title)
    view.rest()
    for name, values in query.items():
        assert view.page.url.count(name) and all(value in view.page.url for value in values)


def test_an_address_of_removals_as_it_was_still_shows_its_months(window: Window) -> None:
    view = window().open(months=["2014-12", "2017-07"], window=3, log="true")
    expect(view.title).to_have_text("At a glance")
    assert view.months == ["2014-12", "2017-07"]
    assert view.says("December 2014 to July 2017") in view.charts[0].alt
    expect(view.page).to_have_title(
        view.says("At a glance · Dec 2014 to Jul 2017 · Removals by month")
    )


@pytest.mark.parametrize(
    ("path", "query", "alt"),
    [
        ("reconciliation", {"pair": "trac"}, "TRAC"),
        (
            "reconciliation",
            {"pair": "All removals: case records and TRAC, both by departure"},
            "TRAC",
        ),
        ("who", {"side_by_side": "pep-trump-pandemic"}, ""),
        ("who", {"side_by_side": "no such groups"}, ""),
    ],
    ids=["id", "words of older addresses", "groups", "what names nothing"],
)
def test_a_choice_stands_in_the_address_by_its_id(
    path: str, query: dict[str, str], alt: str, window: Window
) -> None:
    view = window().open(path, **query)
    assert alt in view.charts[0].alt
