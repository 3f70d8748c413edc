"""An answer of a server, as it came over the line."""

from __future__ import annotations

import gzip
import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import brotli


class Answer:
    """An answer as it came over the line, nothing unpacked."""

    def __init__(self, server: str, path: str, method: str = "GET", **headers: str) -> None:
        line = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        # Without it http.client offers none in words of its own.
        line.request(method, path, headers={"Accept-Encoding": "identity", **named})
        came = line.getresponse()
        self.status, self.headers, self.body = came.status, came.headers, came.read()
        line.close()

    @property
    def unpacked(self) -> bytes:
        match self.headers["Content-Encoding"]:
            case "br":
                return bytes(brotli.decompress(self.body))
            case "gzip":
                return gzip.decompress(self.body)
            case _:
                return self.body

    @property
    def json(self) -> Any:
        return json.loads(self.unpacked)
