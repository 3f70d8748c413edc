"""What the columns of a table mean, as its description says it."""

from __future__ import annotations

import streamlit as st

from lib.datapackage import Resource
from lib.sources import cited, credit
from lib.tables import Tables
from lib.text import _

NONE = "–"


def columns_table(resource: Resource) -> None:
    """A row for each column: its meaning, its unit, and the words that stand instead of a value."""
    fields = resource.fields
    st.table(
        {
            _("Column"): [f"`{field.name}`" for field in fields],
            _("Meaning"): [_(field.description) for field in fields],
            _("Unit"): [_(field.unit) or NONE for field in fields],
            _("Words instead of a value"): [
                ", ".join(map(_, field.missing_values)) or NONE for field in fields
            ],
        },
        alt=_("The columns of {table}", table=_(resource.title)),
    )


def months_and_sources(read: Tables, resource: Resource) -> None:
    """Which months a table holds, and who published what is in it."""
    if resource.monthly:
        st.markdown(_("Months: {months}.", months=read.extent(resource.name).words))
    for source in cited(read, credit(read, [resource.name])):
        st.markdown(_("Source: {citation}.", citation=source))
