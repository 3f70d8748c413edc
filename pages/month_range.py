"""The month range: one for all pages, and in the address."""

from __future__ import annotations

from typing import Any

from lib.charts.look import Look
from lib.charts.overview import overview
from lib.eras import eras_at_hand, history, presets
from lib.kept import kept
from lib.measures import series
from lib.months import MonthRange
from lib.tables import Tables
from lib.text import _
from pages import month_picker
from pages.controls import steady
from pages.screen import look
from pages.shared_tables import tables

KEY = "months"

OVERVIEW = ("all_removals", "ero_removals", "releases_to_remove")
"""The measures on the strip over which a visitor brushes."""


def months() -> MonthRange:
    """The range of months the visitor has chosen."""
    return month_picker.chosen(KEY, tables().calendar)


def choose(chosen: MonthRange) -> None:
    """Sets the month range, and with it the address; only for callbacks, which run before the
    script."""
    month_picker.choose(KEY, chosen)


def month_range(*, page: str, shown: bool) -> None:
    """The one month range; it holds on every page, and is ``shown`` on those that use it."""
    read, whole = tables(), tables().calendar
    month_picker.follow_address(KEY, whole)
    month_picker.month_picker(
        KEY,
        _("Months"),
        whole,
        named=presets(read),
        quick={_("All"): (_("All months"), whole), **eras_at_hand(read)},
        overview=_overview(read, look().dark),
        shown=shown,
        page=page,
    )


def say_refused() -> None:
    """What the address asks for and does not get, where it does."""
    message, whole = steady(), tables().calendar
    if asked := month_picker.refused(KEY):
        said = _(
            "The address asks for “{asked}”. The tables run from {first} to {last}; "
            "all months are shown.",
            asked=asked,
            first=whole.first,
            last=whole.last,
        )
        message.warning(said, icon=":material/calendar_month:")


@kept(4)
def _overview(read: Tables, dark: bool) -> dict[str, Any]:
    """The strip over all months, drawn once for all visitors."""
    lines = [series(read, read.measures[id], read.calendar, 1) for id in OVERVIEW]
    return overview(history(read), lines, read.calendar, Look(dark=dark))
