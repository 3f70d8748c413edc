"""Every page on a telephone and on a desk, in light and in dark, and for those who do not see the charts."""

import pytest

from tests.browser.conftest import Window
from tests.browser.view import PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "removals")
def test_a_telephone_shows_the_whole_page_without_sideways_scroll(
    path: str, window: Window
) -> None:
    view = window(narrow=True).open(path)
    assert view.sideways == [0, 0]
    for chart in view.charts:
        box = chart.place.locator(".main-svg").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert view.cut == []


@pytest.mark.parametrize("path", ["", "compare", "issued"], ids=lambda path: path or "removals")
@pytest.mark.parametrize(
    ("width", "narrow"),
    [(660, True), (768, False), (1024, True), (1280, False)],
    ids=lambda value: str(value),
)
def test_nothing_is_cut_off_at_widths_between(
    width: int, narrow: bool, path: str, window: Window
) -> None:
    """Beside the open navigation a window of 1024 pixels has less room for the page than one of 768 has without."""
    view = window(narrow=narrow)
    view.page.set_viewport_size({"width": width, "height": 900})
    view.open(path)
    assert view.sideways == [0, 0]
    assert view.cut == []


@pytest.mark.parametrize(
    "path",
    ["", "compare", "convictions", "issued", "detainers", "reconciliation"],
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
            "Paired dots",
            "Bars",
            "Stacked bars",
        )
        assert words.startswith(chart.title)
