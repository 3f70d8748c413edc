"""How much slower a page is while two others have files of 200 MB counted by the same process.

A reader changes the month range over Streamlit's own websocket, alone, while two visitors have a
file each counted, and while they send one, again and again, in turns of the same run. All three are
in one process: several do not get slower by it. What is compared is the reader's time until the
answer is there. The visitors are processes of their own, so that what they do themselves is not
measured."""

from __future__ import annotations

import argparse
import http.client
import itertools
import multiprocessing
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from multiprocessing.synchronize import Event, Semaphore
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.query import WARM, changes
from bench.rerun import Months, ranges
from bench.serving import ROOT, Server, serving
from bench.synthetic import write_csv
from bench.visitor import Visitor

ROWS = 1_450_000
"""Of a file of 200 MB."""

LONGEST = 600
"""Seconds that one file may take."""

VISITORS = 2
PAGES = ("removals", "issued")
AWAY, COUNTING, SENDING = "are away", "count", "send"
PAUSE = 0.2
"""Seconds from one change to the next."""


class Uploader(Visitor):
    """A visitor of the page Your records."""

    def __init__(self, port: int) -> None:
        self._buttons: dict[str, str] = {}
        self._session = ""
        self._urls: FileURLs | None = None
        super().__init__(port, "records")
        self._port = port

    def choose(self, file: Path) -> FileURLs:
        """Sends a file and has it looked at; returns when the page asks how to count it, with where
        the file is."""
        given = self.send(file)
        chosen = WidgetState(id=self.widgets["own_files_0"])
        chosen.file_uploader_state_value.uploaded_file_info.add(
            file_id=given.file_id, name=file.name, size=file.stat().st_size, file_urls=given
        )
        self.run("", chosen)
        return given

    def count(self) -> None:
        """Has the file counted; returns when its months are there."""
        pressed = WidgetState(id=self._buttons["Count by month"], trigger_value=True)
        self.run("", pressed)
        del self._states[pressed.id]

    def send(self, file: Path) -> FileURLs:
        """Sends a file; gives where it is."""
        self._urls = None
        request = BackMsg()
        request.file_urls_request.request_id = str(uuid.uuid4())
        request.file_urls_request.session_id = self._session
        request.file_urls_request.file_names.append(file.name)
        self._line.send(request.SerializeToString())
        while self._urls is None:
            received = self._line.recv()
            message = ForwardMsg()
            message.ParseFromString(received if isinstance(received, bytes) else b"")
            self._kind(message)
        line, cookie = self._connected()
        border = uuid.uuid4().hex
        head = (
            f'--{border}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{file.name}"\r\nContent-Type: text/csv\r\n\r\n'
        ).encode()
        foot = f"\r\n--{border}--\r\n".encode()
        line.putrequest("PUT", f"/{self._urls.upload_url.lstrip('/')}")
        line.putheader("Content-Type", f"multipart/form-data; boundary={border}")
        line.putheader("Content-Length", str(len(head) + file.stat().st_size + len(foot)))
        line.putheader("Cookie", cookie)
        line.putheader("X-Xsrftoken", cookie.partition("=")[2])
        line.endheaders(head)
        with file.open("rb") as content:
            while part := content.read(1 << 20):
                line.send(part)
        line.send(foot)
        answer = line.getresponse()
        if answer.status != http.HTTPStatus.NO_CONTENT:
            raise RuntimeError(f"the file was not taken: {answer.status} {answer.read()!r}")
        return self._urls

    def forget(self, file: FileURLs) -> None:
        """Has the server forget a file, so that another may be sent: a visit holds only so much."""
        line, cookie = self._connected()
        allowed = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
        line.request("DELETE", f"/{file.delete_url.lstrip('/')}", headers=allowed)
        answer = line.getresponse()
        if answer.status != http.HTTPStatus.NO_CONTENT:
            raise RuntimeError(f"the file was not forgotten: {answer.status} {answer.read()!r}")

    def _connected(self) -> tuple[http.client.HTTPConnection, str]:
        """A connection, and the cookie with which the server takes a file."""
        line = http.client.HTTPConnection("127.0.0.1", self._port)
        line.request("GET", "/_stcore/health")
        asked = line.getresponse()
        asked.read()
        return line, (asked.headers["Set-Cookie"] or "").partition(";")[0]

    def _kind(self, message: ForwardMsg) -> str:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._session = message.new_session.initialize.session_id
        if kind == "file_urls_response":
            self._urls = message.file_urls_response.file_urls[0]
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "button":
            button = message.delta.new_element.button
            self._buttons[button.label] = button.id
        return super()._kind(message)


