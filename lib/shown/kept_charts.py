"""Charts that are drawn once for all readers who see the same view."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from lib.charts import Chart, Look
from lib.eras import History
from lib.measures import Series
from lib.text import LANGUAGE
from lib.trail import Answer

KEPT = 128
"""Charts kept, a tenth of a megabyte each."""


class _Call:
    """A chart to be drawn; two are the same where the chart would be."""

    def __init__(
        self, make: Callable[..., Chart], args: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        self.make, self.args, self.named = make, args, named
        self.key = (make, _key(args), _key(named), LANGUAGE.get())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Call) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def kept_chart(make: Callable[..., Chart], *args: Any, **named: Any) -> Callable[[Look], Chart]:
    """Draws ``make(*args, look, **named)`` for a look, or gives the chart that was drawn of the
    same before.

    Series and answers are the same where they are the same object, which those of the tables are
    (lib/kept.py). What holds a visitor's own series is drawn anew and not kept. Raises TypeError
    for an argument that is none of these, nor a history, text, a number or None, nor a list or
    mapping of such."""
    if _is_own((*args, *named.values())):
        return lambda look: make(*args, look, **named)
    call = _Call(make, args, named)
    return lambda look: _drawn(call, look)


@lru_cache(maxsize=KEPT)
def _drawn(call: _Call, look: Look) -> Chart:
    return call.make(*call.args, look, **call.named)


def _is_own(value: object) -> bool:
    """Whether a value holds a visitor's own series. Raises TypeError for one of which that cannot
    be seen from outside."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        # All of them, so that none goes by unrefused.
        found = [_is_own(one) for one in value]
        return any(found)
    if isinstance(value, Series):
        return value.measure.own
    if value is None or isinstance(value, Answer | History | str | int | float):
        return False
    raise TypeError(f"a chart cannot be kept by its {type(value).__name__}")


def _key(value: Any) -> Hashable:
    """A value as one by which it is found again."""
    if isinstance(value, Mapping):
        return tuple((name, _key(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_key, value))
    return value  # type: ignore[no-any-return]
