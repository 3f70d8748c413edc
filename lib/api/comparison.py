"""Two groups of months side by side, with how sure the difference is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lib.api import asked as read
from lib.api.asked import Asked
from lib.api.content import Content, as_document
from lib.api.datasets import unit
from lib.api.problems import NO_SUCH_MONTHS, WRONG_VALUE, Problem
from lib.catalog import Measure
from lib.compare import Statistics
from lib.comparison_rows import Row, row, two_groups
from lib.groups import USUAL_GROUPS, named_pairs
from lib.inference.answer import arithmetic, headline
from lib.inference.errors import CannotSay, Interval
from lib.inference.levels import levels
from lib.inference.trend import Trend
from lib.inference.words import left_out_words, standing
from lib.measures import Series, credit_of, extent
from lib.months import Month, MonthRange
from lib.shown.comparison import carried_on
from lib.shown.comparison_asked import Asked as Compared
from lib.shown.comparison_asked import held_months, named_groups, own_ranges
from lib.sources import cited
from lib.tables import Tables
from lib.versions import version
from lib.words import caveats, known_words, why_unknown


def comparison(tables: Tables, asked: Asked) -> Content:
    """Two groups of months: their levels, the difference, and its 95 % interval."""
    measure = read.measure(tables, asked)
    id, groups = _groups(tables, measure, asked)
    held = extent(tables, measure)
    for months in groups.ranges:
        if not months.overlap(held):
            detail = f"{months.words}: the source has {measure.title} for {held.words} only"
            raise Problem(NO_SUCH_MONTHS, detail, map(str, held))
    found = row(tables, measure, *groups.ranges)
    trend = carried_on(tables, found, *groups.ranges)[1]
    sources = cited(tables, credit_of(tables, measure))
    cautions = _cautions(found)
    sides = (found.comparison.first, found.comparison.second)
    said = {
        "title": measure.title,
        "id": measure.id,
        "unit": unit(measure),
        "groups": id,
        "first": _side(groups.names[0], groups.ranges[0], sides[0], found.series[0]),
        "second": _side(groups.names[1], groups.ranges[1], sides[1], found.series[1]),
        "difference": found.comparison.difference,
        "percent": found.comparison.percent,
        "arithmetic": arithmetic(found.comparison),
        "sentence": _sentence(found, groups, trend),
        "interval": _intervals(tables, found, groups),
        "trend": _trend(trend),
        "provisional_months_count": found.provisional,
        "sources": sources,
        "data_version": version(tables),
        "cautions": cautions,
    }
    name = id or "_".join(map(str, groups.ranges))
    return as_document(said, f"{measure.id}_{name}", sources, cautions)


def _groups(tables: Tables, measure: Measure, asked: Asked) -> tuple[str | None, Compared]:
    """The id of a pair of groups, None of a reader's own ranges, and what is compared."""
    ranges = [name for name in ("first", "second") if name in asked]
    if not ranges:
        pairs = named_pairs(tables, held_months(tables, measure))
        id = asked.get("groups", USUAL_GROUPS)
        if id not in pairs:
            raise Problem(WRONG_VALUE, f"groups: there are no groups “{id}”", pairs)
        return id, named_groups(tables, measure, id, {})
    if "groups" in asked or len(ranges) == 1:
        detail = "Either groups is given, or first and second are, and never all"
        raise Problem(WRONG_VALUE, detail, ("groups", "first and second"))
    return None, own_ranges(measure, _range(asked, "first"), _range(asked, "second"))


def _range(asked: Asked, name: str) -> MonthRange:
    first, _slash, last = asked[name].partition("/")
    try:
        return MonthRange.parse(first, last)
    except ValueError as error:
        detail = f"{name}: {error}; a range is written like 2014-12/2017-01"
        raise Problem(WRONG_VALUE, detail) from None


def _side(name: str, months: MonthRange, found: Statistics, shown: Series) -> dict[str, Any]:
    return {
        "name": name,
        "first_month": str(months.first),
        "last_month": str(months.last),
        "months": found.months,
        "known_months": found.known,
        "part": found.part,
        "whole": found.whole,
        "mean": found.mean,
        "median": found.median,
        "lowest": found.lowest,
        "lowest_month": _month(found.lowest_month),
        "highest": found.highest,
        "highest_month": _month(found.highest_month),
        "why_not_all": _why_not_all(found, shown),
    }


def _why_not_all(found: Statistics, shown: Series) -> str | None:
    if found.known == found.months:
        return None
    known = known_words(found)
    return f"{known}. {why_unknown(shown)}".strip()


def _month(month: Month | None) -> str | None:
    return str(month) if month else None


def _sentence(found: Row, groups: Compared, trend: Trend | str) -> str | None:
    """The answer of the page without its Markdown: with the interval of the trend where there is
    one, else of the levels. None where one side has no month."""
    if found.comparison.difference is None:
        return None
    sure = found.levels if isinstance(trend, str) else trend
    return headline(found.comparison, groups.phrases, sure).replace("**", "")


def _trend(found: Trend | str) -> Mapping[str, Any]:
    """The second group against the first one's trend and season carried on, or why there is
    none."""
    if isinstance(found, str):
        return {"why_none": found}
    return {
        "level": 95,
        "ratio": _interval(found.ratio),
        "ratio_of": "the second group to the first one's trend and season carried on",
        "months": found.months,
        "left_out": [str(month) for month in found.left_out],
    }


def _intervals(tables: Tables, found: Row, groups: Compared) -> Mapping[str, Any]:
    """The ratio and the difference of the levels with their intervals, or why there are none."""
    try:
        # Fitted again only to hear why it cannot be.
        sure = found.levels or levels(
            two_groups(tables, found.measure, *groups.ranges, provisional=found.provisional)
        )
    except CannotSay as why:
        return {"why_none": str(why)}
    is_count = found.measure.kind == "count"
    return {
        "level": 95,
        "ratio": _interval(sure.ratio),
        "ratio_of": "counts per day" if is_count else "shares",
        "difference": _interval(sure.difference),
        "difference_in": "people a day" if is_count else "shares of 1",
        "months": sure.months,
        "left_out": [str(month) for month in sure.left_out],
    }


def _interval(found: Interval) -> dict[str, float]:
    return {"value": found.value, "low": found.low, "high": found.high}


def _cautions(found: Row) -> tuple[str, ...]:
    said = [standing(), *caveats(found.series)]
    if found.levels and (left_out := left_out_words(found.levels.left_out)):
        said.append(left_out)
    return tuple(dict.fromkeys(said))
