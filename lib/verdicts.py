"""Every claim held against the tables: what they say about it, and why.

Where the tables can say something about a claim, ``data/claims/<query>.sql`` holds two queries: the
check, and below the line ``-- rows`` the rows it used. The check gives one row, with the computed
``value``, or with ``low`` and ``high`` where the tables leave a range (no ``high``: no upper
bound); then ``other``, what the release that the figure comes from gives, where that is another one
than the tables'; then what the claim's remark names. Verdicts are computed from these and from what
the claim's words allow, and kept nowhere.

What a check reads is asked of DuckDB, and decides how much the verdict is worth: a document that
agrees with its own table is consistent with itself, and not confirmed by anyone else.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lib.claims import Claim, Value, claims, number, spread_words, written
from lib.datapackage import DataError
from lib.months import Month
from lib.sql import parameters, reads
from lib.tables import Row, Tables
from lib.text import _
from lib.trail import Answer, Trail, ask

TABLES = "the tables"
OWN_TABLE = "the document's own table"
OWN_FIGURES = "the document's own figures"
CALENDAR = "the calendar"

_STATED = {"claims", "reported_figures"}
"""The tables that hold what the documents state."""

_DEFINITIONS = {"qualifiers", "eras", "events", "sources"}
"""The tables that say what words mean; they are no evidence."""


class Kind(StrEnum):
    """What the tables say about a claim, in the words that addresses hold and pages show."""

    HOLDS = "holds"
    HOLDS_WITHIN_ROUNDING = "holds within rounding"
    CONSISTENT = "consistent with itself"
    BOUNDED = "bounded"
    DIFFERS = "differs in another release"
    DOES_NOT_HOLD = "does not hold"
    JUDGMENT = "a matter of judgment"
    CANNOT_BE_CHECKED = "cannot be checked here"

    @property
    def meaning(self) -> str:
        """The verdict in one sentence."""
        return {
            Kind.HOLDS: _("A source other than the document gives a figure that the claim allows."),
            Kind.HOLDS_WITHIN_ROUNDING: _(
                "A source other than the document gives a figure that rounds to the one printed."
            ),
            Kind.CONSISTENT: _(
                "The document's own tables, figures or dates agree with the claim. Nothing else "
                "here could be asked, so this confirms nothing."
            ),
            Kind.BOUNDED: _(
                "Sources leave a range, and a part of it agrees with the claim: it is not ruled "
                "out, and not confirmed."
            ),
            Kind.DIFFERS: _(
                "Two releases of the same data differ: the one that the claim comes from agrees "
                "with it, the one here does not. The reason gives both figures."
            ),
            Kind.DOES_NOT_HOLD: _(
                "No figure that could be computed is one that the claim allows, be it from the "
                "document's own table."
            ),
            Kind.JUDGMENT: _(
                "The claim is a word without a limit, such as “few”. The figure behind it is "
                "given; whether the word fits is for the reader."
            ),
            Kind.CANNOT_BE_CHECKED: _(
                "No source here says anything about it. The reason says what would."
            ),
        }[self]


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
    """What the claim was held against: TABLES, of which one at least is not the document's; or the
    document's OWN_TABLE or OWN_FIGURES; or the CALENDAR, where nothing was read."""
    other: Value | None = None
    """What the release that the figure comes from gives, where the tables are another one's."""

    @property
    def own(self) -> bool:
        """Whether nothing but the document itself was asked."""
        return self.source != TABLES

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
    low, high, other = _values(found, claim.query)
    source = _held_against(tables, claim, sql)
    kind, reason = _judge(claim, low, high, source)
    if other is not None:
        kind, reason = _in_another_release(claim, kind, reason, other)
    if source != TABLES and kind in (Kind.HOLDS, Kind.HOLDS_WITHIN_ROUNDING, Kind.BOUNDED):
        kind = Kind.CONSISTENT
    reason = _with_remark(claim, reason, found.rows[0])
    rows = _run(tables, claim.query, _("The rows it used"), rows_sql, values)
    return Verdict(kind, reason, _method(sql), low, high, found, rows, source, other)


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


