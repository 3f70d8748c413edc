"""The server's own address."""

from __future__ import annotations

from starlette.requests import HTTPConnection


def prefix(base: str) -> str:
    """The path below which the server answers as an address begins with it: blank, or with a slash
    before it and none at its end."""
    return f"/{base.strip('/')}".rstrip("/")


def root_of(request: HTTPConnection, base: str) -> str:
    """The server's address as whoever asks knows it; ``base`` is the path below which it answers,
    without a slash at its end.

    What stands before the server and takes HTTPS for it says so in X-Forwarded-Proto."""
    told = request.headers.get("x-forwarded-proto", "")
    scheme = told if told in ("http", "https") else request.url.scheme
    return f"{scheme}://{request.url.netloc}{base}"
