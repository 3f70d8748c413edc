"""What a browser may load and run within a page of this server (Content-Security-Policy)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_SAME = "'self'"

_ALLOWED = {
    "default-src": "'none'",
    # Streamlit starts the scripts of our own parts from the memory of the page.
    "script-src": f"{_SAME} blob:",
    # Charts, tables and Streamlit itself place what they draw by style attributes.
    "style-src": f"{_SAME} 'unsafe-inline'",
    # Charts become pictures by way of the page's memory, with their font inside.
    "img-src": f"{_SAME} data: blob:",
    "font-src": f"{_SAME} data:",
    # A finished picture is read back from there.
    "connect-src": f"{_SAME} blob:",
    "manifest-src": _SAME,
    "base-uri": "'none'",
    "form-action": "'none'",
    # Other sites show the charts that are made for it, and no page around what is pressed here.
    "frame-ancestors": _SAME,
}

_INLINE = re.compile(r"<script(?: type=\"module\")?>(.*?)</script>", re.DOTALL)


def policy(pages: Iterable[str] = ()) -> str:
    """The Content-Security-Policy under which these pages (HTML) work: what comes from this server,
    and the very scripts that stand within the pages."""
    scripts = {script for page in pages for script in _INLINE.findall(page)}
    hashes = " ".join(sorted(map(_hash, scripts)))
    allowed = _ALLOWED | {"script-src": f"{_ALLOWED['script-src']} {hashes}".strip()}
    return "; ".join(f"{what} {where}" for what, where in allowed.items())


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
