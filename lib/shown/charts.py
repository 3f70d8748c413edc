"""Every chart of the pages by its id, made from the parameters of its page's address.

An id names the chart and not what it shows; the parameters say that. The name of the chart's files
begins with it, or with a word of the same chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from lib.breakdowns import Breakdown, by_agency, by_criminality
from lib.claims import Claim, claims
from lib.groups import Pair
from lib.months import MonthRange
from lib.overlaps import Agreement, overlaps
from lib.shown import (
    claim,
    comparison,
    comparison_asked,
    convictions,
    detainers,
    removals,
    sources,
    who,
)
from lib.shown.address import Address, WrongAddress
from lib.shown.comparison import Compared
from lib.shown.drawn import Draw
from lib.tables import Tables
from lib.verdicts import check

Make = Callable[[Tables, Address], Draw | None]


@dataclass(frozen=True)
class ShownChart:
    """A chart of a page: its id, the path of the page, and what draws it for an address of that
    page; that is None where the address asks for too few months to draw, and raises WrongAddress
    where it asks for what there is not."""

    id: str
    page: str
    make: Make


def parameters(tables: Tables, page: str) -> tuple[str, ...]:
    """The parameters that an address of this page can have."""
    return comparison_asked.parameters(tables) if page == "compare" else tuple(_READ.get(page, ()))


def check_address(tables: Tables, page: str, at: Address) -> None:
    """Raises WrongAddress for a parameter that the page does not have, and for a value that cannot
    be read, also where the view would be the same without it."""
    known = parameters(tables, page)
    for name in at.parameters:
        if name not in known:
            raise WrongAddress(f"“{name}” is no parameter of this chart", known)
    for name, read in _READ.get(page, {}).items():
        if name in at.parameters:
            read(tables, at)


def charts() -> dict[str, ShownChart]:
    """Every chart by its id; of each page the first is its main one."""
    return {chart.id: chart for chart in _every()}


def main_chart(page: str) -> ShownChart | None:
    """The chart that a page opens with; None where it has none."""
    page = page or "removals"
    return next((chart for chart in _every() if chart.page == page), None)


def _every() -> Iterator[ShownChart]:
    yield ShownChart("removals-by-source", "removals", _removals)
    yield ShownChart("convicted-share-case-records", "removals", _convicted_share)
    yield ShownChart("groups", "compare", _compared(comparison.groups_over_time))
    yield ShownChart("measures-compared", "compare", _compared(comparison.measures_compared))
    yield ShownChart("depends", "compare", _compared_in(_depends))
    yield ShownChart("borders", "compare", _compared(_borders))
    yield ShownChart("overlay", "compare", _compared(comparison.overlay))
    yield ShownChart("spread", "compare", _compared(comparison.spread))
    yield ShownChart("same-months", "compare", _compared_in(comparison.same_months))
    for breakdown in (by_agency(), by_criminality()):
        yield ShownChart(breakdown.id, "who", partial(_by_part, breakdown))
        yield ShownChart(f"{breakdown.id}-mean-months", "who", partial(_means, breakdown))
    yield ShownChart("citizenship", "who", _citizenship)
    yield ShownChart("convictions", "convictions", _convictions)
    yield ShownChart("conviction-shares", "convictions", _conviction_shares)
    yield ShownChart("detainers-issued", "issued", _ranged(detainers.issued))
    yield ShownChart("detainers-and-removals", "issued", _ranged(detainers.issued_and_connected))
    yield ShownChart("detainers-declined", "issued", lambda read, _at: detainers.declined(read))
    yield ShownChart("detainers-outcomes", "issued", lambda read, _at: detainers.outcomes(read))
    yield ShownChart("detainer-shares", "detainers", _detainer_shares)
    yield ShownChart("apart", "reconciliation", _of_pair(sources.apart))
    yield ShownChart("both", "reconciliation", _of_pair(sources.both))
    yield ShownChart("claim", "claims", _claim)


def months(tables: Tables, at: Address) -> MonthRange:
    """The month range of an address."""
    return at.months("months", tables.calendar)


def _in_shares(_tables: Tables, at: Address) -> bool:
    return at.chosen("in", ("people", "shares"), "people") == "shares"


def _side_by_side(tables: Tables, at: Address) -> Pair:
    pairs, older = who.pairs(tables), who.older_pairs(tables)
    return pairs[at.chosen("side_by_side", pairs, who.WHOLE_TERM, older)]


def _pair(_tables: Tables, at: Address) -> str:
    known = overlaps()
    return at.chosen("pair", known, next(iter(known)), sources.older(known))


def _claimed(tables: Tables, at: Address) -> Claim:
    known = {each.id: each for each in claims(tables)}
    return known[at.chosen("claim", known, None)]


def _log(_tables: Tables, at: Address) -> bool:
    return at.flag("log")


def _recovered(_tables: Tables, at: Address) -> bool:
    return at.flag("recovered")


def _window(_tables: Tables, at: Address) -> int:
    return at.window()


Read = Callable[[Tables, Address], object]

_LINES: dict[str, Read] = {"months": months, "window": _window, "log": _log}

_READ: dict[str, dict[str, Read]] = {
    "": _LINES,
    "removals": _LINES,
    "who": {"months": months, "in": _in_shares, "side_by_side": _side_by_side},
    "convictions": {"months": months, "window": _window, "recovered": _recovered},
    "issued": {"months": months},
    "detainers": _LINES,
    "reconciliation": {"months": months, "pair": _pair},
    "claims": {"claim": _claimed},
}
"""What reads each parameter of a page's address; those of a comparison are read together, whenever
one is made."""


def _ranged(make: Callable[[Tables, MonthRange], Draw | None]) -> Make:
    return lambda tables, at: make(tables, months(tables, at))


def _removals(tables: Tables, at: Address) -> Draw | None:
    log = at.flag("log")
    return removals.removals(tables, months(tables, at), at.window(), log=log).drawn


def _convicted_share(tables: Tables, at: Address) -> Draw | None:
    return removals.convicted_share(tables, months(tables, at), at.window())


def _compared_in(make: Callable[[Tables, Compared], Draw | None]) -> Make:
    def made(tables: Tables, at: Address) -> Draw | None:
        return make(tables, comparison.compared(tables, comparison_asked.asked(tables, at)))

    return made


def _compared(make: Callable[[Compared], Draw | None]) -> Make:
    return _compared_in(lambda _tables, found: make(found))


def _depends(tables: Tables, found: Compared) -> Draw | None:
    return comparison.depends(comparison.outcomes(tables, found))


def _borders(found: Compared) -> Draw | None:
    return comparison.borders(found, comparison.other_times(found))


def _by_part(breakdown: Breakdown, tables: Tables, at: Address) -> Draw | None:
    return who.by_part(tables, breakdown, months(tables, at), share=_in_shares(tables, at))


def _means(breakdown: Breakdown, tables: Tables, at: Address) -> Draw | None:
    groups = who.compared(_side_by_side(tables, at), months(tables, at))
    return who.side_by_side(tables, breakdown, groups) if groups else None


def _citizenship(tables: Tables, at: Address) -> Draw | None:
    return who.citizenship(tables, months(tables, at))


def _convictions(tables: Tables, at: Address) -> Draw | None:
    recovered = at.flag("recovered")
    return convictions.convicted(tables, months(tables, at), at.window(), recovered=recovered).drawn


def _conviction_shares(tables: Tables, at: Address) -> Draw | None:
    # The page shows them below the counts alone.
    if _convictions(tables, at) is None:
        return None
    recovered = at.flag("recovered")
    return convictions.conviction_shares(
        tables, months(tables, at), at.window(), recovered=recovered
    )


def _detainer_shares(tables: Tables, at: Address) -> Draw | None:
    log = at.flag("log")
    return detainers.detainer_shares(tables, months(tables, at), at.window(), log=log).drawn


def _of_pair(make: Callable[[Tables, Agreement, MonthRange], Draw | None]) -> Make:
    def made(tables: Tables, at: Address) -> Draw | None:
        span = months(tables, at)
        measured = sources.measured(tables, span)
        if not measured:
            return None
        pair = at.chosen("pair", measured, next(iter(measured)), sources.older(measured))
        return make(tables, measured[pair], span)

    return made


def _claim(tables: Tables, at: Address) -> Draw | None:
    found = _claimed(tables, at)
    return claim.of_claim(tables, found, check(tables, found))


def chart(tables: Tables, id: str, at: Address) -> Draw | None:
    """What draws a chart by its id, which must be one, for an address. Raises WrongAddress, also
    for a parameter that the chart's page does not have."""
    shown = charts()[id]
    check_address(tables, shown.page, at)
    return shown.make(tables, at)
