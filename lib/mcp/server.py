"""The tools as a server of the Model Context Protocol."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Awaitable, Callable
from functools import cached_property, partial
from typing import Any

from anyio import CapacityLimiter, to_thread
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from lib.mcp.tools import FOR_READERS, NoAnswer, Tools
from lib.tables import Tables
from lib.versions import number

AT_ONCE = 2
"""Answers made at once: pages have the rest of the machine."""

WAITING = 16
"""Questions that wait for their turn; who asks more is told to ask again."""

BUSY = "Too many questions are asked at once; ask this one again in a few seconds."

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
    tools, room = Tools(tables), Room()
    for tool in (tools.list_measures, tools.series, tools.compare, tools.claims, tools.sources):
        made.add_tool(
            _telling(tool, room), description=inspect.getdoc(tool), annotations=_READ_ONLY
        )
    return made


class Room:
    """The threads in which answers are made, apart from those that everything else of the server
    works in. All its questions come from one loop."""

    def __init__(self) -> None:
        self._there = 0

    @cached_property
    def _threads(self) -> CapacityLimiter:
        # Made with the first question: it belongs to the loop that asks.
        return CapacityLimiter(AT_ONCE)

    async def answer(self, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, after all that was asked before. Raises ToolError where too much
        waits already."""
        if self._there >= AT_ONCE + WAITING:
            raise ToolError(BUSY)
        self._there += 1
        try:
            return await to_thread.run_sync(make, limiter=self._threads)
        finally:
            self._there -= 1


def _telling(tool: Callable[..., Any], room: Room) -> Callable[..., Awaitable[Any]]:
    """The tool, which tells whoever asked why there is no answer."""

    @functools.wraps(tool)
    async def told(*args: Any, **named: Any) -> Any:
        try:
            return await room.answer(partial(tool, *args, **named))
        except NoAnswer as error:
            raise ToolError(str(error)) from None

    return told
