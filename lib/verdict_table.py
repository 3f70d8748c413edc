"""The verdicts as a table: the rows that a page shows and a file holds, and what they come to in a
sentence."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lib.claims import Claim, Value, claims, spread_words, written
from lib.judgment import Kind
from lib.kept import kept
from lib.sources import Source, sources
from lib.tables import Row, Tables
from lib.text import ENGLISH, LANGUAGE, LANGUAGES, _, count, listed, speaking
from lib.verdicts import Verdict, checked

WORST_FIRST = (
    Kind.DOES_NOT_HOLD,
    Kind.DIFFERS,
    Kind.BOUNDED,
    Kind.JUDGMENT,
    Kind.CANNOT_BE_CHECKED,
    Kind.CONSISTENT,
    Kind.HOLDS_WITHIN_ROUNDING,
    Kind.HOLDS,
)
"""What a reader looks for first."""

COLUMNS = (
    "claim",
    "verdict",
    "statement",
    "stated",
    "computed",
    "speaker",
    "reported_by",
    "document",
    "citation",
    "period",
    "first_month",
    "last_month",
    "unit",
    "stated_number",
    "computed_low",
    "computed_high",
    "other_release",
    "reason",
)
"""Of the table. The four columns before the last hold numbers and nothing else, in the unit of the
row; what is a date, has no bound, or was not computed is empty there and
written out in ``stated`` and ``computed``."""


@kept(8)
def verdict_table(tables: Tables) -> list[Row]:
    """Every claim with its verdict, the failures first, otherwise in the order of claims.csv: rows
    with ``COLUMNS``.

    ``claim`` is the id, ``document`` a short name and ``citation`` the whole one. A cell without a
    value is None."""
    known = sources(tables)
    rows = [_row(claim, verdict, known[claim.document]) for claim, verdict in checked(tables)]
    return sorted(rows, key=lambda row: WORST_FIRST.index(row["verdict"]))


@dataclass(frozen=True)
class Choice:
    """An entry of a menu that narrows the claims: what an address calls it, in every language; its
    name in the language spoken; the names by which older addresses call it; and the ids of its
    claims."""

    id: str
    name: str
    also: list[str]
    claims: list[str]


@kept(8)
def menus(tables: Tables) -> dict[str, list[Choice]]:
    """What the claims can be narrowed by: the ``speaker``, and the ``document``."""
    named: dict[str, list[tuple[str, str]]] = {}
    for language in LANGUAGES:
        with speaking(language):
            known = sources(tables)
            named[language] = [(one.speaker, known[one.document].short) for one in claims(tables)]
    found: dict[str, dict[str, Choice]] = {"speaker": {}, "document": {}}
    for place, claim in enumerate(claims(tables)):
        ids = (_as_id(named[ENGLISH][place][0]), claim.document)
        for number, (menu, id) in enumerate(zip(found, ids, strict=True)):
            also = [names[place][number] for names in named.values()]
            new = Choice(id, named[LANGUAGE.get()][place][number], list(dict.fromkeys(also)), [])
            found[menu].setdefault(id, new).claims.append(claim.id)
    return {menu: [*choices.values()] for menu, choices in found.items()}


def _as_id(name: str) -> str:
    """A name as an address has it: “The Daily Signal” is the-daily-signal."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def as_csv(rows: Sequence[Row]) -> bytes:
    """The table as a file, in UTF-8; an empty cell for None."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def finding(rows: Sequence[Row]) -> str:
    """How many claims there are, and of how many what is true, the failures first: “Of 90 claims, 5
    do not hold, ... and 18 hold.”"""
    counts = Counter(row["verdict"] for row in rows)
    return _(
        "Of {claims}, {verdicts}.",
        claims=count("{number} claim", "{number} claims", len(rows)),
        verdicts=listed(_of_kind(kind, counts[kind]) for kind in WORST_FIRST if counts[kind]),
    )


def _of_kind(kind: Kind, number: int) -> str:
    return {
        Kind.DOES_NOT_HOLD: count("{number} does not hold", "{number} do not hold", number),
        Kind.DIFFERS: count(
            "{number} differs in another release", "{number} differ in another release", number
        ),
        Kind.BOUNDED: count(
            "{number} lies in a range that cannot be narrowed",
            "{number} lie in a range that cannot be narrowed",
            number,
        ),
        Kind.JUDGMENT: count(
            "{number} is a matter of judgment", "{number} are a matter of judgment", number
        ),
        Kind.CANNOT_BE_CHECKED: count(
            "{number} cannot be checked here", "{number} cannot be checked here", number
        ),
        Kind.CONSISTENT: count(
            "{number} agrees with its own document only",
            "{number} agree with their own document only",
            number,
        ),
        Kind.HOLDS_WITHIN_ROUNDING: count(
            "{number} holds within rounding", "{number} hold within rounding", number
        ),
        Kind.HOLDS: count("{number} holds", "{number} hold", number),
    }[kind]


def _row(claim: Claim, verdict: Verdict, source: Source) -> Row:
    return {
        "claim": claim.id,
        "verdict": verdict.kind,
        "statement": claim.claim,
        "stated": claim.words,
        "computed": computed_words(claim, verdict),
        "speaker": claim.speaker,
        "reported_by": claim.reported_by,
        "document": source.short,
        "citation": source.citation,
        "period": claim.period,
        "first_month": str(claim.first) if claim.first else None,
        "last_month": str(claim.last) if claim.last else None,
        "unit": claim.unit,
        "stated_number": _number(claim.value),
        "computed_low": _number(verdict.low),
        "computed_high": _number(verdict.high),
        "other_release": _number(verdict.other),
        "reason": verdict.reason,
    }


def computed_words(claim: Claim, verdict: Verdict) -> str | None:
    """What the tables give and, where the figure comes from another release, what that gives; None
    where nothing could be computed."""
    low, high, other = verdict.low, verdict.high, verdict.other
    if low is None or high is None:
        return None
    here = spread_words(low, high, claim.unit)
    if other is None:
        return here
    there = written(other, claim.unit)
    return _("{here}; in the release it comes from {there}", here=here, there=there)


def _number(value: Value | None) -> float | int | None:
    """A number to four decimals, whole where it is whole; None for what is none."""
    if value is None or isinstance(value, dt.date) or math.isinf(value):
        return None
    return int(value) if value == int(value) else round(value, 4)
