"""Every page on a telephone and on a desk, in light and in dark, and for those who do not see the
charts."""

import pytest

from lib.charts.look import Width
from tests.browser.conftest import Window
from tests.browser.view import PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "removals")
def test_a_telephone_shows_the_whole_page_without_sideways_scroll(
    path: str, window: Window
) -> None:
    view = window(width="narrow").open(path)
    assert view.sideways == [0, 0]
    for chart in view.charts:
        box = chart.place.locator(".main-svg").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert view.cut == []


@pytest.mark.parametrize("path", ["", "compare", "issued"], ids=lambda path: path or "removals")
@pytest.mark.parametrize(
    ("pixels", "width"),
    [
        (360, "narrow"),
        (660, "broad"),
        (768, "broad"),
        (900, "medium"),
        (1024, "broad"),
        (1248, "wide"),
    ],
    ids=lambda value: str(value),
)
def test_nothing_is_cut_off_where_a_look_has_the_least_room(
    pixels: int, width: Width, path: str, window: Window
) -> None:
    """Beside the open navigation a window of 1024 pixels has less room for the page than one of 768
    has without."""
    view = window(width=width)
    view.page.set_viewport_size({"width": pixels, "height": 900})
    view.open(path)
    assert view.sideways == [0, 0]
    assert view.cut == []


@pytest.mark.parametrize(
    "path",
    ["", "compare", "convictions", "issued", "detainers", "reconciliation", "who"],
    ids=lambda path: path or "removals",
)
def test_each_chart_says_what_it_shows(path: str, window: Window) -> None:
    charts = window(dark=True).open(path).charts
    assert charts
    for chart in charts:
        kind, _, words = chart.alt.partition(". ")
        assert kind in (
            "Line chart",
            "Line chart on a log scale",
            "Dot plot",
            "Dots",
            "Paired dots",
            "Small line charts",
            "Bars",
            "Stacked bars",
        )
        assert words.startswith(chart.title)
