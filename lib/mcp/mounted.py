"""The tools at an address of the dashboard's own server.

The extra is loaded when the first machine asks: that takes a second, which no start has to wait
for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lib.api.root import prefix
from lib.tables import Tables

if TYPE_CHECKING:
    from starlette.applications import Starlette

PATH = "/mcp"


def routes(tables: Callable[[], Tables], base: str = "") -> list[BaseRoute]:
    """The route of the tools, for a server to hold; none without the extra."""
    path = prefix(base) + PATH
    return [Route(path, Mounted(tables, path))] if find_spec("mcp") else []


class Mounted:
    """ASGI application of the address. Each request stands alone, and a page of any site may ask:
    nothing is kept of whoever asks."""

    def __init__(self, tables: Callable[[], Tables], path: str) -> None:
        self._tables, self._path = tables, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        make = await to_thread.run_sync(lambda: self._make)
        app = make()
        async with app.router.lifespan_context(app):
            await app(scope, receive, send)

    @cached_property
    def _make(self) -> Callable[[], Starlette]:
        """Makes the application that answers one request."""
        from mcp.server.transport_security import TransportSecuritySettings

        from lib.mcp.server import server

        made = server(self._tables)
        open_to_all = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        return lambda: made.streamable_http_app(
            streamable_http_path=self._path,
            json_response=True,
            stateless_http=True,
            transport_security=open_to_all,
        )
