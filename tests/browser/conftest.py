"""A server as a visitor finds it, and windows of a real Chromium on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from lib.charts import Look
from lib.charts.look import Width
from lib.text import ENGLISH
from tests.browser.spoken import READER, speak_to_the_browser
from tests.browser.started import PATIENCE
from tests.browser.view import View, Watch

ROOT = Path(__file__).resolve().parents[2]
USUAL = "DejaVu"

WINDOWS: dict[Width, ViewportSize] = {
    "small": {"width": 320, "height": 640},
    "narrow": {"width": 390, "height": 844},
    "medium": {"width": 480, "height": 900},
    "broad": {"width": 820, "height": 900},
    "wide": {"width": 1024, "height": 768},
    "full": {"width": 1280, "height": 900},
}
"""Telephones small and usual, a small tablet, one with the navigation, a small window on a desk, a
usual one."""

Window = Callable[..., View]


if READER != ENGLISH:
    speak_to_the_browser()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """For readers of another language, without the tests of what is said in English."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    if READER != ENGLISH:
        english = [item for item in items if item.get_closest_marker("english")]
        config.hook.pytest_deselected(items=english)
        items[:] = [item for item in items if item not in english]


@contextmanager
def serving(log: Path) -> Iterator[str]:
    """A server process of its own; gives its address and ends it. Fails when a page raised an
    exception meanwhile.

    Its temporary files are in the folder ``temporary`` beside the log.
    """
    temporary = log.with_name("temporary")
    temporary.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with (
        log.open("w") as out,
        subprocess.Popen(
            [*command, "--server.headless", "true", "--server.address", "127.0.0.1"],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=out,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
    assert "Traceback" not in log.read_text(), log.read_text()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns when the server answers; fails with its log where it does not."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.05)
    pytest.fail(f"the server does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser(started: Callable[[str], Browser]) -> Browser:
    """On a machine with DejaVu alone, whose letters are the widest that are common."""
    return started(USUAL)


@pytest.fixture(scope="session")
def server_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server has its log and, in ``temporary``, its temporary files."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server(server_folder: Path) -> Iterator[str]:
    """One server for all tests but those of the first visit."""
    with serving(server_folder / "log.txt") as address:
        yield address


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[str]:
    """A server that nobody has visited; ask for it before ``window``, so that it outlives the
    windows."""
    with serving(tmp_path / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def visitor(started: Callable[[str], Browser]) -> Callable[[Look, str], BrowserContext]:
    """A visitor for each look and font, who comes again and again and has the scripts of the pages
    already."""

    @cache
    def known(look: Look, font: str) -> BrowserContext:
        return new_visitor(started(font), look)

    return known


def new_visitor(browser: Browser, look: Look) -> BrowserContext:
    context = browser.new_context(
        viewport=WINDOWS[look.width],
        color_scheme="dark" if look.dark else "light",
    )
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def window(
    started: Callable[[str], Browser],
    visitor: Callable[[Look, str], BrowserContext],
    request: pytest.FixtureRequest,
) -> Iterator[Window]:
    """Opens windows: ``window(dark=True)``, ``window(width="narrow")``; of another visitor,
    ``window(another=True)``; on a machine with another font, ``window(font="Liberation")``; of one
    who reads another language, ``window(language="es")``.

    After the test nothing may have gone wrong in any of them, whatever the test was about.
    """
    watches: list[Watch] = []
    with ExitStack() as stack:

        def opened(
            *,
            dark: bool = False,
            width: Width = "full",
            another: bool = False,
            font: str = USUAL,
            address: str | None = None,
            language: str = READER,
        ) -> View:
            address = address or request.getfixturevalue("server")
            look = Look(dark, width)
            context = new_visitor(started(font), look) if another else visitor(look, font)
            page = context.new_page()
            stack.callback((context if another else page).close)
            watches.append(Watch(page, urlsplit(address).netloc))
            return View(page, address, look, language)

        yield opened
    assert [wrong for watch in watches for wrong in watch.wrong] == []
