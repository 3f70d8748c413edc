"""The addresses that give data: what each takes, and what answers it. The routes are made from
this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.api import answers
from lib.api.answers import Answer
from lib.api.asked import Parameter
from lib.measures import LONGEST_WINDOW

ROOT = "/api/v1"


@dataclass(frozen=True)
class Operation:
    """An address, what it is for, its parameters, and what answers it. ``within`` are the names in
    its path."""

    id: str
    path: str
    summary: str
    answer: Answer
    within: tuple[str, ...] = ()
    query: tuple[Parameter, ...] = ()


_MONTH: Mapping[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}

RANGE = (
    Parameter("from", "The first month, such as 2014-12; without it, the first there is", _MONTH),
    Parameter("to", "The last month; without it, the last there is", _MONTH),
)

WINDOW = Parameter(
    "window",
    "Months of the running average; without it, 12",
    {"type": "integer", "minimum": 1, "maximum": LONGEST_WINDOW},
)

OPERATIONS = (
    Operation("measures", f"{ROOT}/measures", "What can be measured", answers.measures),
    Operation(
        "measure",
        f"{ROOT}/measures/{{id}}.{{format}}",
        "A measure by month",
        answers.measure,
        ("id", "format"),
        (*RANGE, WINDOW),
    ),
    Operation(
        "table",
        f"{ROOT}/tables/{{name}}.{{format}}",
        "A table of the sources",
        answers.table,
        ("name", "format"),
    ),
    Operation(
        "claims",
        f"{ROOT}/claims.{{format}}",
        "Stated figures and what the tables say about each",
        answers.claims,
        ("format",),
    ),
    Operation(
        "datapackage",
        f"{ROOT}/datapackage.json",
        "What every table and column means",
        answers.datapackage,
    ),
    Operation("health", "/healthz", "Whether the server and its tables answer", answers.health),
)
