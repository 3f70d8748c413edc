"""The charts of two sources that count the same."""

from __future__ import annotations

from collections.abc import Container

from lib.charts.overlaps import apart as apart_chart
from lib.charts.overlaps import both as both_chart
from lib.months import MonthRange
from lib.overlaps import Agreement, agreement, overlaps, side_by_side
from lib.shown.drawn import Draw
from lib.tables import Tables
from lib.text import ENGLISH, speaking


def measured(tables: Tables, months: MonthRange) -> dict[str, Agreement]:
    """The pairs of sources that both hold a month of the range to its end, by id."""
    found = {id: agreement(tables, overlap, months) for id, overlap in overlaps().items()}
    return {id: held for id, held in found.items() if held}


def older(ids: Container[str]) -> dict[str, str]:
    """The ids of pairs by the English titles that older addresses have."""
    with speaking(ENGLISH):
        return {overlap.title: id for id, overlap in overlaps().items() if id in ids}


def apart(tables: Tables, shown: Agreement, months: MonthRange) -> Draw | None:
    """How far apart two sources are; None where the range holds fewer than two months of both."""
    found = side_by_side(tables, shown.overlap, months)
    return (lambda look: apart_chart(found, shown, look)) if len(found) > 1 else None


def both(tables: Tables, shown: Agreement, months: MonthRange) -> Draw | None:
    """What two sources count; None as above."""
    found = side_by_side(tables, shown.overlap, months)
    return (lambda look: both_chart(found, shown, look)) if len(found) > 1 else None
