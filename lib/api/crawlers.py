"""What search engines ask for: which addresses there are."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request

from lib.api.content import Content
from lib.api.root import root_of
from lib.shown.address import Address
from lib.views import views


def robots(request: Request, base: str) -> Content:
    """Everything may be read but what a running page alone asks for."""
    root = root_of(request, base)
    text = f"User-agent: *\nDisallow: {base}/_stcore/\n\nSitemap: {root}/sitemap.xml\n"
    return Content(text.encode(), "text/plain; charset=utf-8", "robots.txt")


def sitemap(request: Request, base: str) -> Content:
    """Every page in every language (sitemaps.org, 0.9), each with the same in the others."""
    root = root_of(request, base)
    places = "".join(map(_places, (Address({}).in_languages(root, path) for path in views())))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{places}</urlset>\n'
    )
    return Content(text.encode(), "application/xml; charset=utf-8", "sitemap.xml")


def _places(page: dict[str, str]) -> str:
    """A page by its address in each language."""
    others = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>\n'
        for language, address in page.items()
    )
    return "".join(
        f"  <url>\n    <loc>{escape(address)}</loc>\n{others}  </url>\n"
        for address in page.values()
    )
