"""Removals of people convicted of a crime, and what share of all they are."""

from __future__ import annotations

from collections.abc import Sequence

from lib.charts.chart import Chart, Line
from lib.charts.look import Look
from lib.charts.panel import Panel, peak
from lib.charts.panels import panels
from lib.eras import History
from lib.measures import Series
from lib.months import Month
from lib.text import _
from lib.trail import Answer
from lib.words import number

HEIGHT = 230
"""Pixels of the one panel of the counts."""


def convictions(
    history: History,
    read: tuple[Series, Series],
    look: Look,
    *,
    published: Sequence[Answer],
    intervals: Sequence[Answer] = (),
) -> Chart:
    """The convicted of any and of a serious offense, heavy lines on one scale, with their values in
    the first and the last month that Table 1 prints and in the highest between.

    ``published`` are the averages that Table 1 prints, ``intervals`` the months recovered from
    them, one each for each series. Raises ValueError when no month has a value."""
    either = read[0]
    known = [
        (month, value)
        for month, value in zip(either.calendar, either.complete, strict=True)
        if value is not None
    ]
    recovered = {Month.of(day) for found in intervals[:1] for day in found.column("month")}
    printed = [month for month, value in known if month not in recovered]
    top = peak(either)
    told = list(dict.fromkeys([*printed[:1], *([top[0]] if top else []), *printed[-1:]]))
    return panels(
        history,
        [
            Panel(
                _("Convicted of"),
                [Line.of(series) for series in read],
                height=HEIGHT,
                names=[_("any offense"), _("a serious offense")],
                remark=_("Dashed: the 12-month mean as TRAC published it"),
                published=published,
                intervals=intervals,
                told=told,
                heavy=True,
            )
        ],
        name="convictions",
        title=_finding(known),
        topic=_("Secure Communities removals of people convicted of a crime"),
        look=look,
    )


def _finding(known: Sequence[tuple[Month, float]]) -> str:
    """The least and the most in one month, in the order in which they came."""
    if len(known) < 2:
        return _("Secure Communities removals of people convicted of a crime")
    low, high = (choose(known, key=lambda pair: pair[1]) for choose in (min, max))
    first, second = sorted((low, high))
    return _(
        "Removals of the convicted: {first} in {first_month}, {second} in {second_month}",
        first=number(first[1], "count"),
        first_month=first[0].words,
        second=number(second[1], "count"),
        second_month=second[0].words,
    )


def conviction_shares(
    history: History, read: tuple[Series, Series], look: Look, intervals: Sequence[Answer] = ()
) -> Chart:
    """The convicted among those removed under Secure Communities, and those of a serious offense
    among the convicted, in two panels.

    ``intervals`` are the recovered months of the first. Raises ValueError when no month has a
    value."""
    of_sc, of_convicted = read
    return panels(
        history,
        [
            Panel(
                _("Convicted, of all Secure Communities removals"),
                [Line.of(of_sc)],
                height=110,
                intervals=intervals,
                heavy=True,
            ),
            Panel(
                _("Of a serious offense, of all convicted"),
                [Line.of(of_convicted)],
                height=110,
                heavy=True,
            ),
        ],
        name="conviction-shares",
        title=_shares(of_sc, of_convicted),
        topic=_("Shares of the month’s removals"),
        look=look,
    )


def _shares(of_sc: Series, of_convicted: Series) -> str:
    """Both shares of the last month that both have."""
    serious = dict(zip(of_convicted.calendar, of_convicted.drawn, strict=True))
    known = [
        (month, value, after)
        for month, value in zip(of_sc.calendar, of_sc.drawn, strict=True)
        if value is not None and (after := serious.get(month)) is not None
    ]
    if not known:
        return _("Convicted share of Secure Communities removals")
    month, value, after = known[-1]
    return _(
        "In {month} {of_sc} of those removed were convicted, and {serious} of the convicted of a "
        "serious offense",
        month=month.words,
        of_sc=number(value, "share", 0),
        serious=number(after, "share", 0),
    )
