"""What an address that gives data declares: the routes and their description are both made from
this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lib.api.asked import Asked, Parameter
from lib.api.content import Content
from lib.tables import Tables

ROOT = "/api/v1"

VIEW = "view"
"""The name of the whole query in what is asked, where it is that of a page."""


@dataclass(frozen=True)
class Operation:
    """An address, what it is for, and what answers it. ``within`` are the parameters in its path,
    ``query`` those of its query. ``forms`` are the media types it answers in, each with the name of
    its schema, which is blank for what is no JSON."""

    id: str
    path: str
    summary: str
    answer: Callable[[Tables, Asked], Content]
    forms: Mapping[str, str]
    within: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    view: bool = False
    """Whether its query is that of a page's address, which is then ``asked[VIEW]``."""
