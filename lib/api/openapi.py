"""The description of the data's addresses for programs (OpenAPI 3.1), made from what they
declare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lib.api.asked import Parameter
from lib.api.operation import VIEW, Operation
from lib.api.problems import KINDS, MEDIA_TYPE
from lib.api.schemas import SCHEMAS
from lib.tables import Tables

DESCRIPTION = (
    "The monthly record of US immigration removals, with who published each number and what must "
    "be known of it. What was withheld has no value and says so; it is never zero. Everything is "
    "read only. Answers that are no JSON name their sources and cautions in the headers "
    "Data-Source and Data-Cautions, and in the address of the header Link."
)

_VIEW = {
    "name": VIEW,
    "in": "query",
    "required": False,
    "description": (
        "The parameters of the page's address, as the page writes them there, such as "
        "months=2014-12&months=2017-07"
    ),
    "schema": {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
    },
    "style": "form",
    "explode": True,
}


def document(tables: Tables, operations: Iterable[Operation]) -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": tables.package.title, "version": "1", "description": DESCRIPTION},
        # Beside this document, wherever the server answers.
        "servers": [{"url": "../.."}],
        "paths": {each.path: {"get": _get(tables, each)} for each in operations},
        "components": {
            "schemas": SCHEMAS,
            "responses": {
                "Problem": {
                    "description": "What is wrong, and what is allowed (RFC 9457)",
                    "content": {MEDIA_TYPE: {"schema": _ref("Problem")}},
                }
            },
            "x-problems": {
                kind.name: {"status": kind.status, "title": kind.title} for kind in KINDS
            },
        },
    }


def _get(tables: Tables, operation: Operation) -> dict[str, Any]:
    problem = {"$ref": "#/components/responses/Problem"}
    # A name of nothing, or months of none, is not found.
    refusals = ("400", "404", "503") if operation.within else ("400", "503")
    return {
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": [
            *(_parameter(tables, each, "path") for each in operation.within),
            *(_parameter(tables, each, "query") for each in operation.query),
            *([_VIEW] if operation.view else ()),
        ],
        "responses": {
            "200": {
                "description": operation.summary,
                "content": {
                    media_type.partition(";")[0]: {"schema": _ref(schema)} if schema else {}
                    for media_type, schema in operation.forms.items()
                },
            },
            **dict.fromkeys(refusals, problem),
        },
    }


def _parameter(tables: Tables, parameter: Parameter, place: str) -> dict[str, Any]:
    values = {"enum": list(parameter.values(tables))} if parameter.values else {}
    return {
        "name": parameter.name,
        "in": place,
        "required": place == "path",
        "description": parameter.description,
        "schema": {**parameter.schema, **values},
    }


def _ref(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}
