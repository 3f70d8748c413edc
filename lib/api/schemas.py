"""JSON schemas of what the addresses answer."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": ["number", "null"]}
MONTH: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
CELL: Schema = {"type": ["string", "number", "boolean", "null"]}


def _object(more: bool = False, optional: Schema | None = None, **needed: Schema) -> Schema:
    """An object that has these, may have the optional, and others where ``more``."""
    return {
        "type": "object",
        "properties": needed | (optional or {}),
        "required": list(needed),
        "additionalProperties": more,
    }


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_INTERVAL = _object(value={"type": "number"}, low={"type": "number"}, high={"type": "number"})

_SIDE = _object(
    name=TEXT,
    first_month=MONTH,
    last_month=MONTH,
    months=COUNT,
    known_months=COUNT,
    part={"type": ["integer", "null"]},
    whole={"type": ["integer", "null"]},
    mean=NUMBER,
    median=NUMBER,
    lowest=NUMBER,
    lowest_month={"type": ["string", "null"]},
    highest=NUMBER,
    highest_month={"type": ["string", "null"]},
    why_not_all={"type": ["string", "null"]},
)

SCHEMAS: dict[str, Schema] = {
    "Measures": _object(
        measures=_array(
            _object(
                id=TEXT,
                title=TEXT,
                unit=TEXT,
                sources=TEXTS,
                first=MONTH,
                last=MONTH,
                cautions=TEXTS,
                formula=TEXT,
                dated=TEXT,
                addresses={"type": "object", "additionalProperties": TEXT},
            )
        )
    ),
    "Dataset": _object(
        # A measure has its unit and months beside these, a table its description.
        more=True,
        title=TEXT,
        sources=TEXTS,
        data_version=TEXT,
        cautions=TEXTS,
        columns=_array(
            _object(
                name=TEXT,
                meaning=TEXT,
                unit=TEXT,
                type={"enum": ["month", "date", "integer", "number", "boolean", "text"]},
            )
        ),
        rows=_array({"type": "object", "additionalProperties": CELL}),
    ),
    "Comparison": _object(
        title=TEXT,
        id=TEXT,
        unit=TEXT,
        groups={"type": ["string", "null"]},
        first=_SIDE,
        second=_SIDE,
        difference=NUMBER,
        percent=NUMBER,
        arithmetic=TEXT,
        sentence={"type": ["string", "null"]},
        interval={
            "oneOf": [
                _object(why_none=TEXT),
                _object(
                    level={"const": 95},
                    ratio=_INTERVAL,
                    ratio_of=TEXT,
                    difference=_INTERVAL,
                    difference_in=TEXT,
                    months={"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2},
                    left_out=_array(MONTH),
                ),
            ]
        },
        trend={
            "oneOf": [
                _object(why_none=TEXT),
                _object(
                    level={"const": 95},
                    ratio=_INTERVAL,
                    ratio_of=TEXT,
                    months={"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2},
                    left_out=_array(MONTH),
                ),
            ]
        },
        provisional_months_count={"type": "boolean"},
        sources=TEXTS,
        data_version=TEXT,
        cautions=TEXTS,
    ),
    "Claims": _object(
        title=TEXT,
        finding=TEXT,
        sources=TEXTS,
        data_version=TEXT,
        cautions=TEXTS,
        claims=_array(
            {
                "type": "object",
                "required": ["claim", "verdict", "reason"],
                "additionalProperties": CELL,
            }
        ),
    ),
    "DataPackage": _object(
        more=True, name=TEXT, version=TEXT, resources=_array({"type": "object"})
    ),
    "OpenAPI": _object(more=True, openapi=TEXT, paths={"type": "object"}),
    "Health": _object(status={"const": "ok"}, sources=COUNT),
    "Problem": _object(
        type=TEXT,
        title=TEXT,
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=TEXT,
        instance=TEXT,
        optional={"allowed": TEXTS},
    ),
}
