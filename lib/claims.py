"""The figures stated in the documents, each held against the tables.

A claim is a row of ``data/claims.csv``. Where the tables can say something about it, ``data/claims/<query>.sql``
holds two queries: the check, and below the line ``-- rows`` the rows it used. The check gives one row, with the
computed ``value``, or with ``low`` and ``high`` where the tables leave a range (no ``high``: no upper bound). What a
qualifier such as *nearly* allows stands in ``data/qualifiers.csv``. Verdicts are computed from these three and kept
nowhere.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import pandas as pd

from lib.datapackage import DataError
from lib.months import Month
from lib.tables import KNOWN, Tables
from lib.trail import Trail

TABLES, OWN_FIGURES = "the tables", "the document's own figures"

Value = float | dt.date
"""A figure; or a day, which for a claim on a month is the month's first."""


class Kind(StrEnum):
    """What the tables say about a claim, in the words that a page shows."""

    HOLDS = "holds"
    HOLDS_WITHIN_ROUNDING = "holds within rounding"
    BOUNDED = "bounded"
    DOES_NOT_HOLD = "does not hold"
    CANNOT_BE_CHECKED = "cannot be checked here"


@dataclass(frozen=True)
class Qualifier:
    """What the word before a figure allows, in multiples of the figure; ``meaning`` says it in words."""

    name: str
    lowest: float
    highest: float
    itself: bool
    """Whether the stated figure itself is allowed."""
    rounding: bool
    """Whether a value that rounds to the stated figure is allowed, and then said to hold within rounding."""
    meaning: str


@dataclass(frozen=True)
class Claim:
    """A figure that a document states. Either ``query`` or ``needed`` is given, never both."""

    id: str
    document: str
    speaker: str
    claim: str
    stated: str
    """The figure as printed, without separators: 43300, 2.5, 2011-03, 2017-01-25."""
    qualifier: Qualifier
    unit: str
    first: Month | None
    last: Month | None
    query: str | None
    """The name of the query in ``data/claims``."""
    needed: str | None
    """What would settle the claim, where no query does."""

    @property
    def value(self) -> Value:
        if self.unit == "day":
            return dt.date.fromisoformat(self.stated)
        if self.unit == "month":
            return Month.parse(self.stated).first_day
        return float(self.stated)

    @property
    def decimals(self) -> int:
        """How many decimals the figure is printed with."""
        return len(self.stated.partition(".")[2])

    @property
    def allowed(self) -> tuple[float, float]:
        """The least and the greatest value that the qualifier allows, infinite where it sets no limit; rounding aside.
        Only for claims whose value is a number."""
        least, most = (
            limit if math.isinf(limit) else float(self.stated) * limit
            for limit in (self.qualifier.lowest, self.qualifier.highest)
        )
        return least, most

    def allows(self, value: float) -> bool:
        """Whether a computed value is one that the qualifier allows, rounding aside."""
        least, most = self.allowed
        return least <= value <= most and (self.qualifier.itself or value != float(self.stated))

    @property
    def words(self) -> str:
        """more than 43,300 people; a fall, where the document says no more than that"""
        change = {"more than": "a rise", "less than": "a fall"}.get(self.qualifier.name)
        if change and self.value == 0:
            return change
        amount = written(self.value, self.unit)
        return amount if self.qualifier.name == "exactly" else f"{self.qualifier.name} {amount}"

    @property
    def period(self) -> str:
        """January 2017 to March 2017; up to December 2015; or that no period is stated."""
        if self.first and self.last:
            return (
                self.first.words
                if self.first == self.last
                else f"{self.first.words} to {self.last.words}"
            )
        return f"up to {self.last.words}" if self.last else "no period stated"


@dataclass(frozen=True)
class Verdict:
    """What the tables say about a claim, why, and what it was computed from.

    ``low`` and ``high`` are equal where the tables give one value; both are None where nothing could be computed, and
    ``high`` alone is infinite where there is no upper bound. ``method`` is how the check works, from the comment above
    it. ``values`` are bound to the ``$names`` in ``sql`` and in ``rows_sql``; ``rows`` is what the latter gives.
    """

    kind: Kind
    reason: str
    method: str
    low: Value | None
    high: Value | None
    sql: str | None
    rows_sql: str | None
    values: dict[str, dt.date]
    rows: pd.DataFrame
    source: str = TABLES
    """What the figure was held against: TABLES, or OWN_FIGURES of the document."""


def qualifiers(tables: Tables) -> dict[str, Qualifier]:
    """The qualifiers by name, in the order of the file."""
    rows = tables.query(
        "SELECT qualifier, coalesce(lowest, '-inf'::DOUBLE) AS lowest, coalesce(highest, 'inf'::DOUBLE) AS highest, "
        "itself, rounding, meaning FROM qualifiers"
    ).to_dict("records")
    return {
        row["qualifier"]: Qualifier(
            row["qualifier"],
            row["lowest"],
            row["highest"],
            row["itself"],
            row["rounding"],
            row["meaning"],
        )
        for row in rows
    }


