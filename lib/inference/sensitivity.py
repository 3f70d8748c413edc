"""What a result depends on: the same comparison under each choice that a reader could make
otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from lib.catalog import Column, Measure
from lib.eras import eras
from lib.groups import mixed_months
from lib.inference.errors import CannotSay
from lib.inference.levels import Levels, levels
from lib.inference.sample import sample
from lib.measures import series
from lib.months import Month, MonthRange, in_words
from lib.published import recovering
from lib.sources import Credit
from lib.tables import Tables
from lib.text import _
from lib.trail import Trail

Topic = Literal["as_asked", "mixed", "first", "second", "source", "recovered", "provisional"]
"""What a choice is about: the question as it was asked, a mixed month, the first group's months,
the second's, the source, recovered months, provisional ones."""

SAME_QUESTION = (
    ("all_removals", "records_removals", "records_by_removal_date", "ero_removals"),
    ("records_convicted_share", "ero_convicted_share"),
    ("book_ins", "detention_book_ins"),
    ("book_ins_by_ice", "detention_book_ins_by_ice"),
    ("book_ins_by_cbp", "detention_book_ins_by_cbp"),
    ("book_ins_share_by_ice", "detention_book_ins_share_by_ice"),
    ("removal_book_outs", "releases_to_remove"),
)
"""Measures of different sources that ask nearly the same; how nearly, their cautions say."""


@dataclass(frozen=True)
class Choice:
    """One way to ask: in words, of which measure, and of which months."""

    topic: Topic
    words: str
    measure: Measure
    first: MonthRange
    second: MonthRange
    provisional: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a choice comes to: its levels, or ``why`` there are none. ``trail`` and ``credit`` are
    those of the series that it was taken from."""

    choice: Choice
    levels: Levels | None
    why: str | None
    trail: Trail
    credit: Credit

    @property
    def clear(self) -> bool:
        """Whether the interval excludes a difference of zero."""
        return self.levels is not None and not (
            self.levels.ratio.low <= 1 <= self.levels.ratio.high
        )


def depends_on(
    tables: Tables,
    measures: Mapping[str, Measure],
    measure: Measure,
    first: MonthRange,
    second: MonthRange,
) -> tuple[Outcome, ...]:
    """The result as asked, first, and under each other choice; none is asked twice."""
    asked = Choice("as_asked", _("As asked"), measure, first, second)
    found: dict[tuple[str, MonthRange, MonthRange, bool], Choice] = {}
    for choice in chain(
        (asked,),
        _mixed(tables, asked),
        _first_groups(tables, asked),
        _second_groups(tables, asked),
        _sources(measures, asked),
        _recovered(asked),
        (
            replace(
                asked, topic="provisional", words=_("Provisional months, too"), provisional=True
            ),
        ),
    ):
        of = (choice.measure.id, choice.first, choice.second, choice.provisional)
        found.setdefault(of, choice)
    outcomes = [_outcome(tables, choice) for choice in found.values()]
    return tuple(outcome for outcome in outcomes if _differs(outcome, outcomes[0]))


def _differs(outcome: Outcome, asked: Outcome) -> bool:
    """Whether a choice is one: months that the measure does not have make none, and neither do
    provisional months where there are none."""
    if outcome is asked or outcome.choice.measure is not asked.choice.measure:
        return True
    if outcome.levels is None or asked.levels is None:
        return outcome.why != asked.why
    return (outcome.levels.months, outcome.levels.level) != (
        asked.levels.months,
        asked.levels.level,
    )


def _outcome(tables: Tables, choice: Choice) -> Outcome:
    whole = MonthRange(min(choice.first.first, choice.second.first), _last(choice))
    shown = series(tables, choice.measure, whole, 1)
    found, why = None, None
    try:
        found = levels(sample(shown, choice.first, choice.second, provisional=choice.provisional))
    except CannotSay as reason:
        why = str(reason)
    return Outcome(choice, found, why, shown.trail, shown.credit)


def _last(choice: Choice) -> Month:
    return max(choice.first.last, choice.second.last)


def _mixed(tables: Tables, asked: Choice) -> Iterator[Choice]:
    """The mixed month between the groups with the first, with the second, and left out."""
    first, second = asked.first, asked.second
    for month in mixed_months(tables):
        between = first.last <= month <= second.first and second.first - first.last <= 2
        if not between or first.first >= month or second.last <= month:
            continue
        for words, ends, begins in (
            (_("{month} with the first group"), month, month + 1),
            (_("{month} with the second group"), month - 1, month),
            (_("{month} left out"), month - 1, month + 1),
        ):
            one, two = MonthRange(first.first, ends), MonthRange(begins, second.last)
            said = words.format(month=month.words)
            yield replace(asked, topic="mixed", words=said, first=one, second=two)


def _first_groups(tables: Tables, asked: Choice) -> Iterator[Choice]:
    """Other months to compare with: the era or the phase that the first group is of, and for PEP
    the years of Secure Communities under President Obama."""
    known = eras(tables)
    if not asked.first.overlap(known["pep"].months) or asked.second.overlap(known["pep"].months):
        return
    for words, months in (
        (_("All PEP months"), known["pep"].months),
        (_("PEP in operation only"), known["pep_in_operation"].months),
        (_("Against {era}", era=known["sc_grown"].name), known["sc_grown"].months),
    ):
        if not months.overlap(asked.second):
            yield replace(asked, topic="first", words=words, first=months)


def _second_groups(tables: Tables, asked: Choice) -> Iterator[Choice]:
    """The second group shorter and longer."""
    start = asked.second.first
    for length in (6, 12):
        words = _("The second group's first {number} months", number=in_words(length))
        months = MonthRange(start, start + (length - 1))
        yield replace(asked, topic="second", words=words, second=months)
    for id, words in (
        ("before_pandemic", _("The second group to {month}")),
        ("trump_first", _("The second group to the end of the first term")),
        ("biden", _("The second group to the end of the term")),
    ):
        months = eras(tables)[id].months
        words = words.format(month=months.last.words)
        if start in months:
            longer = MonthRange(start, months.last)
            yield replace(asked, topic="second", words=words, second=longer)


def _sources(measures: Mapping[str, Measure], asked: Choice) -> Iterator[Choice]:
    """The other sources that count nearly the same, and the case records by the other date."""
    known = dict(measures)
    if records := known.get("records_removals"):
        known["records_by_removal_date"] = replace(
            records,
            id="records_by_removal_date",
            title=_("All removals, case records by removal date"),
            label=_("Case records, removal date"),
            part=Column("removals_from_records_by_removal_date", records.part.name),
            dated=_("Month of the removal date"),
        )
    for family in SAME_QUESTION:
        if asked.measure.id in family:
            for id in family:
                if id != asked.measure.id and id in known:
                    yield replace(asked, topic="source", words=known[id].title, measure=known[id])


def _recovered(asked: Choice) -> Iterator[Choice]:
    if asked.measure.recovers:
        yield replace(
            asked,
            topic="recovered",
            words=_("With months recovered from the published averages"),
            measure=recovering(asked.measure),
        )
