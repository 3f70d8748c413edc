"""What the numbers say, a sentence each, in Markdown; the names of groups are phrases, such as "the
PEP months".

No sentence says that one thing led to another: a difference is associated with months."""

from __future__ import annotations

from collections.abc import Sequence

from lib.catalog import Measure
from lib.inference.errors import Interval
from lib.inference.levels import Levels
from lib.inference.phrases import (
    against,
    in_sentence,
    listed,
    percent,
    points,
    points_interval,
    ratio_interval,
)
from lib.inference.placebo import Placebo
from lib.inference.same_months import SameMonths
from lib.inference.sensitivity import Outcome
from lib.inference.trend import Trend
from lib.months import Month, in_words
from lib.text import _, count, prose

Names = tuple[str, str]

HIGH_CORRELATION = 0.8
"""Of neighboring months, from which on many months say little more than a few."""


def standing() -> str:
    """What stands beside every result."""
    return prose("inference/standing")


def levels_words(found: Levels, names: Names) -> str:
    """The ratio of the levels with its interval, how many months it rests on, and whether no
    difference would fit them."""
    said = _said(found.measure, found.ratio, found.months, names)
    if found.measure.kind == "share":
        said |= {
            "value": points(found.difference.value),
            "interval": points_interval(found.difference),
        }
        first = _(
            "{Two} are associated with a {measure} {value} than {one} "
            "(95% interval {interval}; {n2} and {n1} months).",
            **said,
        )
    else:
        first = _(
            "{Two} are associated with {measure} {value} per day than {one} "
            "(95% interval {interval}; {n2} and {n1} months).",
            **said,
        )
    return " ".join((first, *_a_day(found), _no_difference(found.ratio)))


def _a_day(found: Levels) -> list[str]:
    """The difference of counts in people a day, with its interval."""
    if found.measure.kind == "share":
        return []
    return [
        _(
            "In people a day that is {value} (95% interval {interval}).",
            value=_signed(found.difference.value),
            interval=_(
                "{low} to {high}",
                low=_signed(found.difference.low),
                high=_signed(found.difference.high),
            ),
        )
    ]


def _signed(number: float) -> str:
    return f"{number:+,.{0 if abs(number) >= 10 else 1}f}".replace("-", "−")


def spread_words(found: Levels | Trend) -> str:
    """What the interval allows for."""
    said = [
        _(
            "Months vary {spread} times as much as counts of independent people would, and the "
            "interval allows for that; for neighboring months it takes a correlation of "
            "{correlation:.2f}.",
            spread=f"{found.spread:,.0f}" if found.spread >= 10 else f"{found.spread:.1f}",
            correlation=found.correlation,
        )
    ]
    if found.correlation >= HIGH_CORRELATION:
        said.append(
            _(
                "Neighboring months are so alike that this many months say little more than a few "
                "would: the interval is wide, and the difference cannot be told from drift."
            )
        )
    return " ".join(said)


def trend_words(found: Trend, names: Names) -> str:
    """The second group against the trend carried on."""
    said = _said(found.measure, found.ratio, found.months, names)
    first = _(
        "Against the trend of {one} carried on, {two} are associated with {measure} "
        "{value} (95% interval {interval}; {n1} months before the border and {n2} after).",
        **said,
    )
    return f"{first} {_no_difference(found.ratio)}"


def shape_words(found: Trend) -> str:
    """What the model has, and what it leaves out for want of months."""
    before, after = found.months
    said = [_("The model has a level and a slope before the border and a change of level at it")]
    if found.shape.slope_changes:
        said[0] += _(", a change of slope")
    if found.shape.harmonics:
        said[0] += _(", and a yearly wave")
    said[0] += "."
    if not found.shape.slope_changes:
        said.append(
            _("{after} months after the border are too few for a change of slope.", after=after)
        )
    if not found.shape.harmonics:
        said.append(
            _("{before} months before the border are too few to tell a season.", before=before)
        )
    if after > before:
        said.append(
            _(
                "The trend of {before} months is carried on over {after}: the further, the less it "
                "is worth.",
                before=before,
                after=after,
            )
        )
    return " ".join(said)


