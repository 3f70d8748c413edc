"""Stills: the main chart of a page as it is drawn for the page, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from starlette.requests import Request

from lib.api.asked import language
from lib.api.charts import told
from lib.api.content import SVG, Content
from lib.api.problems import NO_SUCH_NAME, WRONG_VALUE, Problem
from lib.charts import Look
from lib.charts.look import fitting
from lib.charts.still import still
from lib.shown.address import Address, WrongAddress
from lib.shown.charts import chart, charts, parameters
from lib.tables import Tables
from lib.text import LANGUAGE

KEPT = 128
"""Stills kept, 40 kilobytes each."""

WIDTHS = range(200, 1401)
"""Pixels that a still can be wide."""


class Stills:
    """The stills of charts by address, each drawn once for all who ask."""

    def __init__(self, tables: Callable[[], Tables]) -> None:
        self.tables = tables
        self._kept = lru_cache(maxsize=KEPT)(self._drawn)

    def still(self, request: Request) -> Content:
        """The chart at the pixels that it has on its page, ``width`` of them from left to right,
        and in its ``theme``.

        As the page, it leaves out what of the address is no parameter of it. Empty where the page
        has a message in place of the chart, and where the chart has what a still cannot draw: then
        the visitor waits without. Raises Problem."""
        language(dict(request.query_params))
        id, given = request.path_params["id"], Address.of(request.query_params.multi_items())
        if id not in charts():
            raise Problem(NO_SUCH_NAME, f"There is no chart “{id}”", charts())
        width = _width(given.parameters.get("width", ()))
        with told():
            dark = given.chosen("theme", ("light", "dark"), "light") == "dark"
        known = parameters(self.tables(), charts()[id].page)
        query = Address.parse(request.url.query, known).query
        return Content(self._kept(id, query, width, dark, LANGUAGE.get()), SVG, f"{id}.svg")

    def _drawn(self, id: str, query: str, width: int, dark: bool, _language: str) -> bytes:
        tables = self.tables()
        try:
            draw = chart(tables, id, Address.parse(query, parameters(tables, charts()[id].page)))
        except WrongAddress:
            return b""
        if draw is None:
            return b""
        shown = draw(Look(dark=dark, width=fitting(width)))
        return (still(shown.figure, width) or "").encode()


def _width(given: Sequence[str]) -> int:
    known = {str(width): width for width in WIDTHS}
    if len(given) != 1 or given[0] not in known:
        least, most = WIDTHS[0], WIDTHS[-1]
        raise Problem(WRONG_VALUE, f"width: a still is {least} to {most} pixels wide")
    return known[given[0]]
