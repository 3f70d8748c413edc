"""The routes of the data and of what search engines ask for, for the server to hold beside
Streamlit's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from anyio import CapacityLimiter
from starlette.routing import Route

from lib.api.crawlers import robots, sitemap
from lib.api.endpoint import Endpoint, asking, nothing
from lib.api.feed import PATH as FEED
from lib.api.feed import feed
from lib.api.operations import OPERATIONS
from lib.api.try_it import ADDRESSES, try_it
from lib.tables import Tables

AT_ONCE = 2
"""Answers made at once: pages have the rest of the machine."""


def routes(tables: Callable[[], Tables], base: str = "") -> list[Route]:
    """The routes of every operation, of what search engines ask for, and of the addresses below
    ``/api`` that are none.

    ``tables`` gives the tables when the first answer is asked for; ``base`` is the path below which
    the server answers."""
    base = f"/{base.strip('/')}".rstrip("/")
    # Within a running loop only can it be made.
    limiter = lru_cache(maxsize=1)(lambda: CapacityLimiter(AT_ONCE))
    asks = {each.path: asking(each, tables) for each in OPERATIONS}
    asks["/robots.txt"] = partial(robots, base=base)
    asks["/sitemap.xml"] = partial(sitemap, base=base)
    asks[FEED] = partial(feed, base=base, tables=tables)
    asks |= dict.fromkeys(ADDRESSES, partial(try_it, base=base))
    # The last, because the first that fits is taken.
    asks["/api/{rest:path}"] = nothing
    return [Route(f"{base}{path}", Endpoint(ask, base, limiter)) for path, ask in asks.items()]
