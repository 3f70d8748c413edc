"""The datasets that can be had: a measure by month, and a table of the data folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from lib.api.problems import NO_SUCH_MONTHS, WRONG_VALUE, Problem
from lib.catalog import Measure
from lib.datapackage import Field, Resource
from lib.downloads.dataset import Column, Dataset, Kind
from lib.measures import Series, extent, series
from lib.months import Month, MonthRange
from lib.sources import cited, credit
from lib.sql import identifier
from lib.tables import Tables
from lib.text import _
from lib.versions import version
from lib.words import caveats, measure_words, unknown_words

_KINDS: dict[str, Kind] = {
    "yearmonth": "month",
    "date": "date",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "string": "text",
}


def unit(measure: Measure) -> str:
    """The unit of a measure's values."""
    return measure.axis if measure.kind == "count" else _("share of 1")


def said_of(shown: Series) -> tuple[str, ...]:
    """What must be known of a series: of the measure, and which months have no value, and why."""
    return (*caveats([shown]), *unknown_words(shown))


def measure_dataset(
    tables: Tables, measure: Measure, first: Month | None, last: Month | None, window: int
) -> Dataset:
    """A measure by month, from the first to the last month asked for, or as far as its source
    goes.

    Raises Problem where the range ends before it starts, or its source has none of its months."""
    held = extent(tables, measure)
    start = first or min(held.first, last or held.first)
    end = last or max(held.last, start)
    if end < start:
        raise Problem(WRONG_VALUE, f"The range ends in {end}, before it starts in {start}")
    months = MonthRange(start, end).overlap(held)
    if months is None:
        detail = f"The source has {measure.title} for {held.words} only"
        raise Problem(NO_SUCH_MONTHS, detail, map(str, held))
    shown = series(tables, measure, months, window)
    return Dataset(
        name=f"{measure.id}_{months}",
        title=measure.title,
        columns=_columns(measure, window),
        rows=tuple(_rows(shown)),
        sources=cited(tables, shown.credit),
        cautions=said_of(shown),
        version=version(tables),
        about={
            "id": measure.id,
            "unit": unit(measure),
            "formula": measure.formula,
            "dated": measure.dated,
            "window": window,
            "first": str(months.first),
            "last": str(months.last),
        },
    )


def _columns(measure: Measure, window: int) -> tuple[Column, ...]:
    counted: Kind = "integer" if measure.kind == "count" else "number"
    of = unit(measure)
    columns = [
        Column("month", measure.dated, "", "month"),
        Column("value", measure.title, of, counted),
        Column(
            "status", _("known, or why there is no value, in the words of the source"), "", "text"
        ),
        Column(
            "average",
            _(
                "Mean of {window} months up to this one; empty unless each is known and whole",
                window=window,
            ),
            of,
            "number",
        ),
        Column("complete", _("false where the source may hold the month in part"), "", "boolean"),
        Column("provisional", _("true where later editions still change the month"), "", "boolean"),
    ]
    if measure.whole:
        columns += [
            Column(
                "part",
                _("What is counted: {column}", column=measure.part.name),
                _("people"),
                "integer",
            ),
            Column(
                "whole",
                _("Of which it is a share: {column}", column=measure.whole.name),
                _("people"),
                "integer",
            ),
        ]
    return tuple(columns)


def _rows(shown: Series) -> Iterable[tuple[Any, ...]]:
    partial, provisional = set(shown.partial), set(shown.provisional)
    is_count = shown.measure.kind == "count"
    for month, row, status in zip(shown.calendar, shown.rows, shown.status, strict=True):
        value = row["value"]
        cells = (
            month,
            int(value) if is_count and value is not None else value,
            status,
            row["average"],
            month not in partial,
            month in provisional,
        )
        yield cells if is_count else (*cells, row["part"], row["whole"])


def table_dataset(tables: Tables, resource: Resource) -> Dataset:
    """A table, typed: beside each column that may hold words of its source instead of a value
    stands ``<column>_status``, "known" or the words."""
    rows = tables.rows(f"SELECT * FROM {identifier(resource.name)}")
    columns = table_columns(resource)
    return Dataset(
        name=resource.name,
        title=_(resource.title),
        columns=columns,
        rows=tuple(tuple(_cell(row[one.name], one.kind) for one in columns) for row in rows),
        sources=cited(tables, credit(tables, [resource.name])),
        cautions=table_cautions(tables, resource),
        version=version(tables),
        about={"name": resource.name, "description": _(resource.description)},
    )


def table_columns(resource: Resource) -> tuple[Column, ...]:
    """The columns of a table as it is typed, those of the status of others among them."""
    return tuple(column for field in resource.fields for column in _typed(field))


def _typed(field: Field) -> Iterable[Column]:
    yield Column(field.name, _(field.description), _(field.unit), _KINDS[field.type])
    if field.missing_values:
        yield Column(
            f"{field.name}_status", _("known, or the words of the source instead"), "", "text"
        )


def _cell(value: Any, kind: Kind) -> Any:
    return Month.of(value) if kind == "month" and isinstance(value, dt.date) else value


def table_cautions(tables: Tables, resource: Resource) -> tuple[str, ...]:
    """What must be known of a table: what stands instead of numbers, and what is said of the
    measures that it is counted in."""
    words = {word: None for field in resource.fields for word in field.missing_values}
    said = [
        _("A cell may hold “{word}” instead of a value; that is not zero.", word=_(word))
        for word in words
    ]
    names = {field.name for field in resource.fields}
    if "whole" in names:
        said.append(_("Where whole is false the source may hold only a part of the month."))
    if "provisional" in names:
        said.append(_("Where provisional is true later editions of the source change the month."))
    said += [
        measure_words(measure)
        for measure in tables.measures.values()
        if resource.name in measure.tables and measure_words(measure)
    ]
    return tuple(dict.fromkeys(said))
