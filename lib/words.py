"""Numbers and findings in words, the same on the pages and in the charts."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lib.averages import Derivation
from lib.compare import Comparison, Statistics
from lib.measures import Measure, Series, extent, partial_months, unknown_spans
from lib.months import MonthRange
from lib.sources import credit
from lib.tables import Tables

MEAN_DIGITS = 1
"""Of means that stand beside their difference: with none, 5,837 less 4,851 would be 985."""

NOT_EVERY_MONTH, NOT_IN_TABLE = "not every month known", "not in the table"
"""What a table says for an average that does not exist, and for a month that the source does not have."""


def number(value: float | None, kind: str, digits: int | None = None) -> str:
    """A count or a share: 5,190 or 2.48%. A value that is not known is said to be so."""
    if value is None or pd.isna(value):
        return "not known"
    if kind == "count":
        return f"{value:,.{digits or 0}f}"
    percent = value * 100
    if digits is None:
        digits = 2 if abs(percent) < 10 else 1
    return f"{percent:.{digits}f}%"


def unknown_words(series: Series) -> list[str]:
    """A sentence for each stretch of the range without a value: what is not known, when, and in whose words."""
    return [
        f"{series.measure.title}, {span.words}: {words}." for span, words in unknown_spans(series)
    ]


def caveats(tables: Tables, measures: Iterable[Measure], months: MonthRange) -> list[str]:
    """What a reader must know about measures over a range: what is inferred, and which months may not be whole."""
    measures = list(measures)
    partial = {
        month
        for measure in measures
        for month in partial_months(tables, measure)
        if month in months
    }
    return [
        *dict.fromkeys(f"{measure.inferred}." for measure in measures if measure.inferred),
        *(
            f"{month.words} is not sure to be whole in the case records."
            for month in sorted(partial)
        ),
    ]


def credit_words(tables: Tables, measures: Iterable[Measure]) -> str:
    """The source line of what is computed from these measures."""
    measures = list(measures)
    published = credit(
        tables, dict.fromkeys(table for measure in measures for table in measure.tables)
    )
    own = dict.fromkeys(measure.own_source for measure in measures if measure.own_source)
    return "; ".join([*([published] if published else []), *(words for words in own if words)])


def difference_words(comparison: Comparison, digits: int = 0) -> str:
    """How the second group stands to the first: "989 more a month (20.4%) than", "2.1 percentage points below"."""
    difference, percent = comparison.difference, comparison.percent
    if difference is None:
        return "not comparable with"
    if comparison.measure.kind == "share":
        side = "above" if difference >= 0 else "below"
        return f"{abs(difference) * 100:.{2 if abs(difference) < 0.1 else 1}f} percentage points {side}"
    side = "more" if difference >= 0 else "fewer"
    relative = f" ({abs(percent):.1f}%)" if percent is not None else ""
    return f"{abs(difference):,.{digits}f} {side} a month{relative} than"


def result(
    comparison: Comparison, names: tuple[str, str], months: tuple[MonthRange, MonthRange]
) -> str:
    """The comparison in one sentence, in Markdown; the names are phrases, such as "the PEP months".

    Both sides must have a known month.
    """
    measure = comparison.measure
    one, two = (
        f"{name} ({span.words}{'' if side.known == side.months else f'; {side.known} of {side.months} months known'})"
        for name, span, side in zip(
            names, months, (comparison.first, comparison.second), strict=True
        )
    )
    digits = MEAN_DIGITS if measure.kind == "count" else None
    first, second = (
        number(side.mean, measure.kind, digits) for side in (comparison.first, comparison.second)
    )
    between = difference_words(comparison, MEAN_DIGITS)
    if measure.kind == "share":
        title = (
            measure.title
            if measure.title.startswith("Secure ")
            else measure.title[0].lower() + measure.title[1:]
        )
        return f"The {title} was **{second}** over {two}, **{between}** the {first} over {one}."
    return f"{measure.title} came to **{second} a month** in {two}, **{between}** the {first} a month in {one}."


def known_words(side: Statistics, name: str) -> str | None:
    """Says when a group is not known in full; None when it is."""
    if side.known == side.months:
        return None
    return f"{name}: {side.known} of {side.months} months have a value."


def why_unknown(tables: Tables, series: Series) -> str:
    """Why a group of months has no value, or not in all of its months."""
    words = unknown_words(series)
    held = extent(tables, series.measure)
    outside = [month for month in series.months if month not in held]
    if outside:
        words.append(f"The source table holds {series.measure.title} for {held.words} only.")
    return " ".join(words)


def derivation_words(step: Derivation) -> str:
    """How a month that Table 1 does not print follows from its averages, with the numbers, in Markdown."""
    before, after = step.joining - 1, step.joining
    known = (
        f"The twelve months to {after.words} are all printed, so their sum is known: {step.sums[0]:,}."
        if step.exact
        else f"So the sum of the twelve months to {after.words} lies between {step.sums[0]:,} and {step.sums[1]:,}."
    )
    return (
        f"- {after.words}: **{step.count:,}** removals, published average **{step.average:,}**. {known}\n"
        f"- {before.words}: published average **{step.average_before:,}**, so the sum of the twelve months to it lies between "
        f"{step.sums_before[0]:,} and {step.sums_before[1]:,}.\n"
        f"- {step.month.words} is in the second sum and not in the first; {after.words} is in the first and not in the second: "
        f"{step.count:,} + the second sum − the first.\n"
        f"- At least {step.count:,} + {step.sums_before[0]:,} − {step.sums[1]:,} = **{step.low:,}**; at most "
        f"{step.count:,} + {step.sums_before[1]:,} − {step.sums[0]:,} = **{step.high:,}**; in the middle **{step.middle:,.0f}**."
    )
