"""The queries behind what is shown, ready to be run elsewhere, with the rows they give."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.text import _
from lib.trail import Trail
from pages.shared_tables import tables


def where_from(trails: Sequence[Trail], key: str, label: str | None = None) -> None:
    """A line that opens on the queries behind what is shown above it."""
    box = st.expander(
        label or _("Where do these numbers come from?"),
        on_change="rerun",
        key=f"where-{key}",
        icon=":material/account_tree:",
    )
    if not box.open:
        return
    with box:
        queries(trails)


def queries(trails: Sequence[Trail]) -> None:
    """The queries, each with the tables it reads and the rows it gives."""
    st.caption(
        _(
            "Each query gives the same numbers in the `duckdb` shell when run in the folder "
            "that holds `data/`."
        )
    )
    for trail in trails:
        used = ", ".join(f"`{name}`" for name in trail.tables_used(tables()))
        st.markdown(_("**{what}**: from {used}", what=trail.what, used=used or _("your file")))
        st.code(trail.text(tables()), "sql")
        rows = trail.frame(tables())
        st.dataframe(rows, hide_index=True, alt=_("The rows of {what}", what=trail.what))
