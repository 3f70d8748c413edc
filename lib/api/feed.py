"""What has changed in the data, as a feed (Atom, RFC 4287)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request

from lib.api.content import Content
from lib.api.root import root_of
from lib.tables import Tables
from lib.text import ENGLISH, LANGUAGE, _
from lib.versions import Change, changes

PATH = "/feed.atom"
MEDIA_TYPE = "application/atom+xml"

_OURS = uuid.UUID("5875fae8-c3f9-4083-8f57-82c0c0dcb224")
"""Of which the ids of entries are made, so that they are the same from every server."""


def feed(request: Request, base: str, tables: Callable[[], Tables]) -> Content:
    """Every change, the latest first."""
    root, own = root_of(request, base), in_language(PATH)
    known = changes(tables())
    updated = max((change.date for change in known), default=dt.date(1970, 1, 1))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <id>{_id()}</id>",
        f"  <title>{escape(title())}</title>",
        f"  <updated>{_instant(updated)}</updated>",
        f"  <author><name>{escape('; '.join(tables().package.makers))}</name></author>",
        f'  <link rel="self" type="{MEDIA_TYPE}" href={quoteattr(root + own)}/>',
        f'  <link rel="alternate" type="text/html" href={quoteattr(root + in_language("/"))}/>',
        *(line for change in reversed(known) for line in _entry(change, root)),
        "</feed>",
        "",
    ]
    return Content("\n".join(lines).encode(), f"{MEDIA_TYPE}; charset=utf-8", "feed.atom")


def _id() -> str:
    """A feed of its own in each language."""
    language = LANGUAGE.get()
    return (_OURS if language == ENGLISH else uuid.uuid5(_OURS, language)).urn


def in_language(address: str) -> str:
    """An address below the root in the language spoken, of which English goes without saying."""
    if LANGUAGE.get() == ENGLISH:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={LANGUAGE.get()}"


def title() -> str:
    """What a reader of feeds calls it."""
    return _("Removals by month: what has changed in the data")


def _entry(change: Change, root: str) -> list[str]:
    # Of the words of the table: a translation that is mended makes no entry new.
    id = uuid.uuid5(_OURS, f"{change.date} {change.kind} {change.key}")
    link = root + in_language(change.link)
    return [
        "  <entry>",
        f"    <id>{id.urn}</id>",
        f"    <title>{escape(change.title)}</title>",
        f"    <updated>{_instant(change.date)}</updated>",
        f"    <category term={quoteattr(change.kind)}/>",
        f'    <link rel="alternate" type="text/html" href={quoteattr(link)}/>',
        f"    <summary>{escape(change.text)}</summary>",
        "  </entry>",
    ]


def _instant(day: dt.date) -> str:
    return f"{day}T00:00:00Z"
