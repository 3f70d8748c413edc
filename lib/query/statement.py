"""What a query is allowed to be, as DuckDB's own parser reads it: one SELECT over the tables.

The process that asks it has nothing else in reach; what is refused here is refused because a reader
is to be told why."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import duckdb

TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})
"""Functions that stand in place of a table and read nothing."""

OUT_OF_REACH = frozenset(
    {
        *("current_setting", "getvariable", "getenv", "setseed", "version", "current_query"),
        *("nextval", "currval", "setval", "write_log", "sleep_ms", "pg_sleep"),
        *("json_serialize_sql", "json_serialize_plan", "json_deserialize_sql"),
    }
)
"""Functions that ask for the engine itself, change it, or do nothing but wait."""

OF_THE_ENGINE = ("duckdb_", "sqlite_", "pragma_", "pg_", "information_schema")
"""How the names begin under which DuckDB describes itself."""

_QUERIES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}

_REFERENCES = {"COLUMN_REF", "LAMBDA_REF"}


class Refused(Exception):
    """A query is not answered; ``code`` says why, ``values`` about what."""

    def __init__(self, code: str, **values: Any):
        super().__init__(code)
        self.code, self.values = code, values


def check(
    connection: duckdb.DuckDBPyConnection, sql: str, tables: Collection[str]
) -> tuple[str, ...]:
    """The tables that a query reads, in the order in which it names them.

    Raises Refused for anything but one SELECT over these tables, and duckdb.Error for what is not
    SQL."""
    statements = connection.extract_statements(sql)
    if not statements:
        raise Refused("empty")
    if len(statements) > 1:
        raise Refused("many", number=len(statements))
    (statement,) = statements
    kind = statement.type.name
    if kind != "SELECT":
        # A PIVOT that has to look for its columns first is several statements.
        raise Refused("pivot" if kind == "MULTI" else "not_select", kind=_words(kind))
    if statement.named_parameters:
        raise Refused("parameter", name=min(statement.named_parameters))
    row = connection.execute("SELECT json_serialize_sql($sql)", {"sql": sql}).fetchone()
    parsed = json.loads(row[0]) if row else {"error": True}
    if parsed["error"]:
        raise Refused("unreadable")
    return _tables_read(list(_nodes(parsed["statements"])), tables)


def _tables_read(nodes: list[dict[str, Any]], tables: Collection[str]) -> tuple[str, ...]:
    known = {name.lower(): name for name in tables}
    own = {entry["key"].lower() for node in nodes for entry in _ctes(node)}
    # A name that means two things would hide which tables are read, and with them their cautions.
    for name in sorted(own):
        if name in known or not name.isidentifier() or name.startswith(OF_THE_ENGINE):
            raise Refused("taken", name=name)
    read: dict[str, None] = {}
    for node in nodes:
        _refuse(node)
        if node.get("type") != "BASE_TABLE":
            continue
        name = node["table_name"]
        qualified = node.get("schema_name") or node.get("catalog_name")
        if name.lower() in own and not qualified:
            continue
        ours = node.get("schema_name", "").lower() in ("", "main")
        if name.lower() not in known or not ours or node.get("catalog_name"):
            raise Refused("table", name=".".join(filter(None, (qualified, name))))
        read[known[name.lower()]] = None
    return tuple(read)


def _refuse(node: dict[str, Any]) -> None:
    kind = str(node.get("type", ""))
    if kind.endswith("_NODE") and kind not in _QUERIES:
        raise Refused("not_select", kind=_words(kind.split("_")[0]))
    if kind.endswith("_REF") and kind not in _REFERENCES:
        raise Refused("described")
    if kind == "TABLE_FUNCTION":
        name = str(node["function"].get("function_name", ""))
        if name.lower() not in TABLE_FUNCTIONS:
            raise Refused("out_of_reach", name=name)
    if str(node.get("function_name", "")).lower() in OUT_OF_REACH:
        raise Refused("out_of_reach", name=node["function_name"])


def _ctes(node: dict[str, Any]) -> list[dict[str, Any]]:
    ctes = node.get("cte_map")
    return list(ctes.get("map", ())) if isinstance(ctes, dict) else []


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a parsed query. By a list of its own, because a query can be nested deeper
    than Python calls itself."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(reversed(list(part.values())))
        elif isinstance(part, list):
            waiting.extend(reversed(part))


def _words(kind: str) -> str:
    return kind.replace("_", " ")
