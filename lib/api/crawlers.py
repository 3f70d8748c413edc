"""What search engines ask for: which addresses there are."""

from __future__ import annotations

from xml.sax.saxutils import escape

from starlette.requests import Request

from lib.api.content import Content
from lib.api.root import root_of
from lib.views import views


def robots(request: Request, base: str) -> Content:
    """Everything may be read but what a running page alone asks for."""
    root = root_of(request, base)
    text = f"User-agent: *\nDisallow: {base}/_stcore/\n\nSitemap: {root}/sitemap.xml\n"
    return Content(text.encode(), "text/plain; charset=utf-8", "robots.txt")


def sitemap(request: Request, base: str) -> Content:
    """Every page (sitemaps.org, 0.9)."""
    root = root_of(request, base)
    places = "".join(f"  <url><loc>{escape(f'{root}/{path}')}</loc></url>\n" for path in views())
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    )
    return Content(text.encode(), "application/xml; charset=utf-8", "sitemap.xml")
