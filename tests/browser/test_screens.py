"""Every page on a telephone and on a desk, in light and in dark, and for those who do not see the
charts."""

import pytest

from lib.charts.look import Width
from tests.browser.conftest import Window
from tests.browser.spoken import ALSO, READER
from tests.browser.view import PAGES


@pytest.mark.parametrize(
    ("path", "language"),
    [
        *((path, READER) for path in PAGES),
        *(
            (path, also)
            for also in ALSO
            for path in ("", "compare", "issued", "claims", "data", "sources")
        ),
    ],
    ids=lambda value: value or "front",
)
def test_a_telephone_shows_the_whole_page_without_sideways_scroll(
    path: str, language: str, window: Window
) -> None:
    view = window(width="narrow", language=language).open(path)
    assert view.sideways == [0, 0]
    for chart in view.charts:
        box = chart.place.locator(".main-svg").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert view.cut == []


@pytest.mark.parametrize("path", ["", "compare", "issued"], ids=lambda path: path or "front")
@pytest.mark.parametrize(
    ("pixels", "width", "language"),
    [
        (320, "small", READER),
        (351, "narrow", READER),
        (440, "medium", READER),
        (564, "broad", READER),
        (769, "medium", READER),
        (788, "broad", READER),
        (1014, "wide", READER),
        (1238, "full", READER),
        *((320, "small", also) for also in ALSO),
        *((769, "medium", also) for also in ALSO),
        *((1238, "full", also) for also in ALSO),
    ],
    ids=lambda value: str(value),
)
def test_nothing_is_cut_off_where_a_look_has_the_least_room(
    pixels: int, width: Width, language: str, path: str, window: Window
) -> None:
    """Beside the open navigation a window of 769 pixels has less room for the page than one of 564
    has without."""
    view = window(width=width, language=language)
    view.page.set_viewport_size({"width": pixels, "height": 900})
    view.open(path)
    assert view.sideways == [0, 0]
    assert view.cut == []


CHARTED = ["", "removals", "convictions", "issued", "detainers", "reconciliation", "who"]

_PLOT = """card => {
    const ends = [".gtitle, .annotation", ".plot", ".xtick"].flatMap((part) =>
        [...card.querySelectorAll(`.main-svg ${part}`)]).map((e) => e.getBoundingClientRect());
    const plots = [...card.querySelectorAll(".main-svg .xtick")].map(
        (tick) => tick.getBoundingClientRect().bottom);
    return [Math.min(...ends.map(({ top }) => top)), Math.max(...plots)];
}"""


@pytest.mark.parametrize(
    ("path", "language"),
    [
        *((path, READER) for path in CHARTED),
        *((path, also) for also in ALSO for path in ("", "issued", "who")),
    ],
    ids=lambda value: value or "front",
)
@pytest.mark.parametrize(
    ("width", "height"), [("full", 720), ("narrow", 844)], ids=["desk", "telephone"]
)
def test_the_first_chart_is_on_the_first_screen(
    width: Width, height: int, path: str, language: str, window: Window
) -> None:
    """From its title to the months under its plot; what must be known of it follows below."""
    view = window(width=width, language=language)
    view.page.set_viewport_size({"width": 1280 if width == "full" else 390, "height": height})
    view.open(path)
    top, bottom = view.charts[0].place.evaluate(_PLOT)
    assert 0 <= top < bottom <= height
    box = view.charts[0].place.bounding_box()
    assert width == "narrow" or (box and box["width"] >= 1000)


KINDS = (
    "Line chart",
    "Dot plot",
    "Dots",
    "Paired dots",
    "Small line charts",
    "Bars",
    "Stacked bars",
)


@pytest.mark.parametrize(
    "path",
    ["", "compare", "convictions", "issued", "detainers", "reconciliation", "who"],
    ids=lambda path: path or "front",
)
def test_each_chart_says_what_it_shows(path: str, window: Window) -> None:
    view = window(dark=True).open(path)
    kinds = [view.says(kind) for kind in KINDS]
    assert view.charts
    for chart in view.charts:
        kind, _, words = chart.alt.partition(". ")
        assert kind in kinds
        assert words.startswith(chart.title)
