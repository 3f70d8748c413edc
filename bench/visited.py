"""What a browser with an empty cache asks a server for, by one real visit."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from bench.first_visit import LINES, profile, visit


def files_of(address: str) -> list[str]:
    """The files that a Chromium asks for until the first chart of the first page, without the page
    itself."""
    with sync_playwright() as playwright, profile(playwright) as browser:
        asked = visit(browser, address, LINES["local"]).files
    return [file for file in asked if file.startswith("/") and file != "/"]
