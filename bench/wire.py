"""A websocket that costs the machine little: whoever loads a server must not be the load.

It takes a tenth of the work of a library for websockets: messages are cut out of whatever came,
unpacked, and handed on; what is sent was made before."""

from __future__ import annotations

import asyncio
import base64
import os
import struct
import zlib
from collections.abc import Callable

CONTINUED, BINARY, CLOSE, PING, PONG = 0x0, 0x2, 0x8, 0x9, 0xA
LAST, PACKED = 0x80, 0x40


class Refused(Exception):
    """A server that did not open the connection: what it said instead."""


def framed(content: bytes, kind: int = BINARY) -> bytes:
    """A message as it goes over the line. A browser masks what it sends with four random bytes;
    here they are zero, which changes nothing."""
    size = len(content)
    if size < 126:
        head = struct.pack("!BB", LAST | kind, 0x80 | size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", LAST | kind, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", LAST | kind, 0x80 | 127, size)
    return head + bytes(4) + content


class Wire(asyncio.Protocol):
    """One connection. ``heard`` gets each message, unpacked; ``gone`` is called where the other
    side ends it. ``received`` counts the bytes that came, as they came."""

    def __init__(self, heard: Callable[[bytes], None], gone: Callable[[str], None]) -> None:
        self.heard, self.gone = heard, gone
        self.received = 0
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._buffer = bytearray()
        self._begun: list[bytes] = []
        self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        self._is_packed = False
        self._closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, path: str, headers: dict[str, str]) -> None:
        """Asks for the connection to be opened; ``opened`` says when it is."""
        said = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Protocol": "streamlit",
            "Sec-WebSocket-Extensions": "permessage-deflate",
        }
        lines = [f"{name}: {value}" for name, value in (headers | said).items()]
        self._transport.write("\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode())

    def send(self, message: bytes) -> None:
        """Sends what ``framed`` made."""
        self._transport.write(message)

    def close(self) -> None:
        """Ends the connection, as a browser does whose page is closed."""
        self._closed = True
        self._transport.write(framed(struct.pack("!H", 1001), CLOSE))
        self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(Refused(str(exc or "closed before it was open")))
        elif not self._closed:
            self.gone(str(exc or "closed by the server"))

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        self._buffer += data
        if self.opened.done() or self._answered():
            self._cut()

    def _answered(self) -> bool:
        """Whether the server has opened the connection by now."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._buffer[:end]).decode("latin-1")
        del self._buffer[: end + 4]
        if " 101 " not in head.splitlines()[0]:
            self._closed = True
            self.opened.set_exception(Refused(head.splitlines()[0]))
            self._transport.close()
            return False
        self.opened.set_result(None)
        return True

    def _cut(self) -> None:
        buffer, place = self._buffer, 0
        while len(buffer) - place >= 2:
            first, size, start = buffer[place], buffer[place + 1] & 0x7F, place + 2
            wide = {126: 2, 127: 8}.get(size, 0)
            if len(buffer) < start + wide:
                break
            if wide:
                size = int.from_bytes(buffer[start : start + wide], "big")
                start += wide
            if len(buffer) < start + size:
                break
            place = start + size
            self._take(first, bytes(buffer[start:place]))
        del buffer[:place]

    def _take(self, first: int, content: bytes) -> None:
        kind = first & 0x0F
        if kind == PING:
            self.send(framed(content, PONG))
        elif kind == CLOSE:
            self._transport.close()
        elif kind in (CONTINUED, BINARY):
            if kind == BINARY:
                self._is_packed = bool(first & PACKED)
            self._begun.append(content)
            if first & LAST:
                whole = b"".join(self._begun)
                self._begun.clear()
                if self._is_packed:
                    whole = self._unpack.decompress(whole + b"\x00\x00\xff\xff")
                self.heard(whole)
