"""What is sent to a page over its websocket, a few milliseconds of it at a time.

A run says twenty things, most of them short. Sent one by one, each is a call of the system here and
one in the proxy, and wakes the proxy and the browser for it."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

WAIT = 0.003
"""Seconds from the first message that waits until all that came meanwhile leave."""

_SEND = WebSocketsSansIOProtocol.send


async def _send(self: WebSocketsSansIOProtocol, message: Any) -> None:
    """Takes a message to be sent. Whatever else is to be sent takes those that wait with it, since
    they stand in one line."""
    if message["type"] != "websocket.send" or not self.handshake_complete:
        await _SEND(self, message)
        return
    await self.writable.wait()
    if self.disconnected or self.close_sent or message.get("bytes") is None:
        await _SEND(self, message)
        return
    alone = not self.conn.writes
    try:
        self.conn.send_binary(message["bytes"])
    except InvalidState:
        raise ClientDisconnected from None
    if alone:
        self.loop.call_later(WAIT, _leave, self)


def _leave(line: WebSocketsSansIOProtocol) -> None:
    # Where an application ends without a word of goodbye, what waits ends with it.
    waiting = line.conn.data_to_send()
    if waiting and not line.transport.is_closing():
        line.transport.write(b"".join(waiting))


def gather_messages() -> None:
    """Has the server do so from now on."""
    # Uvicorn has a setting for its class of websockets, Streamlit none that reaches it.
    setattr(WebSocketsSansIOProtocol, "send", _send)  # noqa: B010
