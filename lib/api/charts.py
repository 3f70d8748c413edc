"""Charts by address: what an address asks for, and its picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from lib.api.asked import language
from lib.api.content import PNG, SVG, Content
from lib.api.problems import (
    BUSY,
    NO_SUCH_MONTHS,
    NO_SUCH_NAME,
    NOT_DRAWN,
    NOT_INSTALLED,
    WRONG_VALUE,
    Problem,
)
from lib.api.root import root_of
from lib.datapackage import DataError
from lib.pictures import picture as pictures
from lib.pictures.renderer import Busy, CannotDraw, NotInstalled, Renderer
from lib.shown.address import Address, WrongAddress
from lib.shown.charts import chart, charts
from lib.shown.drawn import Draw
from lib.sources import cited
from lib.tables import Tables
from lib.text import LANGUAGE

KEPT = 128
"""Pictures kept, a third of a megabyte each."""

PREVIEW = Path(__file__).with_name("preview.png")

MEDIA_TYPES: dict[str, str] = {"svg": SVG, "png": PNG}


@dataclass(frozen=True)
class AskedChart:
    """A chart that an address asks for: what draws it, light or dark as asked (None as the visitor
    has it), and the address of its view."""

    id: str
    draw: Draw = field(compare=False)
    dark: bool | None
    view: str


def drawn(tables: Tables, id: str, at: Address) -> Draw:
    """What draws a chart by its id for an address of its page. Raises Problem."""
    if id not in charts():
        raise Problem(NO_SUCH_NAME, f"There is no chart “{id}”", charts())
    with told():
        draw = chart(tables, id, at)
    if draw is None:
        raise Problem(NO_SUCH_MONTHS, "This view has too few months with data for the chart")
    return draw


@contextmanager
def told() -> Iterator[None]:
    """Says as a Problem what is wrong with an address."""
    try:
        yield
    except WrongAddress as wrong:
        raise Problem(WRONG_VALUE, str(wrong), wrong.allowed) from None


def asked_chart(
    tables: Tables, request: Request, base: str, *, own: Collection[str] = ()
) -> AskedChart:
    """What a request asks for: the parameters of the chart's page, the theme, and those of its
    ``own``, which whoever calls has read. Raises Problem."""
    language(dict(request.query_params))
    id, given = request.path_params["id"], Address.of(request.query_params.multi_items())
    said = given.parameters.items()
    at = Address({name: value for name, value in said if name not in ("theme", *own)})
    draw = drawn(tables, id, at)
    with told():
        theme = given.chosen("theme", ("light", "dark", "auto"), "auto")
    view = at.of_view(root_of(request, base), charts()[id].page)
    dark = None if theme == "auto" else theme == "dark"
    return AskedChart(id, draw, dark, view)


class Pictures:
    """The pictures of charts by address, each drawn once a day for all who ask."""

    def __init__(self, tables: Callable[[], Tables], renderer: Renderer, base: str) -> None:
        self.tables, self.renderer, self.base = tables, renderer, base
        self._kept = lru_cache(maxsize=KEPT)(self._made)

    def picture(self, request: Request) -> Content:
        """The picture that the page gives away. Raises Problem."""
        form = request.path_params["format"]
        if form not in MEDIA_TYPES:
            raise Problem(NO_SUCH_NAME, f"“{form}” is no form of a picture", MEDIA_TYPES)
        with told():
            preview = Address.of(request.query_params.multi_items()).flag("preview")
        if preview and form != "png":
            raise Problem(WRONG_VALUE, "preview: a preview is a PNG", ("png",))
        if not preview:
            return self._asked(request, form, preview=False)
        try:
            return self._asked(request, form, preview=True)
        except (Problem, DataError):
            # A link is never without a picture.
            return any_preview(request)

    def _asked(self, request: Request, form: str, *, preview: bool) -> Content:
        asked = asked_chart(self.tables(), request, self.base, own=("preview",))
        try:
            return self._kept(asked, form, preview, dt.date.today(), LANGUAGE.get())
        except NotInstalled as why:
            raise Problem(NOT_INSTALLED, str(why)) from None
        except Busy as why:
            raise Problem(BUSY, str(why)) from None
        except CannotDraw as why:
            raise Problem(NOT_DRAWN, str(why)) from None

    def _made(
        self, asked: AskedChart, form: str, preview: bool, day: dt.date, _language: str
    ) -> Content:
        if preview:
            made = pictures.preview(asked.draw, asked.view)
        else:
            made = pictures.picture(asked.draw, asked.view, day, dark=bool(asked.dark))
        body = self.renderer.draw(made, "svg" if form == "svg" else "png")
        sources = cited(self.tables(), made.chart.credit)
        name = f"{made.chart.name}.{form}"
        return Content(body, MEDIA_TYPES[form], name, sources, made.chart.notes)


def any_preview(_request: Request) -> Content:
    """The product's own picture, for links whose view cannot be drawn."""
    return Content(PREVIEW.read_bytes(), PNG, PREVIEW.name, kept=False)