def keep_at(what: str, port: int, file: Path, ended: Event, done: Semaphore) -> None:
    """Counts one file, or sends it, again and again, until ``ended``."""
    visitor = Uploader(port)
    chosen = visitor.choose(file)
    while not ended.is_set():
        if what == COUNTING:
            visitor.count()
        else:
            visitor.forget(visitor.send(file))
        done.release()
    # The server would keep it for two minutes more, and has room for so many.
    visitor.forget(chosen)
    visitor.close()


@contextmanager
def at_work(what: str, server: Server, file: Path) -> Iterator[None]:
    """Two visitors are at it until the context ends. Raises RuntimeError where nothing was done."""
    apart = multiprocessing.get_context("spawn")
    ended, done = apart.Event(), apart.Semaphore(0)
    visitors = [
        apart.Process(target=keep_at, args=(what, server.port, file, ended, done), daemon=True)
        for _number in range(VISITORS)
    ]
    for visitor in visitors:
        visitor.start()
    try:
        for _visitor in visitors:
            if not done.acquire(timeout=LONGEST):
                raise RuntimeError(f"{what}: no visitor came to an end")
        yield
        done_meanwhile = done.acquire(block=False)
    finally:
        ended.set()
        for visitor in visitors:
            visitor.join()
    if not done_meanwhile or any(visitor.exitcode for visitor in visitors):
        raise RuntimeError(f"{what}: nothing was done")


def paced(reader: Visitor, asked: Iterator[Months], seconds: float) -> list[float]:
    """The seconds that changes of the range took, with a pause before each, for so long."""
    until, took = time.monotonic() + seconds, []
    while time.monotonic() < until:
        time.sleep(PAUSE)
        took += changes(reader, asked, 1)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="of each turn")
    parser.add_argument("--turns", type=int, default=2)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as folder, serving(ROOT / "dashboard.py") as server:
        file = Path(folder) / "records.csv"
        write_csv(ROWS, file)
        print(f"{VISITORS} files of {file.stat().st_size / 1e6:.0f} MB\n")
        print("| page | the two | median, ms | times | 95 %, ms | times |")
        print("| --- | --- | --- | --- | --- | --- |")
        asked = itertools.cycle(ranges())
        for page in PAGES:
            reader = Visitor(server.port, page)
            changes(reader, asked, WARM)
            took: dict[str, list[float]] = {AWAY: [], COUNTING: [], SENDING: []}
            for _turn in range(options.turns):
                for what, times in took.items():
                    with nullcontext() if what == AWAY else at_work(what, server, file):
                        times += paced(reader, asked, options.seconds)
            tell(page, took)
            reader.close()
    print(f"\nload {os.getloadavg()[0]:.1f} afterwards")


def tell(page: str, took: Mapping[str, list[float]]) -> None:
    """A row of the table for each."""
    alone = _quantiles(next(iter(took.values())))
    for what, times in took.items():
        cells = [f"/{page}", what]
        for one, other in zip(alone, _quantiles(times), strict=True):
            cells += [f"{other * 1000:.0f}", f"{other / one:.2f}"]
        print(f"| {' | '.join(cells)} |", flush=True)


def _quantiles(times: Sequence[float]) -> tuple[float, float]:
    """The median, and what 95 of 100 do not reach."""
    parts = statistics.quantiles(times, n=100)
    return parts[49], parts[94]


if __name__ == "__main__":
    main()
