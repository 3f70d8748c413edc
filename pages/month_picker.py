"""Ranges of months that a visitor chooses: typed, stepped, picked from a calendar, by name, or with
a brush. What is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from secrets import token_hex
from typing import Any

import streamlit as st

from lib.kept import kept
from lib.months import Month, MonthRange
from lib.text import _
from pages.far_charts import tell_far
from pages.part import part

_PICKER = part("month_picker", "far_charts+month_picker")


def chosen(key: str, usual: MonthRange) -> MonthRange:
    """The range that stands in the address under ``key``, or the usual one."""
    return MonthRange.parse(*st.session_state.get(key, (str(usual.first), str(usual.last))))


def choose(key: str, months: MonthRange) -> None:
    """Sets a range, and with it the address; only for callbacks, which run before the script."""
    _set(key, months)
    # The address that comes with this run is the one from before the choice.
    st.session_state[f"{key}-chosen-now"] = True


def follow_address(key: str, whole: MonthRange, usual: MonthRange | None = None) -> None:
    """Takes the range from the address where that has changed: when a link is opened, and when the
    browser goes back.

    A range that is not one of months within ``whole`` is refused, and the usual one holds."""
    asked = st.query_params.get_all(key)
    changed = asked != st.session_state.get(f"{key}-asked", [])
    st.session_state[f"{key}-asked"] = asked
    if st.session_state.pop(f"{key}-chosen-now", False) or not asked or not changed:
        return
    months = _range(asked, whole)
    _set(key, months or usual or whole, refused=None if months else _(" to ").join(asked))


def _set(key: str, months: MonthRange, refused: str | None = None) -> None:
    st.session_state[key] = (str(months.first), str(months.last))
    st.session_state[f"{key}-refused"] = refused


def refused(key: str) -> str | None:
    """What the address asks for and does not get."""
    words: str | None = st.session_state.get(f"{key}-refused")
    return words


def _range(written: object, whole: MonthRange) -> MonthRange | None:
    """The range that an address or a browser names, in either order, or None where it names no
    two months within ``whole``."""
    if not isinstance(written, list) or len(written) != 2:
        return None
    try:
        first, last = sorted(Month.parse(str(month)) for month in written)
    except ValueError:
        return None
    return MonthRange(first, last) if first in whole and last in whole else None


def month_picker(
    key: str,
    legend: str,
    whole: MonthRange,
    *,
    usual: MonthRange | None = None,
    named: Mapping[str, MonthRange] | None = None,
    quick: Mapping[str, tuple[str, MonthRange]] | None = None,
    overview: Mapping[str, Any] | None = None,
    shown: bool = True,
    page: str = "",
) -> None:
    """Lets the visitor choose a range within ``whole``; the address is empty for the usual one.

    With ``named`` there is a menu of ranges, with ``quick`` a button for each of a few (its short
    name, then what it says), with ``overview`` a strip to brush over, which opens on demand. Where
    it is not ``shown`` it still keeps the address, and does so anew on every ``page``."""
    usual = usual or whole
    months = chosen(key, usual)
    turn = st.session_state.get(f"{key}-turn")
    data = {
        "key": key,
        "page": page,
        "shown": shown,
        "months": _written(months),
        "turn": turn,
        "visit": st.session_state.setdefault(f"{key}-visit", token_hex(8)),
        "whole": _written(whole),
        "usual": _written(usual),
        "named": [{"name": name, "months": _written(span)} for name, span in (named or {}).items()],
        "quick": [
            {"name": name, "says": says, "months": _written(span)}
            for name, (says, span) in (quick or {}).items()
        ],
        "overview": overview,
        "said": [_("{months} · ", months=months.words), months.count_words]
        if overview
        else ["", ""],
        "labels": {"group": legend, "legend": "" if overview else legend, **_labels()},
        "words": _words(),
    }
    taken = partial(_take, key, whole)
    picker = _PICKER(
        key=_component(key), data=data, on_chosen_change=taken, on_near_change=_draw_all
    )
    heard = picker.get("chosen")
    # The browser knows of a choice that this visit does not: the server was started anew meanwhile.
    if heard and _heard(heard, whole) and heard["turn"] != turn:
        taken()
        st.rerun()


def _component(key: str) -> str:
    return f"month-picker-{key}"


def _take(key: str, whole: MonthRange) -> None:
    """Takes what the browser says was chosen, if that is a range of months."""
    heard = st.session_state[_component(key)].get("chosen")
    if months := _heard(heard, whole):
        st.session_state[f"{key}-turn"] = heard["turn"]
        tell_far(heard.get("far"))
        choose(key, months)


def _draw_all() -> None:
    """The visitor comes near a chart that waits: the run that follows draws every one."""


def _heard(heard: Any, whole: MonthRange) -> MonthRange | None:
    """The range in what a browser says; None where it says anything else."""
    if not isinstance(heard, Mapping) or not isinstance(heard.get("turn"), int):
        return None
    return _range(heard.get("months"), whole)


def _written(months: MonthRange) -> list[str]:
    return [str(months.first), str(months.last)]


@kept(4)
def _words() -> dict[str, Any]:
    """How months are written, and what is said of those that are not."""
    year = [Month(1, number) for number in range(1, 13)]
    return {
        "months": [{"name": month.name, "short": month.short_name} for month in year],
        "labels": {
            "month": _("{short_month} {year}"),
            "long": _("{month} {year}"),
            "unknown": _("“{text}” is not a month; write it like 2014-12."),
            "outside": _("The tables run from {first} to {last}."),
        },
    }


@kept(4)
def _labels() -> dict[str, Any]:
    """What stands beside the fields and buttons."""
    return {
        "ends": [_("From"), _("To")],
        "open": [_("Choose the first month"), _("Choose the last month")],
        "hint": _(
            "Type a month, such as 2015-03 or Mar 2015. The arrow keys step by a month, the page "
            "keys by a year."
        ),
        "named": _("Named ranges"),
        "quick": _("Ranges"),
        "brush": _("Draw the range over the whole record"),
        "compact": _("{first} – {last}"),
        "year": _("Year"),
        "before": _("The year before"),
        "after": _("The year after"),
    }
