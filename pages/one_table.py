"""One of the tables: its rows, filtered and sorted, its files, and what its columns mean."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lib.api import answers
from lib.api.content import FORMATS
from lib.api.datasets import table_cautions, table_dataset
from lib.datapackage import Resource
from lib.downloads.dataset import Dataset, as_csv
from lib.downloads.narrowed import DESCENDING, narrowed
from lib.tables import Tables
from lib.text import _, count
from pages.addressed import addressed
from pages.columns_table import columns_table, months_and_sources
from pages.screen import look
from pages.shown_rows import shown_rows
from pages.tab import name_view

HEIGHT = 388
FILES = ("csv", "parquet", "xlsx")


def one_table(read: Tables) -> None:
    """The table that the address names, or the first."""
    resources = read.package.resources
    narrow = look().width in ("narrow", "small")
    with st.container(horizontal=True, key="table-controls"):
        titles = {name: _(resource.title) for name, resource in resources.items()}
        usual = next(iter(titles))
        name = addressed(_("Table"), "table", titles, usual, older={}, width=460)
        resource = resources[name]
        data = table_dataset(read, resource)
        find = st.text_input(
            _("Rows that hold"),
            placeholder=_("Find: 2016, Mexico …"),
            key="find",
            type="search",
            bind="query-params",
            live=True,
            width=166 if narrow else 220,
            label_visibility="collapsed",
        )
        shown = narrowed(data, find or "", _order(data, 184 if narrow else 280))
    name_view(titles[name])
    st.caption(_(resource.description))
    shown_rows(shown, titles[name], HEIGHT)
    _files(read, resource, data, shown)
    _about(read, resource)


def _order(data: Dataset, width: int) -> str:
    """The column to sort by, and which way."""
    names = {"": _("As in the source")}
    for column in data.names:
        names[column] = _("{column}, lowest first", column=column)
        names[f"{DESCENDING}{column}"] = _("{column}, highest first", column=column)
    return addressed(_("Sorted by"), "sort", names, "", older={}, width=width)


def _files(read: Tables, resource: Resource, data: Dataset, shown: Dataset) -> None:
    names = {"csv": _("CSV"), "parquet": _("Parquet"), "xlsx": _("XLSX")}
    with st.container(horizontal=True, vertical_alignment="center", key="table-files"):
        for form in FILES:
            st.download_button(
                names[form],
                partial(file_of, read, resource.name, form),
                f"{resource.name}.{form}",
                FORMATS[form].media_type.split(";")[0],
                on_click="ignore",
                key=f"{form}-{resource.name}",
                icon=":material/download:",
            )
        if shown.rows != data.rows:
            st.download_button(
                _("These rows (CSV)"),
                lambda: as_csv(shown),
                f"{resource.name}_rows.csv",
                "text/csv",
                on_click="ignore",
                key=f"rows-{resource.name}",
                icon=":material/filter_alt:",
            )
        rows = count("{number:,} row", "{number:,} rows", len(data.rows))
        if len(shown.rows) < len(data.rows):
            rows = _("{shown:,} of {rows}", shown=len(shown.rows), rows=rows)
        address = f"api/v1/tables/{resource.name}"
        st.markdown(
            _(
                "{rows} · for programs: {addresses}",
                rows=rows,
                addresses=" ".join(f"[{form}]({address}.{form})" for form in FORMATS),
            ),
            width="content",
        )


def file_of(read: Tables, name: str, form: str) -> bytes:
    """What the address of the table gives: the one function answers both."""
    return answers.table(read, {"name": name, "format": form}).body


def _about(read: Tables, resource: Resource) -> None:
    months_and_sources(read, resource)
    st.caption(" ".join(table_cautions(read, resource)))
    st.header(_("Columns"), anchor="columns")
    columns_table(resource)
    if any(field.missing_values for field in resource.fields):
        st.markdown(
            _(
                "Beside a column with words instead of values stands another, its name with "
                "`_status` behind it: “known”, or the words; only the CSV has them in the cells "
                "themselves, as its source does."
            )
        )
