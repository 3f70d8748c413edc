"""The dashboard as it is on a server: nginx before two processes, one of which is lost, hangs, or
is replaced by new code while readers are there."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from lib.api.parts import address, script
from lib.charts import Look
from tests.browser.conftest import USUAL, new_visitor
from tests.browser.view import View
from tests.browser.waiting import wait_until
from tests.serve.reader import Reader, asked
from tests.serve.served import PROCESSES, Served

FIRST, THEN = "months=2014-12&months=2017-01", "months=2013-01&months=2015-06"
MONTHS, PEP = ["2015-03", "2017-01"], ["2014-12", "2017-01"]
PAGES = ("compare", "removals", "issued", "detainers", "who")


@contextmanager
def readers(served: Served, number: int, pages: tuple[str, ...]) -> Iterator[list[Reader]]:
    """So many readers, each with a browser of its own, in turn on these pages."""
    with ThreadPoolExecutor(8) as pool:
        chosen = [pages[place % len(pages)] for place in range(number)]
        found = list(pool.map(lambda page: Reader(served.port, page), chosen))
    try:
        yield found
    finally:
        for reader in found:
            reader.close()


def views(all_of: list[Reader], query: str) -> list[list[str]]:
    """What each sees, asked for at once."""
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda reader: reader.view(query), all_of))


def test_what_belongs_to_a_session_gets_to_its_process(served: Served) -> None:
    with readers(served, 20, ("claims", *["records"] * 19)) as all_of:
        views(all_of, "")
        # As many readers for each process.
        processes = [reader.process for reader in all_of]
        assert sorted(processes) == sorted([*served.processes] * 10)
        file = all_of[0].file()
        # One process alone made it.
        made_by = {
            one.number: asked(one.port, "GET", file).status for one in served.processes.values()
        }
        assert made_by == {
            number: 200 if number == all_of[0].process else 404 for number in served.processes
        }
        for reader in all_of:
            other = sum(served.processes) - reader.process
            assert reader.upload(b"Departed Date\n2016-03-01\n") == 204
            # Whose browser has windows in both, and whose process is long gone.
            assert reader.upload(b"Departed Date\n2016-03-01\n", {"process": str(other)}) == 204
            assert reader.upload(b"Departed Date\n2016-03-01\n", {"process": "0"}) == 204
            assert asked(served.port, "GET", file).status == 200
            # Where a visit is not, nobody says that its file is taken back.
            away = f"/_stcore/upload_file/{reader.session}/file"
            assert asked(served.processes[other].port, "DELETE", away).status == 404
        told = all_of[0].line.response
        assert told is not None
        assert told.headers.get_all("Set-Cookie") == [
            f"process={processes[0]}; Path=/; HttpOnly; SameSite=Lax"
        ]
        # A browser that lost its line comes back to its session.
        session = all_of[0].session
        all_of[0].close()
        all_of[0].connect()
        all_of[0].view(FIRST)
        assert (all_of[0].process, all_of[0].session) == (processes[0], session)


def test_nothing_is_told_that_no_reader_needs(served: Served) -> None:
    (process, *_others) = served.processes.values()
    assert b"active_sessions" in asked(process.port, "GET", "/_stcore/metrics").body
    for path in ("/metrics", "/_stcore/metrics", "/_stcore/script-health-check"):
        assert asked(served.port, "GET", f"/.{path}/").status == 404, path
        assert asked(served.port, "GET", path.replace("m", "%6d")).status == 404, path
        assert asked(served.port, "GET", path).status == 404, path
    for path in ("/", "/metrics", "/api/v1/measures", "/_stcore/health"):
        assert asked(served.port, "GET", path).headers["Server"] == "nginx", path
    # What a visitor's browser says of where it is never gets to a process, nor into a file.
    written = (
        served.temporary / f"removals-{os.getuid()}-{served.port}" / "nginx.conf"
    ).read_text()
    assert "access_log off;" in written
    assert "error_log stderr emerg;" in written
    assert 'X-Forwarded-For ""' in written


def test_what_takes_https_before_nginx_is_believed(served: Served) -> None:
    of_https = {"X-Forwarded-Proto": "https", "Accept-Encoding": "identity"}
    page = asked(served.port, "GET", "/compare", of_https).body.decode()
    assert f'href="https://127.0.0.1:{served.port}/compare' in page
    described = "/api/v1/measures/sc_removals.json"
    answers = [asked(served.port, "GET", described, headers) for headers in ({}, of_https)]
    # Kept apart: each may hold addresses.
    assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "MISS"]
    # A browser that was told to goes back by HTTPS alone.
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
        "X-Forwarded-Proto": "https",
    }
    told = asked(served.port, "GET", "/_stcore/stream", upgrade)
    assert told.status == 101
    assert (told.headers["Set-Cookie"] or "").endswith("; SameSite=Lax; Secure")


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity", "gzip, br;q=0"])
def test_an_answer_through_nginx_is_the_answer(served: Served, encoding: str) -> None:
    (process, *_others) = served.processes.values()
    for path, kept in (
        ("/api/v1/measures/sc_removals.csv", True),
        ("/api/v1/charts/removals-by-source.csv?months=2014-12&months=2017-07", True),
        (_script(served), True),
        ("/app/static/fonts/removals-sans-400.woff2", True),
        ("/healthz", False),
        ("/api/v1/", True),
        ("/api/v1/measures/nothing.csv", False),
    ):
        # An address is part of what is answered: links begin with it.
        host = f"127.0.0.1:{served.port}"
        of_process = asked(process.port, "GET", path, {"Host": host, "Accept-Encoding": encoding})
        for turn in range(2):
            answer = asked(served.port, "GET", path, {"Accept-Encoding": encoding})
            assert answer.status == of_process.status, path
            assert answer.body == of_process.body, path
            for name in ("Content-Type", "Content-Encoding", "Cache-Control", "ETag", "Vary"):
                assert answer.headers[name] == of_process.headers[name], (path, name)
            if turn:
                assert (answer.headers["X-Cache"] == "HIT") == kept, path
    # What a page says of its view is made anew.
    assert asked(served.port, "GET", "/compare").headers["X-Cache"] is None


def _script(served: Served) -> str:
    """The first script that the index page names."""
    page = asked(served.port, "GET", "/").body.decode()
    start = page.index("static/js/")
    return "/" + page[start : page.index('"', start)]


def test_readers_of_a_process_that_is_killed_go_on_in_the_other(served: Served) -> None:
    newest = max(served.processes)
    with readers(served, 50, PAGES) as all_of:
        before = dict(zip(map(id, all_of), views(all_of, FIRST), strict=True))
        lost = all_of[0].process
        left = [reader for reader in all_of if reader.process != lost]
        moved = [reader for reader in all_of if reader.process == lost]
        assert len(left) == len(moved) == 25
        served.signal(lost, signal.SIGKILL)

        # The others notice nothing.
        after = dict(zip(map(id, left), views(left, THEN), strict=True))
        for reader in moved:
            reader.connect()
        assert {reader.process for reader in moved}.isdisjoint({lost})
        for reader, seen in zip(moved, views(moved, FIRST), strict=True):
            assert seen == before[id(reader)]
        assert all(len(seen) > 1 for seen in after.values())
        by_page = {reader.page: after[id(reader)] for reader in left}
        for reader, seen in zip(moved, views(moved, THEN), strict=True):
            assert seen == by_page[reader.page]
        assert moved[0].upload(b"Departed Date\n2016-03-01\n") == 204
    served.wait_for(lambda: max(served.processes) > newest)


@pytest.fixture
def window(started: Callable[[str], Browser], served: Served) -> Iterator[View]:
    visitor = new_visitor(started(USUAL), Look())
    try:
        yield View(visitor.new_page(), served.address, Look())
    finally:
        visitor.close()


_NOTE_THE_LOSS = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    new MutationObserver(() => {
        window.wasLost ||= app.dataset.testConnectionState !== "CONNECTED";
    }).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}"""


