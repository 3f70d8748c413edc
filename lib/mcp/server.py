"""The tools as a server of the Model Context Protocol."""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from lib.mcp.tools import FOR_READERS, NoAnswer, Tools
from lib.tables import Tables
from lib.versions import number

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
