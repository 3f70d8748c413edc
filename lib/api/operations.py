"""The addresses that give data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lib.api import answers
from lib.api.asked import Asked, Parameter
from lib.api.chart_numbers import CHART_FORMS, chart_numbers
from lib.api.comparison import comparison
from lib.api.content import CSV, FORMATS, JSON, Content, as_document
from lib.api.openapi import document
from lib.api.operation import ROOT, Operation
from lib.groups import USUAL_GROUPS, named_pairs
from lib.measures import LONGEST_WINDOW
from lib.shown.charts import charts
from lib.tables import Tables
from lib.text import LANGUAGES

_MONTH: Mapping[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}

_SPAN: Mapping[str, Any] = {
    "type": "string",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])/[0-9]{4}-(0[1-9]|1[0-2])$",
}

_MEASURE = Parameter("id", "A measure", values=lambda tables: tables.measures)

_LANGUAGE = Parameter(
    "lang",
    "The language of titles, cautions and other texts; names of columns and ids stay",
    values=lambda _tables: LANGUAGES,
)

_FORMAT = Parameter("format", "The form of the answer", values=lambda _tables: FORMATS)

_DATASET = {
    form.media_type: "Dataset" if form.media_type == JSON else "" for form in FORMATS.values()
}


def _openapi(tables: Tables, _asked: Asked) -> Content:
    return as_document(document(tables, OPERATIONS), "openapi")


OPERATIONS = (
    Operation(
        "measures",
        f"{ROOT}/measures",
        "What can be measured",
        answers.measures,
        {JSON: "Measures"},
        query=(_LANGUAGE,),
    ),
    Operation(
        "measure",
        f"{ROOT}/measures/{{id}}.{{format}}",
        "A measure by month",
        answers.measure,
        _DATASET,
        (_MEASURE, _FORMAT),
        (
            Parameter("from", "First month, such as 2014-12; without it, the first held", _MONTH),
            Parameter("to", "Last month; without it, the last held", _MONTH),
            Parameter(
                "window",
                "Months of the running average; without it, 12",
                {"type": "integer", "minimum": 1, "maximum": LONGEST_WINDOW},
            ),
            _LANGUAGE,
        ),
    ),
    Operation(
        "comparison",
        f"{ROOT}/compare/{{id}}.json",
        "Two groups of months, and how sure the difference is",
        comparison,
        {JSON: "Comparison"},
        (_MEASURE,),
        (
            Parameter(
                "groups",
                f"Two groups by name; without it and without ranges, {USUAL_GROUPS}",
                values=lambda tables: named_pairs(tables, tables.calendar),
            ),
            Parameter("first", "A range instead, such as 2014-12/2017-01; with second", _SPAN),
            Parameter("second", "The range compared with it, such as 2017-02/2017-07", _SPAN),
            _LANGUAGE,
        ),
    ),
    Operation(
        "table",
        f"{ROOT}/tables/{{name}}.{{format}}",
        "A table of the sources: in CSV as datapackage.json describes it, elsewhere typed",
        answers.table,
        _DATASET,
        (Parameter("name", "A table", values=lambda tables: tables.package.resources), _FORMAT),
        (_LANGUAGE,),
    ),
    Operation(
        "chart",
        f"{ROOT}/charts/{{id}}.{{format}}",
        "What a chart of the pages is drawn from, as its card gives it away",
        chart_numbers,
        {FORMATS[name].media_type: "" for name in CHART_FORMS},
        (
            Parameter("id", "A chart", values=lambda _tables: charts()),
            Parameter("format", "The form of the answer", values=lambda _tables: CHART_FORMS),
        ),
        view=True,
    ),
    Operation(
        "claims",
        f"{ROOT}/claims.{{format}}",
        "Stated figures and what the tables say about each",
        answers.claims,
        {JSON: "Claims", CSV: ""},
        (Parameter("format", "The form of the answer", values=lambda _tables: ("csv", "json")),),
        (_LANGUAGE,),
    ),
    Operation(
        "datapackage",
        f"{ROOT}/datapackage.json",
        "What every table and column means (Data Package 2.0)",
        answers.datapackage,
        {JSON: "DataPackage"},
    ),
    Operation(
        "openapi",
        f"{ROOT}/openapi.json",
        "This description",
        _openapi,
        {JSON: "OpenAPI"},
    ),
    Operation(
        "health",
        "/healthz",
        "Whether the server and its tables answer",
        answers.health,
        {JSON: "Health"},
    ),
)
