"""What each view says of itself in the head of its page, made once for all who ask for the view."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from lib.api.preview import Preview, preview, tags, understood, usual_head
from lib.datapackage import DataError
from lib.tables import Tables
from lib.text import ENGLISH, language_of, speaking

PATIENCE = 0.5
"""Seconds that a page waits for what its view says of itself."""

AT_ONCE = 2
"""Views of which it is made at once."""

WAITING = 16
"""Views that wait for it; whoever asks for another gets the head of its page."""

KEPT = 256
"""Views of which it is kept."""

View = tuple[str, str, str]
"""A page's path, what of the query makes the view, and the language."""


class Heads:
    """The heads of all views; ``tables`` gives the tables."""

    def __init__(self, tables: Callable[[], Tables]) -> None:
        self._tables = tables
        self._pool = ThreadPoolExecutor(AT_ONCE, "heads")
        self._made: OrderedDict[View, Future[Preview]] = OrderedDict()

    async def head(self, path: str, root: str, query: str) -> str:
        """The tags of a view below the server's address ``root``.

        A visitor is not kept waiting for what only a link's preview shows: where it is not there in
        time, where many wait for theirs, and where the tables cannot be read, they are those of the
        page."""
        language = language_of(query)
        with speaking(language):
            try:
                async with asyncio.timeout(PATIENCE):
                    shown = await self._shown(path, query, language)
            except (TimeoutError, DataError):
                shown = None
            return tags(shown, root) if shown else usual_head(path, root)

    def warm(self) -> None:
        """Makes that of the first page, and reads the tables for it."""
        self._make(("", "", ENGLISH))

    async def _shown(self, path: str, query: str, language: str) -> Preview | None:
        view = await asyncio.to_thread(lambda: understood(self._tables(), path, query))
        asked = path, view, language
        if asked not in self._made:
            if sum(not one.done() for one in self._made.values()) >= AT_ONCE + WAITING:
                return None
            self._make(asked)
        self._made.move_to_end(asked)
        made = self._made[asked]
        try:
            # Whoever gives up waiting does not end it for the others.
            return await asyncio.shield(asyncio.wrap_future(made))
        finally:
            if made.done() and made.exception():
                # The tables may be mended when the next one asks.
                self._made.pop(asked, None)

    def _make(self, asked: View) -> Future[Preview]:
        made = self._made[asked] = self._pool.submit(self._preview, *asked)
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return made

    def _preview(self, path: str, query: str, language: str) -> Preview:
        with speaking(language):
            return preview(self._tables(), path, query)
