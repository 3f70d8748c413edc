"""The tables that every page reads, and what a page says when they are broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.datapackage import DataError
from lib.kept import shared
from lib.tables import Tables
from lib.text import _

_read = shared(Tables)


def tables() -> Tables:
    """The tables, read once for all visitors."""
    return _read()


@contextmanager
def telling_of_broken_data() -> Iterator[None]:
    """Says what is wrong with the data folder, and where, instead of showing pages without it."""
    try:
        yield
    except DataError as error:
        title = _("The tables cannot be read")
        st.error(str(error), title=title, icon=":material/error:")
