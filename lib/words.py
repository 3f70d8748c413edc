"""Numbers and findings in words, the same on the pages and in the charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lib.averages import Derivation
from lib.catalog import Measure
from lib.compare import Comparison, Statistics
from lib.measures import Series
from lib.months import Month, listed_months, spans
from lib.sources import Credit
from lib.text import _, count, prose
from lib.trail import Answer


def not_every_month() -> str:
    """What a table says for an average that does not exist."""
    return _("not every month known")


def not_in_table() -> str:
    """What a table says for a month that the source does not have."""
    return _("not in the table")


def number(value: float | None, kind: str, digits: int | None = None) -> str:
    """A count or a share: 5,190 or 2.48%. A value that is not known is said to be so."""
    if value is None:
        return _("not known")
    if kind == "count":
        return f"{value:,.{digits or 0}f}"
    percent = value * 100
    if digits is None:
        digits = 2 if abs(percent) < 10 else 1
    return f"{percent:.{digits}f}%"


def of_secure_communities() -> str:
    """What a removal under Secure Communities is, and what it does not say."""
    return _("An SC removal has a fingerprint match on record, which need not have led to it.")


def percent_apart(percent: float) -> str:
    """How far apart two sources are: 0.015%, 0.20%, 14.4%."""
    return f"{percent:.{1 if percent >= 1 else 2 if percent >= 0.1 else 3}f}%"


def unknown_words(series: Series) -> list[str]:
    """A sentence for each stretch of the range without a value: what is not known, when, and in
    whose words."""
    return [
        _(
            "{measure}, {months}: {words}.",
            measure=series.measure.title,
            months=span.words,
            words=words,
        )
        for span, words in series.unknown
    ]


def caveats(shown: Iterable[Series]) -> list[str]:
    """What a reader must know of series: what is inferred, which months may be incomplete or are
    provisional, how the source rounds, and its cautions; each once."""
    shown = [series for series in shown if len(series)]
    of_all = len(dict.fromkeys(series.measure.label for series in shown)) == 1
    said = [f"{series.measure.inferred}." for series in shown if series.measure.inferred]
    said += _shared(shown, of_all, lambda series: _partial_words(series.partial))
    said += _shared(shown, of_all, lambda series: _provisional_words(series.provisional))
    said += _shared(shown, of_all, lambda series: _rounded_words(series.measure.rounded))
    said += [caution for series in shown for caution in series.measure.cautions]
    return list(dict.fromkeys(said))


def brief_unknown(shown: Iterable[Series]) -> list[str]:
    """As short as can be, the months without a value: “Detainer-connected: ICE withheld, Jan
    2016–Jul 2017.”"""
    shown = [series for series in shown if len(series)]
    alone = len(dict.fromkeys(series.measure.label for series in shown)) == 1
    missing: dict[tuple[str, str], set[Month]] = {}
    for series in shown:
        for span, words in series.unknown:
            missing.setdefault((series.measure.label, words), set()).update(span)
    said = []
    for (line, words), held in missing.items():
        months = ", ".join(span.brief for span in spans(sorted(held)))
        if alone:
            said.append(_("{words}: {months}.", words=words, months=months))
        else:
            said.append(_("{line}: {words}, {months}.", line=line, words=words, months=months))
    return said


def brief_caveats(shown: Iterable[Series]) -> list[str]:
    """As short as can be, which months may be incomplete and which are provisional."""
    shown = list(shown)
    partial: dict[str, list[str]] = {}
    for series in shown:
        if series.partial:
            months = ", ".join(span.brief for span in spans(series.partial))
            partial.setdefault(months, []).append(series.measure.label)
    said = [
        _(
            "Hollow: {lines} may be incomplete, {months}.",
            lines=", ".join(dict.fromkeys(lines)),
            months=months,
        )
        for months, lines in partial.items()
    ]
    provisional = {month for series in shown for month in series.provisional}
    if provisional:
        held = ", ".join(span.brief for span in spans(sorted(provisional)))
        said.append(_("Provisional: {months}.", months=held))
    return said


def _shared(
    shown: Sequence[Series], of_all: bool, say: Callable[[Series], str | None]
) -> Iterator[str]:
    """What is to be said of some of the series, each thing once, behind those that it is true
    of."""
    labels: dict[str, list[str]] = {}
    for series in shown:
        if words := say(series):
            labels.setdefault(words, []).append(series.measure.label)
    for words, of in labels.items():
        if of_all:
            yield words[0].upper() + words[1:]
        else:
            yield _("{lines}: {words}", lines=", ".join(dict.fromkeys(of)), words=words)


def measure_words(measure: Measure) -> str:
    """What must be known of a measure in any month: what is inferred, the rounding, the cautions;
    blank where there is nothing."""
    inferred = f"{measure.inferred}." if measure.inferred else None
    rounded = _rounded_words(measure.rounded)
    said = (inferred, rounded and rounded[0].upper() + rounded[1:], *measure.cautions)
    return " ".join(words for words in said if words)


def _partial_words(months: Sequence[Month]) -> str | None:
    if not months:
        return None
    return count(
        "{months} may be incomplete; no mean counts it.",
        "{months} may be incomplete; no mean counts them.",
        len(months),
        months=listed_months(months),
    )


def _provisional_words(months: Sequence[Month]) -> str | None:
    if not months:
        return None
    return count(
        "{months} is provisional: the edition is of a fiscal year still running, and later ones "
        "change it.",
        "{months} are provisional: the edition is of a fiscal year still running, and later ones "
        "change them.",
        len(months),
        months=listed_months(months),
    )


def _rounded_words(rounded: int | None) -> str | None:
    return _("counts rounded to {number}.", number=rounded) if rounded else None


def credit_of_all(shown: Iterable[Answer]) -> Credit:
    """The credit of everything a chart draws, each source once."""
    return sum((answer.credit for answer in shown), Credit((), ()))


def difference_words(comparison: Comparison, digits: int = 0) -> str:
    """The second less the first: “989 more a month (20.4%)”, “2.1 percentage points lower”."""
    difference, percent = comparison.difference, comparison.percent
    if difference is None:
        return _("not comparable")
    if comparison.measure.kind == "share":
        points = f"{abs(difference) * 100:.{2 if abs(difference) < 0.1 else 1}f}"
        if difference >= 0:
            return _("{points} percentage points higher", points=points)
        return _("{points} percentage points lower", points=points)
    amount = f"{abs(difference):,.{digits}f}"
    if percent is None:
        if difference >= 0:
            return _("{amount} more a month", amount=amount)
        return _("{amount} fewer a month", amount=amount)
    relative = f"{abs(percent):.1f}"
    if difference >= 0:
        return _("{amount} more a month ({percent}%)", amount=amount, percent=relative)
    return _("{amount} fewer a month ({percent}%)", amount=amount, percent=relative)


def against_words(before: float, after: float, kind: str) -> str:
    """A value against an earlier one, before whose name this stands: “+3.1% on”, “−2.10 points
    on”, “the same as in”."""
    if after == before:
        return _("the same as in")
    sign = "+" if after > before else "−"
    if kind == "share":
        points = abs(after - before) * 100
        return _(
            "{sign}{points} points on", sign=sign, points=f"{points:.{2 if points < 10 else 1}f}"
        )
    if not before:
        return _("{sign}{people} on", sign=sign, people=f"{abs(after - before):,.0f}")
    return _("{sign}{percent:.1f}% on", sign=sign, percent=abs(after / before - 1) * 100)


def known_words(side: Statistics) -> str:
    """How much of a group of months is known, and why the rest is not: 13 of 26 months count
    (ICE withheld: 11; not in the source: 2)."""
    said = {"known": side.known, "months": side.months}
    uncovered = side.months - side.known - sum(side.unknown.values())
    why = dict(sorted(side.unknown.items()))
    if uncovered:
        why[_("not in the source")] = uncovered
    if not why:
        return _("{known} of {months} months count", **said)
    reasons = "; ".join(
        _("{words}: {number}", words=words, number=number) for words, number in why.items()
    )
    return _("{known} of {months} months count ({why})", why=reasons, **said)


def about(series: Series) -> str:
    """What a measure counts, from when to when, how exactly, and who says so."""
    said = [
        f"{series.measure.formula}.",
        _("The source has {months}.", months=series.held.words),
        *caveats([series]),
        _("Source: {source}.", source=series.credit.words),
    ]
    return " ".join(said)


def why_unknown(series: Series) -> str:
    """Why a group of months has no value to compare, or not in all of its months."""
    words = unknown_words(series)
    if partial := _partial_words(series.partial):
        words.append(partial)
    if any(month not in series.held for month in (series.months.first, series.months.last)):
        words.append(
            _(
                "The source table has {measure} for {months} only.",
                measure=series.measure.title,
                months=series.held.words,
            )
        )
    return " ".join(words)


def derivation_words(step: Derivation) -> str:
    """How a month that Table 1 does not print follows from its averages, in Markdown."""
    after = step.joining.words
    known = _(
        "So the sum of the twelve months to {month} lies between {low:,} and {high:,}.",
        month=after,
        low=step.sums[0],
        high=step.sums[1],
    )
    if step.exact:
        known = _(
            "The twelve months to {month} are all printed, so their sum is known: {total:,}.",
            month=after,
            total=step.sums[0],
        )
    return prose(
        "convictions/derivation",
        joining=after,
        before=(step.joining - 1).words,
        month=step.month.words,
        count=step.count,
        average=step.average,
        average_before=step.average_before,
        known=known,
        sum_low=step.sums[0],
        sum_high=step.sums[1],
        before_low=step.sums_before[0],
        before_high=step.sums_before[1],
        low=step.low,
        high=step.high,
        middle=step.middle,
    )
