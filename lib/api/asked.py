"""What a request asks for: its parameters, each checked, and none left over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lib.api.problems import NO_SUCH_NAME, UNKNOWN_PARAMETER, WRONG_VALUE, Problem
from lib.catalog import Measure
from lib.datapackage import Resource
from lib.measures import LONGEST_WINDOW
from lib.months import Month
from lib.tables import Tables
from lib.text import ENGLISH, LANGUAGES

Asked = Mapping[str, str]
"""The parameters of a request by name: those of its path and those of its query."""


_Named = TypeVar("_Named")


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, what it does, a JSON schema of its values and, where they can be
    listed, the values."""

    name: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    values: Callable[[Tables], Iterable[str]] | None = None


def read(query: Iterable[tuple[str, str]], known: Iterable[Parameter]) -> dict[str, str]:
    """The parameters of a query. Raises Problem for one that is not known, because a word
    misspelled would otherwise ask for something else without a word, and for one given twice."""
    allowed = [parameter.name for parameter in known]
    found: dict[str, str] = {}
    for name, value in query:
        if name not in allowed:
            raise Problem(UNKNOWN_PARAMETER, f"“{name}” is no parameter of this address", allowed)
        if name in found:
            raise Problem(UNKNOWN_PARAMETER, f"“{name}” is given twice", allowed)
        found[name] = value
    return found


def month(asked: Asked, name: str) -> Month | None:
    """A parameter as a month; None where it is not given."""
    if name not in asked:
        return None
    try:
        return Month.parse(asked[name])
    except ValueError as error:
        raise Problem(WRONG_VALUE, f"{name}: {error}") from None


def window(asked: Asked, usual: int = 12) -> int:
    """The parameter ``window`` as a number of months."""
    text = asked.get("window", str(usual))
    allowed = [str(months) for months in range(1, LONGEST_WINDOW + 1)]
    if text not in allowed:
        detail = f"window: “{text}” is not a number of months from 1 to {LONGEST_WINDOW}"
        raise Problem(WRONG_VALUE, detail, allowed)
    return int(text)


def measure(tables: Tables, asked: Asked) -> Measure:
    """The measure that the path names."""
    return _named(tables.measures, asked["id"], "measure")


def table(tables: Tables, asked: Asked) -> Resource:
    """The table that the path names."""
    return _named(tables.package.resources, asked["name"], "table")


def language(asked: Asked) -> str:
    """The parameter ``lang``, the language of texts."""
    asked_for = asked.get("lang", ENGLISH)
    if asked_for not in LANGUAGES:
        detail = f"lang: “{asked_for}” is no language of this server"
        raise Problem(WRONG_VALUE, detail, LANGUAGES)
    return asked_for


def chosen(asked: Asked, name: str, allowed: Iterable[str]) -> str:
    """A part of the path that has few values, such as the format."""
    values = tuple(allowed)
    if asked[name] not in values:
        raise Problem(NO_SUCH_NAME, f"“{asked[name]}” is no {name} of this address", values)
    return asked[name]


def _named(known: Mapping[str, _Named], name: str, what: str) -> _Named:
    if name not in known:
        raise Problem(NO_SUCH_NAME, f"There is no {what} “{name}”", known)
    return known[name]