def _values(answer: Answer, name: str) -> tuple[Value, Value, Value | None]:
    """The least and the greatest value that the tables allow, and the one of the other release."""
    file = f"claims/{name}.sql"
    row: Row = answer.rows[0] if len(answer) == 1 else {}
    columns = list(row)
    if columns[:1] != ["value"] and columns[:2] != ["low", "high"]:
        hint = "It gives one row, which begins with a value, or with low and high"
        raise DataError(file, "the check gives no value", hint=hint)
    low, high = (row["value"],) * 2 if columns[0] == "value" else (row["low"], row["high"])
    if low is None:
        hint = "The tables may lack the months it asks for"
        raise DataError(file, "the check gives no value", hint=hint)
    other = row.get("other")
    if isinstance(low, dt.date):
        return low, low, other
    most = math.inf if high is None else float(high)
    return float(low), most, None if other is None else float(other)


def _held_against(tables: Tables, claim: Claim, sql: str) -> str:
    """Where the evidence of a check is from: what it reads, and who published that."""
    evidence = set(reads(sql)) - _DEFINITIONS
    if not evidence:
        return CALENDAR
    if evidence <= _STATED:
        return OWN_FIGURES
    published = {
        source for name in evidence - _STATED for source in tables.package.resources[name].sources
    }
    return OWN_TABLE if published == {claim.document} else TABLES


def _with_remark(claim: Claim, reason: str, row: Row) -> str:
    """The computed sentence and the claim's remark, its braces filled."""
    if claim.remark is None:
        return reason
    values = {name: _plain(value) for name, value in row.items()}
    template = claim.remark if "{computed}" in claim.remark else "{computed} " + claim.remark
    try:
        return template.format(computed=reason, **values)
    except KeyError as error:
        problem = f"the remark on {claim.id} names {error}, which the check does not give"
        hint = f"claims/{claim.query}.sql gives " + ", ".join(row)
        raise DataError("claims.csv", problem, column="remark", hint=hint) from None


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return Month.of(value).words
    return value if isinstance(value, str) else number(value)


def _in_another_release(claim: Claim, kind: Kind, reason: str, other: Value) -> tuple[Kind, str]:
    """The verdict where the release that the figure comes from is known, too."""
    other_kind, _reason = _judge(claim, other, other, TABLES)
    amount = written(other, claim.unit)
    fits, other_fits = (each != Kind.DOES_NOT_HOLD for each in (kind, other_kind))
    if fits != other_fits:
        kind = Kind.DIFFERS
    if not other_fits:
        said = _(
            "The release that it comes from gives {amount}, which it does not allow.", amount=amount
        )
    elif other_kind == Kind.HOLDS_WITHIN_ROUNDING:
        said = _(
            "The release that it comes from gives {amount}, which rounds to it.", amount=amount
        )
    else:
        said = _("The release that it comes from gives {amount}, which agrees.", amount=amount)
    return kind, f"{reason} {said}"


def _judge(claim: Claim, low: Value, high: Value, source: str = TABLES) -> tuple[Kind, str]:
    """Holds the range that the tables allow against the range that the claim allows."""
    stated, unit = claim.value, claim.unit
    found = _found(source, low, high, unit)
    if stated is None:
        reason = _(
            "{found}. {word} sets no limit, so whether it fits is for the reader.",
            found=found,
            word=claim.words[0] + claim.words[1:2].upper() + claim.words[2:],
        )
        return Kind.JUDGMENT, reason
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
    one, several = {
        TABLES: (_("The tables give {found}"), _("The tables allow {found}")),
        OWN_TABLE: (
            _("The document's own table gives {found}"),
            _("The document's own table allows {found}"),
        ),
        OWN_FIGURES: (
            _("The document's own figures give {found}"),
            _("The document's own figures allow {found}"),
        ),
        CALENDAR: (_("The calendar gives {found}"), _("The calendar allows {found}")),
    }[source]
    return (one if low == high else several).format(found=found)


def _allowed(claim: Claim) -> str:
    """What the qualifier allows, in words: anything above 19,000; 26,600 to below 28,000; 2.375 to
    2.625."""
    words = _range_allowed(claim)
    return _("{limits}, as we read it", limits=words) if claim.qualifier.ours else words


def _range_allowed(claim: Claim) -> str:
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
