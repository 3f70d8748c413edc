"""The tools as a server of the Model Context Protocol: on the standard streams, or at an address of
the dashboard's own server."""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from starlette.routing import BaseRoute

from lib.mcp.tools import FOR_READERS, NoAnswer, Tools
from lib.tables import Tables
from lib.versions import number

PATH = "/mcp"

AT_ONCE = 2
"""Answers made at once: pages have the rest of the machine."""

_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server(tables: Callable[[], Tables]) -> MCPServer[Any]:
    """The server; ``tables`` gives the tables when the first answer is asked for."""
    made: MCPServer[Any] = MCPServer(
        "removals-by-month",
        title="Removals by Month",
        instructions=FOR_READERS,
        version=number(),
        log_level="WARNING",
    )
    tools, room = Tools(tables), threading.BoundedSemaphore(AT_ONCE)
    for tool in (tools.list_measures, tools.series, tools.compare, tools.claims, tools.sources):
        made.add_tool(
            _telling(tool, room), description=inspect.getdoc(tool), annotations=_READ_ONLY
        )
    return made


def _telling(tool: Callable[..., Any], room: threading.BoundedSemaphore) -> Callable[..., Any]:
    """The tool, which tells whoever asked why there is no answer."""

    @functools.wraps(tool)
    def told(*args: Any, **named: Any) -> Any:
        try:
            with room:
                return tool(*args, **named)
        except NoAnswer as error:
            raise ToolError(str(error)) from None

    return told


def mounted(
    tables: Callable[[], Tables], base: str = ""
) -> tuple[list[BaseRoute], Callable[[object], AbstractAsyncContextManager[None]]]:
    """The routes of the server for another to hold, and what has to run while that runs.

    Each request stands alone, and a page of any site may ask: nothing is kept of whoever asks."""
    made = server(tables)
    app = made.streamable_http_app(
        streamable_http_path=f"/{base.strip('/')}".rstrip("/") + PATH,
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return list(app.routes), lambda _app: made.session_manager.run()
