"""The comment of a query, which readers see and translators translate."""

from __future__ import annotations

import itertools


def opening_comment(sql: str) -> str:
    """The comment that a query starts with, as running text."""
    lines = itertools.takewhile(lambda line: line.startswith("--"), sql.splitlines())
    return " ".join(line.removeprefix("--").strip() for line in lines)
