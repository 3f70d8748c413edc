"""The answer of a comparison and what stands beside it, against the documents."""

from dataclasses import replace

import pytest

from lib.compare import Comparison, compare
from lib.inference import answer
from lib.inference.levels import levels
from lib.inference.trend import trend
from lib.months import MonthRange
from lib.tables import Tables
from tests.folders import MEASURES
from tests.inference.samples import PEP, TRUMP, of_tables

NAMES = ("the PEP months", "the Trump months")


def between(tables: Tables, measure: str) -> Comparison:
    return compare(tables, MEASURES[measure], PEP, TRUMP)


def made(
    tables: Tables, first: float, second: float, medians: tuple[float, float] | None = None
) -> Comparison:
    """A comparison of SC removals with other means, and other medians."""
    found = between(tables, "sc_removals")
    one = replace(found.first, mean=first, median=(medians or (first, second))[0])
    two = replace(found.second, mean=second, median=(medians or (first, second))[1])
    return replace(
        found,
        first=one,
        second=two,
        difference=second - first,
        percent=(second / first - 1) * 100,
    )


def test_the_headline_has_one_digit_fewer(tables: Tables) -> None:
    """Table 2: 35,020 in 6 months and 126,133 in 26, so 5,836.7 and 4,851.3 a month; the difference
    985.4 is rounded by itself."""
    found = between(tables, "sc_removals")
    assert answer.headline(found, NAMES) == (
        "Secure Communities removals came to **5,837 a month** in the Trump months, 985 more "
        "(20%) than the 4,851 in the PEP months."
    )
    assert answer.arithmetic(found) == "35,020 ÷ 6 − 126,133 ÷ 26"
    assert answer.question(NAMES) == "What changed from the PEP months to the Trump months?"


def test_a_month_without_a_number_is_said_in_the_headline(tables: Tables) -> None:
    """Table 2: 86,875 over five of the six months, 514,997 over 26; July is not in the table."""
    found = between(tables, "all_removals")
    assert answer.headline(found, NAMES) == (
        "All ICE removals came to **17,375 a month** in the Trump months (5 of 6 months), 2,433 "
        "fewer (12%) than the 19,808 in the PEP months."
    )
    assert answer.arithmetic(found) == "86,875 ÷ 5 − 514,997 ÷ 26"
    assert answer.months_words(found) == "26 and 5 of 6"


def test_shares_are_in_points(tables: Tables) -> None:
    """The SC removals of the five months with both, 29,542 of 86,875; 126,133 of 514,997."""
    found = between(tables, "sc_share_of_all")
    assert answer.headline(found, NAMES).startswith(
        "The Secure Communities share of all removals was **34.0%** in the Trump months (5 of 6 "
        "months), 9.5 percentage points higher than the 24.5% in the PEP months"
    )
    assert answer.arithmetic(found) == "29,542 ÷ 86,875 − 126,133 ÷ 514,997"
    assert answer.change_words(found) == "+9.5 points"


def test_the_interval_stands_in_the_sentence(tables: Tables) -> None:
    found = between(tables, "sc_removals")
    sample = of_tables(tables, "sc_removals")
    against = trend(sample)
    value, low, high = (
        f"{(end - 1) * 100:+.0f}%" for end in (against.ratio.value, against.ratio.low,
                                               against.ratio.high)
    )  # fmt: skip
    assert answer.headline(found, NAMES, against).endswith(
        f"in the PEP months; with trend and season, {value} (95% interval {low} to {high})."
    )
    # Per day: 35,020 in 181 days against 126,133 in 793.
    ratio = (35_020 / 181) / (126_133 / 793)
    assert f"; in the level per day, {(ratio - 1) * 100:+.0f}% (95% interval +12% to +32%)." in (
        answer.headline(found, NAMES, levels(sample))
    )
    share = trend(of_tables(tables, "sc_share_of_all"))
    assert " points (95% interval +" in (
        answer.headline(between(tables, "sc_share_of_all"), NAMES, share)
    )


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (1009.0, "about the same"),
        (991.0, "about the same"),
        (1011.0, "+1%"),
        (900.0, "−10%"),
        (2110.0, "+111%"),
    ],
)
def test_under_one_percent_is_about_the_same(second: float, words: str, tables: Tables) -> None:
    found = made(tables, 1000.0, second)
    assert answer.change_words(found) == words
    said = answer.headline(found, NAMES)
    assert ("about the same as the 1,000 in the PEP months" in said) == ("same" in words)


def test_a_median_that_says_otherwise_is_said(tables: Tables) -> None:
    rises = made(tables, 1000.0, 1100.0, (1000.0, 950.0))
    assert answer.median_words(rises) == (
        "The median month says otherwise: it is lower, 950 against 1,000."
    )
    level = made(tables, 1000.0, 1001.0, (1000.0, 1050.0))
    assert "it is higher, 1,050 against 1,000" in (answer.median_words(level) or "")
    for mean, median in ((1100.0, 1050.0), (1100.0, 995.0), (1001.0, 1002.0)):
        found = made(tables, 1000.0, mean, (1000.0, median))
        assert answer.median_words(found) is None


def test_opposite_signs_in_one_sentence(tables: Tables) -> None:
    """ICE arrests 142,370 in 26 months and 42,990 in 6; CBP 373,540 and 60,690."""
    ids = ("sc_removals", "all_removals", "ero_by_ice", "ero_by_cbp")
    changes = [(MEASURES[id].label, between(tables, id)) for id in ids]
    assert round((42_990 / 6) / (142_370 / 26) * 100 - 100) == 31
    assert round((60_690 / 6) / (373_540 / 26) * 100 - 100) == -30
    assert answer.signs_words(changes) == (
        "Not all went the same way: up went Secure Communities (+20%) and Arrested by ICE (+31%); "
        "down went All ICE removals (−12%) and Arrested by CBP (−30%)."
    )
    assert answer.signs_words(changes[::2]) is None


def test_whether_it_could_be_chance(tables: Tables) -> None:
    assert answer.chance_words(levels(of_tables(tables, "sc_removals"))) == "unlikely"
    assert answer.chance_words(levels(of_tables(tables, "all_removals"))) == "could be"
    assert answer.chance_words(None) == "too few months to say"


def test_provisional_months_count_in_no_mean_unless_asked(tables: Tables) -> None:
    """Releases to remove: every month from October 2024 on is provisional."""
    late = MonthRange.parse("2024-01", "2024-12")
    settled = compare(tables, MEASURES["releases_to_remove"], late, late, provisional=False)
    every = compare(tables, MEASURES["releases_to_remove"], late, late)
    assert (settled.first.known, every.first.known) == (9, 12)
