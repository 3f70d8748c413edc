"""Results that are kept for whoever asks the same next."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from lib.text import LANGUAGE

P = ParamSpec("P")
R = TypeVar("R")


def kept(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps the last ``size`` results of a function, by its arguments and the language spoken.

    For functions of the tables, which never change, and of what is asked of them: all arguments
    are hashable, and the result is changed by nobody. Nothing of a visitor's own may come in."""

    def keeping(make: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=size)
        def remembered(_language: str, args: Any, named: Any) -> R:
            return make(*args, **dict(named))

        @wraps(make)
        def asked(*args: P.args, **named: P.kwargs) -> R:
            return remembered(LANGUAGE.get(), args, tuple(sorted(named.items())))

        return asked

    return keeping
