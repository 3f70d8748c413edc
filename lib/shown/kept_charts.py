"""Charts that are drawn once for all readers who see the same view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, overload

from lib.charts import Chart, Look
from lib.kept import kept
from lib.shown.drawn import Draw

P = ParamSpec("P")

VIEWS = 128
"""Views of each chart of which is known what draws them: those to which buttons lead, which come
again, and what others chose meanwhile."""

KEPT = 256
"""Charts kept, a tenth of a megabyte each."""


@overload
def kept_chart(make: Callable[P, Draw], views: int = ...) -> Callable[P, Draw]: ...


@overload
def kept_chart(make: Callable[P, Draw | None], views: int = ...) -> Callable[P, Draw | None]: ...


def kept_chart(make: Callable[P, Draw | None], views: int = VIEWS) -> Callable[P, Draw | None]:
    """Keeps what a function of the tables and of what is asked of them draws, by its arguments, the
    language and the look, of the last ``views`` that were asked for. As with ``lib.kept``, nothing
    of a visitor's own may come in."""

    def view(*args: P.args, **named: P.kwargs) -> Draw | None:
        draw = make(*args, **named)
        return partial(_shown, draw) if draw else None

    return kept(views)(view)


def _shown(draw: Draw, look: Look) -> Chart:
    # A signed picture is one visitor's.
    return draw(look) if look.signed else _drawn(draw, look)


@kept(KEPT)
def _drawn(draw: Draw, look: Look) -> Chart:
    return draw(look)