def claims(tables: Tables) -> list[Claim]:
    """The claims, in the order of the file. Raises DataError, naming the row, for a claim that has neither a query nor
    a word on what would be needed (or both), and for one whose qualifier is not defined."""
    known = qualifiers(tables)
    rows = tables.query("SELECT * FROM claims").to_dict("records")
    return [_claim(row, line, known) for line, row in enumerate(rows, start=2)]


def check(tables: Tables, claim: Claim) -> Verdict:
    """Runs the claim's query. Raises DataError, naming the file, where the query is missing or gives no value."""
    if claim.query is None:
        reason = f"What would settle it: {claim.needed}."
        return Verdict(
            Kind.CANNOT_BE_CHECKED, reason, "", None, None, None, None, {}, pd.DataFrame()
        )
    sql, rows_sql = _queries(tables, claim.query)
    months = {"first": claim.first, "last": claim.last}
    values = {name: month.first_day for name, month in months.items() if month}
    low, high = _bounds(_run(tables, claim.query, sql, values), claim.query)
    # What a document says can also be held against what else it says; then no table has a part in the verdict.
    used = Trail("", sql, {}).tables_used(tables)
    source = OWN_FIGURES if used and set(used) <= {"claims", "reported_figures"} else TABLES
    kind, reason = _judge(claim, low, high, source)
    rows = _run(tables, claim.query, rows_sql, values)
    return Verdict(kind, reason, _method(sql), low, high, sql, rows_sql, values, rows, source)


@lru_cache(maxsize=8)
def checked(tables: Tables) -> list[tuple[Claim, Verdict]]:
    """Every claim with its verdict, in the order of the file."""
    return [(claim, check(tables, claim)) for claim in claims(tables)]


def trails(verdict: Verdict) -> tuple[Trail, ...]:
    """The check and the rows it used; none where nothing can be checked."""
    if verdict.sql is None or verdict.rows_sql is None:
        return ()
    return Trail("The check", verdict.sql, verdict.values), Trail(
        "The rows it used", verdict.rows_sql, verdict.values
    )


def shares_ending(tables: Tables, month: Month, of: str = "sc_removals") -> pd.DataFrame:
    """The detainer share of every window of months that ends in a month, in percent: sum over sum.

    ``of`` is what the share is of: sc_removals or all_removals. One row per window, the shortest first: first_month,
    last_month, months, detainer_removals, the column named by ``of``, percent (missing where a month of the window was
    withheld). These are the rows behind the claims on the share, from the same query, so that a chart and a verdict
    cannot disagree.
    """
    query = {"sc_removals": "detainer_share_of_sc", "all_removals": "detainer_share_of_all"}[of]
    return _run(tables, query, _queries(tables, query)[1], {"last": month.first_day})


def written(value: Value, unit: str) -> str:
    """A value with its unit, as a sentence has it: 43,300 people, 2.477 percent, March 2011, 25 January 2017, 2008."""
    if isinstance(value, dt.date):
        month = Month.of(value).words
        return month if unit == "month" else f"{value.day} {month}"
    if unit == "year":
        return f"{value:.0f}"
    return f"{_number(value)} {'person' if unit == 'people' and value == 1 else unit}"


def spread_words(low: Value, high: Value, unit: str) -> str:
    """One value, a range, or a bound: 28,475 detainers; 9,688 to 14,101 people; 1,814,828 detainers or more."""
    if isinstance(low, dt.date) or isinstance(high, dt.date) or low == high:
        return written(low, unit)
    if math.isinf(high):
        return f"{written(low, unit)} or more"
    return f"{_number(low)} to {written(high, unit)}"


def _claim(row: dict[Any, Any], line: int, known: dict[str, Qualifier]) -> Claim:
    query = row["query"] if row["query_status"] == KNOWN else None
    needed = row["needed"] if row["needed_status"] == KNOWN else None
    if (query is None) == (needed is None):
        problem = "the claim has neither a query nor a word on what would be needed"
        if query:
            problem = "the claim has a query and also a word on what would be needed"
        raise DataError("claims.csv", problem, row=line, hint="Give it one of the two")
    if row["qualifier"] not in known:
        hint = "qualifiers.csv has: " + ", ".join(known)
        raise DataError(
            "claims.csv",
            f"“{row['qualifier']}” is not defined",
            row=line,
            column="qualifier",
            hint=hint,
        )
    claim = Claim(
        id=row["id"],
        document=row["document"],
        speaker=row["speaker"],
        claim=row["claim"],
        stated=row["value"],
        qualifier=known[row["qualifier"]],
        unit=row["unit"],
        first=Month.of(row["first_month"]) if row["first_month_status"] == KNOWN else None,
        last=Month.of(row["last_month"]) if row["last_month_status"] == KNOWN else None,
        query=query,
        needed=needed,
    )
    try:
        stated = claim.value
    except ValueError:
        problem = f"“{claim.stated}” does not fit the unit {claim.unit}"
        hint = "Write a month like 2011-03, a day like 2017-01-25, a number like 43300 or 2.5"
        raise DataError("claims.csv", problem, row=line, column="value", hint=hint) from None
    if isinstance(stated, dt.date) and claim.qualifier.name != "exactly":
        raise DataError(
            "claims.csv", "a date is stated exactly or not at all", row=line, column="qualifier"
        )
    return claim


