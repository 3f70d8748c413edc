"""What there is to translate: the labels of the code, and the texts of the data folder that readers
see."""

from __future__ import annotations

import ast
import csv
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from lib.text.query_comment import opening_comment

ROOT = Path(__file__).resolve().parents[2]

FUNCTIONS = {"_": 1, "count": 2, "later": 1}
"""What says labels, and how many of its arguments are forms of one."""

COLUMNS = {
    "changes.csv": ("title", "text"),
    "claims.csv": ("speaker", "reported_by", "claim", "unit", "needed", "remark"),
    "detainers_by_outcome.csv": ("reason",),
    "eras.csv": ("name", "short_name", "note"),
    "ero_removals_by_citizenship.csv": ("citizenship",),
    "events.csv": ("label", "what"),
    "later_figures.csv": ("what",),
    "qualifiers.csv": ("qualifier", "meaning"),
    "reported_figures.csv": ("what", "unit"),
    "sources.csv": ("publisher", "title", "what"),
}
"""The columns of tables that are said on pages and in charts. Names of documents and publishers
stay as they are in a translation, and so do the words of a source, with their translation behind
them."""

KEYS = {
    "measures.toml": ("title", "label", "formula", "axis", "dated", "inferred", "cautions"),
    "profiles.toml": ("title", "note", "why", "count"),
    "datapackage.json": ("title", "description", "unit", "missingValues"),
}
"""The entries of descriptions that are said on pages and in charts, at any depth."""


def messages(catalog: str) -> Catalog:
    """Everything that a catalog of this name (lib.text.CATALOGS) has to translate, with the place
    of each."""
    found = Catalog(project="removals-dashboard", charset="utf-8")
    for file, message in {"labels.po": _of_code, "data.po": _of_data}[catalog]():
        # Without the line of the file: it moves with every change above it.
        found.add(message, locations=[(file, 0)])
    return found


def _of_code() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for folder in ("lib", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and (label := _label(node)):
                    yield path.relative_to(ROOT).as_posix(), label


def _label(call: ast.Call) -> str | tuple[str, ...] | None:
    """The label that a call of ``_`` or ``count`` says; None for any other, and for one of a text
    that stands elsewhere."""
    forms = FUNCTIONS.get(call.func.id, 0) if isinstance(call.func, ast.Name) else 0
    labels = tuple(
        text.value
        for text in call.args[:forms]
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    )
    if not labels or len(labels) < forms:
        return None
    return labels if forms > 1 else labels[0]


def _of_data() -> Iterator[tuple[str, str]]:
    data = ROOT / "data"
    for file, columns in COLUMNS.items():
        with (data / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield from _said(file, (row[column] for column in columns))
                # What a document says in a word, and not in a figure.
                if file == "claims.csv" and row["qualifier"] == "a word":
                    yield from _said(file, [row["value"]])
    for file, keys in KEYS.items():
        text = (data / file).read_text(encoding="utf-8")
        entries = json.loads(text) if file.endswith(".json") else tomllib.loads(text)
        yield from _said(file, _under(entries, keys))
    for path in sorted(data.glob("claims/*.sql")):
        sql = path.read_text(encoding="utf-8")
        yield from _said(f"claims/{path.name}", [opening_comment(sql), *readings(sql)])


def _said(file: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        if text.strip():
            yield f"data/{file}", text


def _under(entries: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """The texts, and the lists of texts, that stand under one of the keys."""
    if isinstance(entries, dict):
        for key, value in entries.items():
            if key in keys:
                values = value if isinstance(value, list) else [value]
                yield from (one for one in values if isinstance(one, str))
            else:
                yield from _under(value, keys)
    elif isinstance(entries, list):
        for entry in entries:
            yield from _under(entry, keys)


def readings(sql: str) -> Iterator[str]:
    """What the rows of a check say in words, where they are readings of its claim."""
    rows = sql.partition("\n-- rows")[2]
    if " AS reading" in rows:
        yield from re.findall(r"'([A-Z][^']* [^']*)'", rows)
