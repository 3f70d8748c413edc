"""Results that are kept for whoever asks the same next."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import RLock
from typing import Any, Generic, ParamSpec, TypeVar

from lib.text import LANGUAGE

P = ParamSpec("P")
R = TypeVar("R")


class _Once(Generic[R]):
    """A result that is made once: who asks while it is being made waits for it."""

    def __init__(self) -> None:
        self._making = RLock()
        self._made: tuple[R] | None = None

    def get(self, make: Callable[[], R]) -> R:
        if self._made is None:
            with self._making:
                if self._made is None:
                    self._made = (make(),)
        return self._made[0]


def shared(make: Callable[[], R]) -> Callable[[], R]:
    """Makes something once for all visitors, and keeps it as long as the server runs. What
    Streamlit keeps for all, any visitor's browser can have it forget."""
    once = _Once[R]()

    @wraps(make)
    def asked() -> R:
        return once.get(make)

    return asked


def kept(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps the last ``size`` results of a function, by its arguments and the language spoken.

    For functions of the tables, which never change, and of what is asked of them: all arguments
    are hashable, and the result is changed by nobody. Nothing of a visitor's own may come in. It is
    made once, however many ask at once; an error is not kept."""

    def keeping(make: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=size)
        def remembered(_language: str, _args: Any, _named: Any) -> _Once[R]:
            return _Once()

        @wraps(make)
        def asked(*args: P.args, **named: P.kwargs) -> R:
            once = remembered(LANGUAGE.get(), args, tuple(sorted(named.items())))
            return once.get(lambda: make(*args, **named))

        return asked

    return keeping
