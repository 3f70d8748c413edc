"""The rows without a date, by why they have none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from lib.records.dates import is_outside, shapes
from lib.records.report import Example, NoDate, Undated
from lib.text import later

FindRows = Callable[[list[str | None]], list[Example]]
"""Finds rows whose date is one of some texts."""


def undated(
    unread: Mapping[str | None, int], found: Collection[Example], find: FindRows
) -> tuple[Undated, ...]:
    """The texts that are no date by the reason; ``found`` are the first of their rows."""
    texts: dict[NoDate, list[str | None]] = {}
    for text in unread:
        texts.setdefault(_why(text), []).append(text)
    return tuple(
        Undated(
            why.value,
            sum(unread[text] for text in texts[why]),
            tuple(example for example in found if _why(example.value) == why)
            or tuple(find(texts[why])),
        )
        for why in NoDate
        if why in texts
    )


def for_example(texts: Iterable[str | None]) -> str:
    """The first text that is no date, as the end of a sentence; empty where all are blank."""
    shown = next((text.strip() for text in texts if text and text.strip()), "")
    return later(", but “{text}” for example", text=shown[:40]) if shown else ""


def _why(text: str | None) -> NoDate:
    if not text or not text.strip():
        return NoDate.BLANK
    if shapes(text):
        return NoDate.ORDER
    return NoDate.YEAR if is_outside(text) else NoDate.OTHER
