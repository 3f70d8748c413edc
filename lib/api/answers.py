"""What each address answers, from the tables and what was asked."""

from __future__ import annotations

import json
from typing import Any

from lib.api import asked as read
from lib.api.asked import Asked
from lib.api.content import CSV, FORMATS, Content, as_document, in_format
from lib.api.datasets import measure_dataset, said_of, table_cautions, table_dataset, unit
from lib.api.problems import NO_SUCH_NAME, Problem
from lib.catalog import Measure
from lib.measures import credit_of, extent, series
from lib.sources import cited, credit, sources
from lib.tables import Tables
from lib.text import _
from lib.verdict_table import as_csv, finding, verdict_table
from lib.versions import version


def measures(tables: Tables, _asked: Asked) -> Content:
    """Everything that can be measured."""
    return as_document(
        {"measures": [_listed(tables, measure) for measure in tables.measures.values()]}, "measures"
    )


def _listed(tables: Tables, measure: Measure) -> dict[str, Any]:
    held = extent(tables, measure)
    return {
        "id": measure.id,
        "title": measure.title,
        "unit": unit(measure),
        "sources": cited(tables, credit_of(tables, measure)),
        "first": str(held.first),
        "last": str(held.last),
        "cautions": said_of(series(tables, measure, held)),
        "formula": measure.formula,
        "dated": measure.dated,
        "addresses": {name: f"measures/{measure.id}.{name}" for name in FORMATS},
    }


def measure(tables: Tables, asked: Asked) -> Content:
    """A measure by month."""
    form = read.chosen(asked, "format", FORMATS)
    found = read.measure(tables, asked)
    first, last = read.month(asked, "from"), read.month(asked, "to")
    data = measure_dataset(tables, found, first, last, read.window(asked))
    return in_format(data, form, f"measures/{found.id}.json")


def table(tables: Tables, asked: Asked) -> Content:
    """A table of the data folder."""
    form = read.chosen(asked, "format", FORMATS)
    resource = read.table(tables, asked)
    if form != "csv":
        return in_format(table_dataset(tables, resource), form, f"tables/{resource.name}.json")
    # As the data folder describes it, words of the source among the numbers.
    return Content(
        (tables.package.folder / resource.path).read_bytes(),
        CSV,
        f"{resource.name}.csv",
        cited(tables, credit(tables, [resource.name])),
        table_cautions(tables, resource),
        "datapackage.json",
    )


def claims(tables: Tables, asked: Asked) -> Content:
    """Every claim with its verdict."""
    form = read.chosen(asked, "format", ("csv", "json"))
    if "claims" not in tables.package.resources:
        raise Problem(NO_SUCH_NAME, "The tables served here hold no claims")
    rows = verdict_table(tables)
    cautions = _claims_cautions()
    said = cited(tables, credit(tables, ["claims"]))
    if form == "csv":
        return Content(as_csv(rows), CSV, "claims.csv", said, cautions, "claims.json")
    return as_document(
        {
            "title": _("Stated figures and what the tables say"),
            "finding": finding(rows),
            "sources": said,
            "data_version": version(tables),
            "cautions": cautions,
            "claims": [dict(row) for row in rows],
        },
        "claims",
        said,
        cautions,
    )


def _claims_cautions() -> tuple[str, ...]:
    return (
        _(
            "A document that agrees with its own table is consistent with itself, and not "
            "confirmed."
        ),
        _("A word such as “few” sets no limit: what it says gets its number and no verdict."),
        _("A number of the columns stated_number to other_release is in the unit of its row."),
    )


def datapackage(tables: Tables, _asked: Asked) -> Content:
    """The description of all tables (Data Package 2.0), with the addresses of their CSVs."""
    text = (tables.package.folder / "datapackage.json").read_text("utf-8")
    package, known = json.loads(text), sources(tables)
    package["version"] = version(tables)
    for resource in package["resources"]:
        described = tables.package.resources[resource["name"]]
        resource["path"] = f"tables/{described.name}.csv"
        resource["cautions"] = table_cautions(tables, described)
        resource["sources"] = [_source(known[id]) for id in described.sources]
    return as_document(package, "datapackage")


def _source(source: Any) -> dict[str, str]:
    said = {"title": source.citation, "id": source.id}
    if source.address and "://" in source.address:
        said["path"] = source.address
    return said


def health(tables: Tables, _asked: Asked) -> Content:
    """Whether the tables answer: a query is asked anew."""
    (number,) = tables.query("SELECT count(*) AS sources FROM sources")["sources"]
    return as_document({"status": "ok", "sources": int(number)}, "health", kept=False)
