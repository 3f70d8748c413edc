"""Ratios, differences and intervals as sentences have them."""

from __future__ import annotations

from lib.catalog import Measure
from lib.inference.errors import Interval
from lib.months import listed_months
from lib.text import _


def in_sentence(measure: Measure) -> str:
    """The title inside a sentence; names keep their capital."""
    title = measure.title
    keeps = title.startswith("Secure ") or title.split()[0].isupper() or title[:2].isupper()
    return title if keeps else title[0].lower() + title[1:]


def against(ratio: float) -> str:
    """20% higher; 3% lower"""
    if round(abs(ratio - 1) * 100) == 0:
        return _("0% higher")
    if ratio > 1:
        return _("{percent} higher", percent=percent(ratio))
    return _("{percent} lower", percent=percent(ratio))


def percent(ratio: float, *, sign: bool = False) -> str:
    """How far a ratio is from 1: 20%, and with its sign +20% or −20%."""
    apart = (ratio - 1) * 100
    amount = f"{abs(apart):,.0f}%"
    if not sign or round(apart) == 0:
        return amount
    return f"+{amount}" if apart > 0 else f"−{amount}"


def ratio_interval(ratio: Interval) -> str:
    """+12% to +32%"""
    return _(
        "{low} to {high}",
        low=percent(ratio.low, sign=True),
        high=percent(ratio.high, sign=True),
    )


def points(difference: float) -> str:
    """A difference of shares of 1: 2.1 percentage points lower"""
    amount = f"{abs(difference) * 100:.1f}"
    if difference >= 0:
        return _("{points} percentage points higher", points=amount)
    return _("{points} percentage points lower", points=amount)


def points_interval(found: Interval) -> str:
    """−1.2 to +3.4 points"""
    low, high = (f"{end * 100:+.1f}".replace("-", "−") for end in (found.low, found.high))
    return _("{low} to {high} points", low=low, high=high)


listed = listed_months
"""Months in a sentence."""
