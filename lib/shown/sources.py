"""The charts of two sources that count the same."""

from __future__ import annotations

from collections.abc import Callable, Container

from lib.charts import Chart, Look
from lib.charts.overlaps import apart as apart_chart
from lib.charts.overlaps import both as both_chart
from lib.months import MonthRange
from lib.overlaps import Agreement, agreement, overlaps, side_by_side
from lib.shown.drawn import Draw
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables
from lib.text import ENGLISH, speaking
from lib.trail import Answer


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
    return _pair(tables, shown.overlap.id, months, apart_chart)


def both(tables: Tables, shown: Agreement, months: MonthRange) -> Draw | None:
    """What two sources count; None as above."""
    return _pair(tables, shown.overlap.id, months, both_chart)


@kept_chart
def _pair(
    tables: Tables, id: str, months: MonthRange, chart: Callable[[Answer, Agreement, Look], Chart]
) -> Draw | None:
    overlap = overlaps()[id]
    found, shown = side_by_side(tables, overlap, months), agreement(tables, overlap, months)
    return (lambda look: chart(found, shown, look)) if shown and len(found) > 1 else None
