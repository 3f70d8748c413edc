"""Takes the README's pictures from the running dashboard: python docs/take_screenshots.py
http://localhost:8501"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find

PICTURES = {"removals.png": "/", "compare.png": "/compare?months=2014-12&months=2017-07"}


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1520})
        for name, path in PICTURES.items():
            page.goto(address + path)
            page.wait_for_selector(".stPlotlyChart .main-svg")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=Path(__file__).with_name(name))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
