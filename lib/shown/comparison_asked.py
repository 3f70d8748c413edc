"""What a reader compares: a measure, and two groups of months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lib.catalog import Measure
from lib.groups import USUAL_GROUPS, Pair, mixed_months, named_pairs
from lib.measures import extent
from lib.months import Month, MonthRange
from lib.published import recovering
from lib.shown.address import Address, WrongAddress
from lib.tables import Tables
from lib.text import ENGLISH, _, speaking

USUAL_MEASURE = "sc_removals"

OWN = "own"


@dataclass(frozen=True)
class Asked:
    """A measure and two groups, each with its name, also where there is little room and in a
    sentence, and its months. ``mixed`` are the mixed months at their edges."""

    measure: Measure
    is_recovered: bool
    names: tuple[str, str]
    short_names: tuple[str, str]
    phrases: tuple[str, str]
    ranges: tuple[MonthRange, MonthRange]
    mixed: tuple[Month, ...]
    is_uncut: bool = False
    """Whether the groups are whole although the months chosen leave one of them empty."""

    @property
    def has_address(self) -> bool:
        """Whether an address shows it: neither a visitor's own measure nor groups that are whole
        although the address names months."""
        return not self.measure.own and not self.is_uncut


def held_months(tables: Tables, measure: Measure) -> MonthRange:
    """The months of a measure within those of the tables: a visitor's own file may go on."""
    return extent(tables, measure).overlap(tables.calendar) or tables.calendar


def titles(tables: Tables) -> dict[str, str]:
    """The ids of measures by their English titles, which older addresses have."""
    with speaking(ENGLISH):
        return {measure.title: id for id, measure in tables.measures.items()}


def offered(pairs: Mapping[str, Pair]) -> dict[str, str]:
    """What pairs of groups are called, by id; the reader's own ranges among them."""
    return {id: pair.name for id, pair in pairs.items()} | {OWN: _("Two ranges of my own")}


def older_groups(tables: Tables, measure: Measure) -> dict[str, str]:
    """The ids of groups by what older addresses call them: their English names."""
    with speaking(ENGLISH):
        pairs = named_pairs(tables, held_months(tables, measure))
        return {name: id for id, name in offered(pairs).items()}


def usual_groups(measure: str | None, groups: str | None, older: Mapping[str, str]) -> str:
    """The groups where an address names none; ``measure`` and ``groups`` are what it says."""
    # Addresses with the words of a measure are from when all Trump months were the usual ones.
    return "pep-trump" if measure in older and groups is None else USUAL_GROUPS


def mixed_key(month: Month) -> str:
    """How an address calls a month that a reader can move."""
    # The first of these is older than the others, and its addresses are out.
    with speaking(ENGLISH):
        return "january" if month == Month(2017, 1) else f"{month.name}-{month.year}".lower()


def range_names() -> tuple[str, str]:
    """What a reader's own ranges are called."""
    return _("First range"), _("Second range")


def own_ranges(measure: Measure, first: MonthRange, second: MonthRange) -> Asked:
    """Two ranges of a reader's own."""
    names = range_names()
    phrases = (_("the first range"), _("the second range"))
    return Asked(measure, False, names, names, phrases, (first, second), ())


def named_groups(tables: Tables, measure: Measure, id: str, moved: Mapping[Month, str]) -> Asked:
    """Two groups by their id; ``moved`` says of mixed months where they count."""
    pair = named_pairs(tables, held_months(tables, measure), moved)[id]
    one, two = pair.sides
    return Asked(
        measure,
        False,
        (one.name, two.name),
        (one.short_name, two.short_name),
        (one.phrase, two.phrase),
        (one.months, two.months),
        pair.mixed,
    )


def with_recovered(asked: Asked) -> Asked:
    """The same with the months that published averages determine."""
    return replace(asked, measure=recovering(asked.measure), is_recovered=True)


def within(asked: Asked, months: MonthRange) -> Asked | None:
    """The groups cut to a range of months, which then stands in their names; None where that leaves
    one of them without a month."""
    first, second = (span.overlap(months) for span in asked.ranges)
    if not first or not second:
        return None
    ranges = (first, second)
    if ranges == asked.ranges:
        return asked

    def named(names: tuple[str, str]) -> tuple[str, str]:
        one, two = (
            name if part == span else _("{name} ({months})", name=name, months=part.short)
            for name, part, span in zip(names, ranges, asked.ranges, strict=True)
        )
        return one, two

    return replace(asked, names=named(asked.names), phrases=named(asked.phrases), ranges=ranges)


def parameters(tables: Tables) -> tuple[str, ...]:
    """What an address of a comparison can say."""
    mixed = map(mixed_key, mixed_months(tables))
    return ("measure", "groups", "first", "second", *mixed, "recovered", "months")


def asked(tables: Tables, address: Address) -> Asked:
    """What an address asks for. Raises WrongAddress."""
    given = {name: address.parameters.get(name, [None])[0] for name in ("measure", "groups")}
    older = titles(tables)
    id = address.chosen("measure", tables.measures, USUAL_MEASURE, older)
    measure = tables.measures[id]
    pairs = named_pairs(tables, held_months(tables, measure))
    usual = usual_groups(given["measure"], given["groups"], older)
    groups = address.chosen("groups", offered(pairs), usual, older_groups(tables, measure))
    # Everything is read, also what these groups do not need: a slip goes by nowhere.
    first, second = (
        address.months(name, tables.calendar, side.months)
        for name, side in zip(("first", "second"), pairs[USUAL_GROUPS].sides, strict=True)
    )
    moved = {
        month: address.chosen(mixed_key(month), mixed.choices, mixed.choices[0])
        for month, mixed in mixed_months(tables).items()
    }
    recovered, months = address.flag("recovered"), address.months("months", tables.calendar)
    if groups == OWN:
        found = own_ranges(measure, first, second)
    else:
        own = {month: moved[month] for month in pairs[groups].mixed}
        found = named_groups(tables, measure, groups, own)
    if measure.recovers and recovered:
        found = with_recovered(found)
    cut = within(found, months)
    if cut is None:
        raise WrongAddress(
            f"months: {months.first} to {months.last} leave one group without a month"
        )
    return cut
