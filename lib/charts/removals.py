"""The removals of the record in four panels: all, those under Secure Communities, those connected
to a detainer, and all by who arrested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.charts.chart import Chart, Line
from lib.charts.look import Look
from lib.charts.panel import Panel, peak
from lib.charts.panels import panels
from lib.eras import History
from lib.measures import Series
from lib.text import _
from lib.trail import Answer
from lib.words import percent_apart

ALL = ("ero_removals", "all_removals", "records_removals")
"""Measures that count all removals, each by a source of its own."""

BY_WHO = ("ero_by_ice", "ero_by_cbp")

MEASURES = (*ALL, "sc_removals", "detainer_removals", *BY_WHO)
"""The ids of the measures that the chart shows."""


def removals(
    history: History,
    read: Mapping[str, Series],
    look: Look,
    *,
    own: Series | None = None,
    later: Answer | None = None,
    log: bool = False,
) -> Chart:
    """The removals in panels. ``read`` holds the series of MEASURES by id, ``own`` what a visitor
    brought, ``later`` the figures for Secure Communities that were published later.

    Raises ValueError when no month has a value."""
    lines = {id: Line.of(series) for id, series in read.items()}
    shown = [
        Panel(
            _("All removals"),
            # TRAC's line lies over that of OHSS.
            [lines["ero_removals"], lines["all_removals"]],
            height=84,
            names=[_("OHSS"), _("TRAC")],
            behind=[lines["records_removals"]],
            remark=_("OHSS counts by another date")
            if read["ero_removals"].known and read["all_removals"].known
            else "",
        ),
        Panel(_("Under Secure Communities"), [lines["sc_removals"]], later=later),
        Panel(_("Connected to a detainer"), [lines["detainer_removals"]], height=46),
        Panel(_("By who arrested"), [lines[id] for id in BY_WHO]),
    ]
    if own:
        shown.append(Panel(own.measure.title, [Line.of(own)]))
    return panels(
        history,
        shown,
        name="removals-by-source",
        title=_finding([read["all_removals"], read["ero_removals"]], read["sc_removals"]),
        topic=_("People removed by ICE, by month"),
        look=look,
        log=log,
        notes=_apart(read["all_removals"], read["records_removals"], read["ero_removals"]),
    )


def _finding(everyone: Sequence[Series], under: Series) -> str:
    """When the two were highest, or what the chart is about where they have too few months."""
    peaks = [found for series in everyone if (found := peak(series))]
    of_sc = peak(under)
    if not peaks or not of_sc or under.counted < 12:
        return _("ICE removals by source")
    month = max(peaks, key=lambda pair: pair[1])[0]
    return _(
        "All removals peaked in {all}, those under Secure Communities in {sc}",
        all=month.words,
        sc=of_sc[0].words,
    )


def _apart(trac: Series, records: Series, ohss: Series) -> list[str]:
    """How far the sources of all removals are apart at most."""
    close, far = _greatest(trac, records), _greatest(trac, ohss)
    said = []
    if close is not None:
        within = percent_apart(close)
        said.append(
            _("TRAC and the case records are within {percent} in any month.", percent=within)
        )
    if far is not None:
        within = percent_apart(far)
        said.append(_("OHSS, by another date, is within {percent} of TRAC.", percent=within))
    return said


def _greatest(one: Series, other: Series) -> float | None:
    """The greatest difference of two series in a month that both hold whole, in percent of the
    first; None where there is no such month."""
    held = dict(zip(one.calendar, one.complete, strict=True))
    apart = [
        100 * abs(value - first) / first
        for month, value in zip(other.calendar, other.complete, strict=True)
        if value is not None and (first := held.get(month))
    ]
    return max(apart, default=None)
