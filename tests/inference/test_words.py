"""Every sentence against numbers that are computed here, or written out."""

import re
import subprocess
import sys

import pytest

from lib.inference import words
from lib.inference.errors import Interval
from lib.inference.levels import Levels, levels
from lib.inference.placebo import placebo
from lib.inference.same_months import same_months
from lib.inference.sensitivity import depends_on
from lib.inference.trend import trend
from lib.months import Month, MonthRange, in_words
from lib.tables import Tables
from tests.folders import MEASURES
from tests.inference.samples import PEP, TERM, TRUMP, of_tables

NAMES = ("the PEP months", "the Trump months")
CAUSES = re.compile(r"because|led to|caus|due to|result(s|ed)? (of|from|in)|impact|effect", re.I)


def made_up(ratio: Interval) -> Levels:
    return Levels(
        MEASURES["sc_removals"],
        (PEP, TRUMP),
        (26, 6),
        (),
        (1, 1),
        ratio,
        Interval(34.42, 18.6, 50.2, 0.0001),
        27.4,
        0.26,
    )


def test_levels_in_words() -> None:
    found = made_up(Interval(1.216, 1.122, 1.319, 0.0001))
    assert words.levels_words(found, NAMES) == (
        "The Trump months are associated with Secure Communities removals 22% higher per day than "
        "the PEP months (95% interval +12% to +32%; 6 and 26 months). In people a day that is +34 "
        "(95% interval +19 to +50). A difference of zero lies outside the interval."
    )
    chance = made_up(Interval(0.95, 0.8, 1.128, 0.5))
    assert "5% lower per day" in words.levels_words(chance, NAMES)
    assert "−20% to +13%" in words.levels_words(chance, NAMES)
    assert "this could be chance" in words.levels_words(chance, NAMES)
    assert words.spread_words(found).startswith("Months vary 27 times as much")
    assert "a correlation of 0.26" in words.spread_words(found)


def test_the_trend_in_words(tables: Tables) -> None:
    found = trend(of_tables(tables, "sc_removals"))
    said = words.trend_words(found, NAMES)
    assert f"{(found.ratio.value - 1) * 100:.0f}% higher" in said
    assert "26 months before the border and 6 after" in said
    assert words.shape_words(found) == (
        "The model has a level and a slope before the border and a change of level at it, a change "
        "of slope, and a yearly wave."
    )
    short = trend(of_tables(tables, "ero_removals", MonthRange(Month(2015, 7), PEP.last),
                            MonthRange.parse("2017-02", "2017-05")))  # fmt: skip
    assert "4 months after the border are too few for a change of slope." in (
        words.shape_words(short)
    )
    assert "19 months before the border are too few to tell a season." in words.shape_words(short)
    term = trend(of_tables(tables, "ero_removals", PEP, TERM))
    assert "The trend of 26 months is carried on over 48" in words.shape_words(term)
    assert "cannot be told from drift" in words.checks_words(term)


def test_other_borders_in_words(tables: Tables) -> None:
    """+23.5 % in 2012, −21.2 % in 2015, and second of 32 on the circle: 6 of 100."""
    said = words.placebo_words(placebo(of_tables(tables, "sc_removals")))
    assert "26 months before and 6 after, can be made at 68 other borders" in said
    assert "than the +20% here" in said
    assert "+23% in February 2012" in said or "+24% in February 2012" in said
    assert "−21% in February 2015" in said
    assert "circle of 32 gives a gap at least as large in two ways" in said
    assert "6 of 100 (p = 0.06)" in said


def test_what_it_depends_on(tables: Tables) -> None:
    outcomes = depends_on(tables, MEASURES, MEASURES["all_removals"], PEP, TRUMP)
    by = {outcome.choice.words: outcome for outcome in outcomes}
    assert outcomes[0].choice.words == "As asked"
    moved = by["January 2017 with the second group"].levels
    left = by["January 2017 left out"].levels
    assert moved and left and (moved.months, left.months) == ((25, 6), (25, 5))
    removed = by["All removals, case records by removal date"].levels
    assert removed and round(removed.level[1]) == 17_325
    ohss = by["Removals and returns (OHSS)"].levels
    # The description of the official workbooks gives these means.
    assert ohss and [round(each) for each in ohss.level] == [19_879, 17_327]
    obama = by["Against Secure Communities under President Obama, from 2011"].levels
    assert obama and obama.months[0] == 47
    known = [outcome.levels.ratio.value for outcome in outcomes if outcome.levels]
    said = words.depends_words(outcomes)
    assert f"Under {in_words(len(known))} choices" in said
    assert f"{(1 - min(known)) * 100:.0f}% lower and {(1 - max(known)) * 100:.0f}% lower" in said
    # 6,605 a month, above the Trump months.
    sc = depends_on(tables, MEASURES, MEASURES["sc_removals"], PEP, TRUMP)
    years = next(each.levels for each in sc if "Obama" in each.choice.words)
    assert years and round(years.level[0]) == 6_605 and years.ratio.value < 1
    assert "The sign depends on the choice." in words.depends_words(sc)
    wide = [each for each in sc if each.levels and not each.clear]
    assert len(wide) == 1
    assert words.depends_words(wide) == (
        "Under the one choice that can be made the second group's level is 11% lower than the "
        "first's. No interval excludes a difference of zero."
    )


def test_recovered_months_and_longer_groups_are_choices(tables: Tables) -> None:
    found = depends_on(tables, MEASURES, MEASURES["convicted_any"], PEP, TRUMP)
    with_recovered = next(each for each in found if each.choice.topic == "recovered")
    assert with_recovered.levels and with_recovered.levels.months == (17, 6)
    official = depends_on(tables, MEASURES, MEASURES["ero_by_ice"], PEP, TRUMP)
    lengths = [each.levels.months[1] for each in official
               if each.levels and each.choice.topic == "second"]  # fmt: skip
    assert lengths == [12, 37, 48]


def test_no_sentence_names_a_cause(tables: Tables) -> None:
    sample = of_tables(tables, "sc_removals")
    said = [
        words.standing(),
        words.levels_words(levels(sample), NAMES),
        words.trend_words(trend(sample), NAMES),
        words.checks_words(trend(sample)),
        words.same_months_words(same_months(sample), NAMES),
        words.placebo_words(placebo(sample)),
        words.depends_words(depends_on(tables, MEASURES, sample.measure, PEP, TRUMP)),
        words.left_out_words([Month(2019, 8)]) or "",
    ]
    assert all(said) and not [sentence for sentence in said if CAUSES.search(sentence)]
    assert "associated with" in said[0] and "Departures lag arrests" in said[0]
    assert said[-1] == "August 2019 is left out: it is not whole, or provisional."


@pytest.mark.parametrize("what", ["lib.inference.words", "lib.charts, lib.inference.trend"])
def test_no_import_loads_scipy(what: str) -> None:
    """In a process of its own, because others have loaded it here."""
    code = f"import {what}, sys; print([n for n in ('statsmodels', 'scipy') if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("page", ["", "page = page.switch_page('pep_vs_trump.py').run()"])
def test_no_page_loads_statsmodels(page: str) -> None:
    """Nor scipy.stats, which takes as long."""
    code = (
        "import sys\nfrom streamlit.testing.v1 import AppTest\n"
        "page = AppTest.from_file('pages/frame.py', default_timeout=60).run()\n"
        f"{page}\nassert not page.exception, page.exception\n"
        "print([n for n in ('statsmodels', 'scipy.stats') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
