"""Waiting for something within a page. Playwright's own way has the page evaluate texts, which the
pages' Content-Security-Policy forbids as it should."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Error, Frame, Page


def wait_until(page: Page | Frame, script: str, arg: Any = None, *, seconds: float = 60) -> None:
    """Returns once the script, an expression or a function of ``arg``, gives what is true. Raises
    TimeoutError."""
    until = time.monotonic() + seconds
    while not _holds(page, script, arg):
        if time.monotonic() > until:
            raise TimeoutError(f"not within {seconds} seconds: {script}")
        page.wait_for_timeout(20)


def _holds(page: Page | Frame, script: str, arg: Any) -> bool:
    try:
        return bool(page.evaluate(script, arg))
    except Error as error:
        # The page is being left for another.
        if "context was destroyed" in error.message or "navigation" in error.message:
            return False
        raise
