"""Answers compressed as the browser can read them."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Literal

import brotli

Encoding = Literal["br", "gzip"]

ENCODINGS: tuple[Encoding, ...] = ("br", "gzip")
"""The better first. Browsers offer Brotli over HTTPS and to the machine itself only."""

# The best Brotli is a tenth smaller and takes twenty times as long, seconds for the largest script.
QUALITY = 9

FOREVER = "public, immutable, max-age=31536000"
"""How long a browser may keep a file whose name changes with its content."""

COMPRESSIBLE = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""What gets smaller, by the end of its name, and its media type. Fonts of the kind woff2 and PNG
are compressed already."""


@dataclass(frozen=True)
class Body:
    """The bytes of an answer and the tag by which a browser asks whether they are still so."""

    content: bytes
    encoding: Encoding | None
    etag: str


def compressed(content: bytes, encoding: Encoding | None) -> Body:
    """The content in an encoding, or as it is."""
    if encoding == "br":
        content = brotli.compress(content, quality=QUALITY)
    elif encoding == "gzip":
        content = _gzipped(content)
    return Body(content, encoding, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _gzipped(content: bytes) -> bytes:
    # Without a time in its header, so that the same content has the same tag after every start.
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def accepted(offer: str) -> Encoding | None:
    """The best encoding that the header Accept-Encoding of a request allows (RFC 9110, 12.5.3), or
    None."""
    weights: dict[str, float] = {}
    for part in offer.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter.strip())
    others = weights.get("*", 0)
    return next((code for code in ENCODINGS if weights.get(code, others) > 0), None)


def _weight(parameter: str) -> float:
    if not parameter.startswith("q="):
        return 1
    try:
        return float(parameter.removeprefix("q="))
    except ValueError:
        return 0


def unchanged(etag: str, asked: str) -> bool:
    """Whether the header If-None-Match of a request names this tag (RFC 9110, 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return etag in tags or tags == ["*"]
