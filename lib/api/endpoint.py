"""An address that gives data: asks for the answer in a thread, and sends it as HTTP wants it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from lib.api.asked import language, read
from lib.api.compression import FOREVER, Body, accepted, compressed, unchanged
from lib.api.content import PNG, Content
from lib.api.operation import ROOT, VIEW, Operation
from lib.api.problems import BROKEN_DATA, BUSY, MEDIA_TYPE, NOT_ALLOWED, NOT_FOUND, Problem
from lib.datapackage import DataError
from lib.tables import Tables
from lib.text import language_of, speaking
from lib.versions import version

METHODS = ("GET", "HEAD", "OPTIONS")

A_WHILE = "public, max-age=300"
"""The data change with a new version of the server alone."""
NEVER = "no-store"

LONGEST_SAID = 1500
"""Bytes of a header that says what must be known: proxies refuse heads that are too long."""

READING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "*",
    "Vary": "Accept-Encoding",
}
"""A page of any site may read what is public."""

ASKING = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}


Asks = Callable[[Request], Content]
"""What makes the content of an answer, or raises Problem."""


class Endpoint:
    """ASGI application of one address. ``base`` is the path below which the server answers; of all
    addresses together ``limiter`` makes no more answers at once than it allows, so that pages do
    not wait for them."""

    def __init__(self, ask: Asks, base: str, limiter: Callable[[], CapacityLimiter]) -> None:
        self.ask, self.base, self.limiter = ask, base, limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.method == "OPTIONS":
            response = Response(status_code=204, headers=READING | ASKING)
        else:
            response = await to_thread.run_sync(self._respond, request, limiter=self.limiter())
        await response(scope, receive, send)

    def _respond(self, request: Request) -> Response:
        with speaking(language_of(request.url.query)):
            return self._spoken(request)

    def _spoken(self, request: Request) -> Response:
        try:
            if request.method not in METHODS:
                raise Problem(NOT_ALLOWED, f"{request.method} is not answered here", METHODS)
            content = self.ask(request)
        except Problem as problem:
            return self._refusal(request, problem)
        except DataError as error:
            return self._refusal(request, Problem(BROKEN_DATA, str(error)))
        headers = READING | {
            "Cache-Control": _how_long(content),
            "Content-Disposition": _disposition(content),
            "Link": self._links(content),
        }
        if not content.body:
            return Response(status_code=204, headers=headers)
        if content.version:
            headers["Data-Version"] = content.version
        if content.sources:
            headers["Data-Source"] = display(content.sources)
        if content.cautions:
            headers["Data-Cautions"] = display(content.cautions)
        return _sent(request, content, headers | dict(content.headers))

    def _links(self, content: Content) -> str:
        root = f"{self.base}{ROOT}"
        links = [f'<{root}/openapi.json>; rel="service-desc"']
        if content.described:
            links.append(f'<{root}/{content.described}>; rel="describedby"')
        return ", ".join(links)

    def _refusal(self, request: Request, problem: Problem) -> Response:
        body = problem.document(f"{self.base}{ROOT}/openapi.json", request.url.path)
        headers = READING | {"Cache-Control": NEVER}
        if problem.kind is NOT_ALLOWED:
            headers["Allow"] = ", ".join(METHODS)
        if problem.kind is BUSY:
            headers["Retry-After"] = "5"
        packed = compressed(body, accepted(request.headers.get("accept-encoding", "")))
        if packed.encoding:
            headers["Content-Encoding"] = packed.encoding
        return Response(packed.content, problem.kind.status, headers, MEDIA_TYPE)


def asking(operation: Operation, tables: Callable[[], Tables]) -> Asks:
    """What an operation answers to a request."""

    def ask(request: Request) -> Content:
        # Refused where there is no such language.
        language(dict(request.query_params))
        if operation.view:
            query = {VIEW: request.url.query}
        else:
            query = read(request.query_params.multi_items(), operation.query)
        read_from = tables()
        content = operation.answer(read_from, query | request.path_params)
        return replace(content, version=version(read_from))

    return ask


def nothing(request: Request) -> Content:
    """Of an address that is none."""
    known = [f"{ROOT}/openapi.json"]
    raise Problem(NOT_FOUND, f"{request.url.path} is no address of this server", known)


def _sent(request: Request, content: Content, headers: dict[str, str]) -> Response:
    span = _span(request.headers.get("range", ""), len(content.body))
    # A part is one of the bytes as they are, and a PNG is packed already.
    as_is = span or content.media_type == PNG
    offer = "" if as_is else request.headers.get("accept-encoding", "")
    packed = (_packed if content.forever else compressed)(content.body, accepted(offer))
    headers |= {"ETag": packed.etag, "Accept-Ranges": "bytes"}
    if unchanged(packed.etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    if packed.encoding:
        headers["Content-Encoding"] = packed.encoding
    still = request.headers.get("if-range", packed.etag) == packed.etag
    if span and still:
        return _part(packed, span, headers, content.media_type)
    return Response(packed.content, headers=headers, media_type=content.media_type)


# Large scripts, which take half a second.
_packed = lru_cache(maxsize=8)(compressed)


def _how_long(content: Content) -> str:
    if content.forever:
        return FOREVER
    return A_WHILE if content.kept else NEVER


def _part(body: Body, span: tuple[int, int], headers: dict[str, str], media_type: str) -> Response:
    first, last = span
    size = len(body.content)
    if first >= size:
        return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Response(body.content[first : last + 1], 206, headers, media_type)


_SPAN = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def _span(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that the header Range asks for (RFC 9110, 14.2); None for what is not
    one range, which is then answered as a whole."""
    match = _SPAN.fullmatch(header.strip())
    if match is None or match[1] + match[2] == "":
        return None
    if not match[1]:
        # The last so many bytes; of none there is no part.
        return (max(0, size - int(match[2])) if int(match[2]) else size, size - 1)
    first, last = int(match[1]), min(int(match[2] or size), size - 1)
    return None if match[2] and int(match[2]) < first else (first, last)


def display(texts: tuple[str, ...]) -> str:
    """Texts as the list of a header, in letters of all languages (RFC 9651, 3.3.8); those that no
    longer fit are counted in its last."""
    said: list[str] = []
    for place, text in enumerate(texts):
        written = _display(text)
        if sum(map(len, said)) + len(written) > LONGEST_SAID:
            said.append(_display(f"and {len(texts) - place} more, in the JSON of this address"))
            break
        said.append(written)
    return ", ".join(said)


def _display(text: str) -> str:
    letters = (
        chr(byte) if 0x20 <= byte <= 0x7E and chr(byte) not in '%"' else f"%{byte:02x}"
        for byte in text.encode()
    )
    return f'%"{"".join(letters)}"'


def _disposition(content: Content) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]", "-", content.name)
    return f'{"attachment" if content.attached else "inline"}; filename="{name}"'
