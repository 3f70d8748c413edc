"""The routes of the data, of charts, and of what search engines ask for, for the server to hold
beside Streamlit's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from anyio import CapacityLimiter
from starlette.routing import Route

from lib.api.charts import Pictures, any_preview
from lib.api.crawlers import robots, sitemap
from lib.api.embed import Embeds, script
from lib.api.endpoint import Asks, Endpoint, asking, nothing
from lib.api.feed import PATH as FEED
from lib.api.feed import feed
from lib.api.operations import OPERATIONS
from lib.api.root import prefix
from lib.api.stills import Stills
from lib.api.try_it import ADDRESSES, try_it
from lib.pictures.renderer import WAITING, Renderer
from lib.tables import Tables

AT_ONCE = 2
"""Answers made at once: pages have the rest of the machine."""


def routes(tables: Callable[[], Tables], base: str = "") -> list[Route]:
    """The routes of every operation, of charts and their frames, of what search engines ask for,
    and of the addresses below these that are none.

    ``tables`` gives the tables when the first answer is asked for; ``base`` is the path below which
    the server answers."""
    base = prefix(base)
    pictures, embeds = Pictures(tables, Renderer(), base), Embeds(tables, base)
    asks: dict[str, Asks] = {each.path: asking(each, tables) for each in OPERATIONS}
    asks |= {
        "/robots.txt": partial(robots, base=base),
        "/sitemap.xml": partial(sitemap, base=base),
        FEED: partial(feed, base=base, tables=tables),
        **dict.fromkeys(ADDRESSES, partial(try_it, base=base)),
        "/preview.png": any_preview,
        "/embed/{name}.{hash}.js": script,
        "/embed/{id}.html": embeds.frozen,
        "/embed/{id}": embeds.page,
        "/stills/{id}.svg": Stills(tables).still,
    }
    # The last of all, because the first that fits is taken.
    for path in (f"/{name}/{{rest:path}}" for name in ("api", "charts", "embed", "stills")):
        asks[path] = nothing
    # Pictures wait for one browser: so many may that data are not kept waiting.
    drawn = Endpoint(pictures.picture, base, _at_once(WAITING + 1))
    at_once = _at_once(AT_ONCE)
    return [
        Route(f"{base}/charts/{{id}}.{{format}}", drawn),
        *(Route(f"{base}{path}", Endpoint(ask, base, at_once)) for path, ask in asks.items()),
    ]


def _at_once(most: int) -> Callable[[], CapacityLimiter]:
    # Within a running loop only can it be made.
    return lru_cache(maxsize=1)(lambda: CapacityLimiter(most))
