"""Printed totals against what they are totals of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.official.grid import Sheet
from lib.official.words import Value


@dataclass(frozen=True)
class Cell:
    """A value and the cell it stands in, counted from 0."""

    value: Value
    row: int
    column: int


def check_total(
    sheet: Sheet, total: Cell, parts: Sequence[Cell], rounding: int, what: str, *, rest: bool
) -> None:
    """Refuses a printed total that its parts do not make within rounding, naming its cell.

    Counts are rounded to ``rounding``, so each is off by half of it at most; ``rest`` is true where
    the total also counts what no part does, and may only not be below them. Where the total or a
    part has words instead of a count, there is nothing to check. Raises OfficialError."""
    values = [part.value for part in parts if isinstance(part.value, int)]
    if not isinstance(total.value, int) or len(values) < len(parts) or not parts:
        return
    room = rounding // 2 * (len(values) + 1)
    over = sum(values) - total.value
    if over <= room and (rest or over >= -room):
        return
    raise sheet.error(
        f"the total printed here is {total.value:,}, and {what} sum to {sum(values):,}",
        total.row,
        total.column,
        hint=f"Rounding explains {room} at most; nothing of this table is written"
        if room
        else "Nothing of this table is written",
    )
