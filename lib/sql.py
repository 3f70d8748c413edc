"""SQL as text: the one place that quotes a name, writes a value, and asks what a query reads.

Values are bound wherever DuckDB takes bound values; what is written here is for queries that a
person pastes elsewhere and for the places in which SQL takes only literals."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb

Value = str | int | float | bool | dt.date | None


def identifier(name: str) -> str:
    """A name of a table or a column, quoted. Raises ValueError for one that no SQL can hold."""
    _no_nul(name)
    return '"' + name.replace('"', '""') + '"'


def literal(value: Value) -> str:
    """A value as SQL writes it. Raises ValueError for a text that no SQL can hold."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "true" if value else "false"
        case int():
            return repr(value)
        case float():
            # Without an exponent DuckDB reads a DECIMAL, which computes otherwise than a bound
            # value.
            return repr(value) if "e" in repr(value) else f"{value!r}e0"
        case dt.datetime():
            return f"TIMESTAMP '{value.isoformat(' ')}'"
        case dt.date():
            return f"DATE '{value.isoformat()}'"
        case _:
            _no_nul(value)
            return "'" + value.replace("'", "''") + "'"


def literals(values: Iterable[Value]) -> str:
    """Values as the inside of ``IN (...)`` or of a list."""
    return ", ".join(literal(value) for value in values)


def path(file: Path) -> str:
    """A file's path as the literal a table function reads.

    Raises ValueError for a path that DuckDB would take for a pattern of names.
    """
    text = str(file.resolve())
    if any(character in text for character in "*?[]{}"):
        raise ValueError("the path holds one of * ? [ ] { }")
    return literal(text)


def parameters(sql: str, *, remember: bool = True) -> frozenset[str]:
    """The names of the values that a query asks for, as DuckDB reads it; DuckDB refuses to be given
    others.

    ``remember`` is false for a query that itself holds what a visitor brought. Raises duckdb.Error
    for what is not SQL.
    """
    return (_remembered_parameters if remember else _parameters)(sql)


def _parameters(sql: str) -> frozenset[str]:
    return frozenset(
        name for statement in duckdb.extract_statements(sql) for name in statement.named_parameters
    )


def reads(sql: str, *, remember: bool = True) -> tuple[str, ...]:
    """The tables a query reads, in the order in which it names them, as DuckDB reads it.

    A name that the query itself defines (``WITH name AS ...``) is no table. ``remember`` is false
    for a query that itself holds what a visitor brought. Raises duckdb.Error for what is not a
    SELECT.
    """
    return (_remembered_reads if remember else _reads)(sql)


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """A database without tables: to open one takes longer than to read a hundred queries."""
    return duckdb.connect()


def _reads(sql: str) -> tuple[str, ...]:
    with _parser().cursor() as connection:
        (row,) = connection.execute("SELECT json_serialize_sql($sql)", {"sql": sql}).fetchall()
    parsed = json.loads(row[0])
    if parsed["error"]:
        raise duckdb.ParserException(parsed["error_message"])
    nodes = list(_nodes(parsed))
    own = {entry["key"] for node in nodes for entry in node.get("cte_map", {}).get("map", ())}
    named = [node["table_name"] for node in nodes if node.get("type") == "BASE_TABLE"]
    return tuple(dict.fromkeys(name for name in named if name not in own))


_remembered_parameters = lru_cache(maxsize=1024)(_parameters)
_remembered_reads = lru_cache(maxsize=1024)(_reads)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a parsed query, from the outermost in."""
    if isinstance(tree, dict):
        yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _nodes(part)


def _no_nul(text: str) -> None:
    if "\0" in text:
        raise ValueError("a text in SQL may not hold a NUL character")
