"""Makes the product's picture for links whose view cannot be drawn: ``lib/api/preview.png``.

    python docs/make_preview.py

Done once, and again when the name or the mark changes; needs Playwright and a Chromium.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.charts.palette import DARK, LIGHT
from lib.pictures.picture import PREVIEW_HEIGHT, PREVIEW_WIDTH
from tests.browser.chromium import find

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "pages" / "static" / "fonts"

MARK = f"""<svg viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#1d2430"/>
  <path stroke="{DARK["all"]}" d="M4 9l7-2.5 8 4.5 9-2.5"/>
  <path stroke="{DARK["sc"]}" d="M4 24l7-6 8 1.2 9-3.2"/>
  <path stroke="{DARK["detainer"]}" d="M4 29l7-3 7 .6"/></svg>"""
"""The mark in the size that a picture wants; the browser's tab has it in 64 pixels."""


def inside(kind: str, file: Path) -> str:
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def page() -> str:
    faces = "".join(
        f"@font-face {{ font-family: F; font-weight: {weight}; src: "
        f'url("{inside("font/woff2", FONTS / f"removals-sans-{weight}.woff2")}"); }}'
        for weight in (400, 700)
    )
    return f"""<!doctype html><style>{faces}
      body {{ margin: 0; width: {PREVIEW_WIDTH}px; height: {PREVIEW_HEIGHT}px; display: flex;
        flex-direction: column; justify-content: center; box-sizing: border-box; padding: 0 90px;
        background: {LIGHT["background"]}; color: {LIGHT["ink"]}; font-family: F;
        border-bottom: 24px solid {LIGHT["sc"]}; }}
      h1 {{ margin: 0 0 28px; font-size: 84px; display: flex; align-items: center; gap: 28px; }}
      svg {{ width: 104px; fill: none; stroke-width: 2; stroke-linejoin: round; }}
      p {{ margin: 0; font-size: 38px; line-height: 1.35; color: {LIGHT["muted"]};
        max-width: 960px; }}
      </style>
      <h1>{MARK}Removals by Month</h1>
      <p>What the monthly record of US immigration removals says. Every number leads to its
      source.</p>"""


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find())
        window = browser.new_page(viewport={"width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT})
        window.set_content(page())
        window.evaluate("document.fonts.ready")
        window.screenshot(path=ROOT / "lib" / "api" / "preview.png")
        browser.close()


if __name__ == "__main__":
    main()
