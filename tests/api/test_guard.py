"""What is counted and told of requests, what is too much, and who may read the counts."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.visitor import Visitor
from lib.api.guard import A_VISIT, ALL_VISITS, UPLOADS, Guard
from tests.api.answer import Answer
from tests.browser.conftest import serving
from tests.loops import in_a_loop


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("guard") / "log.txt"


@pytest.fixture(scope="module")
def guarded(log: Path) -> Iterator[str]:
    with serving(log) as address:
        yield address


def send(server: str, path: str, body: object, **headers: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    line.request("POST", path, body=body, headers=headers)  # type: ignore[arg-type]
    answer = line.getresponse()
    found = answer.status, answer.read()
    line.close()
    return found


def test_a_request_brings_at_most_a_megabyte(guarded: str) -> None:
    asked = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
    kind = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
    }
    status, said = send(guarded, "/mcp", asked, **kind)
    assert status == 200 and json.loads(said)["id"] == 1
    for path in ("/mcp", "/api/v1/openapi.json", "/", "/_stcore/agent/interact"):
        assert send(guarded, path, b"x" * (1 << 20) + b"x", **kind)[0] == 413, path
        parts = (b"x" * 100_000 for _ in range(12))
        assert send(guarded, path, parts, **kind)[0] == 413, f"{path}, in parts"


def test_lines_say_what_was_asked_and_not_by_whom(guarded: str, log: Path) -> None:
    session = "5e551011-5e55-1011"
    Answer(guarded, "/claims?claim=a-secret&months=2015-10")
    Answer(guarded, "/a-secret/page")
    Answer(guarded, "/api/v1/measures/sc_removals.csv?from=2016-08")
    Answer(guarded, f"/_stcore/upload_file/{session}/a-secret", method="DELETE")
    visitor = Visitor(urlsplit(guarded).port or 0, "claims", "claim=a-secret")
    visitor.close()
    said = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    requests = {(one["request"], one["outcome"]) for one in said if "request" in one}
    assert {
        ("/claims", 200),
        ("elsewhere", 200),
        ("/api/v1/measures/sc_removals.csv", 200),
        ("/_stcore/upload_file", 404),
    } <= requests
    # Whatever watches the server asks every second.
    assert not any("health" in request for request, _outcome in requests)
    (run,) = (one for one in said if "run" in one)
    assert run["run"] == "claims" and run["outcome"] in ("done", "ended early") and run["ms"] > 1
    whole = log.read_text()
    assert not re.search("a-secret|2015-10|2016-08|127.0.0.1:[0-9]+ |" + session, whole)


def test_the_counts_are_for_this_machine_alone(guarded: str) -> None:
    visitor = Visitor(urlsplit(guarded).port or 0, "removals")
    assert Answer(guarded, "/_stcore/host-config").status == 200
    text = Answer(guarded, "/metrics").body.decode()
    assert re.search(r'^removals_runs_total\{outcome="\w.*",page="removals"\} 1.0$', text, re.M)
    assert 'removals_run_seconds_bucket{le="+Inf",page="removals"} 1.0' in text
    assert re.search(r"^removals_sessions 1.0$", text, re.M)
    assert re.search(r"^removals_rollups 0.0$", text, re.M)
    assert float(re.search(r"^process_resident_memory_bytes (.+)$", text, re.M)[1]) > 10**7  # type: ignore[index]
    assert re.search(
        r'^removals_requests_total\{kind="_stcore",status="200"\} [0-9.]+$', text, re.M
    )
    pressed = WidgetState(id=visitor.widgets["month-picker-months"])
    pressed.json_value = json.dumps({"chosen": {"months": ["2012-01", "2016-03"], "turn": 1}})
    visitor.run("", pressed)
    assert visitor.fragments[pressed.id]
    text = Answer(guarded, "/metrics").body.decode()
    assert 'removals_run_seconds_bucket{le="+Inf",page="removals"} 2.0' in text
    visitor.close()
    for path in ("/metrics", "/_stcore/metrics"):
        assert Answer(guarded, path).status == 200
        assert Answer(guarded, path, X_Forwarded_For="203.0.113.7").status == 404
        assert Answer(guarded, path, X_Forwarded_For="127.0.0.1").status == 404
        assert Answer(guarded, path, Forwarded="for=127.0.0.1").status == 404
        assert Answer(guarded, path, X_Forwarded_Proto="http").status == 404


def test_a_file_for_which_there_is_no_room_is_not_taken(guarded: str) -> None:
    visitor = Visitor(urlsplit(guarded).port or 0, "records")
    for visit, refusal in (
        (visitor.session, (413, b"A visit can hold no more")),
        ("another", (404, b"This visit is not here")),
    ):
        line = http.client.HTTPConnection(urlsplit(guarded).netloc, timeout=60)
        line.putrequest("PUT", f"/_stcore/upload_file/{visit}/file")
        line.putheader("Content-Length", str(A_VISIT + 1))
        line.endheaders()
        answer = line.getresponse()
        assert (answer.status, answer.read()[:24]) == refusal
        line.close()
    visitor.close()


HALF = A_VISIT // 2


@pytest.mark.parametrize(
    ("held", "size", "refused"),
    [
        ((0, 0), A_VISIT, None),
        ((HALF, HALF), HALF, None),
        ((HALF, HALF), HALF + 1, "A visit"),
        ((0, ALL_VISITS - HALF), HALF, None),
        ((0, ALL_VISITS - HALF), HALF + 1, "This server"),
    ],
)
def test_a_visit_and_all_visits_hold_so_much_and_no_more(
    held: tuple[int, int], size: int, refused: str | None
) -> None:
    taken: list[bytes] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("taken")(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        taken.append(message.get("body", b""))

    guard = Guard(app, pages=(), held=lambda _visit: held)
    scope = {
        "type": "http",
        "method": "PUT",
        "path": f"{UPLOADS}visit/file",
        "headers": [(b"content-length", str(size).encode())],
    }
    # Twice: what has come takes no room any more.
    for _turn in range(2):
        taken.clear()
        in_a_loop(guard(scope, receive, send))
        assert b"".join(taken).decode().startswith(refused or "taken")


def test_what_still_comes_has_its_room() -> None:
    said: list[Message] = []

    async def never(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()

    async def two() -> None:
        wait = asyncio.Event()

        async def receive() -> Message:
            await wait.wait()
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            said.append(message)

        guard = Guard(never, pages=())
        headers = [(b"content-length", str(HALF + 1).encode())]
        path = f"{UPLOADS}visit/file"
        scope = {"type": "http", "method": "PUT", "path": path, "headers": headers}
        first = asyncio.create_task(guard(scope, receive, send))
        await asyncio.sleep(0)
        await guard(scope, receive, send)
        wait.set()
        await first

    in_a_loop(two())
    assert said[0]["status"] == 413
