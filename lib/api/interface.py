"""Sends the interface: Streamlit's built files compressed, and the index page of each view.

Streamlit itself sends them as they are, 9 MB before the first chart. Every answer is made once,
when it is first asked for, and kept in memory: those that the first chart needs when the server
starts. Whatever this does not know, Streamlit answers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
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
from lib.api.index import HEAD
from lib.api.preview import usual_head
from lib.api.root import root_of
from lib.text import language_of, speaking

ASK = "no-cache"
"""For those that a browser may keep and must ask about."""

SMALL = 500
"""Bytes that are not worth compressing."""

KEPT_PAGES = 256
"""Views of which the page is kept, packed; each is five kilobytes."""


PATIENCE = 0.5
"""Seconds that a page waits for what its view says of itself."""


class Interface:
    """ASGI middleware around Streamlit. ``built`` are its files, ``pages`` the HTML of each page by
    its address (``/``, ``/compare``) and its language, ``head`` makes what a view says of itself,
    of the page's path, the server's address and the query; ``base`` is the path below which all of
    it is served."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        built: Built,
        pages: Mapping[str, Mapping[str, str]],
        head: Callable[[str, str, str], str],
        base: str = "",
    ) -> None:
        self.app, self.head = app, head
        self.base = f"/{base.strip('/')}".rstrip("/")
        self.files = {
            address: file
            for address, file in built.hashed.items()
            if file.suffix in COMPRESSIBLE and file.stat().st_size >= SMALL
        }
        self.pages = pages
        self._made: dict[tuple[str, Encoding | None], Body] = {}
        self._making = threading.Lock()
        self._first = [*built.scripts, *built.first_chart]
        self._page = lru_cache(maxsize=KEPT_PAGES)(self._made_page)

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
        self.head("", "", "")

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
            making = asyncio.create_task(
                asyncio.to_thread(self._page, address, root, query, encoding)
            )
            # A visitor is not kept waiting for what only a link's preview shows.
            done, _later = await asyncio.wait([making], timeout=PATIENCE)
            return making.result() if done else self._plain_page(address, root, query, encoding)
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

    def _plain_page(self, address: str, root: str, query: str, encoding: Encoding | None) -> Body:
        language = language_of(query)
        with speaking(language):
            head = usual_head(address.strip("/"), root)
        return compressed(self.pages[address][language].replace(HEAD, head).encode(), encoding)

    def _made_page(self, address: str, root: str, query: str, encoding: Encoding | None) -> Body:
        """A view's page: a link to it shows this view and no other."""
        language = language_of(query)
        with speaking(language):
            head = self.head(address.strip("/"), root, query)
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
