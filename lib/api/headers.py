"""Headers that tell a browser what no page of this server needs."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.api.policy import policy

HEADERS = {
    # A file is what its header says, and never a script by its looks.
    "X-Content-Type-Options": "nosniff",
    # Another site learns from which server a reader comes, and not which view was open.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # A page does none of these; copying a chart, which it does, is not among them.
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
            *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment"),
            *("serial", "usb", "xr-spatial-tracking"),
        )
    ),
    # A page that opened one of ours in a window has no hold of it.
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SafeHeaders:
    """ASGI middleware that adds them to every answer, unless the answer has its own; ``pages`` is
    the HTML that the server sends for its views."""

    def __init__(self, app: ASGIApp, *, pages: Sequence[str] = ()) -> None:
        self.app = app
        self.headers = {"Content-Security-Policy": policy(pages), **HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sent if scope["type"] == "http" else send)
