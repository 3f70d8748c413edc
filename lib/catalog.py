"""What can be measured: the entries of ``data/measures.toml``, checked against the tables they
name.

Every measure is a part over a whole. For a share the whole is a count of people; for a count it is
1, the month itself, so that "sum over sum" is the mean of the months for a count and the pooled
share for a share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from lib.datapackage import DataError, DataPackage
from lib.text import _

FILE = "measures.toml"

Kind = Literal["count", "share"]


@dataclass(frozen=True)
class Column:
    """A column of a monthly table."""

    table: str
    name: str


@dataclass(frozen=True)
class Measure:
    """Something that has a value in each month.

    ``part`` and ``whole`` are columns; a count has no whole. ``formula`` says in words how the
    value comes about, ``axis`` what a chart's axis says, ``dated`` which date puts a record into
    its month, ``color`` names a color of the palette."""

    id: str
    title: str
    label: str
    part: Column
    whole: Column | None
    formula: str
    dated: str
    color: str
    axis: str = "Share (percent)"
    inferred: str | None = None
    """What is inferred, and from what, where the value is not simply counted."""
    rounded: int | None = None
    """To what the source rounds its counts, where it does."""
    cautions: tuple[str, ...] = ()
    """What must be known of the numbers wherever they are shown, a sentence each."""
    recovers: bool = False
    """Whether earlier months can be recovered from a published running average."""
    part_query: str | None = None
    """SQL whose rows stand for the part's table, where it is not printed but recovered, or a
    visitor's own."""
    own_source: str | None = None
    """Who counted it, for a visitor's own file: nothing of such a measure is kept beyond the visit.
    """

    @property
    def own(self) -> bool:
        """Whether a visitor brought it."""
        return self.own_source is not None

    @property
    def kind(self) -> Kind:
        return "count" if self.whole is None else "share"

    @property
    def columns(self) -> tuple[Column, ...]:
        return (self.part,) if self.whole is None else (self.part, self.whole)

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.table for column in self.columns))


def read(folder: Path, package: DataPackage) -> Mapping[str, Measure]:
    """The measures of a data folder by id, in the order of the file.

    Raises DataError, naming the entry, where the file is missing or broken, an entry lacks
    something or has something unknown, or names a column that no monthly table has."""
    path = folder / FILE
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        hint = "It says what is measured; copy it from the project's data folder"
        raise DataError(FILE, "the file is missing", hint=hint) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(FILE, f"this is not TOML ({error})") from None
    return MappingProxyType({id: _measure(id, entry, package) for id, entry in entries.items()})


def spoken(measure: Measure) -> Measure:
    """A measure of the file in the language spoken."""
    return replace(
        measure,
        title=_(measure.title),
        label=_(measure.label),
        formula=_(measure.formula),
        dated=_(measure.dated),
        axis=_(measure.axis),
        inferred=_(measure.inferred) if measure.inferred else None,
        cautions=tuple(map(_, measure.cautions)),
    )


_NEEDED = ("title", "label", "part", "formula", "dated", "color")
_MORE = {
    "whole": str,
    "axis": str,
    "inferred": str,
    "rounded": int,
    "cautions": list,
    "recovers": bool,
}


def _measure(id: str, entry: Any, package: DataPackage) -> Measure:
    if not isinstance(entry, dict):
        raise DataError(FILE, f"“{id}” stands outside an entry", hint="Entries begin with [id]")
    kinds = dict.fromkeys(_NEEDED, str) | _MORE
    missing = [name for name in _NEEDED if name not in entry]
    unknown = [name for name in entry if name not in kinds]
    wrong = [
        name for name, value in entry.items() if not isinstance(value, kinds.get(name, object))
    ]
    for problem, names in (("lacks", missing), ("has an unknown", unknown), ("has a wrong", wrong)):
        if names:
            hint = f"An entry has {', '.join(_NEEDED)}; it may have {', '.join(_MORE)}"
            raise DataError(FILE, f"the entry [{id}] {problem} {', '.join(names)}", hint=hint)
    whole = entry.pop("whole", None)
    if not whole and "axis" not in entry:
        hint = "Say what is counted, and over which time"
        raise DataError(FILE, f"the entry [{id}] lacks axis, which a count needs", hint=hint)
    return Measure(
        id=id,
        part=_column(id, entry.pop("part"), package),
        whole=_column(id, whole, package) if whole else None,
        cautions=tuple(entry.pop("cautions", ())),
        **entry,
    )


def _column(id: str, written: str, package: DataPackage) -> Column:
    table, _, name = written.partition(".")
    resource = package.resources.get(table)
    if resource is None or not resource.monthly:
        hint = f"Monthly tables: {', '.join(n for n, r in package.resources.items() if r.monthly)}"
        raise DataError(FILE, f"[{id}] names “{table}”, which is no monthly table", hint=hint)
    if all(field.name != name for field in resource.fields):
        hint = f"Its columns: {', '.join(field.name for field in resource.fields)}"
        raise DataError(FILE, f"[{id}] names “{name}”, which {table} does not have", hint=hint)
    return Column(table, name)
