"""Every claim held against the tables: what they say about it, and why.

Where the tables can say something about a claim, ``data/claims/<query>.sql`` holds two queries: the
check, and below the line ``-- rows`` the rows it used. The check gives one row, with the computed
``value``, or with ``low`` and ``high`` where the tables leave a range (no ``high``: no upper
bound). Verdicts are computed from these and from what the claim's words allow, and kept nowhere.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import dataclass
from enum import StrEnum

from lib.claims import Claim, Value, claims, number, spread_words
from lib.datapackage import DataError
from lib.months import Month
from lib.sql import parameters, reads
from lib.tables import Row, Tables
from lib.text import _
from lib.trail import Answer, Trail, ask

TABLES, OWN_FIGURES = "the tables", "the document's own figures"


class Kind(StrEnum):
    """What the tables say about a claim, in the words that addresses hold and pages show."""

    HOLDS = "holds"
    HOLDS_WITHIN_ROUNDING = "holds within rounding"
    BOUNDED = "bounded"
    DOES_NOT_HOLD = "does not hold"
    CANNOT_BE_CHECKED = "cannot be checked here"


@dataclass(frozen=True)
class Verdict:
    """What the tables say about a claim, why, and what it was computed from.

    ``low`` and ``high`` are equal where the tables give one value; both are None where nothing
    could be computed, and ``high`` alone is infinite where there is no upper bound. ``method`` is
    how the check works, from the comment above it. ``check`` is the answer to the check, ``used``
    the rows it used; None where nothing can be checked."""

    kind: Kind
    reason: str
    method: str = ""
    low: Value | None = None
    high: Value | None = None
    check: Answer | None = None
    used: Answer | None = None
    source: str = TABLES
    """What the figure was held against: TABLES, or OWN_FIGURES of the document."""

    @property
    def trails(self) -> tuple[Trail, ...]:
        """The check and the rows it used; none where nothing can be checked."""
        return tuple(answer.trail for answer in (self.check, self.used) if answer)


def check(tables: Tables, claim: Claim) -> Verdict:
    """Runs the claim's query. Raises DataError, naming the file, where the query is missing or
    gives no value."""
    if claim.query is None:
        reason = _("What would settle it: {needed}.", needed=claim.needed)
        return Verdict(Kind.CANNOT_BE_CHECKED, reason)
    sql, rows_sql = _queries(tables, claim.query)
    values = _months(claim)
    found = _run(tables, claim.query, _("The check"), sql, values)
    low, high = _bounds(found, claim.query)
    # What a document says can also be held against what else it says; then no table has a part in
    # the verdict.
    used = set(reads(sql))
    source = OWN_FIGURES if used and used <= {"claims", "reported_figures"} else TABLES
    kind, reason = _judge(claim, low, high, source)
    rows = _run(tables, claim.query, _("The rows it used"), rows_sql, values)
    return Verdict(kind, reason, _method(sql), low, high, found, rows, source)


def checked(tables: Tables) -> list[tuple[Claim, Verdict]]:
    """Every claim with its verdict, in the order of the file."""
    return [(claim, check(tables, claim)) for claim in claims(tables)]


def shares_ending(tables: Tables, month: Month, of: str = "sc_removals") -> Answer:
    """The detainer share of every window of months that ends in a month, in percent: sum over sum.

    ``of`` is what the share is of: sc_removals or all_removals. One row per window, the shortest
    first: first_month, last_month, months, detainer_removals, the column named by ``of``, percent
    (None where a month of the window was withheld). These are the rows behind the claims on the
    share, from the same query, so that a chart and a verdict cannot disagree."""
    query = {"sc_removals": "detainer_share_of_sc", "all_removals": "detainer_share_of_all"}[of]
    rows_sql = _queries(tables, query)[1]
    return _run(tables, query, _("The rows it used"), rows_sql, {"last": month.first_day})


def _months(claim: Claim) -> dict[str, dt.date]:
    ends = {"first": claim.first, "last": claim.last}
    return {name: month.first_day for name, month in ends.items() if month}


def _queries(tables: Tables, name: str) -> tuple[str, str]:
    """The check of a query file, and the query for the rows it used."""
    text = tables.package.queries.get(name)
    if text is None:
        hint = "A claim in claims.csv names it"
        raise DataError(f"claims/{name}.sql", "the file is missing", hint=hint)
    sql, line, rows = text.partition("\n-- rows")
    if not line:
        hint = "Put the query for the rows below a line that starts with -- rows"
        raise DataError(
            f"claims/{name}.sql", "the rows that the check used are not given", hint=hint
        )
    return sql.strip(), (line + rows).strip()


def _method(sql: str) -> str:
    """The comment that a query starts with, as running text."""
    lines = itertools.takewhile(lambda line: line.startswith("--"), sql.splitlines())
    return " ".join(line.removeprefix("--").strip() for line in lines)


def _run(tables: Tables, name: str, what: str, sql: str, values: dict[str, dt.date]) -> Answer:
    if missing := parameters(sql) - values.keys():
        problem = f"the query asks for {', '.join(sorted(missing))}, which the claim does not give"
        hint = "A query knows $first and $last, the claim's months"
        raise DataError(f"claims/{name}.sql", problem, hint=hint)
    return ask(tables, what, sql, values)


def _bounds(answer: Answer, name: str) -> tuple[Value, Value]:
    """The least and the greatest value that the tables allow."""
    file = f"claims/{name}.sql"
    row: Row = answer.rows[0] if len(answer) == 1 else {}
    if list(row) not in (["value"], ["low", "high"]):
        hint = "It gives one row: a value, or low and high"
        raise DataError(file, "the check gives no value", hint=hint)
    values = list(row.values())
    low, high = values[0], values[-1]
    if low is None:
        hint = "The tables may lack the months it asks for"
        raise DataError(file, "the check gives no value", hint=hint)
    if isinstance(low, dt.date):
        return low, low
    return float(low), math.inf if high is None else float(high)


def _judge(claim: Claim, low: Value, high: Value, source: str = TABLES) -> tuple[Kind, str]:
    """Holds the range that the tables allow against the range that the claim allows."""
    stated, unit = claim.value, claim.unit
    found = _found(source, low, high, unit)
    if isinstance(stated, dt.date) or isinstance(low, dt.date) or isinstance(high, dt.date):
        if low == stated:
            return Kind.HOLDS, _("{found}, as stated.", found=found)
        return Kind.DOES_NOT_HOLD, _("{found}, not {stated}.", found=found, stated=claim.words)

    least, most = claim.allowed
    single = least == most
    said = {"found": found, "stated": claim.words, "allowed": _allowed(claim)}
    if claim.allows(low) and claim.allows(high):
        if single:
            return Kind.HOLDS, _("{found}, as stated.", **said)
        return Kind.HOLDS, _("{found}; “{stated}” allows {allowed}.", **said)
    if claim.qualifier.rounding:
        half = 0.5 * 10**-claim.decimals
        if stated - half <= low and high <= stated + half:
            said["printed"] = claim.stated
            reason = _("{found}, which rounds to the {printed} that is printed.", **said)
            return Kind.HOLDS_WITHIN_ROUNDING, reason
        least, most = min(least, stated - half), max(most, stated + half)
    nearest, furthest = max(low, least), min(high, most)
    # Where the two ranges share one point only, it may be the stated figure that the qualifier
    # leaves out.
    if nearest < furthest or (
        nearest == furthest and (claim.qualifier.itself or nearest != stated)
    ):
        if single and low <= stated <= high:
            said["figure"] = number(stated)
            return Kind.BOUNDED, _(
                "{found}; the {figure} stated lies in that range, which cannot be narrowed "
                "further.",
                **said,
            )
        return Kind.BOUNDED, _(
            "{found}; “{stated}” allows {allowed}. That is only part of the range, which cannot "
            "be narrowed further.",
            **said,
        )
    if single:
        if low >= most:
            return Kind.DOES_NOT_HOLD, _("{found}, above the {stated} stated.", **said)
        return Kind.DOES_NOT_HOLD, _("{found}, below the {stated} stated.", **said)
    if low >= most:
        return Kind.DOES_NOT_HOLD, _(
            "{found}, which is above what “{stated}” allows: {allowed}.", **said
        )
    return Kind.DOES_NOT_HOLD, _(
        "{found}, which is below what “{stated}” allows: {allowed}.", **said
    )


def _found(source: str, low: Value, high: Value, unit: str) -> str:
    """What a figure is held against, and the value or the range it gives: the beginning of a
    sentence."""
    found = spread_words(low, high, unit)
    if source == OWN_FIGURES:
        if low == high:
            return _("The document's own figures give {found}", found=found)
        return _("The document's own figures allow {found}", found=found)
    if low == high:
        return _("The tables give {found}", found=found)
    return _("The tables allow {found}", found=found)


def _allowed(claim: Claim) -> str:
    """What the qualifier allows, in words: anything above 19,000; 26,600 to below 28,000; 2.375 to
    2.625."""
    least, most = claim.allowed
    if least == most:
        return _("what rounds to it")
    if math.isinf(most):
        return _("anything above {low}", low=number(least))
    if math.isinf(least):
        return _("anything below {high}", high=number(most))
    ends = {"low": number(least), "high": number(most)}
    if claim.qualifier.itself:
        return _("{low} to {high}", **ends)
    if least == claim.value:
        return _("above {low} to {high}", **ends)
    return _("{low} to below {high}", **ends)
