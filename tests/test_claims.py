"""Expected numbers come from the documents' own tables (the table is named) or are counted here in
plain Python."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import itertools
import math
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.claims import Claim, Value, claims, qualifiers
from lib.datapackage import DataError
from lib.judgment import Kind
from lib.months import Month
from lib.tables import HERE, Tables
from lib.text import speaking
from lib.verdicts import Verdict, check, checked, shares_ending
from tests.folders import later

DOCUMENTS = HERE.parent.parent / "shared" / "sources"
"""The documents, where they stand beside the project; they are not part of it."""

FILES = {
    "trac_detainers_2015": "000_9da3983b23a4ba93.txt",
    "aic_2014": "001_1166b4fff47e04d5.txt",
    "daily_signal_2016": "002_be99e01cdf5c7947.txt",
    "trac_2017": "003_217ad2a94123b655.txt",
    "nif_2012": "004_73418d2054db3a92.txt",
}


def read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


@pytest.fixture(scope="module")
def verdicts(tables: Tables) -> dict[str, tuple[Claim, Verdict]]:
    return {claim.id: (claim, check(tables, claim)) for claim in claims(tables)}


Folder = Callable[[list[dict[str, str]], dict[str, str]], Tables]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    """Makes tables from the project's data with other claims (cells left out are filled in) and
    other queries."""

    def make(rows: list[dict[str, str]], queries: dict[str, str]) -> Tables:
        data = tmp_path / "data"
        shutil.copytree(HERE, data)
        plain = {
            "document": "trac_2017",
            "speaker": "TRAC",
            "reported_by": "TRAC",
            "claim": "A figure",
            "value": "100",
            "qualifier": "exactly",
            "unit": "people",
            "first_month": "2017-01",
            "last_month": "2017-03",
            "query": "none",
            "needed": "a query checks it",
            "remark": "none",
        }
        with (data / "claims.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["id", *plain])
            writer.writeheader()
            writer.writerows(
                {"id": f"claim_{number}", **plain, **row} for number, row in enumerate(rows)
            )
        for name, sql in queries.items():
            (data / "claims" / f"{name}.sql").write_text(sql, encoding="utf-8")
        return Tables(data)

    yield make


# The file


def test_every_document_has_claims_and_there_are_enough_of_them(tables: Tables) -> None:
    found = claims(tables)
    assert len(found) >= 45
    assert {claim.document for claim in found} == set(FILES)


def test_every_claim_has_a_check_or_a_reason() -> None:
    for row in read("claims.csv"):
        assert (row["query"] == "none") != (row["needed"] == "a query checks it"), row["id"]


def test_every_query_belongs_to_a_claim_and_says_why() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in (HERE / "claims").iterdir()}
    assert set(files) == {row["query"] for row in read("claims.csv")} - {"none"}
    assert all(text.startswith("-- ") for text in files.values())


def test_a_claim_without_check_and_reason_is_refused(folder: Folder) -> None:
    with pytest.raises(
        DataError, match=r"claims\.csv, row 3: the claim has neither a query nor a word"
    ):
        claims(folder([{"needed": "more records"}, {}], {}))


def test_a_claim_with_both_a_check_and_a_reason_is_refused(folder: Folder) -> None:
    with pytest.raises(DataError, match=r"row 2: the claim has a query and also"):
        claims(folder([{"query": "first_year", "needed": "more records"}], {}))


def test_a_claim_with_an_unknown_qualifier_is_refused(folder: Folder) -> None:
    with pytest.raises(
        DataError, match=r"row 2, column qualifier: “roughly” is not defined\. .*about"
    ):
        claims(folder([{"query": "first_year", "qualifier": "roughly"}], {}))


def test_a_date_is_stated_exactly(folder: Folder) -> None:
    row = {"query": "first_year", "unit": "month", "value": "2017-07", "qualifier": "about"}
    with pytest.raises(DataError, match="row 2, column qualifier: a date is stated exactly"):
        claims(folder([row], {}))


def test_a_value_that_is_not_of_its_unit_is_refused(folder: Folder) -> None:
    with pytest.raises(DataError, match="row 2, column value: “2017” does not fit the unit month"):
        claims(folder([{"query": "first_year", "unit": "month", "value": "2017"}], {}))


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        (None, "the file is missing"),
        ("SELECT 1 AS value", "the rows that the check used are not given"),
        ("SELECT NULL AS value;\n-- rows\nSELECT 1", "the check gives no value"),
        ("SELECT 1 AS value WHERE false;\n-- rows\nSELECT 1", "the check gives no value"),
        ("SELECT 1 AS number;\n-- rows\nSELECT 1", "the check gives no value"),
        ("SELECT $month AS value;\n-- rows\nSELECT 1", "the query asks for month"),
    ],
)
def test_a_query_that_cannot_answer_names_its_file(
    folder: Folder, sql: str | None, problem: str
) -> None:
    tables = folder([{"query": "a_query"}], {"a_query": sql} if sql else {})
    with pytest.raises(DataError, match=rf"claims/a_query\.sql: {problem}"):
        check(tables, claims(tables)[0])


# The documents

IN_WORDS = {
    "trac_start_year": "end of 2008",
    "trac_quarter_end": "January – March 2017",
    "trac_fiscal_2017_end": "from October 2016 through September 2017",
    "ice_reactivation_day": "January 25, 2017",
    "trac_four_times": "four times",
    "trac_average_any": "Running Average (over previous 12 months)",
    "trac_average_serious": "Running Average (over previous 12 months)",
    "trac_rise_since_march": "from March 2017 through July",
    "trac_recent_drop": "a drop in removals during the past several months",
    "trac_last_month": "through July 2017",
    "trac_2_million": "over 2 million",
    "trac_policy_month": "in January of 2017",
    "ds_11_million": "about 11 million",
    "ds_refused_2008_10": "None of those requests",
    "ds_issued_2015_11": "a little more than 6,000",
    "ds_refused_2015_11": "Almost 100",
    "ds_less_than_2014": "is much less than what it was at the height of the controversy",
    "ds_santa_clara_no_custody": "nearly every one",
    "ds_pep_in_place": "July through November 2015",
    "nd_rapid_decline": "a trend of rapidly declining requests in recent years",
    "nd_five_years_before": "a few hundred",
    "nd_april_2015": "just under 8,000",
    "nd_peak_count": "police were holding nearly 28,000 people",
    "aic_detained": "over a quarter of a million",
    "aic_majority": "a majority",
    "nif_launched_by": "launched by the Obama Administration in 2008",
    "nif_four_years": "almost four years",
    "nif_sentences": "sentences of less than one year",
}
"""What the document says where the figure does not stand in it in digits."""


@pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the documents do not stand beside this copy of the project"
)
@pytest.mark.parametrize("row", read("claims.csv"), ids=lambda row: row["id"])
def test_the_figure_stands_in_the_document(row: dict[str, str]) -> None:
    text = (
        (DOCUMENTS / FILES[row["document"]])
        .read_text(encoding="utf-8")
        .replace("\N{NO-BREAK SPACE}", " ")
    )
    if row["qualifier"] == "a word":
        stated = {row["value"]}
    elif row["unit"] == "month":
        stated = {Month.parse(row["value"]).words}
    elif row["unit"] in ("day", "year"):
        stated = {row["value"]}
    else:
        number = f"{float(row['value']):,.{len(row['value'].partition('.')[2])}f}"
        stated = {f"{number} percent", f"{number}%"} if row["unit"] == "percent" else {number}
    stated = {IN_WORDS[row["id"]]} if row["id"] in IN_WORDS else stated
    assert any(words in text for words in stated), stated


# The verdicts

ISSUED_BEFORE_THE_DOCUMENT = sum(
    int(row["detainers_issued"])
    for row in read("detainers_by_month.csv")
    if row["month"] <= "2017-11"
)


OWN, DIFFERS = Kind.CONSISTENT, Kind.DIFFERS


@pytest.mark.parametrize(
    ("id", "kind", "low", "high"),
    [
        # Table 1, any offense: February 4,400 and March 5,288; with January 4,413.
        ("ice_43300", Kind.DOES_NOT_HOLD, 9_688, 14_101),
        ("trac_10893", Kind.BOUNDED, 9_688, 14_101),
        # Table 1, serious offense: 1,961 and 2,332; with 2,046.
        ("trac_4850", Kind.BOUNDED, 4_293, 6_339),
        ("trac_four_times", OWN, 43_300 / 10_893, 43_300 / 10_893),
        # Table 1, its row of changes, from the rows 2016-08 and 2017-07.
        ("trac_change_any", OWN, 5_190 - 4_894, 296),
        ("trac_change_serious", OWN, 2_198 - 2_067, 131),
        ("trac_change_any_average", OWN, 5_074 - 4_545, 529),
        ("trac_change_serious_average", OWN, 2_184 - 2_056, 128),
        ("trac_average_any", OWN, 12, 12),
        ("trac_average_serious", OWN, 12, 12),
        # Table 1: May 6,415, June 6,177, July 5,190; the smaller of the two steps.
        ("trac_recent_drop", OWN, 6_177 - 6_415, 6_177 - 6_415),
        # Table 2, Secure Communities: March to July 2017 sum to 30,220, the seven before them
        # to 34,885.
        ("trac_rise_since_march", OWN, 30_220 / 5 - 34_885 / 7, 30_220 / 5 - 34_885 / 7),
        # Table 1: the same months sum to 28,659 and 32,234.
        (
            "trac_quite_small",
            Kind.JUDGMENT,
            100 * (28_659 / 5) / (32_234 / 7) - 100,
            100 * (28_659 / 5) / (32_234 / 7) - 100,
        ),
        # Table 2: 584 of 23,580 and of 96,245 from August to December 2015.
        ("trac_detainer_share_sc", OWN, 58_400 / 23_580, 58_400 / 23_580),
        ("trac_detainer_share_all", OWN, 58_400 / 96_245, 58_400 / 96_245),
        # Table 2, its last row: 2017-07, with all removals not yet released; fiscal year 2017 began
        # in 2016-10.
        ("trac_last_month", OWN, Month(2017, 7).first_day, Month(2017, 7).first_day),
        ("trac_last_month_all", OWN, Month(2017, 6).first_day, Month(2017, 6).first_day),
        ("trac_quarter_end", OWN, Month(2017, 3).first_day, Month(2017, 3).first_day),
        ("trac_fiscal_2017_end", OWN, Month(2017, 9).first_day, Month(2017, 9).first_day),
        ("trac_policy_month", Kind.CANNOT_BE_CHECKED, None, None),
        # The release by month: 19,669 in 2008-10; 28,475 in 2011-03; 28,717 in 2011-08; 8,139 in
        # 2015-04 and 11,437 in 2014-10.
        ("ds_issued_2008_10", Kind.HOLDS, 19_669, 19_669),
        ("nd_peak_count", DIFFERS, 28_475, 28_475),
        ("nd_peak_month", DIFFERS, Month(2011, 8).first_day, Month(2011, 8).first_day),
        ("nd_april_2015", DIFFERS, 8_139, 8_139),
        ("nd_fall_30", DIFFERS, 100 * (1 - 8_139 / 11_437), 100 * (1 - 8_139 / 11_437)),
        ("nd_rapid_decline", Kind.HOLDS, 100 * (147_849 / 314_966 - 1), -53.0587),
        # The release by year: 64 declined in 2008; 13,595 in 2014, and 12,538 and 12,766 issued in
        # June and July.
        ("ds_refused_2008_10", Kind.BOUNDED, 0, 64),
        ("ds_refusal_rate_2014", Kind.BOUNDED, 0, 1_359_500 / 25_304),
        ("ds_less_than_2014", Kind.HOLDS, -7.6, -7.6),
        ("trac_2_million", Kind.BOUNDED, ISSUED_BEFORE_THE_DOCUMENT, math.inf),
        # Almost 100 (95 to 100) of a little more than 6,000 (6,000 to 6,300).
        ("ds_refusal_rate_2015_11", OWN, 9_500 / 6_300, 10_000 / 6_000),
        ("ds_declined_2", Kind.CANNOT_BE_CHECKED, None, None),
        ("ds_61_percent", Kind.CANNOT_BE_CHECKED, None, None),
        # Table 2 begins in November 2008, with 56 removals; TRAC is not the document here.
        ("aic_start_year", Kind.HOLDS, 2_008, 2_008),
        ("trac_start_year", OWN, 2_008, 2_008),
        ("nif_launched_by", Kind.DOES_NOT_HOLD, 2, 2),
        ("nif_sum", OWN, 29 + 26, 55),
        ("aic_majority", OWN, 0, 100 - 29),
        ("trac_fingerprints", Kind.CANNOT_BE_CHECKED, None, None),
        ("ds_california", Kind.CANNOT_BE_CHECKED, None, None),
        ("aic_crime_rates", Kind.CANNOT_BE_CHECKED, None, None),
        ("aic_fulton", Kind.CANNOT_BE_CHECKED, None, None),
        ("nif_sentences", Kind.CANNOT_BE_CHECKED, None, None),
    ],
)
def test_the_verdict_on_a_claim(
    verdicts: dict[str, tuple[Claim, Verdict]],
    id: str,
    kind: Kind,
    low: Value | None,
    high: Value | None,
) -> None:
    verdict = verdicts[id][1]
    assert verdict.kind == kind, verdict.reason
    if low is not None:
        dated = isinstance(low, dt.date)
        expected = (low, high) if dated else pytest.approx((low, high))
        assert (verdict.low, verdict.high) == expected


def by_month(table: str, column: str) -> dict[str, int]:
    """The months of which the table has a number."""
    return {row["month"]: int(row[column]) for row in read(table) if row[column].isdigit()}


def test_the_running_averages_are_those_of_all_printed_months(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    sc = by_month("removals_by_source.csv", "sc_removals")
    for offense, mean, least, most in (("any", "5,074.4", 94, 97), ("serious", "2,184.2", 41, 46)):
        people = by_month("convicted_removals.csv", f"{offense}_offense")
        averages = by_month("convicted_removals.csv", f"{offense}_offense_average")
        months = sorted(people)
        assert (months[0], months[-1], len(months)) == ("2016-08", "2017-07", 12)
        implied = {
            str(Month.parse(month) - 12): people[month] - 12 * (averages[month] - averages[before])
            for before, month in itertools.pairwise(months)
        }
        parts = [100 * people / sc[month] for month, people in implied.items()]
        assert (len(parts), round(min(parts)), round(max(parts))) == (11, least, most)
        _, verdict = verdicts[f"trac_average_{offense}"]
        assert f"come to {mean}." in verdict.reason
        assert f"{least} to {most} percent" in verdict.reason
        assert verdict.used is not None
        assert len(verdict.used) == 12
        assert [row["implied_a_year_before"] for row in verdict.used][1:] == list(implied.values())


@pytest.mark.parametrize(("row", "off"), [(0, 700), (6, 700), (11, 1)])
@pytest.mark.parametrize("offense", ["any", "serious"])
def test_one_wrong_running_average_is_seen(
    folder: Folder, offense: str, row: int, off: int
) -> None:
    """The last average is known to the person; of the others only a gross error can be seen."""
    tables = folder([{"query": f"running_averages_{offense}", "value": "12", "unit": "averages",
                      "first_month": "2016-08", "last_month": "2017-07"}], {})  # fmt: skip
    path = tables.package.folder / "convicted_removals.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[1 + row].split(",")
    place = lines[0].split(",").index(f"{offense}_offense_average")
    cells[place] = str(int(cells[place]) + off)
    lines[1 + row] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    tables = Tables(tables.package.folder)
    verdict = check(tables, claims(tables)[0])
    assert verdict.kind == Kind.DOES_NOT_HOLD and verdict.low is not None
    assert float(verdict.low) < 12  # type: ignore[arg-type] # a number, not a date


def test_a_rise_is_held_against_every_fair_reading_of_president_obamas_months(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    people = by_month("convicted_removals.csv", "any_offense")
    averages = by_month("convicted_removals.csv", "any_offense_average")

    def mean(first: str, last: str) -> float:
        found = [number for month, number in people.items() if first <= month <= last]
        return sum(found) / len(found)

    trump = mean("2017-02", "2017-07")
    printed = sum(number for month, number in people.items() if month <= "2017-01")
    expected = [
        trump - mean("2016-08", "2017-01"),
        mean("2017-01", "2017-07") - mean("2016-08", "2016-12"),
        trump - mean("2016-08", "2016-12"),
        trump - averages["2017-01"],
        trump - (12 * averages["2017-01"] - printed) / 6,
    ]
    assert (round(min(expected)), round(max(expected))) == (669, 963)
    for id in ("trac_change_any_obama", "trac_change_average_obama"):
        claim, verdict = verdicts[id]
        assert verdict.kind == Kind.DOES_NOT_HOLD
        assert (verdict.low, verdict.high) == pytest.approx((min(expected), max(expected)))
        assert verdict.used is not None
        assert verdict.used.column("low") == pytest.approx(expected)
        assert verdict.reason.startswith(
            "The document's own table allows 668.9 to 962.8 people per month, above the "
            f"{claim.words} stated."
        )


def test_what_the_release_that_a_figure_comes_from_gives(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    """TRAC's own: 27,916 in March 2011, 7,993 in April 2015, 11,355 in October 2014 (TRAC at Work,
    A1889); 27,755 in August 2011 (report 458)."""
    for id, other, numbers in (
        ("nd_peak_count", 27_916, ("28,475", "27,916", "26,600 to below 28,000, as we read it")),
        ("nd_april_2015", 7_993, ("8,139", "7,993", "7,600 to below 8,000, as we read it")),
        ("nd_fall_30", 100 * (1 - 7_993 / 11_355), ("28.84", "29.61", "rounds to it")),
    ):
        verdict = verdicts[id][1]
        assert verdict.other == pytest.approx(other)
        assert all(number in verdict.reason for number in numbers), verdict.reason
    verdict = verdicts["nd_peak_month"][1]
    assert verdict.other == dt.date(2011, 3, 1)
    for words in (
        "The tables give August 2011, not March 2011. The release that it comes from gives March "
        "2011, which agrees.",
        "28,717 in August 2011 and 28,475 in March 2011",
        "in 2015 it told March 2011, with 27,916, and in 2017 August 2011, with 27,755.",
    ):
        assert words in verdict.reason
    # Of October 2008 TRAC told nothing.
    assert verdicts["ds_issued_2008_10"][1].other is None


def test_what_else_a_reader_of_the_verdict_must_know(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    said = {id: verdict.reason for id, (_, verdict) in verdicts.items()}
    days = {row["day"]: row for row in read("removals_by_day.csv")}
    inside = [row for day, row in days.items() if "2017-01-25" <= day <= "2017-03-31"]
    removals, convicted = (
        sum(int(row[name]) for row in inside) for name in ("removals", "convicted")
    )
    assert (removals, convicted) == (42_756, 24_190)
    # The most telling number comes first.
    assert said["ice_43300"].startswith("ICE's case records have 42,756 removals of any kind in")
    assert removals < 43_300 and "fewer than the convicted people whom ICE" in said["ice_43300"]
    assert "Of these 42,756, 24,190 were of people convicted of a crime" in said["ice_43300"]
    january = {day: int(row["convicted"]) for day, row in days.items() if day[:7] == "2017-01"}
    part = sum(n for day, n in january.items() if day >= "2017-01-25") / sum(january.values())
    assert round(100 * part, 1) == 25.7
    # Table 1, January 2017: 4,413 convicted of any crime, 2,046 of a serious offense.
    for id, stated, estimate, words in (
        ("trac_10893", 10_893, 9_688 + 4_413 * part, "10,824"),
        ("trac_4850", 4_850, 4_293 + 2_046 * part, "4,820"),
    ):
        assert f"{estimate:,.0f}" == words and abs(estimate / stated - 1) < 0.01
        assert "put 25.7 percent of January's departures" in said[id]
        assert said[id].endswith(f"the estimate is {words}, within 1 percent of the figure stated.")
    # Table 1, 2017-05 to 2017-07; of the months before March the highest is 2016-11.
    assert (
        "They were 6,415 in May 2017, 6,177 in June 2017 and 5,190 in July 2017."
        in said["trac_recent_drop"]
    )
    assert "still exceeds every printed month before March 2017" in said["trac_recent_drop"]
    before = [
        n for m, n in by_month("convicted_removals.csv", "any_offense").items() if m < "2017-03"
    ]
    assert max(before) == 5_110 < 5_190 and "highest has 5,110" in said["trac_recent_drop"]
    # Table 2: 584 removals in the five months from August 2015, of 23,580 and 96,245.
    for id in ("trac_detainer_share_sc", "trac_detainer_share_all"):
        assert "the latest 5 months, with 2.477 percent of Secure Communities" in said[id]
        assert "and 0.607 percent of all removals" in said[id]
    detainers = by_month("detainers_by_month.csv", "detainers_issued")
    april = detainers["2015-04"]
    assert round(100 * (1 - april / detainers["2014-10"]), 1) == 28.8
    assert round(100 * (1 - april / detainers["2014-09"]), 1) == 30.7
    assert round(100 * (april / detainers["2015-02"] - 1)) == 15
    assert "From September the tables give 30.7 percent" in said["nd_fall_30"]
    assert "from February to April 2015 detainers rose by 15 percent" in said["nd_fall_30"]
    assert "about the rate at which police hold people" in said["nd_fall_30"]
    for id in ("nd_peak_count", "nd_april_2015"):
        assert "speaks of people whom police were holding" in said[id]
        assert "count detainers issued" in said[id]
    sc = by_month("removals_by_source.csv", "sc_removals")
    assert sum(people for month, people in sc.items() if month <= "2013-12") == 326_176
    assert "passed in June 2012; by the end of 2013 there were 326,176." in said["aic_removed"]
    so_far = list(itertools.accumulate(people for _, people in sorted(sc.items())))
    assert sorted(sc)[next(i for i, people in enumerate(so_far) if people > 200_000)] == "2012-06"
    assert (
        "of calendar year 2014, 13,595 are recorded as declined, 9.2"
        in said["ds_refusal_rate_2014"]
    )
    assert round(100 * 13_595 / 147_849, 1) == 9.2 and round(1.6 - 9.195, 1) == -7.6
    years = {year: sum(n for month, n in detainers.items() if month[:4] == year)
             for year in ("2011", "2012", "2013", "2014")}  # fmt: skip
    assert years == {"2011": 314_966, "2012": 272_878, "2013": 204_215, "2014": 147_849}
    *first, last = (f"{number:,} in {year}" for year, number in years.items())
    assert f"Detainers issued were {', '.join(first)} and {last}." in said["nd_rapid_decline"]
    assert (
        "November 2008" in said["nif_launched_by"] and "January 20, 2009" in said["nif_launched_by"]
    )
    assert "under President Bush" in said["nif_launched_by"]


def test_words_without_a_limit_have_their_number(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    connected = by_month("removals_by_source.csv", "detainer_removals")
    sc = by_month("removals_by_source.csv", "sc_removals")
    shares = {month: 100 * number / sc[month] for month, number in connected.items()}
    overall = 100 * sum(connected.values()) / sum(sc[month] for month in connected)
    assert (round(overall, 1), round(max(shares.values()), 1)) == (16.8, 26.7)
    assert shares["2010-03"] == max(shares.values())
    claim, verdict = verdicts["trac_few_since_start"]
    assert verdict.kind == Kind.JUDGMENT and verdict.low == pytest.approx(overall)
    assert claim.value is None and claim.words == "“surprisingly small”"
    assert "to 26.7 percent in March 2010, more than one in four." in verdict.reason
    whole = {row["month"]: int(row["detainers_issued"]) for row in read("detainers_by_month.csv")
             if row["whole"] == "true" and row["month"] in connected}  # fmt: skip
    removals = sum(connected[month] for month in whole)
    claim, verdict = verdicts["trac_few_lead_to_removal"]
    assert verdict.low == pytest.approx(100 * removals / sum(whole.values()))
    assert f"{removals:,} removals over {sum(whole.values()):,} detainers" in verdict.reason
    _, verdict = verdicts["trac_quite_small"]
    assert verdict.reason.startswith(
        "The document's own table gives 24.47 percent. “Quite small” sets no limit, so whether it "
        "fits is for the reader."
    )
    assert "21.3 percent" in verdict.reason and round(100 * (6_044 / (34_885 / 7) - 1), 1) == 21.3


def test_every_verdict_has_a_reason_and_every_check_its_rows(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    for claim, verdict in verdicts.values():
        assert verdict.reason.endswith(".")
        if claim.query is None:
            assert verdict.kind == Kind.CANNOT_BE_CHECKED
            assert claim.needed and claim.needed in verdict.reason
            assert verdict.trails == ()
        else:
            assert verdict.used is not None and len(verdict.used) > 0, claim.id
            assert verdict.method.lstrip("“")[0].isupper() and "--" not in verdict.method, claim.id


def test_months_released_after_a_document_change_no_verdict(
    verdicts: dict[str, tuple[Claim, Verdict]], tmp_path: Path
) -> None:
    tables = Tables(later(tmp_path))
    for claim in claims(tables):
        before, after = verdicts[claim.id][1], check(tables, claim)
        assert after.kind == before.kind, claim.id
        # What has no upper bound is a least number, and grows with months before the document.
        if before.high != math.inf:
            assert (after.low, after.high, after.reason) == (before.low, before.high, before.reason)
            used = [verdict.used.rows if verdict.used else () for verdict in (before, after)]
            assert used[0] == used[1], claim.id


def test_the_query_of_a_verdict_gives_its_numbers_again(
    tables: Tables, verdicts: dict[str, tuple[Claim, Verdict]]
) -> None:
    claim, verdict = verdicts["trac_4850"]
    the_check, its_rows = verdict.trails
    months = {"first": Month(2017, 1).first_day, "last": Month(2017, 3).first_day}
    assert the_check.values == months
    assert the_check.frame(tables).iloc[0].tolist()[:2] == [verdict.low, verdict.high]
    assert verdict.used is not None
    assert its_rows.frame(tables).to_dict("records") == [dict(row) for row in verdict.used]
    assert claim.period == "January 2017 to March 2017"


def test_the_claim_on_43300_shows_every_reading(verdicts: dict[str, tuple[Claim, Verdict]]) -> None:
    claim, verdict = verdicts["ice_43300"]
    assert claim.words == "more than 43,300 people"
    assert "9,688 to 14,101 people" in verdict.reason
    assert verdict.used is not None
    readings = {(row["low"], row["high"]) for row in verdict.used}
    # Table 1 and Table 2, rows 2017-01 to 2017-03; the case records of 25 January to 31 March 2017,
    # by day; OHSS, by removal date: 9,950 and 11,860 convicted in February and March, 10,000 in
    # January, and 18,220, 20,090 and 18,930 removals and returns in all.
    assert readings == {
        (9_688, 14_101),
        (4_293, 6_339),
        (10_674, 15_486),
        (24_190, 24_190),
        (42_756, 42_756),
        (9_950 + 11_860, 9_950 + 11_860 + 10_000),
        (18_220 + 20_090, 18_220 + 20_090 + 18_930),
    }
    # No reading of convicted people comes near; of all removals, only with the whole of January.
    convicted = [row["high"] for row in verdict.used if "or not" not in row["reading"]]
    assert len(convicted) == 4 and max(convicted) == 31_810 < 43_300


# Qualifiers

EDGES = [
    # qualifier, stated, computed, verdict
    ("exactly", "100", "100", Kind.HOLDS),
    ("exactly", "100", "100.5", Kind.HOLDS_WITHIN_ROUNDING),
    ("exactly", "100", "99.49", Kind.DOES_NOT_HOLD),
    ("exactly", "2.5", "2.55", Kind.HOLDS_WITHIN_ROUNDING),
    ("exactly", "2.5", "2.56", Kind.DOES_NOT_HOLD),
    ("exactly", "0", "0", Kind.HOLDS),
    ("exactly", "0", "1", Kind.DOES_NOT_HOLD),
    ("about", "100", "95", Kind.HOLDS),
    ("about", "100", "105", Kind.HOLDS),
    ("about", "100", "94.9", Kind.DOES_NOT_HOLD),
    ("about", "100", "105.1", Kind.DOES_NOT_HOLD),
    ("about", "2", "2.4", Kind.HOLDS_WITHIN_ROUNDING),
    ("about", "2", "2.6", Kind.DOES_NOT_HOLD),
    ("nearly", "100", "95", Kind.HOLDS),
    ("nearly", "100", "99.9", Kind.HOLDS),
    ("nearly", "100", "100", Kind.DOES_NOT_HOLD),
    ("nearly", "100", "94.9", Kind.DOES_NOT_HOLD),
    ("just under", "100", "100", Kind.DOES_NOT_HOLD),
    ("just under", "100", "95", Kind.HOLDS),
    ("more than", "100", "100", Kind.DOES_NOT_HOLD),
    ("more than", "100", "100.1", Kind.HOLDS),
    ("more than", "0", "0.1", Kind.HOLDS),
    ("a little more than", "100", "105", Kind.HOLDS),
    ("a little more than", "100", "106", Kind.DOES_NOT_HOLD),
    ("less than", "100", "100", Kind.DOES_NOT_HOLD),
    ("less than", "100", "99.9", Kind.HOLDS),
    ("a few", "100", "200", Kind.HOLDS),
    ("a few", "100", "901", Kind.DOES_NOT_HOLD),
    # ranges
    ("exactly", "100", "100, 101", Kind.BOUNDED),
    ("exactly", "100", "99.5, 100.5", Kind.HOLDS_WITHIN_ROUNDING),
    ("exactly", "100", "101, 102", Kind.DOES_NOT_HOLD),
    ("exactly", "100", "99, 99.9", Kind.BOUNDED),
    ("about", "2", "2.4, 3", Kind.BOUNDED),
    ("about", "100", "90, 110", Kind.BOUNDED),
    ("about", "100", "96, 104", Kind.HOLDS),
    ("nearly", "100", "100, 120", Kind.DOES_NOT_HOLD),
    ("nearly", "100", "99, 120", Kind.BOUNDED),
    ("nearly", "100", "90, 95", Kind.BOUNDED),
    ("more than", "100", "90, 100", Kind.DOES_NOT_HOLD),
    ("more than", "100", "90, 101", Kind.BOUNDED),
    ("more than", "100", "90, NULL", Kind.BOUNDED),
    ("more than", "100", "101, NULL", Kind.HOLDS),
    ("less than", "100", "100, 120", Kind.DOES_NOT_HOLD),
    ("less than", "100", "99, 120", Kind.BOUNDED),
    # a word has no edges
    ("a word", "few", "99", Kind.JUDGMENT),
    ("a word", "few", "0, NULL", Kind.JUDGMENT),
]


ELSEWHERE = "FROM ero_removals LIMIT 1"
"""Makes a check read a table that no document here has published."""


def test_what_each_qualifier_allows_at_its_edges(folder: Folder) -> None:
    queries = {}
    for number, (_, _, computed, _) in enumerate(EDGES):
        low, comma, high = computed.partition(", ")
        sql = f"SELECT {low} AS low, {high} AS high" if comma else f"SELECT {low} AS value"
        queries[f"edge_{number}"] = f"{sql} {ELSEWHERE};\n-- rows\nSELECT 1 AS one"
    rows = [
        {"qualifier": qualifier, "value": stated, "query": f"edge_{number}"}
        for number, (qualifier, stated, _, _) in enumerate(EDGES)
    ]
    tables = folder(rows, queries)
    found = [
        (*edge[:3], check(tables, claim).kind)
        for edge, claim in zip(EDGES, claims(tables), strict=True)
    ]
    assert found == EDGES


def test_the_edges_reach_every_qualifier(tables: Tables) -> None:
    assert {edge[0] for edge in EDGES} == set(qualifiers(tables))


# The detainer share


def test_the_share_of_every_window_that_ends_in_december_2015(tables: Tables) -> None:
    table = [row for row in read("removals_by_source.csv") if row["month"] <= "2015-12"]
    for of, five_months in (("sc_removals", 2.48), ("all_removals", 0.61)):
        shares = shares_ending(tables, Month(2015, 12), of)
        assert shares.column("months") == list(range(1, len(table) + 1))
        for months, row in enumerate(shares, start=1):
            window = table[-months:]
            connected, removals = (
                sum(int(month[column]) for month in window) for column in ("detainer_removals", of)
            )
            assert row["percent"] == pytest.approx(100 * connected / removals)
            assert Month.of(row["first_month"]) == Month.parse(window[0]["month"])
        # August to December 2015: 584 of 23,580 and of 96,245 (Table 2).
        assert round(shares.rows[4]["percent"], 2) == five_months


def test_the_latest_months_over_which_the_claim_on_the_share_holds(tables: Tables) -> None:
    claim = next(claim for claim in claims(tables) if claim.id == "trac_detainer_share_sc")
    shares = shares_ending(tables, Month(2015, 12))
    # August to December 2015, and no other number of latest months.
    assert [row["months"] for row in shares if claim.allows(row["percent"])] == [5]


def test_a_window_with_a_withheld_month_has_no_share(tables: Tables) -> None:
    # Table 2: withheld from 2016-01 on.
    assert set(shares_ending(tables, Month(2016, 1)).column("percent")) == {None}


# What a verdict was held against


@pytest.mark.parametrize(
    ("sql", "kind", "begins"),
    [
        ("SELECT 100 AS value", OWN, "The calendar gives"),
        ("SELECT max(100) AS value FROM qualifiers", OWN, "The calendar gives"),
        ("SELECT max(100) AS value FROM claims", OWN, "The document's own figures give"),
        (
            "SELECT max(100) AS value FROM claims JOIN qualifiers USING (qualifier)",
            OWN,
            "The document's own figures give",
        ),
        ("SELECT max(100) AS value FROM removals_by_source", OWN, "The document's own table gives"),
        (
            "SELECT max(100) AS value FROM convicted_removals, eras, claims",
            OWN,
            "The document's own table gives",
        ),
        ("SELECT max(99) AS low, max(101) AS high FROM removals_by_source", OWN,
         "The document's own table allows"),
        ("SELECT max(99) AS value FROM removals_by_source", Kind.DOES_NOT_HOLD,
         "The document's own table gives 99 people, below"),
        ("SELECT max(100) AS value FROM ero_removals", Kind.HOLDS, "The tables give"),
        (
            "WITH removals_by_source AS (SELECT 1 AS one FROM ero_removals) "
            "SELECT max(100) AS value FROM removals_by_source",
            Kind.HOLDS,
            "The tables give",
        ),
        (
            "SELECT max(100) AS value FROM removals_by_source, removals_by_day",
            Kind.HOLDS,
            "The tables give",
        ),
    ],
)  # fmt: skip
def test_what_a_check_reads_says_what_its_verdict_is_worth(
    folder: Folder, sql: str, kind: Kind, begins: str
) -> None:
    tables = folder([{"query": "a_query"}], {"a_query": f"{sql};\n-- rows\nSELECT 1 AS one"})
    verdict = check(tables, claims(tables)[0])
    assert verdict.kind == kind
    assert verdict.reason.startswith(begins)
    assert verdict.own == (not begins.startswith("The tables"))


def test_another_document_may_ask_tracs_table(folder: Folder) -> None:
    sql = "SELECT max(100) AS value FROM removals_by_source;\n-- rows\nSELECT 1 AS one"
    tables = folder([{"document": "aic_2014", "query": "a_query"}], {"a_query": sql})
    assert check(tables, claims(tables)[0]).kind == Kind.HOLDS


@pytest.mark.parametrize(
    ("value", "other", "kind", "ends"),
    [
        ("101", "99", Kind.DIFFERS, "gives 99 people, which agrees."),
        ("99", "101", Kind.DIFFERS, "gives 101 people, which it does not allow."),
        ("99", "98", Kind.HOLDS, "gives 98 people, which agrees."),
        ("101", "102", Kind.DOES_NOT_HOLD, "gives 102 people, which it does not allow."),
        ("101", "NULL", Kind.DOES_NOT_HOLD, "as we read it."),
    ],
)
def test_a_figure_of_another_release_is_held_against_both(
    folder: Folder, value: str, other: str, kind: Kind, ends: str
) -> None:
    sql = f"SELECT {value} AS value, {other} AS other {ELSEWHERE};\n-- rows\nSELECT 1 AS one"
    tables = folder([{"query": "a_query", "qualifier": "nearly"}], {"a_query": sql})
    verdict = check(tables, claims(tables)[0])
    assert verdict.kind == kind
    assert verdict.reason.endswith(ends), verdict.reason
    assert f"The tables give {value} people" in verdict.reason


def test_a_remark_is_filled_from_the_check_and_names_what_it_lacks(folder: Folder) -> None:
    sql = f"SELECT 100 AS value, DATE '2017-05-01' AS month, 1234.5 AS people {ELSEWHERE}"
    rows = [
        {"query": "a_query", "remark": "In {month} {people} of them."},
        {"query": "a_query", "remark": "Before it {people}. {computed} After it."},
        {"query": "a_query", "remark": "It had {persons}."},
    ]
    tables = folder(rows, {"a_query": f"{sql};\n-- rows\nSELECT 1 AS one"})
    after, around, wrong = claims(tables)
    sentence = "The tables give 100 people, as stated."
    assert check(tables, after).reason == f"{sentence} In May 2017 1,234.5 of them."
    assert check(tables, around).reason == f"Before it 1,234.5. {sentence} After it."
    with pytest.raises(
        DataError, match=r"names 'persons', which the check does not give\. .*people"
    ):
        check(tables, wrong)


def test_every_number_that_a_check_gives_beside_its_value_is_used(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    unused: dict[str | None, set[str]] = {}
    for claim, verdict in verdicts.values():
        if verdict.check:
            beside = set(verdict.check.rows[0]) - {"value", "low", "high", "other"}
            named = {name for name in beside if "{" + name + "}" in (claim.remark or "")}
            unused[claim.query] = unused.get(claim.query, beside) - named
    assert {query: names for query, names in unused.items() if names} == {}


def test_most_verdicts_rest_on_the_document_alone_and_say_so(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    tables = Tables()
    for claim, verdict in verdicts.values():
        if verdict.check is None:
            continue
        used = set(verdict.check.trail.tables_used(tables))
        own = used <= {"removals_by_source", "convicted_removals", "claims", "qualifiers", "eras"}
        if claim.document != "trac_2017":
            own = used <= {"claims", "qualifiers"}
        assert verdict.own == own, claim.id
        assert ("document's own" in verdict.reason or "The calendar" in verdict.reason) == own
        if own:
            assert verdict.kind in (OWN, Kind.DOES_NOT_HOLD, Kind.JUDGMENT), claim.id
        else:
            assert verdict.kind != OWN, claim.id


def test_every_kind_of_verdict_occurs_and_says_what_it_means(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    found = {verdict.kind for _, verdict in verdicts.values()}
    assert set(Kind) - found == {Kind.HOLDS_WITHIN_ROUNDING}
    meanings = {kind.meaning for kind in Kind}
    assert len(meanings) == len(Kind) and all(text.endswith(".") for text in meanings)


# Who says it, and how


def test_a_document_is_reported_by_its_publisher_alone() -> None:
    pairs = {(row["document"], row["reported_by"]) for row in read("claims.csv")}
    assert pairs == {
        ("trac_2017", "TRAC"),
        ("daily_signal_2016", "The Daily Signal"),
        ("trac_detainers_2015", "A news item on TRAC's report"),
        ("aic_2014", "American Immigration Council"),
        ("nif_2012", "National Immigration Forum"),
    }


@pytest.mark.parametrize(
    ("id", "speaker"),
    [
        ("ice_43300", "ICE"),
        ("trac_10893", "TRAC"),
        ("ds_declined_2", "ICE"),  # “ICE reports that only 2 percent”
        ("ds_no_custody_60", "The Daily Signal"),  # no one is named
        ("ds_issued_2008_10", "TRAC"),  # “according to the statistics acquired by TRAC”
        ("nd_fall_30", "TRAC"),  # “says a report by”
        ("nd_peak_count", "A news item on TRAC's report"),
        ("nif_none", "The government"),  # “According to the government’s own data”
        ("aic_parents", "ICE"),  # “ICE reported that”
    ],
)
def test_the_speaker_is_whom_the_document_quotes_or_names(
    verdicts: dict[str, tuple[Claim, Verdict]], id: str, speaker: str
) -> None:
    assert verdicts[id][0].speaker == speaker


def test_a_few_hundred_is_said_as_the_document_says_it(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    assert verdicts["nd_five_years_before"][0].words == "a few hundred detainers"
    assert verdicts["nif_sentences"][0].words == "less than 1 year"


def test_limits_that_we_chose_are_called_ours(tables: Tables) -> None:
    known = qualifiers(tables)
    ours = {"about", "nearly", "just under", "a little more than", "a few"}
    assert {name for name, qualifier in known.items() if qualifier.ours} == ours
    for name, qualifier in known.items():
        assert ("ours" in qualifier.meaning) == (name in ours)
    for claim, verdict in checked(tables):
        if "allows" in verdict.reason.partition("; “")[2]:
            assert ("as we read it" in verdict.reason) == (claim.qualifier.name in ours), claim.id


def test_no_reason_has_an_english_month_in_another_language(tables: Tables) -> None:
    english = list(calendar.month_name)[1:]
    with speaking("es"):
        reasons = {claim.id: verdict.reason for claim, verdict in checked(tables)}
    said = "|".join([*english, "in"])
    # What a document says is quoted in English.
    found = {
        id: reason
        for id, reason in reasons.items()
        if re.search(rf"\b({said})\b", re.sub(r"“[^”]*”|\([^)]*\)", "", reason))
    }
    assert found == {}
