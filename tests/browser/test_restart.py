"""A server that was killed and came back on its port: what a visitor presses next still counts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lib.charts import Look
from tests.browser.conftest import ROOT, USUAL, new_visitor, wait_for
from tests.browser.view import PAGES, WITHOUT_RANGE, View

MONTHS = ["2015-03", "2017-01"]
"""Of the link by which the pages are opened; no range that has a name."""
PEP = ["2014-12", "2017-01"]

RANGED = [path for path in PAGES if path not in WITHOUT_RANGE]

HISTORY = ("", "issued")
"""The pages from which the visitor goes to another one, back and forward."""


class Server:
    """A server process that can be killed and started again on its port."""

    def __init__(self, log: Path) -> None:
        self.log = log
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        options = ["--server.headless=true", "--server.address=127.0.0.1"]
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", *options]
        with self.log.open("a") as out:
            self.process = subprocess.Popen(
                [*command, f"--server.port={self.port}"],
                cwd=ROOT,
                env=dict(os.environ),
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        wait_for(self.address, self.process, self.log)

    def kill(self) -> None:
        """As a machine does that loses its power: no connection is closed in an orderly way."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def revived(started: Callable[[str], Browser], tmp_path: Path) -> Iterator[dict[str, View]]:
    """A window on every page, opened by a link with months before the server was killed and came
    back."""
    server = Server(tmp_path / "log.txt")
    server.start()
    visitor = new_visitor(started(USUAL), Look())
    try:
        views = {path: View(visitor.new_page(), server.address, Look()) for path in PAGES}
        for path, view in views.items():
            view.open(path, months=MONTHS)
        server.kill()
        for view in views.values():
            # Without it the wait below would be over before the loss was noticed.
            view.page.wait_for_selector(
                "[data-testid=stApp]:not([data-test-connection-state=CONNECTED])"
            )
        server.start()
        yield views
        assert "Traceback" not in server.log.read_text(), server.log.read_text()
    finally:
        visitor.close()
        server.kill()


def test_what_is_pressed_first_after_a_restart_counts(revived: dict[str, View]) -> None:
    for path in RANGED:
        _named_range(path, revived[path].rest())
    for path in WITHOUT_RANGE:
        _range_kept(path, revived[path].rest())


def _named_range(path: str, view: View) -> None:
    assert view.months == view.query["months"] == MONTHS, path

    view.preset("PEP", "26 months")
    assert view.months == view.query["months"] == PEP, path

    view.page.reload()
    assert view.rest().months == PEP, path
    if path not in HISTORY:
        return
    view.go("Convictions")
    assert view.months == view.query["months"] == PEP
    view.page.go_back()
    expect(view.title).to_have_text(PAGES[path])
    assert view.rest().months == view.query["months"] == PEP
    view.page.go_forward()
    expect(view.title).not_to_have_text(PAGES[path])
    assert view.rest().months == view.query["months"] == PEP


def _range_kept(path: str, view: View) -> None:
    """A page that the range does not cut keeps it."""
    expect(view.title).to_have_text(PAGES[path])
    assert view.query["months"] == MONTHS, path
    view.go("Removals")
    # The server learns of the range from the browser, and that takes one run more.
    expect(view.caption).to_contain_text("23 months")
    assert view.rest().months == view.query["months"] == MONTHS, path
