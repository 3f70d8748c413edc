"""What a reader is told where a query gives no rows: what is wrong, and what to do, in one line."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from lib.query.limits import Limits
from lib.text import _


class QueryError(Exception):
    """A query that is not answered; its text is one line for people."""


def told(
    code: str, values: dict[str, Any], sql: str, tables: Collection[str], limits: Limits
) -> QueryError:
    """The error for the code and the values with which the process that asks refused a query."""
    if code == "table":
        return QueryError(_no_table(values["name"], tables))
    if code == "duckdb":
        return QueryError(_of_duckdb(values["kind"], values["said"]))
    if code == "value":
        said = _first_line(values["said"])
        return QueryError(
            _(
                "A value of the answer cannot be shown ({said}). Write it as a text: "
                "CAST(… AS VARCHAR).",
                said=said,
            )
        )
    return QueryError(_SAID[code]().format(**values, **vars(limits), length=len(sql)))


_SAID = {
    "empty": lambda: _("There is no query. Write one that begins with SELECT, or take an example."),
    "letters": lambda: _(
        "The query has {length:,} letters, and at most {letters:,} are read. Shorten it."
    ),
    "many": lambda: _(
        "These are {number} statements, and one is answered at a time. Delete all but one; a "
        "semicolon ends a statement."
    ),
    "not_select": lambda: _(
        "This is {kind}, and only SELECT is answered: nothing can be changed, set, loaded or "
        "written here."
    ),
    "pivot": lambda: _(
        "A PIVOT without its columns is not answered. Name them: PIVOT … ON column IN (…) USING …"
    ),
    "parameter": lambda: _(
        "The query asks for a value ${name} that nobody gives. Write the value itself."
    ),
    "described": lambda: _(
        "DESCRIBE, SHOW and SUMMARIZE are not answered here. “Tables and columns” lists what there "
        "is."
    ),
    "taken": lambda: _(
        "{name} cannot be the name of a WITH here: write another, of letters, digits and _, that "
        "no table has."
    ),
    "out_of_reach": lambda: _(
        "{name} cannot be used here: a query reaches the tables of this page and nothing else, no "
        "file, no address and no setting."
    ),
    "unreadable": lambda: _(
        "The query cannot be looked through before it is run. Make it simpler."
    ),
    "time": lambda: _(
        "The query was stopped after {seconds:g} seconds, which is the limit. Read fewer rows, or "
        "join on a column that both tables have."
    ),
    "memory": lambda: _(
        "The query was stopped at {megabytes} MB of memory, which is the limit. Sum up earlier, "
        "sort less, or make shorter texts and lists."
    ),
    "columns": lambda: _(
        "The answer has {number:,} columns, and at most {columns} are shown. Name those you need."
    ),
    "row": lambda: _(
        "A single row of the answer is larger than {answer_megabytes} MB, which is the limit. "
        "Make its texts and lists shorter."
    ),
    "broken": lambda: _(
        "The query broke off: it needs more than {megabytes} MB of memory, or is nested too "
        "deeply. Make it simpler."
    ),
    "busy": lambda: _("Others are running queries. Try again in a moment."),
    "away": lambda: _("The query was lost on its way. Try again."),
    "unavailable": lambda: _(
        "Queries are not answered on this system, which cannot bound them; Linux and macOS can."
    ),
}


def _no_table(name: str, tables: Collection[str]) -> str:
    close = get_close_matches(name.lower(), tables, 1, 0.7)
    if close:
        return _("There is no table {name}. Did you mean {close}?", name=name, close=close[0])
    return _(
        "There is no table {name}, and nothing but the tables can be read. “Tables and columns” "
        "lists them.",
        name=name,
    )


def _of_duckdb(kind: str, said: str) -> str:
    """DuckDB's message without its drawing, with the line it is about, and what to do."""
    what = _first_line(said)
    candidates = re.search(r"^(?:Candidate bindings|Did you mean):? (.+)$", said, re.MULTILINE)
    line = re.search(r"^LINE (\d+):", said, re.MULTILINE)
    place = _(" in line {line}", line=line[1]) if line else ""
    parts = {"what": what.rstrip(".!"), "place": place}
    if candidates:
        near = candidates[1].replace('"', "").rstrip("?.")
        return _("{what}{place}. Near to it: {near}.", **parts, near=near)
    if kind == "ParserException":
        return _(
            "This is not SQL as DuckDB reads it: {what}{place}. Look at the commas, quotation "
            "marks and brackets before it.",
            **parts,
        )
    if kind == "ConversionException":
        return _(
            "{what}{place}. With TRY_CAST in place of CAST such a cell is left empty.", **parts
        )
    if kind in ("BinderException", "CatalogException"):
        return _(
            "{what}{place}. Compare the names with those under “Tables and columns”.",
            **parts,
        )
    return _("DuckDB cannot answer this: {what}{place}.", **parts)


def _first_line(said: str) -> str:
    line = said.strip().split("\n")[0]
    # Some of its advice is to change a setting, which nobody can here.
    line = re.sub(r"\s*Use \"?SET .*", "", line)
    return re.sub(r"^[A-Z][A-Za-z ]+ Error: ", "", line)[:300]
