"""Every claim held against the tables: what they say about it, and why.

Where the tables can say something about a claim, ``data/claims/<query>.sql`` holds two queries: the
check, and below the line ``-- rows`` the rows it used. The check gives one row, with the computed
``value``, or with ``low`` and ``high`` where the tables leave a range (no ``high``: no upper
bound); then ``other``, what the release that the figure comes from gives, where that is another one
than the tables'; then what the claim's remark names: values, or lists of a ``figure`` with the
month or year that it stands ``at``, which become words here, in the language spoken. Verdicts are
computed from these and from what the claim's words allow, and kept nowhere.

What a check reads is asked of DuckDB, and decides how much the verdict is worth: a document that
agrees with its own table is consistent with itself, and not confirmed by anyone else.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from lib.claims import Claim, Value, claims, number
from lib.datapackage import DataError
from lib.judgment import CALENDAR, OWN_FIGURES, OWN_TABLE, TABLES, Kind, in_another_release, judge
from lib.kept import kept
from lib.months import Month
from lib.sql import parameters, reads
from lib.tables import Row, Tables
from lib.text import _, listed
from lib.text.query_comment import opening_comment
from lib.trail import Answer, Trail, ask

_STATED = {"claims", "reported_figures"}
"""The tables that hold what the documents state."""

_DEFINITIONS = {"qualifiers", "eras", "events", "sources"}
"""The tables that say what words mean; they are no evidence."""


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
    kind, reason = judge(claim, low, high, source)
    if other is not None:
        kind, reason = in_another_release(claim, kind, reason, other)
    if source != TABLES and kind in (Kind.HOLDS, Kind.HOLDS_WITHIN_ROUNDING, Kind.BOUNDED):
        kind = Kind.CONSISTENT
    reason = _with_remark(claim, reason, found.rows[0])
    rows = _run(tables, claim.query, _("The rows it used"), rows_sql, values)
    return Verdict(kind, reason, _(opening_comment(sql)), low, high, found, rows, source, other)


@kept(8)
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
    """A value of a check as its remark has it; of a list, each figure with its month or year."""
    if isinstance(value, list):
        return listed(
            _("{figure} in {when}", figure=_plain(one["figure"]), when=_when(one["at"]))
            for one in value
        )
    if isinstance(value, dt.date):
        return _when(value)
    return value if isinstance(value, str) else number(value)


def _when(at: dt.date | int) -> str:
    """A month in words, or a year."""
    return Month.of(at).words if isinstance(at, dt.date) else str(at)
