"""What the documents claim: who says what, who reports it, and what the words allow.

A claim is a row of ``data/claims.csv``; what a qualifier such as *nearly* allows stands in
``data/qualifiers.csv``."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from lib.datapackage import DataError
from lib.kept import kept
from lib.months import Month, MonthRange, day_words
from lib.tables import Row, Tables
from lib.text import _

Value = float | dt.date
"""A figure; or a day, which for a claim on a month is the month's first."""


@dataclass(frozen=True)
class Qualifier:
    """What the word before a figure allows, in multiples of the figure; ``meaning`` says it in
    words."""

    name: str
    lowest: float
    highest: float
    itself: bool
    """Whether the stated figure itself is allowed."""
    rounding: bool
    """Whether a value that rounds to the stated figure is allowed, and then said to hold within
    rounding."""
    meaning: str

    @property
    def word(self) -> str:
        """The word itself, in the language spoken."""
        return _(self.name)

    @property
    def ours(self) -> bool:
        """Whether a limit is ours: the word sets none, and we had to choose how far it reaches."""
        ends = (self.lowest, self.highest)
        return any(math.isfinite(end) and end != 1 for end in ends)


A_WORD = "a word"
"""The qualifier of a claim that states no figure but a word, such as *few*, which sets no limit."""


@dataclass(frozen=True)
class Claim:
    """A figure that a document states, or a word in place of one. Either ``query`` or ``needed`` is
    given, never both."""

    id: str
    document: str
    speaker: str
    """Who says it: the one whom the document quotes or names, else its author."""
    reported_by: str
    """Who reports it: the publisher of the document, the same for all its claims."""
    claim: str
    """What is stated, in English, as the documents are."""
    stated: str
    """The figure as printed, without separators: 43300, 2.5, 2011-03, 2017-01-25; or the word."""
    qualifier: Qualifier
    unit: str
    first: Month | None
    last: Month | None
    query: str | None
    """The name of the query in ``data/claims``."""
    needed: str | None
    """What would settle the claim, where no query does."""
    remark: str | None = None
    """What else a reader of the verdict must know; in braces the columns of the check that it
    needs, and ``{computed}`` where the computed sentence stands if not first."""

    @property
    def translated(self) -> str:
        """What is stated, in the language spoken."""
        return _(self.claim)

    @property
    def value(self) -> Value | None:
        """The figure; None where the document uses a word that sets no limit."""
        if self.qualifier.name == A_WORD:
            return None
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
        """The least and the greatest value that the qualifier allows, infinite where it sets no
        limit; rounding aside. Only for claims whose value is a number."""
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
        """more than 43,300 people; a fall, where the document says no more than that; “few”, which
        in another language has its translation behind it"""
        if self.value is None:
            word = _("“{word}”", word=self.stated)
            said = _(self.stated)
            return word if said == self.stated else _("{word} ({said})", word=word, said=said)
        if self.value == 0 and self.qualifier.name == "more than":
            return _("a rise")
        if self.value == 0 and self.qualifier.name == "less than":
            return _("a fall")
        if self.qualifier.name == "a few" and self.value == 100:
            return _("a few hundred {unit}", unit=_(self.unit))
        amount = written(self.value, self.unit)
        if self.qualifier.name == "exactly":
            return amount
        return _("{qualifier} {amount}", qualifier=self.qualifier.word, amount=amount)

    @property
    def period(self) -> str:
        """January 2017 to March 2017; up to December 2015; or that no period is stated."""
        if self.first and self.last:
            return MonthRange(self.first, self.last).words
        if self.last:
            return _("up to {month}", month=self.last.words)
        return _("no period stated")


def qualifiers(tables: Tables) -> dict[str, Qualifier]:
    """The qualifiers by name, in the order of the file."""
    rows = tables.rows(
        """
        SELECT qualifier AS name, coalesce(lowest, '-inf'::DOUBLE) AS lowest,
            coalesce(highest, 'inf'::DOUBLE) AS highest, itself, rounding, meaning
        FROM qualifiers
        """
    )
    return {row["name"]: Qualifier(**{**row, "meaning": _(row["meaning"])}) for row in rows}


@kept(8)
def claims(tables: Tables) -> list[Claim]:
    """The claims, in the order of the file. Raises DataError, naming the row, for a claim that has
    neither a query nor a word on what would be needed (or both), and for one whose qualifier is not
    defined."""
    known = qualifiers(tables)
    rows = tables.rows("SELECT * FROM claims")
    return [_claim(row, line, known) for line, row in enumerate(rows, start=2)]


def written(value: Value, unit: str) -> str:
    """A value with its unit, as a sentence has it: 43,300 people, 2.477 percent, March 2011,
    January 25, 2017, 2008."""
    if isinstance(value, dt.date):
        return Month.of(value).words if unit == "month" else day_words(value)
    if unit == "year":
        return f"{value:.0f}"
    one = {"people": _("1 person"), "years": _("1 year"), "months": _("1 month")}
    if value == 1 and unit in one:
        return one[unit]
    return _("{number} {unit}", number=number(value), unit=_(unit))


def spread_words(low: Value, high: Value, unit: str) -> str:
    """One value, a range, or a bound: 28,475 detainers; 9,688 to 14,101 people; 1,814,828 detainers
    or more."""
    if isinstance(low, dt.date) or isinstance(high, dt.date) or low == high:
        return written(low, unit)
    if math.isinf(high):
        return _("{amount} or more", amount=written(low, unit))
    return _("{low} to {high}", low=number(low), high=written(high, unit))


def number(value: float) -> str:
    """43,300; 870.8; 53.73; 2.477; −7.6, with the sign that text has"""
    digits = 1 if abs(value) >= 100 else 2 if abs(value) >= 10 else 3
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")


def _claim(row: Row, line: int, known: dict[str, Qualifier]) -> Claim:
    query, needed = row["query"], row["needed"]
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
        speaker=_(row["speaker"]),
        reported_by=_(row["reported_by"]),
        claim=row["claim"],
        stated=row["value"],
        qualifier=known[row["qualifier"]],
        unit=row["unit"],
        first=Month.of(row["first_month"]) if row["first_month"] else None,
        last=Month.of(row["last_month"]) if row["last_month"] else None,
        query=query,
        needed=_(needed) if needed else None,
        remark=_(row["remark"]) if row["remark"] else None,
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
