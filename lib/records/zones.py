"""The time zone in which days are told, where the user asks for one, and what the report says."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from lib.records.errors import RecordsError
from lib.text import later

_HERE = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"),
    *("America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"),
)
_NONE = {"localtime", "posixrules", "Factory"}
"""Some machines list their own zone under a name that means another elsewhere."""


@cache
def zone_names() -> tuple[str, ...]:
    """The names of all time zones: UTC and those of the United States first."""
    # They are found by reading folders, which takes longer than much of a page.
    return "UTC", *_HERE, *sorted(available_timezones() - _NONE - {"UTC", *_HERE})


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name. Raises RecordsError where there is none."""
    if name not in available_timezones() or name in _NONE:
        raise RecordsError(
            later("there is no time zone {name}", name=name),
            hint=later("Names look like UTC, America/New_York or America/Los_Angeles"),
        )
    return ZoneInfo(name)


def told(
    zone: str | None, *, instants: bool, numbers: bool, zoned: bool, moments: int, rows: int
) -> str:
    """In which zone the days are told, in words; empty where it makes no difference.

    ``instants`` says that the files hold instants rather than written times, ``numbers`` that some
    dates are numbers of seconds, ``zoned`` that written times name their offset, ``moments`` how
    many of the ``rows`` with a date are one of these.
    """
    if zone is None:
        if instants or numbers:
            return later("days are those in UTC where the file holds instants")
        return later("days are those written; the times name their offset") if zoned else ""
    if instants or (moments and moments == rows):
        return later("days are those in {zone}", zone=zone)
    if moments:
        return later(
            "days are those in {zone}; {rows:,} rows do not name their offset and keep the day "
            "that is written",
            zone=zone,
            rows=rows - moments,
        )
    return later(
        "days are those written; no time names its offset, so {zone} changes nothing", zone=zone
    )
