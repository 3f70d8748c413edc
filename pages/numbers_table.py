"""A table of numbers that is read by people: as one of HTML, which is read aloud cell by cell."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from lib.text import _

MOST_ROWS = 300
"""Above it a page gets slow, and the table is drawn on a canvas instead."""


def numbers_table(shown: pd.DataFrame, name: str) -> None:
    """The cells as they are written, the first column as the heads of the rows, the others as
    numbers; it scrolls in its place."""
    if len(shown) > MOST_ROWS:
        right = {name: st.column_config.TextColumn(alignment="right") for name in shown.columns[1:]}
        st.dataframe(shown, hide_index=True, column_config=right, alt=name)
        st.caption(
            _(
                "A table of more than {most} rows is not read aloud; its CSV holds it.",
                most=MOST_ROWS,
            )
        )
        return
    head = "".join(f'<th scope="col">{escape(str(heading))}</th>' for heading in shown.columns)
    body = "".join(_row(*map(str, cells)) for cells in shown.itertuples(index=False))
    st.html(
        f'<div class="numbers" role="region" tabindex="0" aria-label="{escape(name)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(first: str, *cells: str) -> str:
    numbers = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(first)}</th>{numbers}</tr>'
