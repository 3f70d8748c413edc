"""What no control of a page changes, and so no press of one sends again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pages.far_charts import hear_far

Draw = Callable[[], object]

_BELOW: ContextVar[list[Draw] | None] = ContextVar("below", default=None)
"""What the page wants drawn at the end of this run; None where a press runs a part of the page."""


def once(draw: Draw) -> None:
    """Has a part of the page drawn below all that its controls change, by a run of the whole page
    alone. It may depend on nothing that a control of the page changes.

    To be said before anything that ends the page early: a part that was not drawn then does not
    come with a later press."""
    below = _BELOW.get()
    if below is not None:
        below.append(draw)


@contextmanager
def drawn_below() -> Iterator[None]:
    """Around a run of the whole page: draws at its end, however that came, what is wanted once."""
    below: list[Draw] = []
    given = _BELOW.set(below)
    try:
        yield
    finally:
        _BELOW.reset(given)
        # None of it waits until somebody comes near: the press that asks then would not draw it.
        hear_far()
        for draw in below:
            draw()
