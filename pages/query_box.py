"""A query that a reader writes: examples, the query, its rows, its lines, its file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import streamlit as st

from lib.api.datasets import table_columns
from lib.charts.columns_by_month import columns_by_month
from lib.downloads.dataset import as_csv
from lib.eras import history
from lib.kept import shared
from lib.query.examples import Example, examples
from lib.query.limits import Limits
from lib.query.lines import months_and_columns
from lib.query.problems import QueryError
from lib.query.result import Result
from lib.query.sandbox import Sandbox
from lib.sources import credit
from lib.tables import Tables
from lib.text import _, count, prose
from pages.as_written import as_written
from pages.card import card
from pages.shared_tables import tables
from pages.shown_rows import shown_rows

HEIGHT, ABOVE_CHART = 388, 178
"""Pixels of the table of the result: alone, and where a chart follows."""

KEY = "sql"


@shared
def sandbox() -> Sandbox:
    """What answers queries, for all visitors."""
    return Sandbox(tables())


@lru_cache(maxsize=16)
def _answer_of_example(sql: str) -> Result:
    """What an example gives, kept for all: every visit begins with one, and places are few."""
    return sandbox().ask(sql)


def query_box(read: Tables) -> None:
    """Takes a query and shows what it gives; the query stands in the address."""
    known = examples(read)
    usual = next(iter(known.values())).sql if known else ""

    def take() -> None:
        chosen = known.get(st.session_state["example"])
        if chosen:
            st.session_state[KEY] = chosen.sql
        st.session_state["example"] = None

    if known:
        st.pills(
            _("Examples"),
            known,
            format_func=lambda id: known[id].title,
            key="example",
            on_change=take,
            wrap=False,
        )
    limits = Limits()
    sql = st.text_area(
        _("One SELECT, as DuckDB reads SQL"),
        usual,
        height=132,
        key=KEY,
        bind="query-params",
        help=prose("data/limits", **vars(limits)),
    )
    again = st.button(_("Run"), type="primary", icon=":material/play_arrow:", key="run")
    found = _asked(sql, known, again)
    if isinstance(found, QueryError):
        st.error(as_written(found), icon=":material/error:")
    else:
        _show(read, found, limits)
    _list_columns(read)
    st.markdown(prose("data/about", **vars(limits)))


def _list_columns(read: Tables) -> None:
    """What a query can name."""
    box = st.expander(
        _("Tables and columns"), icon=":material/schema:", on_change="rerun", key="schema"
    )
    if not box.open:
        return
    described = read.package.resources.values()
    box.table(
        {
            _("Table"): [f"`{one.name}`" for one in described],
            _("What it holds"): [_(one.title) for one in described],
            _("Columns"): [
                ", ".join(f"`{column.name}`" for column in table_columns(one)) for one in described
            ],
        },
        alt=_("Each table and its columns"),
    )


def _asked(sql: str, known: Mapping[str, Example], again: bool) -> Result | QueryError:
    """What the query gives, or why it gives nothing; asked once for this visit, and anew where it
    is another or the reader wants it ``again``."""
    before, found = st.session_state.get("asked-sql", (None, None))
    if before == sql and not again:
        kept: Result | QueryError = found
        return kept
    answer: Result | QueryError
    try:
        with st.spinner(_("Asking")):
            ours = any(sql == example.sql for example in known.values())
            answer = _answer_of_example(sql) if ours else sandbox().ask(sql)
    except QueryError as error:
        answer = error
    st.session_state["asked-sql"] = (sql, answer)
    return answer


def _show(read: Tables, found: Result, limits: Limits) -> None:
    data = found.dataset(read)
    if found.cut == "rows":
        st.warning(
            _(
                "Only the first {rows:,} rows are shown and in the CSV: that is the limit.",
                rows=limits.rows,
            ),
            icon=":material/content_cut:",
        )
    elif found.cut == "size":
        st.warning(
            _(
                "Only the first {rows:,} rows are shown and in the CSV: an answer holds "
                "{size} MB at most.",
                rows=len(found.rows),
                size=limits.answer_megabytes,
            ),
            icon=":material/content_cut:",
        )
    drawn = months_and_columns(found)
    shown_rows(data, _("What the query gave"), ABOVE_CHART if drawn else HEIGHT)
    with st.container(horizontal=True, vertical_alignment="center", key="query-files"):
        st.download_button(
            _("CSV of the result"),
            lambda: as_csv(data),
            "query.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        rows = count("{number:,} row", "{number:,} rows", len(found.rows))
        sources = "; ".join(data.sources)
        st.markdown(
            _("{rows}. Source: {sources}.", rows=rows, sources=sources) if sources else rows,
            width="content",
        )
    if drawn:
        months, columns = drawn
        behind, of = history(read), credit(read, found.tables)
        notes = data.cautions
        card(
            lambda look: columns_by_month(behind, months, columns, look, credit=of, notes=notes),
            None,
            ranged=False,
        )
    if data.cautions:
        st.caption(" ".join(data.cautions))
