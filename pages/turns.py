"""Runs of pages, one after the other within a process.

Python works for one thread at a time. Ten runs at once share it in slices, each ends when almost
all do, and what sends the answers waits among them; in turn, each ends as soon as it can."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

LONGEST = 0.03
"""Seconds after which a run has had its turn, and goes on beside the next: most take a third of
that, and what takes longer may wait for a query or a file."""

FAR = 8
"""The place in the line from which on all look equally seldom."""


class Turns:
    """Whose turn it is, and who comes next: first come, first served."""

    def __init__(self, longest: float = LONGEST) -> None:
        self.longest = longest
        self._changing = threading.Lock()
        self.waiting: deque[threading.Lock] = deque()
        self._whose: threading.Lock | None = None
        self._since = 0.0
        self._here = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for one's turn, and has it until the context ends or it has taken too long. Within
        a turn of the same thread it is the same one."""
        if getattr(self._here, "has", False):
            yield
            return
        mine = threading.Lock()
        mine.acquire()
        with self._changing:
            self.waiting.append(mine)
            patience = self._pass_on(mine)
        while not mine.acquire(timeout=patience):
            with self._changing:
                patience = self._pass_on(mine)
        self._here.has = True
        try:
            yield
        finally:
            self._here.has = False
            with self._changing:
                if self._whose is mine:
                    self._next()

    def _pass_on(self, mine: threading.Lock) -> float:
        """Ends a turn that took too long; the seconds after which to look again. Who stands far
        back looks less often: others before it do, and all at once would cost more than turns."""
        if self._whose is None or monotonic() - self._since >= self.longest:
            self._next()
        before = next((place for place, one in enumerate(self.waiting) if one is mine), 0)
        return self.longest * min(before + 1, FAR)

    def _next(self) -> None:
        self._whose = self.waiting.popleft() if self.waiting else None
        self._since = monotonic()
        if self._whose:
            self._whose.release()


_TURNS = Turns()
in_turn = _TURNS.turn
