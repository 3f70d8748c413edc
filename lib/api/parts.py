"""Our own parts of the page, each a script with its markup and its style, under addresses that
change with their content.

Streamlit sends all of a part inside every message of every run, which is half of what a change of
range sends. From here a browser fetches each once, and keeps it.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.api.compression import COMPRESSIBLE, FOREVER, Body, Encoding, accepted, compressed
from lib.api.root import prefix

_ADDRESS = re.compile(r"/parts/([a-z_]+(?:\+[a-z_]+)*)\.([0-9a-f]{16})\.js")


@cache
def script(folder: Path, names: str) -> bytes:
    """The scripts of a folder named with plus signs between them (``picture+toolbar``), as one. It
    exports as ``still`` the markup and the style of these names, where the folder has them.

    Raises FileNotFoundError for a name without a script."""
    each = names.split("+")
    scripts = [(folder / f"{name}.js").read_text(encoding="utf-8") for name in each]
    markup = "".join(_text(folder / f"{name}.html") for name in each)
    style = "".join(_text(folder / f"{name}.css") for name in each)
    still = json.dumps((f"<style>{style}</style>" if style else "") + markup)
    return ("".join(scripts) + f"export const still = {still};\n").encode()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def address(folder: Path, names: str) -> str:
    """Where these scripts are served, below the address of the server."""
    return f"parts/{names}.{hashlib.sha256(script(folder, names)).hexdigest()[:16]}.js"


class Parts:
    """ASGI middleware that serves the scripts of a folder. ``base`` is the path below which all of
    the server is."""

    def __init__(self, app: ASGIApp, *, folder: Path, base: str = "") -> None:
        self.app, self.folder = app, folder
        self.base = prefix(base)
        self._made: dict[tuple[str, Encoding | None], Body] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = self._asked(scope)
        if asked is None:
            await self.app(scope, receive, send)
            return
        names = self._known(asked)
        if names is None:
            # Streamlit would send its index page. A server before this one asks a process that runs
            # on other code, where there is one.
            gone = Response(status_code=404, headers={"Cache-Control": "no-store"})
            await gone(scope, receive, send)
            return
        encoding = accepted(Headers(scope=scope).get("accept-encoding", ""))
        made = self._made.get((names, encoding))
        if made is None:
            made = compressed(script(self.folder, names), encoding)
            self._made[names, encoding] = made
        headers = {"Cache-Control": FOREVER, "ETag": made.etag, "Vary": "Accept-Encoding"}
        if made.encoding:
            headers["Content-Encoding"] = made.encoding
        answer = Response(made.content, headers=headers, media_type=COMPRESSIBLE[".js"])
        await answer(scope, receive, send)

    def _asked(self, scope: Scope) -> re.Match[str] | None:
        """Which script is asked for; None where it is none of these."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(self.base)
        return _ADDRESS.fullmatch(path)

    def _known(self, asked: re.Match[str]) -> str | None:
        """The names of the scripts, where these are what they hold now."""
        try:
            known = asked[0] == f"/{address(self.folder, asked[1])}"
        except FileNotFoundError:
            return None
        return asked[1] if known else None
