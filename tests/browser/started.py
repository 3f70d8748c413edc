"""The one browser of all tests: Playwright can be started once in a process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import chromium

PATIENCE = 60_000
"""Milliseconds; a loaded machine with two cores needs some of them, a condition that holds ends the
wait."""


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Browser]]:
    """Starts a Chromium that finds the named font on the machine and no other
    (``chromium.FONTS``)."""
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium here; `make test` installs one or says how")
    expect.set_options(timeout=PATIENCE)
    folder = tmp_path_factory.mktemp("fonts")
    with sync_playwright() as playwright, ExitStack() as stack:

        @cache
        def start(font: str) -> Browser:
            running = playwright.chromium.launch(
                executable_path=path,
                args=["--disable-gpu"],
                env=dict(chromium.with_fonts(font, folder)),
            )
            stack.callback(running.close)
            return running

        yield start
