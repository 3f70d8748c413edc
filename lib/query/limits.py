"""What one query may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """``seconds`` from the start of a query to its end, ``megabytes`` of memory beyond the tables,
    ``rows``, ``columns`` and ``answer_megabytes`` of an answer, ``letters`` of the query itself; a
    query uses one thread."""

    seconds: float = 5
    megabytes: int = 256
    rows: int = 10_000
    columns: int = 100
    answer_megabytes: int = 4
    letters: int = 5_000


def at_once() -> int:
    """How many queries run beside each other: half of the processors are left to the pages."""
    return max(1, min(4, (os.cpu_count() or 1) // 2))
