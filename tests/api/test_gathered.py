"""Messages of a run leave together, all of them, in their order."""

from __future__ import annotations

import asyncio
import itertools
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import ConnectionClosedOK
from websockets.sync.client import ClientConnection, connect

from lib.api.gathered import gather_messages

refused: list[BaseException] = []
"""What the application met that went on for a browser that was gone."""

SAID = [bytes([number]) * 200 for number in range(40)]


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Says forty things after each message, one at a time as Streamlit does, or without end when
    told to; then the asker's own word; and goes when told to."""
    assert scope["type"] == "websocket"
    await receive()
    await send({"type": "websocket.accept"})
    while "bytes" in (asked := await receive()):
        for one in itertools.cycle(SAID) if asked["bytes"] == b"on" else SAID:
            try:
                await send({"type": "websocket.send", "bytes": one})
            except BaseException as error:
                refused.append(error)
                raise
            await asyncio.sleep(0)
        if asked["bytes"] == b"go":
            await send({"type": "websocket.close", "code": 1000})
            return
        await send({"type": "websocket.send", "text": asked["bytes"].decode()})


@contextmanager
def line() -> Iterator[tuple[ClientConnection, socket.socket]]:
    """A connection to that app, and its socket."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, ws="websockets-sansio", lifespan="off", log_level="critical")
    )
    serving = threading.Thread(target=server.run, args=([listening],))
    serving.start()
    try:
        with (
            socket.create_connection(listening.getsockname()) as end,
            connect("ws://server/", sock=end, compression=None) as opened,
        ):
            yield opened, end
    finally:
        server.should_exit = True
        serving.join(10)


def cut(opened: ClientConnection) -> None:
    """Ends a connection without a word."""
    opened.socket.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def gathering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WebSocketsSansIOProtocol, "send", WebSocketsSansIOProtocol.send)
    gather_messages()


def packets(end: socket.socket) -> int:
    """Packets with something in them that a socket has received, as Linux counts them."""
    told = end.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 232)
    return int(struct.unpack_from("I", told, 152)[0])


@pytest.mark.usefixtures("gathering")
def test_what_is_said_leaves_together() -> None:
    with line() as (opened, end):
        before = packets(end)
        opened.send(b"word")
        said = [opened.recv(10) for _ in range(len(SAID) + 1)]
        assert said == [*SAID, "word"]
        assert packets(end) - before < len(SAID) / 2


@pytest.mark.usefixtures("gathering")
def test_the_next_ones_leave_too() -> None:
    with line() as (opened, _end):
        for word in ("one", "two", "three"):
            opened.send(word.encode())
            assert [opened.recv(10) for _ in range(len(SAID) + 1)] == [*SAID, word]


@pytest.mark.usefixtures("gathering")
def test_nothing_is_lost_by_a_goodbye() -> None:
    with line() as (opened, _end):
        opened.send(b"go")
        assert [opened.recv(10) for _ in SAID] == SAID
        with pytest.raises(ConnectionClosedOK):
            opened.recv(10)


@pytest.mark.usefixtures("gathering")
@pytest.mark.parametrize("leave", [ClientConnection.close, cut], ids=["in good order", "at once"])
def test_a_browser_that_leaves_meanwhile_is_gone(leave: Callable[[ClientConnection], None]) -> None:
    """Streamlit writes an error into the log for whatever else is raised."""
    refused.clear()
    with line() as (opened, _end):
        opened.send(b"on")
        opened.recv(10)
        leave(opened)
        for _ in range(1_000):
            if refused:
                break
            time.sleep(0.01)
    assert [type(error) for error in refused] == [ClientDisconnected]
