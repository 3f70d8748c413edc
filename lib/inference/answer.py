"""The answer to a comparison as an editor can print it: one sentence, its arithmetic, and what has
to be said beside it."""

from __future__ import annotations

from collections.abc import Sequence

from lib.compare import SAME, Comparison, Statistics
from lib.inference.levels import Levels
from lib.inference.phrases import in_sentence, percent, points, points_interval, ratio_interval
from lib.inference.trend import Trend
from lib.inference.words import Names
from lib.text import _, listed
from lib.words import number


def question(names: Names) -> str:
    """What is asked, as a heading."""
    return _("What changed from {one} to {two}?", one=names[0], two=names[1])


def headline(comparison: Comparison, names: Names, found: Trend | Levels | None = None) -> str:
    """The comparison in one sentence, in Markdown: Secure Communities removals came to **5,837 a
    month** in the Trump months, 985 more (20%) than the 4,851 in the PEP months; and behind it the
    interval, where one can be made. Both sides must have a known month.

    A difference is rounded by itself, so that it can be one off that of the rounded means."""
    one, two = (
        _known(name, side)
        for name, side in zip(names, (comparison.first, comparison.second), strict=True)
    )
    measure = comparison.measure
    said = {
        "measure": in_sentence(measure) if measure.kind == "share" else measure.title,
        "first": number(comparison.first.mean, measure.kind),
        "second": number(comparison.second.mean, measure.kind),
        "between": between(comparison),
        "one": one,
        "two": two,
        "interval": _interval(found) if found else "",
    }
    if measure.kind == "share":
        if comparison.is_about_same:
            return _(
                "The {measure} was **{second}** in {two}, about the same as the {first} in "
                "{one}{interval}.",
                **said,
            )
        return _(
            "The {measure} was **{second}** in {two}, {between} than the {first} in "
            "{one}{interval}.",
            **said,
        )
    if comparison.is_about_same:
        return _(
            "{measure} came to **{second} a month** in {two}, about the same as the {first} in "
            "{one}{interval}.",
            **said,
        )
    return _(
        "{measure} came to **{second} a month** in {two}, {between} than the {first} in "
        "{one}{interval}.",
        **said,
    )


def _known(name: str, side: Statistics) -> str:
    if side.known == side.months:
        return name
    return _(
        "{group} ({known} of {months} months)", group=name, known=side.known, months=side.months
    )


def between(comparison: Comparison) -> str:
    """985 more (20%); 3 fewer; 2.1 percentage points lower"""
    difference = comparison.difference or 0.0
    if comparison.measure.kind == "share":
        return points(difference)
    amount = f"{abs(difference):,.0f}"
    said = _("{amount} more", amount=amount)
    if difference < 0:
        said = _("{amount} fewer", amount=amount)
    if comparison.percent is None:
        return said
    return _("{difference} ({percent}%)", difference=said, percent=f"{abs(comparison.percent):.0f}")


def _interval(found: Trend | Levels) -> str:
    """What is left with trend and season, or per day, with the interval."""
    how = _("in the level per day")
    if isinstance(found, Trend):
        how = _("with trend and season") if found.shape.harmonics else _("with trend")
    elif found.measure.kind == "share":
        how = _("in the level")
    if found.measure.kind == "share" and found.difference is not None:
        value = f"{found.difference.value * 100:+.1f}".replace("-", "−")
        return _(
            "; {how}, {value} points (95% interval {interval})",
            how=how,
            value=value,
            interval=points_interval(found.difference),
        )
    return _(
        "; {how}, {value} (95% interval {interval})",
        how=how,
        value=percent(found.ratio.value, sign=True),
        interval=ratio_interval(found.ratio),
    )


def arithmetic(comparison: Comparison) -> str:
    """What the difference is the result of: 35,020 ÷ 6 − 126,133 ÷ 26; blank where one side has
    nothing."""
    one, two = comparison.first, comparison.second
    if not (one.whole and two.whole):
        return ""
    return f"{two.part:,} ÷ {two.whole:,} − {one.part:,} ÷ {one.whole:,}"


def change_words(comparison: Comparison) -> str:
    """The change in a cell: +20%, +9.5 points, about the same, not comparable."""
    if comparison.difference is None:
        return _("not comparable")
    if comparison.is_about_same:
        return _("about the same")
    if comparison.measure.kind == "share":
        points = f"{comparison.difference * 100:+.1f}".replace("-", "−")
        return _("{points} points", points=points)
    if comparison.percent is None:
        return f"{comparison.difference:+,.0f}".replace("-", "−")
    return percent(1 + comparison.percent / 100, sign=True)


def chance_words(found: Levels | None) -> str:
    """Whether a difference could be chance, in a cell."""
    if found is None:
        return _("too few months to say")
    if found.ratio.low <= 1 <= found.ratio.high:
        return _("could be")
    return _("unlikely")


def median_words(comparison: Comparison) -> str | None:
    """Where the mean and the median of the months say opposite things, or the median says
    something and the mean nothing."""
    one, two = comparison.first, comparison.second
    if None in (one.median, two.median, comparison.difference) or not one.median:
        return None
    medians = (two.median or 0) / one.median - 1
    mean = comparison.difference or 0.0
    is_same = comparison.is_about_same
    if abs(medians) * 100 < SAME or (medians * mean > 0 and not is_same):
        return None
    kind = comparison.measure.kind
    said = {"first": number(one.median, kind), "second": number(two.median, kind)}
    if medians > 0:
        return _("The median month says otherwise: it is higher, {second} against {first}.", **said)
    return _("The median month says otherwise: it is lower, {second} against {first}.", **said)


def signs_words(changes: Sequence[tuple[str, Comparison]]) -> str | None:
    """Measures that went up and measures that went down, in one sentence; None where all of them
    went one way. ``changes`` are the comparisons behind the names of what they count."""
    told = [(name, each) for name, each in changes if each.percent and not each.is_about_same]
    up = [_change(name, each) for name, each in told if (each.percent or 0) > 0]
    down = [_change(name, each) for name, each in told if (each.percent or 0) < 0]
    if not (up and down):
        return None
    return _(
        "Not all went the same way: up went {up}; down went {down}.",
        up=listed(up),
        down=listed(down),
    )


def _change(name: str, comparison: Comparison) -> str:
    return _("{measure} ({change})", measure=name, change=change_words(comparison))


def months_words(comparison: Comparison) -> str:
    """How many months count on each side: 26 and 6; 26 and 5 of 6."""
    one, two = (
        str(side.known)
        if side.known == side.months
        else _("{known} of {months}", known=side.known, months=side.months)
        for side in (comparison.first, comparison.second)
    )
    return _("{one} and {two}", one=one, two=two)


def no_trend_words(why: str) -> str:
    """Why the sentence has no trend."""
    return _("No trend is carried on here: {why}", why=why)
