"""Sends the interface: Streamlit's built files compressed, and the index page of each view.

Streamlit itself sends them as they are, 9 MB before the first chart. Every answer is made once,
when it is first asked for, and kept in memory: those that the first chart needs when the server
starts. Whatever this does not know, Streamlit answers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api.built import Built
from lib.api.compression import (
    COMPRESSIBLE,
    ENCODINGS,
    FOREVER,
    Body,
    Encoding,
    accepted,
    compressed,
    unchanged,
)
from lib.api.heads import Heads
from lib.api.index import HEAD
from lib.api.root import prefix, root_of
from lib.text import language_of

ASK = "no-cache"
"""For those that a browser may keep and must ask about."""

SMALL = 500
"""Bytes that are not worth compressing."""

KEPT_PAGES = 256
"""Pages kept, packed; each is five kilobytes."""


class Interface:
    """ASGI middleware around Streamlit. ``built`` are its files, ``pages`` the HTML of each page by
    its address (``/``, ``/compare``) and its language, ``heads`` what each view says of itself;
    ``base`` is the path below which all of it is served."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        built: Built,
        pages: Mapping[str, Mapping[str, str]],
        heads: Heads,
        base: str = "",
    ) -> None:
        self.app, self.heads = app, heads
        self.base = prefix(base)
        self.files = {
            address: file
            for address, file in built.hashed.items()
            if file.suffix in COMPRESSIBLE and file.stat().st_size >= SMALL
        }
        self.pages = pages
        self._made: dict[tuple[str, Encoding | None], Body] = {}
        self._making = threading.Lock()
        self._first = [*built.scripts, *built.first_chart]
        self._packed = lru_cache(maxsize=KEPT_PAGES)(self._pack)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            threading.Thread(target=self.warm, name="compressing", daemon=True).start()
        address = self._address(scope)
        if address is None:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = accepted(headers.get("accept-encoding", ""))
        # Of a part, Streamlit knows what to say; it is a part of the file as it is.
        if address in self.files and ("range" in headers or encoding is None):
            await self.app(scope, receive, partial(_send_with_vary, send))
            return
        body = await self._body(scope, address, encoding)
        answer = self._answer(address, body, headers.get("if-none-match", ""))
        await answer(scope, receive, send)

    def warm(self) -> None:
        """Makes what the first chart needs, in both encodings, and what the first page says."""
        for encoding in ENCODINGS:
            for address in self._first:
                if address in self.files:
                    self._make(address, encoding)
        self.heads.warm()

    def _address(self, scope: Scope) -> str | None:
        """What is asked for, where this knows the answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if self.base and not f"{path}/".startswith(f"{self.base}/"):
            return None
        address = path.removeprefix(self.base) or "/"
        return address if address in self.files or address in self.pages else None

    async def _body(self, scope: Scope, address: str, encoding: Encoding | None) -> Body:
        if address in self.pages:
            root = root_of(HTTPConnection(scope), self.base)
            query = scope["query_string"].decode("latin-1")
            head = await self.heads.head(address.strip("/"), root, query)
            return await asyncio.to_thread(
                self._packed, address, language_of(query), head, encoding
            )
        if made := self._made.get((address, encoding)):
            return made
        return await asyncio.to_thread(self._make, address, encoding)

    def _make(self, address: str, encoding: Encoding | None) -> Body:
        # One at a time: visitors who come together wait for one making, not for as many.
        with self._making:
            made = self._made.get((address, encoding))
            if made is None:
                content = self.files[address].read_bytes()
                made = self._made[address, encoding] = compressed(content, encoding)
            return made

    def _pack(self, address: str, language: str, head: str, encoding: Encoding | None) -> Body:
        """A page with the head of its view: a link to it shows this view and no other."""
        return compressed(self.pages[address][language].replace(HEAD, head).encode(), encoding)

    def _answer(self, address: str, body: Body, asked: str) -> Response:
        file = self.files.get(address, Path("index.html"))
        headers = {
            "Cache-Control": FOREVER if address in self.files else ASK,
            "ETag": body.etag,
            "Vary": "Accept-Encoding",
        }
        if unchanged(body.etag, asked):
            return Response(status_code=304, headers=headers)
        if body.encoding:
            headers["Content-Encoding"] = body.encoding
        return Response(body.content, headers=headers, media_type=COMPRESSIBLE[file.suffix])


async def _send_with_vary(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
    await send(message)
