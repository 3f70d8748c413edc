"""What is answered where a request cannot be: a problem document (RFC 9457) that says what is wrong
and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lib.downloads.dataset import json_bytes

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: the end of its ``type``, the status, and its title."""

    name: str
    status: int
    title: str


NOT_FOUND = Kind("not-found", 404, "There is nothing at this address")
NO_SUCH_NAME = Kind("no-such-name", 404, "Nothing has this name")
NO_SUCH_MONTHS = Kind("no-such-months", 404, "The source holds no such month")
NOT_ALLOWED = Kind("not-allowed", 405, "This can only be read")
WRONG_VALUE = Kind("wrong-value", 400, "A parameter has a value that it cannot have")
UNKNOWN_PARAMETER = Kind("unknown-parameter", 400, "A parameter is not known here, or given twice")
BROKEN_DATA = Kind("broken-data", 503, "The tables cannot be read")
NOT_INSTALLED = Kind("not-installed", 501, "This server cannot draw pictures")
BUSY = Kind("busy", 503, "Too much is asked at once")
NOT_DRAWN = Kind("not-drawn", 503, "The picture could not be drawn")

KINDS = (
    NOT_FOUND,
    NO_SUCH_NAME,
    NO_SUCH_MONTHS,
    NOT_ALLOWED,
    WRONG_VALUE,
    UNKNOWN_PARAMETER,
    BROKEN_DATA,
    NOT_INSTALLED,
    BUSY,
    NOT_DRAWN,
)


class Problem(Exception):
    """A request that cannot be answered: ``detail`` says what is wrong with it, ``allowed`` what it
    could have said, where that can be listed."""

    def __init__(self, kind: Kind, detail: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.allowed = kind, detail, tuple(allowed)

    def document(self, described: str, instance: str) -> bytes:
        """The problem as JSON. ``described`` is the address of the document that lists the kinds,
        ``instance`` what was asked for."""
        said = {
            "type": f"{described}#/components/x-problems/{self.kind.name}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": instance,
        }
        return json_bytes(said | ({"allowed": self.allowed} if self.allowed else {}))