def _queries(tables: Tables, name: str) -> tuple[str, str]:
    """The check of a query file, and the query for the rows it used."""
    path = tables.package.folder / "claims" / f"{name}.sql"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(
            f"claims/{name}.sql", "the file is missing", hint="A claim in claims.csv names it"
        ) from None
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


def _run(tables: Tables, name: str, sql: str, values: dict[str, dt.date]) -> pd.DataFrame:
    used = set(re.findall(r"\$([a-z]+)", sql))
    if missing := used - values.keys():
        problem = f"the query asks for {', '.join(sorted(missing))}, which the claim does not give"
        raise DataError(
            f"claims/{name}.sql", problem, hint="A query knows $first and $last, the claim's months"
        )
    # DuckDB refuses values that a query does not use.
    return tables.query(sql, {key: values[key] for key in used})


def _bounds(result: pd.DataFrame, name: str) -> tuple[Value, Value]:
    """The least and the greatest value that the tables allow."""
    file = f"claims/{name}.sql"
    columns = list(result.columns)
    if columns not in (["value"], ["low", "high"]) or len(result) != 1:
        raise DataError(
            file, "the check gives no value", hint="It gives one row: a value, or low and high"
        )
    row: dict[Any, Any] = result.to_dict("records")[0]
    low, high = row[columns[0]], row[columns[-1]]
    if pd.isna(low):
        raise DataError(
            file, "the check gives no value", hint="The tables may lack the months it asks for"
        )
    if isinstance(low, pd.Timestamp):
        return low.date(), low.date()
    return float(low), math.inf if pd.isna(high) else float(high)


def _judge(claim: Claim, low: Value, high: Value, source: str = TABLES) -> tuple[Kind, str]:
    """Holds the range that the tables allow against the range that the claim allows."""
    stated, unit = claim.value, claim.unit
    if isinstance(stated, dt.date) or isinstance(low, dt.date) or isinstance(high, dt.date):
        found = f"{source.capitalize()} give {written(low, unit)}"
        if low == stated:
            return Kind.HOLDS, f"{found}, as stated."
        return Kind.DOES_NOT_HOLD, f"{found}, not {claim.words}."

    least, most = claim.allowed
    single = least == most
    found = f"{source.capitalize()} {'give' if low == high else 'allow'} {spread_words(low, high, unit)}"
    asked = f"{found}; “{claim.words}” allows {_allowed(claim)}"
    if claim.allows(low) and claim.allows(high):
        return Kind.HOLDS, f"{found}, as stated." if single else f"{asked}."
    if claim.qualifier.rounding:
        half = 0.5 * 10**-claim.decimals
        if stated - half <= low and high <= stated + half:
            return (
                Kind.HOLDS_WITHIN_ROUNDING,
                f"{found}, which rounds to the {claim.stated} that is printed.",
            )
        least, most = min(least, stated - half), max(most, stated + half)
    nearest, furthest = max(low, least), min(high, most)
    # Where the two ranges share one point only, it may be the stated figure that the qualifier leaves out.
    if nearest < furthest or (
        nearest == furthest and (claim.qualifier.itself or nearest != stated)
    ):
        if single and low <= stated <= high:
            return (
                Kind.BOUNDED,
                f"{found}; the {_number(stated)} stated lies in that range, and they narrow it no further.",
            )
        return Kind.BOUNDED, f"{asked}. That is a part of the range, and they narrow it no further."
    side = "above" if low >= most else "below"
    if single:
        return Kind.DOES_NOT_HOLD, f"{found}, {side} the {claim.words} stated."
    return Kind.DOES_NOT_HOLD, f"{asked}. They are {side} that."


def _allowed(claim: Claim) -> str:
    """What the qualifier allows, in words: anything above 19,000; 26,600 to below 28,000; 2.375 to 2.625."""
    least, most = claim.allowed
    if least == most:
        return "what rounds to it"
    if math.isinf(most):
        return f"anything above {_number(least)}"
    if math.isinf(least):
        return f"anything below {_number(most)}"
    lower, upper = "", ""
    if not claim.qualifier.itself:
        lower, upper = ("above ", "") if least == claim.value else ("", "below ")
    return f"{lower}{_number(least)} to {upper}{_number(most)}"


def _number(value: float) -> str:
    """43,300; 870.8; 53.73; 2.477"""
    digits = 1 if abs(value) >= 100 else 2 if abs(value) >= 10 else 3
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".")
