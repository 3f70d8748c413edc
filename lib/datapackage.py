"""What each table and column means, read from ``data/datapackage.json``: the one place that says
so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class DataError(Exception):
    """Something is wrong with the data folder: where, what, and what to do about it.

    ``row`` is the line of the file as an editor counts it; the header is row 1.
    """

    def __init__(
        self,
        file: str,
        problem: str,
        *,
        row: int | None = None,
        column: str | None = None,
        hint: str = "",
    ):
        place = file
        if row is not None:
            place += f", row {row}"
        if column is not None:
            place += f", column {column}"
        self.file, self.row, self.column, self.problem, self.hint = file, row, column, problem, hint
        super().__init__(f"{place}: {problem}" + (f". {hint}" if hint else ""))


@dataclass(frozen=True)
class Field:
    """A column: its meaning, its unit, and the words a cell may hold instead of a value."""

    name: str
    title: str
    type: str
    description: str
    unit: str
    missing_values: tuple[str, ...]
    minimum: int | None
    allowed: tuple[str, ...]
    pattern: str | None
    at_most: str | None
    """The column of the same row that this one may not exceed."""


@dataclass(frozen=True)
class Resource:
    """A file: its columns, its key, and whether its rows are consecutive months."""

    name: str
    path: str
    title: str
    description: str
    sources: tuple[str, ...]
    monthly: bool
    key: str | None
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class DataPackage:
    """The folder's description: one resource per file, by name."""

    folder: Path
    title: str
    resources: dict[str, Resource]
    queries: dict[str, str]
    """The checks of claims, by the name of their file in ``claims/``."""
    makers: tuple[str, ...]
    """Who made the package."""


def read(folder: Path) -> DataPackage:
    """The description of a data folder. Raises DataError where it is missing or is not of the
    expected form."""
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            str(path),
            "there is no such file",
            hint="A data folder holds the CSVs and the datapackage.json that describes them",
        ) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DataError(str(path), f"this is not JSON ({error})") from None
    try:
        resources = [_resource(resource) for resource in package["resources"]]
        queries = {
            file.stem: file.read_text(encoding="utf-8") for file in folder.glob("claims/*.sql")
        }
        by_name = {resource.name: resource for resource in resources}
        makers = tuple(maker["title"] for maker in package["contributors"])
        return DataPackage(folder, package["title"], by_name, queries, makers)
    except (KeyError, TypeError) as error:
        raise DataError(str(path), f"a part of the description is missing: {error}") from None


def _resource(resource: dict[str, Any]) -> Resource:
    schema = resource["schema"]
    key = schema.get("primaryKey", [])
    return Resource(
        name=resource["name"],
        path=resource["path"],
        title=resource["title"],
        description=resource["description"],
        sources=tuple(source["title"] for source in resource["sources"]),
        monthly=resource.get("monthly", False),
        key=key[0] if key else None,
        fields=tuple(_field(field) for field in schema["fields"]),
    )


def _field(field: dict[str, Any]) -> Field:
    constraints = field.get("constraints", {})
    return Field(
        name=field["name"],
        title=field["title"],
        type=field["type"],
        description=field["description"],
        unit=field.get("unit", ""),
        missing_values=tuple(field.get("missingValues", ())),
        minimum=constraints.get("minimum"),
        allowed=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern"),
        at_most=field.get("atMost"),
    )
