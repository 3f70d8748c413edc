"""What a computed figure or range makes of a claim: the kinds of verdict, and the sentence that
gives the reason."""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum

from lib.claims import Claim, Value, number, spread_words, written
from lib.text import _

TABLES = "the tables"
OWN_TABLE = "the document's own table"
OWN_FIGURES = "the document's own figures"
CALENDAR = "the calendar"
"""What a claim is held against."""


def held_against(source: str) -> str:
    """What a claim is held against, in the language spoken."""
    return {
        TABLES: _("the tables"),
        OWN_TABLE: _("the document's own table"),
        OWN_FIGURES: _("the document's own figures"),
        CALENDAR: _("the calendar"),
    }[source]


class Kind(StrEnum):
    """What the tables say about a claim, in the words that addresses hold."""

    HOLDS = "holds"
    HOLDS_WITHIN_ROUNDING = "holds within rounding"
    CONSISTENT = "consistent with itself"
    BOUNDED = "bounded"
    DIFFERS = "differs in another release"
    DOES_NOT_HOLD = "does not hold"
    JUDGMENT = "a matter of judgment"
    CANNOT_BE_CHECKED = "cannot be checked here"

    @property
    def words(self) -> str:
        """The verdict as pages name it."""
        return {
            Kind.HOLDS: _("holds"),
            Kind.HOLDS_WITHIN_ROUNDING: _("holds within rounding"),
            Kind.CONSISTENT: _("consistent with itself"),
            Kind.BOUNDED: _("bounded"),
            Kind.DIFFERS: _("differs in another release"),
            Kind.DOES_NOT_HOLD: _("does not hold"),
            Kind.JUDGMENT: _("a matter of judgment"),
            Kind.CANNOT_BE_CHECKED: _("cannot be checked here"),
        }[self]

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


def in_another_release(claim: Claim, kind: Kind, reason: str, other: Value) -> tuple[Kind, str]:
    """The verdict where the release that the figure comes from is known, too."""
    other_kind, _reason = judge(claim, other, other, TABLES)
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


def judge(claim: Claim, low: Value, high: Value, source: str = TABLES) -> tuple[Kind, str]:
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
