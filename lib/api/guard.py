"""What stands before all that the server answers: a limit of what is sent to it, counts and lines
of what was asked, and the counts for whoever looks after the server."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api.root import prefix
from lib.api.watched import TALLY

MOST = 1 << 20
"""Bytes that may be sent to any address but that of the uploads, which has its own limit."""

UPLOADS = "/_stcore/upload_file/"
A_VISIT = 1 << 30
"""Bytes of files that one visit may hold: two releases of the largest size."""
ALL_VISITS = 3 << 30
"""Bytes of files that all visits of a process may hold together, those included that still come."""
_OPERATORS = ("/metrics", "/_stcore/metrics")
_ASKED_EVERY_SECOND = ("/healthz", "/_stcore/health")
"""By whatever watches the server: of these only what goes wrong is told."""
_LOOPBACK = ("127.0.0.1", "::1")
_PROXIED = ("x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip")
_WHOLE = ("api", "charts", "embed", "stills")
"""Under these an address names public data."""


class Guard:
    """ASGI middleware before all that answers. ``pages`` are the addresses of the pages, ``gauges``
    gives what else is measured, ``held`` says how many bytes of files a visit holds and all visits
    together, ``here`` whether a visit is one of this process; ``base`` is the path below which the
    server answers."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        pages: Collection[str],
        gauges: Callable[[], Mapping[str, float]] = dict,
        held: Callable[[str], tuple[int, int]] = lambda _visit: (0, 0),
        here: Callable[[str], bool] = lambda _visit: True,
        base: str = "",
    ) -> None:
        self.app, self.pages, self.gauges, self.held = app, pages, gauges, held
        self.here = here
        self._coming: Counter[str] = Counter()
        self.base = prefix(base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with TALLY.session(), suppress(_NoMessage):
                await self.app(scope, _binary(receive), send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(self.base)
        begun, status = time.perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._answer(path, scope, receive, sent)
        finally:
            if path not in _ASKED_EVERY_SECOND or status >= 400:
                TALLY.request(self._named(path, status), status, time.perf_counter() - begun)

    async def _answer(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        if path in _OPERATORS and not _from_here(scope):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif path == "/metrics":
            text = TALLY.prometheus(**self.gauges())
            await PlainTextResponse(text, media_type=CONTENT_TYPE_LATEST)(scope, receive, send)
        elif path.startswith(UPLOADS) and scope["method"] in ("PUT", "DELETE"):
            await self._take(path.removeprefix(UPLOADS).split("/")[0], scope, receive, send)
        elif not _brings_something(scope):
            await self.app(scope, receive, send)
        elif (body := await _body(scope, receive)) is None:
            refusal = PlainTextResponse(f"At most {MOST:,} bytes are taken here", 413)
            await refusal(scope, receive, send)
        else:
            await self.app(scope, _again(body, receive), send)

    async def _take(self, visit: str, scope: Scope, receive: Receive, send: Send) -> None:
        """A file of a visit, if the visit is here and has room for it, or none, to take one back.
        What still comes has its room, too."""
        usual = "" if _brings_something(scope) else "0"
        said = Headers(scope=scope).get("content-length", usual)
        if not self.here(visit):
            # nginx asks another process then (deploy/nginx.conf); Streamlit itself would say that
            # a file that it never had is taken back.
            await PlainTextResponse("This visit is not here", 404)(scope, receive, send)
            return
        if not said.isdecimal():
            await PlainTextResponse("How long is it?", 411)(scope, receive, send)
            return
        size = int(said)
        of_visit, of_all = self.held(visit)
        of_visit += self._coming[visit] + size
        of_all += self._coming.total() + size
        if size and (of_visit > A_VISIT or of_all > ALL_VISITS):
            most = "A visit" if of_visit > A_VISIT else "This server"
            refusal = f"{most} can hold no more files; forget some, or come back later"
            await PlainTextResponse(refusal, 413)(scope, receive, send)
            return
        self._coming[visit] += size
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming[visit] -= size
            self._coming += Counter()

    def _named(self, path: str, status: int) -> str:
        """What was asked for, without what only one visitor has: ids, and what never was here."""
        parts = path.strip("/").split("/")
        if path in self.pages or (parts[0] in _WHOLE and status < 400):
            return path
        if parts[0] == "_stcore" and (status < 400 or path.startswith(UPLOADS)):
            return "/" + "/".join(parts[:2])
        known = (*_WHOLE, "app", "static", "media", "parts", "mcp", "metrics", "feed.atom")
        return f"/{parts[0]}" if parts[0] in known else "elsewhere"


class _NoMessage(Exception):
    """A page's connection that sends what none sends; it is closed."""


def _binary(receive: Receive) -> Receive:
    """Streamlit ends a connection that sends text with twenty lines in the log."""

    async def received() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is None:
            raise _NoMessage
        return message

    return received


def _from_here(scope: Scope) -> bool:
    """Whether somebody on this machine asks, and not a proxy for somebody else."""
    client = scope.get("client") or ("", 0)
    return client[0] in _LOOPBACK and not any(name in Headers(scope=scope) for name in _PROXIED)


def _brings_something(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """What is sent; None where that is more than MOST, or never came whole."""
    said = Headers(scope=scope).get("content-length", "0")
    if said.isdecimal() and int(said) > MOST:
        return None
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > MOST:
            return None
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body as if it came now, then whatever comes after it."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
