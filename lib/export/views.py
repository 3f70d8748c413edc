"""Which view an address means, and what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from lib.shown.address import BESIDE, Address, WrongAddress
from lib.shown.charts import chart, charts, parameters
from lib.shown.drawn import Draw
from lib.tables import Tables
from lib.text import ENGLISH, language_of, speaking
from lib.views import views

LONGEST = 80
"""Letters of a folder's name at most."""

NAMED = 12
"""Of what is allowed, as many are named."""


class ExportError(Exception):
    """What cannot be made into files: which address, what is wrong, and what is allowed; one
    line."""


@dataclass(frozen=True)
class View:
    """A view of a page: the words it was asked for by, the page's path, what its address says,
    what draws its charts, in the order of the page, and its language."""

    asked: str
    page: str
    at: Address
    drawn: tuple[Draw, ...]
    language: str

    def address(self, site: str) -> str:
        """The address of the view below that of a site."""
        with speaking(self.language):
            return self.at.of_view(site, self.page)

    @property
    def name(self) -> str:
        """The view as the name of a folder."""
        said = [value for _name, values in sorted(self.at.parameters.items()) for value in values]
        language = [] if self.language == ENGLISH else [self.language]
        words = "_".join([self.page or "front", *said, *language])
        return re.sub(r"[^A-Za-z0-9_-]+", "-", words)[:LONGEST].rstrip("-_")


def view_of(tables: Tables, asked: str) -> View:
    """The view of an address: ``/removals?months=...``, with or without the site before it. Raises
    ExportError."""
    parts = urlsplit(asked.strip())
    page = parts.path.rpartition("/")[2] if parts.netloc else parts.path.strip("/")
    drawable = {path for path in views() if path == "" or parameters(tables, path)}
    if page not in drawable:
        there = ", ".join(f"/{path}" for path in views() if path in drawable)
        raise ExportError(f"{asked}: there is no page with charts at /{page}. There are: {there}")
    given = parse_qsl(parts.query, keep_blank_values=True)
    known = parameters(tables, page)
    for name, _value in given:
        if name not in known and name not in BESIDE:
            raise ExportError(f"{asked}: “{name}” is no parameter of /{page}. {_listed(known)}")
    at, language = Address.of(given), language_of(parts.query)
    try:
        with speaking(language):
            drawn = tuple(_drawn(tables, page, at))
    except WrongAddress as wrong:
        raise ExportError(f"{asked}: {wrong}. {_listed(wrong.allowed)}".rstrip()) from None
    if not drawn:
        raise ExportError(f"{asked}: no chart of this view has data. Choose other months")
    return View(asked, page, at, drawn, language)


def _drawn(tables: Tables, page: str, at: Address) -> Iterable[Draw]:
    # The front page has the main chart of Removals.
    of_page = [each.id for each in charts().values() if each.page == (page or "removals")]
    for id in of_page if page else of_page[:1]:
        draw = chart(tables, id, at)
        if draw is not None:
            yield draw


def _listed(allowed: Iterable[str]) -> str:
    every = tuple(allowed)
    words = ", ".join(every[:NAMED])
    more = f" and {len(every) - NAMED} more" if len(every) > NAMED else ""
    return f"Allowed: {words}{more}" if words else ""
