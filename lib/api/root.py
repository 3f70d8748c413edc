"""The server's own address."""

from __future__ import annotations

from starlette.requests import HTTPConnection


def root_of(request: HTTPConnection, base: str) -> str:
    """The server's address as whoever asks knows it; ``base`` is the path below which it answers,
    without a slash at its end."""
    return f"{request.url.scheme}://{request.url.netloc}{base}"
