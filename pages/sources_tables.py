"""The tables of the page on sources and methods."""

from __future__ import annotations

import streamlit as st

from lib.datapackage import Resource
from lib.eras import eras, events
from lib.sources import sources
from lib.tables import Tables
from lib.text import _, count
from pages.columns_table import NONE, columns_table, months_and_sources


def boxes_of_tables(read: Tables) -> None:
    """A box for each table of the data folder, which opens on what it is."""
    for resource in read.package.resources.values():
        rows = count("{number:,} row", "{number:,} rows", read.length(resource.name))
        box = st.expander(
            f"**{_(resource.title)}** · {rows}", on_change="rerun", key=f"table-{resource.name}"
        )
        if box.open:
            with box:
                _describe(read, resource)


def _describe(read: Tables, resource: Resource) -> None:
    """A table: what it is, what its columns mean, and the file itself."""
    st.markdown(_(resource.description))
    months_and_sources(read, resource)
    columns_table(resource)
    st.download_button(
        _("Download {file}", file=resource.path),
        (read.package.folder / resource.path).read_bytes(),
        resource.path,
        "text/csv",
        on_click="ignore",
        key=f"csv-{resource.name}",
    )


def eras_table(read: Tables) -> None:
    """The named groups of months."""
    groups = list(eras(read).values())
    st.table(
        {
            _("Group"): [era.name for era in groups],
            _("Months"): [era.months.words for era in groups],
            _("Mixed month"): [era.mixed.words if era.mixed else NONE for era in groups],
            _("Why"): [era.note for era in groups],
        },
        alt=_("The named groups of months"),
    )


def events_table(read: Tables) -> None:
    """The events marked on the charts."""
    known = sources(read)
    happened = events(read)
    st.table(
        {
            _("Date"): [event.date for event in happened],
            _("What happened"): [event.what for event in happened],
            _("Source"): [known[event.source].publisher for event in happened],
        },
        alt=_("The events marked on the charts"),
    )


def sources_table(read: Tables) -> None:
    """The documents and releases."""
    published = list(sources(read).values())
    st.table(
        {
            _("Publisher"): [source.publisher for source in published],
            _("Title"): [source.title for source in published],
            _("Date"): [source.date or _("not given") for source in published],
            _("Address"): [source.address or _("not given") for source in published],
            _("What it gives"): [source.what for source in published],
        },
        alt=_("The documents and releases"),
    )
