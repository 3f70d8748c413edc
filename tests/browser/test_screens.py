"""Every page on a telephone and on a desk, in light and in dark, and for those who do not see the
charts."""

import pytest

from lib.charts import Look
from lib.charts.look import Width
from tests.browser.conftest import Window
from tests.browser.spoken import ALSO, READER
from tests.browser.view import PAGES, Card, View


@pytest.mark.parametrize(
    ("path", "language"),
    [
        *((path, READER) for path in PAGES),
        *(
            (path, also)
            for also in ALSO
            for path in ("", "compare", "issued", "who", "claims", "data", "sources")
        ),
    ],
    ids=lambda value: value or "front",
)
def test_a_telephone_shows_the_whole_page_without_sideways_scroll(
    path: str, language: str, window: Window
) -> None:
    """And the first chart on the first screen, where the page begins with one."""
    view = window(width="narrow", language=language).open(path)
    assert view.sideways == [0, 0]
    for chart in view.charts:
        box = chart.place.locator(".main-svg").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert view.cut == []
    if path in CHARTED:
        assert_on_the_first_screen(view, 844)


ROOMS: list[tuple[int, Width, bool]] = [
    (1238, "full", True),
    (788, "broad", False),
    (1014, "wide", False),
    (769, "medium", True),
    (564, "broad", False),
    (320, "small", True),
    (440, "medium", False),
    (351, "narrow", False),
]
"""The widths in pixels at which each look has the least room, and whether other languages, too, are
tried there. Neighbors have titles of different sizes, by which the window knows that it was drawn
anew."""


@pytest.mark.parametrize("path", ["", "compare", "issued"], ids=lambda path: path or "front")
@pytest.mark.parametrize("language", [READER, *ALSO])
def test_nothing_is_cut_off_where_a_look_has_the_least_room(
    language: str, path: str, window: Window
) -> None:
    """Beside the open navigation a window of 769 pixels has less room for the page than one of 564
    has without. One window takes all widths one after the other: opening a page anew costs
    far more than drawing it anew."""
    rooms = [(pixels, width) for pixels, width, also in ROOMS if also or language == READER]
    view = window(width=rooms[0][1], language=language)
    for pixels, width in rooms:
        view.page.set_viewport_size({"width": pixels, "height": 900})
        view.look = Look(width=width)
        if pixels == rooms[0][0]:
            view.open(path)
        view.rest()
        assert view.sideways == [0, 0], pixels
        assert view.cut == [], pixels


CHARTED = ["", "removals", "convictions", "issued", "detainers", "reconciliation", "who"]

_PLOT = """card => {
    const ends = [".gtitle, .annotation", ".plot", ".xtick"].flatMap((part) =>
        [...card.querySelectorAll(`.main-svg ${part}`)]).map((e) => e.getBoundingClientRect());
    const plots = [...card.querySelectorAll(".main-svg .xtick")].map(
        (tick) => tick.getBoundingClientRect().bottom);
    return [Math.min(...ends.map(({ top }) => top)), Math.max(...plots)];
}"""


def assert_on_the_first_screen(view: View, height: int) -> None:
    """The first chart from its title to the months under its plot; what must be known of it follows
    below."""
    top, bottom = view.charts[0].place.evaluate(_PLOT)
    assert 0 <= top < bottom <= height


@pytest.mark.parametrize(
    ("path", "language"),
    [
        *((path, READER) for path in CHARTED),
        *((path, also) for also in ALSO for path in ("", "issued", "who")),
    ],
    ids=lambda value: value or "front",
)
def test_the_first_chart_is_on_the_first_screen(path: str, language: str, window: Window) -> None:
    """Of a desk, in the dark; and each chart of the page says what it shows."""
    view = window(dark=True, language=language)
    view.page.set_viewport_size({"width": 1280, "height": 720})
    charts = view.open(path).charts
    assert_on_the_first_screen(view, 720)
    box = charts[0].place.bounding_box()
    assert box and box["width"] >= 1000
    for chart in charts:
        assert_says_what_it_shows(chart)


KINDS = (
    "Line chart",
    "Dot plot",
    "Dots",
    "Paired dots",
    "Small line charts",
    "Bars",
    "Stacked bars",
)


def assert_says_what_it_shows(chart: Card) -> None:
    kind, _, words = chart.alt.partition(". ")
    assert kind in [chart.view.says(kind) for kind in KINDS]
    assert words.startswith(chart.title)


def test_each_chart_of_the_comparison_says_what_it_shows(window: Window) -> None:
    """It is no page that begins with a chart."""
    charts = window(dark=True).open("compare").charts
    assert charts
    for chart in charts:
        assert_says_what_it_shows(chart)
