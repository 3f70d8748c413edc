"""A reader of an app, as a browser is one for a server: a page, its files, a websocket, runs."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.picker import chosen
from bench.wire import Refused, Wire, framed

PATIENCE = 30.0
"""Seconds after which a run that has not finished counts as failed."""

LINES = 6
"""Connections that a browser opens to one server."""

Months = tuple[str, str]


class Failed(Exception):
    """A page, a file or a run that a reader did not get: what came instead."""


class Reader:
    """One reader of one page. ``key`` is the part of the id by which the widget of the months is
    found; ``slides`` says that it is Streamlit's slider, and not the dashboard's own."""

    def __init__(self, address: str, page: str, key: str, *, slides: bool) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.base, self.page, self.key, self.slides = parts.path.rstrip("/"), page, key, slides
        self.cookies: dict[str, str] = {}
        self.drawn: float | None = None
        """When the first figure came, by time.perf_counter()."""
        self._widget = self._fragment = ""
        self._run: asyncio.Future[None] | None = None
        self._turn = itertools.count(int(time.time() * 1e3))
        self._wire: Wire | None = None
        self._bytes = 0

    @property
    def received(self) -> int:
        """What was received so far, over all lines."""
        return self._bytes + (self._wire.received if self._wire else 0)

    async def arrive(self, files: Sequence[str] = ()) -> None:
        """Gets the page, the files, and the first run to its end. Raises Failed."""
        await self._fetch([f"/{self.page}"])
        waiting = list(reversed(files))
        lines = [self._fetch(waiting) for _line in range(min(LINES, len(waiting)))]
        for failed in await asyncio.gather(*lines, return_exceptions=True):
            if failed:
                raise failed
        loop = asyncio.get_running_loop()
        try:
            _transport, wire = await loop.create_connection(
                lambda: Wire(self._heard, self._gone), self.host, self.port
            )
            wire.ask(f"{self.base}/_stcore/stream", self._headers())
            self._wire = wire
            await asyncio.wait_for(wire.opened, PATIENCE)
        except (OSError, Refused, TimeoutError) as error:
            raise Failed(f"websocket: {error!r}") from None
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        await self._ran(asked)

    async def choose(self, months: Months) -> float:
        """Chooses a range of months, in the address where the page has no control for it; the
        seconds until its run has finished. Raises Failed."""
        asked = BackMsg()
        # The browser writes the range into the address before it tells of it.
        asked.rerun_script.query_string = urlencode([("months", month) for month in months])
        asked.rerun_script.page_name = self.page
        if self._widget:
            state = WidgetState(id=self._widget)
            if self.slides:
                state.string_array_value.data.extend(months)
            else:
                state.json_value = chosen(self.page, months, next(self._turn))
            asked.rerun_script.fragment_id = self._fragment
            asked.rerun_script.widget_states.widgets.append(state)
        return await self._ran(asked)

    def leave(self) -> None:
        """Closes the page."""
        if self._wire:
            self._bytes += self._wire.received
            self._wire.close()
            self._wire = None

    async def _ran(self, asked: BackMsg) -> float:
        assert self._wire
        asked.rerun_script.context_info.color_scheme = "light"
        message = framed(asked.SerializeToString())
        self._run = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        self._wire.send(message)
        try:
            await asyncio.wait_for(self._run, PATIENCE)
        except TimeoutError:
            raise Failed(f"no answer within {PATIENCE:.0f} s") from None
        return time.perf_counter() - begun

    def _heard(self, content: bytes) -> None:
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "delta":
            element = message.delta.new_element
            named = element.WhichOneof("type")
            if named == "exception":
                self._end(f"{element.exception.type}: {element.exception.message}")
            elif named == "plotly_chart" and self.drawn is None:
                self.drawn = time.perf_counter()
            if not self._widget and named:
                self._look_for_widget(message, getattr(element, named))
        elif kind == "page_not_found":
            self._end("page not found")
        elif kind == "script_finished":
            finished = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
            # A run that asks for another is no end.
            if finished != "FINISHED_EARLY_FOR_RERUN":
                self._end(None if finished.endswith("SUCCESSFULLY") else finished)

    def _look_for_widget(self, message: ForwardMsg, element: object) -> None:
        if str(getattr(element, "id", "")).endswith(f"-{self.key}"):
            self._widget = getattr(element, "id")  # noqa: B009
            self._fragment = message.delta.fragment_id

    def _gone(self, why: str) -> None:
        self._end(f"connection lost: {why}")

    def _end(self, error: str | None) -> None:
        if self._run and not self._run.done():
            if error:
                self._run.set_exception(Failed(error))
            else:
                self._run.set_result(None)

    def _headers(self) -> dict[str, str]:
        host = f"{self.host}:{self.port}"
        said = {"Host": host, "Origin": f"http://{host}", "User-Agent": "bench"}
        if self.cookies:
            said["Cookie"] = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        return said

    async def _fetch(self, paths: list[str]) -> None:
        """Gets files over one connection, until none is left. Raises Failed."""
        try:
            async with asyncio.timeout(2 * PATIENCE):
                line = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
                while paths:
                    await self._get(paths.pop(), *line)
                line[1].close()
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            raise Failed(f"page and files: {error!r}") from None

    async def _get(
        self, path: str, coming: asyncio.StreamReader, sent: asyncio.StreamWriter
    ) -> None:
        said = self._headers() | {"Accept-Encoding": "gzip, deflate, br", "Accept": "*/*"}
        lines = [f"{name}: {value}" for name, value in said.items()]
        sent.write("\r\n".join([f"GET {self.base}{path} HTTP/1.1", *lines, "", ""]).encode())
        head = await coming.readuntil(b"\r\n\r\n")
        status, *rest = head.decode("latin-1").split("\r\n")
        size = None
        for line in rest:
            name, _colon, value = line.partition(":")
            if name.lower() == "content-length":
                size = int(value)
            elif name.lower() == "set-cookie":
                cookie, _equals, is_ = value.partition(";")[0].strip().partition("=")
                self.cookies[cookie] = is_
        total = len(head) + (size or 0)
        if size is not None:
            await coming.readexactly(size)
        while size is None:
            written = await coming.readuntil(b"\r\n")
            part = int(written, 16) + 2
            await coming.readexactly(part)
            total += len(written) + part
            if part == 2:
                break
        self._bytes += total
        if status.split()[1] != "200":
            raise Failed(f"{path}: {status}")
