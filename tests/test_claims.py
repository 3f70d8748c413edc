"""Expected numbers come from the documents' own tables (the table is named) or are counted here in
plain Python."""

from __future__ import annotations

import csv
import datetime as dt
import math
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.claims import Claim, Value, claims, qualifiers
from lib.datapackage import DataError
from lib.months import Month
from lib.tables import HERE, Tables
from lib.verdicts import Kind, Verdict, check, checked, shares_ending
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
    "ice_reactivation_day": "January 25, 2017",
    "trac_four_times": "four times",
    "trac_rise_since_march": "from March 2017 through July",
    "trac_recent_drop": "a drop in removals",
    "trac_last_month": "through July 2017",
    "trac_2_million": "over 2 million",
    "trac_policy_month": "in January of 2017",
    "trac_motion_day": "November 3rd",
    "ds_arrival_day": "Jan. 1, 2014",
    "ds_11_million": "about 11 million",
    "ds_first_month": "October of 2008",
    "ds_refused_2008_10": "None of those requests",
    "ds_last_month": "November of 2015",
    "ds_issued_2015_11": "a little more than 6,000",
    "ds_refused_2015_11": "Almost 100",
    "ds_santa_clara_no_custody": "nearly every one",
    "ds_pep_in_place": "July through November 2015",
    "nd_five_years_before": "a few hundred",
    "nd_latest_month": "April’s figures, the most recent",
    "nd_april_2015": "just under 8,000",
    "nd_peak_count": "nearly 28,000",
    "aic_detained": "over a quarter of a million",
    "aic_majority": "a majority",
    "nif_four_years": "almost four years",
    "nif_policy_day": "April 27",
    "nif_memo_june": "last June and November",
    "nif_memo_november": "last June and November",
    "nif_statistician": "one statistician",
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
    if row["unit"] == "month":
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


