"""What share of removals was connected to a detainer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lib.charts.chart import Chart, Line, Reference
from lib.charts.look import Look
from lib.charts.panel import Panel
from lib.charts.panels import panels
from lib.eras import History
from lib.measures import Series
from lib.months import Month, MonthRange
from lib.text import _
from lib.words import number

STROKE = 6
"""Months over which a stated share is drawn, up to the one that it is about."""

HEIGHT = 240
"""Pixels of the panel."""


def detainer_shares(
    history: History,
    read: tuple[Series, Series],
    stated: Mapping[Month, Sequence[Reference]],
    look: Look,
    *,
    log: bool = False,
) -> Chart:
    """The share of Secure Communities removals and that of all removals on one scale, with the
    shares that documents state in the months they are about.

    Raises ValueError when no month has a value."""
    held = {month for series in read for month in series.calendar}
    references = [
        replace(reference, months=MonthRange(max(last - (STROKE - 1), min(held)), last))
        for last, references in stated.items()
        if last in held
        for reference in references
    ]
    return panels(
        history,
        [
            Panel(
                _("Connected to a detainer"),
                [Line.of(series) for series in read],
                height=HEIGHT,
                names=[_("of Secure Communities removals"), _("of all removals")],
                references=references,
            )
        ],
        name="detainer-shares",
        title=_finding(read[0]),
        topic=_("Removals connected to a detainer, as a share"),
        look=look,
        log=log,
    )


def _finding(of_sc: Series) -> str:
    """The highest month and the last of the share of Secure Communities removals."""
    known = [
        (month, value)
        for month, value in zip(of_sc.calendar, of_sc.drawn, strict=True)
        if value is not None
    ]
    if len(known) < 2:
        return _("Removals connected to a detainer, as a share")
    (top, most), (last, latest) = max(known, key=lambda pair: pair[1]), known[-1]
    if top == last:
        return _(
            "Detainer share of Secure Communities removals: highest in {month}, {value}",
            month=last.words,
            value=number(latest, "share"),
        )
    return _(
        "Detainer share of Secure Communities removals: {most} in {top}, {latest} in {last}",
        most=number(most, "share"),
        top=top.words,
        latest=number(latest, "share"),
        last=last.words,
    )
