"""What whoever shows a link reads of a view: its title, its finding and its picture, in the head of
the page."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from lib.api.charts import in_languages, view_address
from lib.datapackage import DataError
from lib.kept import kept
from lib.pictures.picture import PREVIEW_HEIGHT, PREVIEW_WIDTH
from lib.shown.address import Address, WrongAddress
from lib.shown.charts import chart, main_chart, parameters
from lib.shown.said import Said, said
from lib.tables import Tables
from lib.text import _
from lib.views import views

LONGEST = 300
"""Letters of a description at most; whoever shows it cuts it sooner."""


def usual_head(path: str, root: str) -> str:
    """The tags of a page, whatever its view shows."""
    view = views()[path]
    said = Said(view.title, view.description)
    return _tags(said, root, path, Address({}), "preview.png")


def head(tables: Callable[[], Tables], path: str, root: str, query: str) -> str:
    """The tags of the view at a path with a query, below the server's address ``root``.

    What the address asks for and there is not, the page does not show either; then the head is that
    of the page."""
    try:
        shown, at, picture = _of_view(tables(), path, query)
    except DataError:
        # The page says what is wrong with them.
        return usual_head(path, root)
    return _tags(shown, root, path, at, picture or "preview.png")


@kept(256)
def _of_view(tables: Tables, path: str, query: str) -> tuple[Said, Address, str]:
    """What the view says, what of the query it understands, and where its picture is; blank where
    it has no chart."""
    at = Address.parse(query, parameters(tables, path))
    try:
        shown = said(tables, path, at)
    except WrongAddress:
        at = Address({})
        shown = said(tables, path, at)
    return shown, at, _picture(tables, path, at)


def _picture(tables: Tables, path: str, at: Address) -> str:
    main = main_chart(path)
    if main is None:
        return ""
    try:
        draw = chart(tables, main.id, at)
    except WrongAddress:
        return ""
    at = at.spoken
    query = f"{at.query}&" if at.parameters else ""
    return f"charts/{main.id}.png?{query}preview=true" if draw else ""


def _shortened(text: str) -> str:
    """Cut between words where it is too long."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"


def _tags(shown: Said, root: str, path: str, at: Address, picture: str) -> str:
    address = view_address(root, path, at)
    title, product = _("{page} · Removals by month", page=shown.title), _("Removals by Month")
    finding = _shortened(shown.finding)
    named = {"description": finding, "twitter:card": "summary_large_image"}
    graph = {
        "og:type": "website",
        "og:site_name": product,
        "og:title": shown.title,
        "og:description": finding,
        "og:url": address,
        "og:image": f"{root}/{picture}",
        "og:image:type": "image/png",
        "og:image:width": str(PREVIEW_WIDTH),
        "og:image:height": str(PREVIEW_HEIGHT),
        "og:image:alt": shown.title,
    }
    lines = [
        f"<title>{escape(title)}</title>",
        f'<link rel="canonical" href="{escape(address)}" />',
        *(
            f'<link rel="alternate" hreflang="{language}" href="{escape(other)}" />'
            for language, other in in_languages(root, path, at).items()
        ),
        *(f'<meta name="{name}" content="{escape(said)}" />' for name, said in named.items()),
        *(f'<meta property="{name}" content="{escape(said)}" />' for name, said in graph.items()),
    ]
    return "\n    ".join(lines)
