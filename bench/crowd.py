"""Readers of an app who come at once: who they are, what they choose, and what came of it."""

from __future__ import annotations

import asyncio
import itertools
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from bench.reader import Failed, Months, Reader
from lib.eras import presets
from lib.tables import Tables

PAGES = {
    "": 24,
    "removals": 20,
    "compare": 15,
    "who": 8,
    "convictions": 7,
    "issued": 5,
    "detainers": 5,
    "reconciliation": 4,
    "claims": 5,
    "records": 2,
    "data": 1,
    "sources": 4,
}
"""How many of a hundred readers read each page."""

SHARED = 0.25
"""The share of changes that choose a range to which a button leads; the others choose any."""

PACE = (0.5, 1.5)
"""Seconds from one change to the next; evenly spread between these. Who waits longer for an answer
chooses again when it is there."""


@dataclass(frozen=True)
class App:
    """An app that is served: at these addresses, of which readers take turns, by these processes
    and those that they started."""

    name: str
    addresses: tuple[str, ...]
    processes: tuple[int, ...]
    pages: tuple[str, ...] = tuple(PAGES)
    key: str = "month-picker-months"
    slides: bool = False

    def readers(self, chance: random.Random) -> Iterator[Reader]:
        """Readers without end, each of a page drawn by its weight."""
        weights = [PAGES[page] for page in self.pages]
        for address in itertools.cycle(self.addresses):
            [page] = chance.choices(self.pages, weights)
            yield Reader(address, page, self.key, slides=self.slides)


@dataclass
class Outcome:
    """What came of a crowd: seconds of each run in the time that counts, seconds until the first
    figure of each reader, bytes received, errors by what they say and where."""

    runs: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    bytes: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    came: int = 0
    """Those who arrived, and those who tried and could not."""


@dataclass
class Span:
    """From when to when runs count, by time.perf_counter(); who is there leaves at its end."""

    since: float = math.inf
    until: float = math.inf


@cache
def months() -> tuple[str, ...]:
    """The months of a range that every app here knows."""
    return tuple(map(str, Tables().extent("removals_by_source")))


@cache
def buttons() -> tuple[Months, ...]:
    """The ranges to which a button or a menu of the dashboard leads."""
    held = Tables().extent("removals_by_source")
    within = (span.overlap(held) for span in presets(Tables()).values())
    return tuple((str(span.first), str(span.last)) for span in within if span)


def any_range(chance: random.Random) -> Months:
    """A range of months of at least half a year."""
    if chance.random() < SHARED:
        return chance.choice(buttons())
    known = months()
    first = chance.randrange(len(known) - 6)
    return known[first], known[chance.randrange(first + 6, len(known))]


async def visit(
    reader: Reader,
    outcome: Outcome,
    chance: random.Random,
    counts: Span,
    *,
    files: Sequence[str] = (),
    reads: bool = False,
) -> None:
    """One reader's visit: comes, chooses at the pace until the span ends, leaves; one who ``reads``
    chooses nothing. Runs that were asked for before the span do not count, nor do their bytes."""
    begun = time.perf_counter()
    before = 0
    try:
        try:
            await reader.arrive(files)
        finally:
            outcome.came += 1
        outcome.arrived += 1
        outcome.first.append((reader.drawn or time.perf_counter()) - begun)
        while (asked := time.perf_counter()) < counts.until:
            due = asked + chance.uniform(*PACE)
            if reads:
                await asyncio.sleep(min(due, counts.until) - asked)
                continue
            if asked < counts.since:
                before = reader.received
            seconds = await reader.choose(any_range(chance))
            if asked >= counts.since:
                outcome.runs.append(seconds)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
    except Failed as failed:
        outcome.errors[f"/{reader.page}: {failed}"] += 1
    finally:
        reader.leave()
        outcome.bytes += reader.received - before