def test_a_browser_whose_process_hangs_shows_the_same_view_from_another(
    served: Served, window: View
) -> None:
    window.open("removals", months=MONTHS)
    (cookie,) = [one for one in window.page.context.cookies() if one.get("name") == "process"]
    hanging, newest = int(cookie.get("value", "")), max(served.processes)
    shown = window.title.inner_text(), window.caption.inner_text()
    window.page.evaluate(_NOTE_THE_LOSS)
    served.signal(hanging, signal.SIGSTOP)
    # Without it the wait below would be over before the loss was noticed; the line may be there
    # again before anybody looks.
    wait_until(window.page, "() => window.wasLost")
    window.page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    window.rest()
    assert window.months == window.query["months"] == MONTHS
    assert (window.title.inner_text(), window.caption.inner_text()) == shown
    window.preset("PEP", "26 months")
    assert window.months == window.query["months"] == PEP
    served.wait_for(lambda: max(served.processes) > newest)


def test_new_code_takes_new_sessions_and_loses_none(served: Served) -> None:
    served.wait_for(lambda: _whole(served))
    old = set(served.processes)
    part = served.project / "pages" / "toolbar.js"
    with readers(served, 4, ("compare", "claims")) as all_of:
        seen = views(all_of, FIRST)
        fetched = f"/{address(served.project / 'pages', 'toolbar')}"
        part.write_text(part.read_text("utf-8") + "\n// new\n", "utf-8")
        script.cache_clear()
        done = served.command("reload")
        assert (done.returncode, done.stdout) == (0, "new sessions get the new code\n")
        new = set(served.processes) - old
        assert len(new) == PROCESSES

        # Whoever was there is there, with all that is the session's.
        assert views(all_of, FIRST) == seen
        assert all_of[0].upload(b"Departed Date\n2016-03-01\n") == 204
        assert asked(served.port, "GET", all_of[1].file()).status == 200
        all_of[2].close()
        all_of[2].connect()
        all_of[2].view(FIRST)
        assert all_of[2].process in old
        # Their pages ask for scripts of the old code, others for those of the new.
        assert asked(served.port, "GET", fetched).status == 200
        came = asked(served.port, "GET", f"/{address(served.project / 'pages', 'toolbar')}")
        assert b"// new\n" in came.body

        # Another window of the same browser gets the new code, and the first one keeps its process.
        another = Reader(served.port, "compare", cookies=dict(all_of[0].cookies))
        assert another.view(FIRST) == seen[0]
        assert another.process in new
        assert all_of[0].upload(b"x,y\n", {"process": str(another.process)}) == 204
        another.close()
    # The old ones end with their last reader.
    served.wait_for(lambda: not any(_runs(served, number) for number in old))


def test_code_that_does_not_start_changes_nothing(served: Served) -> None:
    served.wait_for(lambda: _whole(served))
    before = {number for number in served.processes if _runs(served, number)}
    server = served.project / "dashboard.py"
    whole = server.read_text("utf-8")
    server.write_text(f"raise SystemExit(3)\n{whole}", "utf-8")
    with readers(served, 1, ("claims",)) as (reader,):
        reader.view()
        done = served.command("reload")
        server.write_text(whole, "utf-8")
        assert (done.returncode, done.stdout) == (1, "the new code does not answer\n")
        reader.view()
    assert {number for number in served.processes if _runs(served, number)} == before


def _whole(served: Served) -> bool:
    return len([number for number in served.processes if _runs(served, number)]) == PROCESSES


def _runs(served: Served, number: int) -> bool:
    try:
        asked(served.processes[number].port, "GET", "/_stcore/health")
    except OSError:
        return False
    return True
