"""What whoever shows a link reads of a view: its title, its finding and its picture, in the head of
the page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from lib.pictures.picture import PREVIEW_HEIGHT, PREVIEW_WIDTH
from lib.shown.address import Address, WrongAddress
from lib.shown.charts import chart, check_address, main_chart, parameters
from lib.shown.said import Said, said
from lib.tables import Tables
from lib.text import _
from lib.views import views

LONGEST = 300
"""Letters of a description at most; whoever shows it cuts it sooner."""


@dataclass(frozen=True)
class Preview:
    """What a view of a page says, what its address says after the question mark, and where its
    picture is; blank where it has no chart."""

    said: Said
    page: str
    at: Address
    picture: str


def usual_head(path: str, root: str) -> str:
    """The tags of a page, whatever its view shows."""
    view = views()[path]
    return tags(Preview(Said(view.title, view.description), path, Address({}), ""), root)


def understood(tables: Tables, path: str, query: str) -> str:
    """What of a query makes the view, in one order; blank where the address asks for what there is
    not, which the page does not show either."""
    at = Address.parse(query, parameters(tables, path))
    try:
        check_address(tables, path, at)
    except WrongAddress:
        return ""
    return at.query


def preview(tables: Tables, path: str, query: str) -> Preview:
    """What the view at a path says with a query, of which ``understood`` is what is left."""
    at = Address.parse(query, parameters(tables, path))
    try:
        shown = said(tables, path, at)
    except WrongAddress:
        at = Address({})
        shown = said(tables, path, at)
    return Preview(shown, path, at, _picture(tables, path, at))


def tags(shown: Preview, root: str) -> str:
    """The tags of a view in the head of its page, below the server's address ``root``."""
    return _tags(shown.said, root, shown.page, shown.at, shown.picture or "preview.png")


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
    address = at.of_view(root, path)
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
            for language, other in at.in_languages(root, path).items()
        ),
        *(f'<meta name="{name}" content="{escape(said)}" />' for name, said in named.items()),
        *(f'<meta property="{name}" content="{escape(said)}" />' for name, said in graph.items()),
    ]
    return "\n    ".join(lines)
