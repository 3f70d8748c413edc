"""Ctrl-C while a query runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ctrl_c_stops() -> Iterator[None]:
    """Ctrl-C during a query is a KeyboardInterrupt, as it is anywhere else in Python.

    DuckDB ends the query and raises a RuntimeError of these words: 1.5 names the KeyboardInterrupt
    as its cause, 2.0 names none.
    """
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise
