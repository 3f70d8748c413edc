"""The routes of the data, for the server to hold beside Streamlit's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from anyio import CapacityLimiter
from starlette.routing import Route

from lib.api.endpoint import Endpoint, asking, nothing
from lib.api.operations import OPERATIONS
from lib.tables import Tables

AT_ONCE = 2
"""Answers made at once: pages have the rest of the machine."""


def routes(tables: Callable[[], Tables], base: str = "") -> list[Route]:
    """The routes of every operation, and of the addresses below ``/api`` that are none.

    ``tables`` gives the tables when the first answer is asked for; ``base`` is the path below which
    the server answers."""
    base = f"/{base.strip('/')}".rstrip("/")
    # Within a running loop only can it be made.
    limiter = lru_cache(maxsize=1)(lambda: CapacityLimiter(AT_ONCE))
    known = [
        Route(f"{base}{each.path}", Endpoint(asking(each, tables), base, limiter))
        for each in OPERATIONS
    ]
    nowhere = Endpoint(nothing, base, limiter)
    return [*known, Route(f"{base}/api", nowhere), Route(f"{base}/api/{{rest:path}}", nowhere)]
