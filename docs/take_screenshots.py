"""Takes the pictures of every page from the running dashboard, and writes the list that shows them:
PYTHONPATH=. python docs/take_screenshots.py http://localhost:8501"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from lib.views import views
from tests.browser.chromium import find
from tests.browser.waiting import wait_until

HERE = Path(__file__).parent
WIDE: ViewportSize = {"width": 1280, "height": 720}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
LOOKS = {
    "desk": (WIDE, "light"),
    "desk-dark": (WIDE, "dark"),
    "telephone": (TELEPHONE, "light"),
    "telephone-dark": (TELEPHONE, "dark"),
}
LARGEST = 60_000
"""Bytes of a picture at most; the clone of the project holds all of them."""

AT_REST = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const cards = [...document.querySelectorAll("[class*='st-key-card-chart-']")];
    return app !== null && app.dataset.testScriptState === "notRunning"
        && document.fonts.status === "loaded" && document.querySelector("h1") !== null
        && document.querySelector("[data-stale=true], [data-testid=stSkeleton]") === null
        && cards.every((card) => card.querySelector(".main-svg .subplot") !== null);
}"""

ABOUT = """# The pages

The first screen of every page, {wide} and {telephone}, light and dark, as
`docs/take_screenshots.py` takes them. Each picture opens in its full size.
"""


def main(address: str) -> None:
    folder = HERE / "pictures"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for look in LOOKS:
            _take(browser, address, look, folder)
        browser.close()
    (HERE / "pages.md").write_text(_listed(), "utf-8")


def _take(browser: Browser, address: str, look: str, folder: Path) -> None:
    """Every page in one look."""
    size, scheme = LOOKS[look]
    page = browser.new_page(viewport=size, color_scheme="dark" if scheme == "dark" else "light")
    for path in views():
        page.goto(f"{address}/{path}")
        _rest(page)
        (folder / _name(path, look)).write_bytes(_small(page.screenshot()))
    page.close()


def _rest(page: Page) -> None:
    """Waits until the page has come to rest: the look of the browser reaches it with a second
    run."""
    wait_until(page, AT_REST)
    page.wait_for_timeout(700)
    wait_until(page, AT_REST)


def _name(path: str, look: str) -> str:
    return f"{path or 'front'}-{look}.webp"


def _small(png: bytes) -> bytes:
    """A picture as WebP, as good as the bytes allow."""
    with Image.open(io.BytesIO(png)) as picture:
        for quality in range(90, 10, -5):
            out = io.BytesIO()
            picture.convert("RGB").save(out, "WEBP", quality=quality, method=6)
            if len(out.getvalue()) < LARGEST:
                break
    return out.getvalue()


def _listed() -> str:
    """The pictures in a table, a page a row."""
    lines = [
        ABOUT.format(
            **{
                name: f"{size['width']} x {size['height']}"
                for name, size in (("wide", WIDE), ("telephone", TELEPHONE))
            }
        ),
        "| page | wide, light | wide, dark | telephone, light | telephone, dark |",
        "| --- | --- | --- | --- | --- |",
    ]
    for path, view in views().items():
        cells = [
            f'<a href="{file}"><img src="{file}" width="{width}" alt="{view.title}"></a>'
            for look, (size, _scheme) in LOOKS.items()
            for file, width in [(f"pictures/{_name(path, look)}", size["width"] // 4)]
        ]
        lines.append(f"| {view.title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1])