def checks_words(found: Trend) -> str:
    """What the model leaves."""
    said = [
        _(
            "Single months scatter around the line by {scatter:.0f}% of their level.",
            scatter=found.scatter * 100,
        )
    ]
    if found.outlying:
        said.append(
            count(
                "{months} lies more than three standard deviations from it.",
                "{months} lie more than three standard deviations from it.",
                len(found.outlying),
                months=listed(found.outlying),
            )
        )
    else:
        said.append(_("None lies more than three standard deviations from it."))
    return f"{' '.join(said)} {spread_words(found)}"


def same_months_words(found: SameMonths, names: Names) -> str:
    """The same calendar months."""
    said = _said(found.measure, found.ratio, found.months, names)
    pairs = count("In {higher} of {number} pair", "In {higher} of {number} pairs", len(found.pairs),
                  higher=found.higher)  # fmt: skip
    first = _(
        "Each of {two} against the same calendar month of {one}: {measure} {value} "
        "(geometric mean; 95% interval {interval}; {n2} and {n1} months).",
        **said,
    )
    second = _("{pairs} the later is the higher.", pairs=pairs)
    return f"{first} {second} {_no_difference(found.ratio)}"


def placebo_words(found: Placebo) -> str:
    """How unusual the change is among all that the series allows, and around the circle."""
    real, others, larger = found.real, len(found.others), len(found.larger)
    said = [
        _(
            "The same comparison, {n1} months before and {n2} after, can be made at {others} other "
            "borders from {series}, with all months on one side of this one; at {larger} of them "
            "the level changed by more than the {percent} here.",
            n1=found.months[0],
            n2=found.months[1],
            others=others,
            series=found.series.words,
            larger=larger,
            percent=percent(real.ratio, sign=True),
        )
    ]
    same_month = [each for each in found.others if each.month.number == real.month.number]
    if same_month:
        listed = "; ".join(
            _(
                "{percent} in {month}",
                percent=percent(each.ratio, sign=True),
                month=each.month.words,
            )
            for each in same_month
        )
        said.append(_("At the same time of other years: {listed}.", listed=listed))
    said.append(
        _(
            "Moving the months around a circle of {shifts} gives a gap at least as large in "
            "{number} ways, this one among them: were all months alike, a gap like it would come "
            "up in {p:.0f} of 100 (p = {p_value:.2f}).",
            shifts=found.shifts,
            number=in_words(found.as_large),
            p=100 * found.p,
            p_value=found.p,
        )
    )
    return " ".join(said)


def depends_words(outcomes: Sequence[Outcome]) -> str:
    """Over all choices: from what to what the ratio goes, and how many intervals exclude a
    difference of zero."""
    known = [outcome.levels.ratio for outcome in outcomes if outcome.levels]
    if not known:
        return _("None of these choices has enough months.")
    low, high = min(each.value for each in known), max(each.value for each in known)
    clear = sum(outcome.clear for outcome in outcomes)
    said = [
        count(
            "Under the one choice that can be made the second group's level is {low} than the "
            "first's.",
            "Under {choices} choices the second group's level is between {low} and {high} than the "
            "first's.",
            len(known),
            choices=in_words(len(known)),
            low=against(low),
            high=against(high),
        ),
        count(
            "One interval excludes a difference of zero.",
            "{clear} of the intervals exclude a difference of zero.",
            clear,
            clear=in_words(clear).capitalize(),
        )
        if clear
        else _("No interval excludes a difference of zero."),
    ]
    if low < 1 < high:
        said.append(_("The sign depends on the choice."))
    return " ".join(said)


def left_out_words(months: Sequence[Month]) -> str | None:
    """Which months no mean counts, where there are such."""
    if not months:
        return None
    return count(
        "{months} is left out: it is not whole, or provisional.",
        "{months} are left out: they are not whole, or provisional.",
        len(months),
        months=listed(months),
    )


def _said(
    measure: Measure, ratio: Interval, months: tuple[int, int], names: Names
) -> dict[str, str]:
    return {
        "measure": in_sentence(measure),
        "value": against(ratio.value),
        "interval": ratio_interval(ratio),
        "one": names[0],
        "two": names[1],
        "Two": names[1][0].upper() + names[1][1:],
        "n1": str(months[0]),
        "n2": str(months[1]),
    }


def _no_difference(ratio: Interval) -> str:
    """Whether the interval leaves out that there is none."""
    if ratio.low <= 1 <= ratio.high:
        return _("A difference of zero lies inside the interval: this could be chance.")
    return _("A difference of zero lies outside the interval.")
