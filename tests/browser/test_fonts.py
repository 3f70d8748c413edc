"""The same chart on every machine: its font comes with it, on the page and in the pictures."""

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from lib.charts import Look, ruler
from lib.charts.look import Width
from tests.browser import chromium
from tests.browser.conftest import Window
from tests.browser.source import PEP_TRUMP
from tests.browser.view import View
from tests.browser.waiting import wait_until

FONTS = list(chromium.FONTS)
CHARTED = ["", "removals", "compare", "convictions", "issued", "detainers", "reconciliation", "who"]
Started = Callable[[str], Browser]

_MEASURED = """async ([texts, family]) => {
    const brush = document.createElement("canvas").getContext("2d");
    brush.textRendering = "geometricPrecision";
    return texts.map(([text, size, weight]) => {
        brush.font = `${weight} ${size}px ${family}`;
        return brush.measureText(text).width;
    });
}"""

TEXTS = [
    "Detainer-connected removals, January 2016 to July 2017: ICE withheld.",
    "To AVENUE, “Trump” – 1,234,567 ÷ 12 = 102,880.6 … −4.5 %",
    "La Ñandú llegó después, ¿por qué? Año 2017 · 3 ≤ 4",
    "PEP (Obama)",
]


def measured(view: View, family: str) -> list[float]:
    texts = [
        (text, size, weight)
        for text, size, weight in itertools.product(TEXTS, (11, 13, 21), (400, 700))
    ]
    found: list[float] = view.page.evaluate(_MEASURED, [texts, family])
    return found


@pytest.mark.parametrize("font", FONTS)
def test_the_ruler_measures_what_the_browser_draws(font: str, window: Window) -> None:
    expected = [
        ruler.width(text, size, bold=weight == 700)
        for text, size, weight in itertools.product(TEXTS, (11, 13, 21), (400, 700))
    ]
    assert measured(window(font=font).open(), f'"{ruler.FAMILY}"') == pytest.approx(
        expected, rel=0.002
    )


def test_the_machines_of_these_tests_have_other_letters(window: Window) -> None:
    """Without this the tests below would compare a machine with itself."""
    dejavu, liberation = (measured(window(font=font).open(), "sans-serif") for font in FONTS)
    assert all(wide > 1.05 * narrow for wide, narrow in zip(dejavu, liberation, strict=True))


@pytest.mark.parametrize(
    ("path", "width"),
    [
        *((path, "narrow") for path in ("", "compare", "convictions", "issued", "claims", "data")),
        ("compare", "broad"),
        ("who", "wide"),
    ],
    ids=lambda value: value or "front",
)
def test_nothing_is_cut_where_the_machine_has_other_fonts(
    path: str, width: Width, window: Window
) -> None:
    view = window(width=width, font="Liberation").open(path)
    assert view.sideways == [0, 0]
    assert view.cut == []


@pytest.mark.parametrize("path", ["", "compare", "issued"], ids=lambda path: path or "front")
def test_the_pictures_of_two_machines_are_the_same_pixel_for_pixel(
    path: str, window: Window
) -> None:
    one, two = (
        {
            chart.name: chart.png()[1]
            for chart in window(font=font).open(path, months=PEP_TRUMP).charts
        }
        for font in FONTS
    )
    assert list(one) == list(two) != []
    for name, pixels in one.items():
        assert (pixels == two[name]).all(), name


def test_a_sharp_screen_gives_the_same_picture(started: Started, server: str) -> None:
    pictures = []
    for ratio in (1, 3):
        context = started("DejaVu").new_context(
            viewport={"width": 1280, "height": 900}, device_scale_factor=ratio
        )
        (chart, *_) = View(context.new_page(), server, Look()).open().charts
        pictures.append(chart.png()[1])
        context.close()
    assert (pictures[0] == pictures[1]).all()


def test_an_svg_needs_nothing_but_itself(started: Started, window: Window, tmp_path: Path) -> None:
    """Opened as a file on another machine it looks as the PNG does."""
    (chart, *_) = window().open().charts
    name, text = chart.svg()
    png_name, pixels = chart.png()
    assert Path(name).stem == Path(png_name).stem
    assert text.count("data:font/woff2;base64,") == 2
    assert not re.findall(r"""(?:href|src)=["'](?!data:|#)|url\((?!["']?(?:data:|#))""", text)
    file = tmp_path / name
    file.write_text(text, "utf-8")
    context = started("Liberation").new_context(
        viewport={"width": 1200, "height": 675}, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(file.as_uri())
    wait_until(page, "document.fonts.status === 'loaded'")
    with Image.open(io.BytesIO(page.screenshot())) as shown:
        seen = np.asarray(shown.convert("RGBA"))
    context.close()
    assert seen.shape == pixels.shape
    # A page and a canvas smooth edges differently; another font would move every letter.
    apart = np.abs(seen.astype(int) - pixels.astype(int)).max(axis=-1) > 128
    assert apart.mean() < 0.0005