@pytest.mark.parametrize(
    ("id", "kind", "low", "high"),
    [
        # Table 1, any offense: February 4,400 and March 5,288; with January 4,413.
        ("ice_43300", Kind.DOES_NOT_HOLD, 9_688, 14_101),
        ("trac_10893", Kind.BOUNDED, 9_688, 14_101),
        # Table 1, serious offense: 1,961 and 2,332; with 2,046.
        ("trac_4850", Kind.BOUNDED, 4_293, 6_339),
        ("trac_four_times", Kind.HOLDS_WITHIN_ROUNDING, 43_300 / 10_893, 43_300 / 10_893),
        # Table 1, its row of changes, from the rows 2016-08 and 2017-07.
        ("trac_change_any", Kind.HOLDS, 5_190 - 4_894, 296),
        ("trac_change_serious", Kind.HOLDS, 2_198 - 2_067, 131),
        ("trac_change_any_average", Kind.HOLDS, 5_074 - 4_545, 529),
        ("trac_change_serious_average", Kind.HOLDS, 2_184 - 2_056, 128),
        # Table 1: the six months from 2017-02 sum to 33,059, the six before to 27,834.
        ("trac_change_any_obama", Kind.DOES_NOT_HOLD, (33_059 - 27_834) / 6, (33_059 - 27_834) / 6),
        # Table 1: the twelve months sum to 60,893 and 26,210.
        ("trac_average_any_2017_07", Kind.HOLDS_WITHIN_ROUNDING, 60_893 / 12, 60_893 / 12),
        ("trac_average_serious_2017_07", Kind.HOLDS_WITHIN_ROUNDING, 26_210 / 12, 26_210 / 12),
        # Table 1, 2017-07: average 5,074 (60,882 to 60,894 in twelve months), 5,190 joins; Table 2:
        # of 2016-07, which leaves, at most 4,693 are unknown.
        (
            "trac_average_any_2017_06",
            Kind.BOUNDED,
            (60_882 - 5_190) / 12,
            (60_894 - 5_190 + 4_693) / 12,
        ),
        # Table 2, the latest twelve months with detainers: the least share is that of November and
        # December 2015, (85 + 97) of 8,573 and of 38,588; the greatest that of all twelve, 3,346 of
        # 57,751 and of 231,730.
        ("trac_detainer_share_sc", Kind.BOUNDED, 18_200 / 8_573, 334_600 / 57_751),
        ("trac_detainer_share_all", Kind.BOUNDED, 18_200 / 38_588, 334_600 / 231_730),
        # Table 2, its last row: 2017-07, with all removals not yet released; fiscal year 2017 began
        # in 2016-10.
        ("trac_last_month", Kind.HOLDS, Month(2017, 7).first_day, Month(2017, 7).first_day),
        ("trac_last_month_all", Kind.HOLDS, Month(2017, 6).first_day, Month(2017, 6).first_day),
        ("trac_quarter_end", Kind.HOLDS, Month(2017, 3).first_day, Month(2017, 3).first_day),
        ("trac_policy_month", Kind.CANNOT_BE_CHECKED, None, None),
        # The release by month: 19,669 in 2008-10; 28,475 in 2011-03; 28,717 in 2011-08; 8,139 in
        # 2015-04.
        ("ds_issued_2008_10", Kind.HOLDS, 19_669, 19_669),
        ("nd_peak_count", Kind.DOES_NOT_HOLD, 28_475, 28_475),
        ("nd_peak_month", Kind.DOES_NOT_HOLD, Month(2011, 8).first_day, Month(2011, 8).first_day),
        ("nd_april_2015", Kind.DOES_NOT_HOLD, 8_139, 8_139),
        # The same: 7,079 in 2015-02, the least of the twelve months before, and 13,601 in 2014-04,
        # the greatest.
        ("nd_fall_30", Kind.BOUNDED, 100 * (1 - 8_139 / 7_079), 100 * (1 - 8_139 / 13_601)),
        # The release by year: 64 declined in 2008; 13,595 in 2014, and 12,538 and 12,766 issued in
        # June and July.
        ("ds_refused_2008_10", Kind.BOUNDED, 0, 64),
        ("ds_refusal_rate_2014", Kind.BOUNDED, 0, 1_359_500 / 25_304),
        ("trac_2_million", Kind.BOUNDED, ISSUED_BEFORE_THE_DOCUMENT, math.inf),
        # Almost 100 (95 to 100) of a little more than 6,000 (6,000 to 6,300).
        ("ds_refusal_rate_2015_11", Kind.BOUNDED, 9_500 / 6_300, 10_000 / 6_000),
        ("ds_declined_2", Kind.HOLDS_WITHIN_ROUNDING, 9_500 / 6_300, 10_000 / 6_000),
        ("ds_61_percent", Kind.CANNOT_BE_CHECKED, None, None),
        ("nif_sum", Kind.HOLDS, 29 + 26, 55),
        ("aic_majority", Kind.BOUNDED, 0, 100 - 29),
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


def test_all_24_running_averages_are_claims_and_none_contradicts_the_tables(
    verdicts: dict[str, tuple[Claim, Verdict]],
) -> None:
    table = {row["month"]: row for row in read("convicted_removals.csv")}
    found = [
        (claim, verdict)
        for claim, verdict in verdicts.values()
        if claim.id.startswith("trac_average_")
    ]
    assert len(found) == 24
    for claim, verdict in found:
        column = "any_offense_average" if "_any_" in claim.id else "serious_offense_average"
        assert claim.first and claim.last
        assert claim.stated == table[str(claim.last)][column]
        assert claim.last - claim.first == 11
        expected = Kind.HOLDS_WITHIN_ROUNDING if claim.last == Month(2017, 7) else Kind.BOUNDED
        assert verdict.kind == expected, verdict.reason


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
            assert verdict.method[0].isupper() and "--" not in verdict.method, claim.id


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
    assert the_check.frame(tables).iloc[0].tolist() == [verdict.low, verdict.high]
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
]


def test_what_each_qualifier_allows_at_its_edges(folder: Folder) -> None:
    queries = {}
    for number, (_, _, computed, _) in enumerate(EDGES):
        low, comma, high = computed.partition(", ")
        sql = f"SELECT {low} AS low, {high} AS high" if comma else f"SELECT {low} AS value"
        queries[f"edge_{number}"] = f"{sql};\n-- rows\nSELECT 1 AS one"
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


def test_a_document_is_held_against_itself_where_no_table_knows(tables: Tables) -> None:
    """55 as 29 + 26 (nif_2012): arithmetic of the document, in which no table has a part."""
    found = {claim.id: (claim, verdict) for claim, verdict in checked(tables)}
    _, verdict = found["nif_sum"]
    assert verdict.kind == Kind.HOLDS
    assert verdict.reason == "The document's own figures give 55 percent, as stated."
    claim, verdict = found["trac_recent_drop"]
    assert claim.words == "a fall"
    assert verdict.reason.startswith("The tables give")
