"""The verdicts as a table and a file, and the sentence they come to."""

import csv
import io
import re
from collections import Counter

import pytest

from lib.judgment import Kind
from lib.tables import Row, Tables
from lib.text import speaking
from lib.verdict_table import COLUMNS, WORST_FIRST, as_csv, finding, menus, verdict_table
from lib.verdicts import checked
from tests.folders import DATA

NUMBERS = ("stated_number", "computed_low", "computed_high", "other_release")


@pytest.fixture(scope="module")
def rows(tables: Tables) -> list[Row]:
    return verdict_table(tables)


def test_every_claim_has_a_row_and_the_failures_are_first(tables: Tables, rows: list[Row]) -> None:
    verdicts = {claim.id: verdict for claim, verdict in checked(tables)}
    assert {row["claim"]: row["verdict"] for row in rows} == {
        id: verdict.kind for id, verdict in verdicts.items()
    }
    assert set(WORST_FIRST) == set(Kind)
    places = [WORST_FIRST.index(row["verdict"]) for row in rows]
    assert places == sorted(places) and rows[0]["verdict"] == Kind.DOES_NOT_HOLD


def test_the_row_of_a_claim_says_who_said_what_where_and_what_is_found(rows: list[Row]) -> None:
    """The document, its paragraph on ICE's public figure; Table 1, February and March 2017 with
    and without January."""
    (row,) = [row for row in rows if row["claim"] == "ice_43300"]
    assert {name: row[name] for name in COLUMNS[1:-1] if name not in ("statement", "citation")} == {
        "verdict": "does not hold",
        "stated": "more than 43,300 people",
        "computed": "9,688 to 14,101 people",
        "speaker": "ICE",
        "reported_by": "TRAC",
        "document": "TRAC, 2017",
        "period": "January 2017 to March 2017",
        "first_month": "2017-01",
        "last_month": "2017-03",
        "unit": "people",
        "stated_number": 43_300,
        "computed_low": 4_400 + 5_288,
        "computed_high": 4_413 + 4_400 + 5_288,
        "other_release": None,
    }


def test_what_narrows_the_claims_has_one_id_in_all_languages(tables: Tables) -> None:
    english = menus(tables)
    with speaking("es"):
        spanish = menus(tables)
    with (DATA / "claims.csv").open(encoding="utf-8", newline="") as file:
        claims = list(csv.DictReader(file))
    for menu, choices in english.items():
        assert [one.id for one in choices] == [one.id for one in spanish[menu]]
        assert all(re.fullmatch(r"[a-z0-9_-]+", one.id) for one in choices)
        for one, other in zip(choices, spanish[menu], strict=True):
            # Older addresses have either name.
            assert {one.name, other.name} <= set(one.also) == set(other.also)
            assert one.claims == other.claims
        assert sorted(claim for one in choices for claim in one.claims) == sorted(
            claim["id"] for claim in claims
        )
    (news,) = [one for one in spanish["speaker"] if one.id == "a-news-item-on-tracs-report"]
    assert news.name != "A news item on TRAC's report" in news.also
    assert {claim["id"] for claim in claims if claim["speaker"] in news.also} == set(news.claims)


def test_the_file_has_the_rows_and_no_word_in_a_column_of_numbers(rows: list[Row]) -> None:
    file = list(csv.DictReader(io.StringIO(as_csv(rows).decode())))
    assert [row["claim"] for row in file] == [row["claim"] for row in rows]
    for found, row in zip(file, rows, strict=True):
        assert {name: value for name, value in found.items() if name not in NUMBERS} == {
            name: "" if row[name] is None else str(row[name])
            for name in COLUMNS
            if name not in NUMBERS
        }
        for name in NUMBERS:
            assert (found[name] == "") == (row[name] is None)
            assert re.fullmatch(r"(-?\d+(\.\d{1,4})?)?", found[name]), (found["claim"], name)
    by_id = {row["claim"]: row for row in file}
    # A date, a word and a range without an upper bound are no numbers.
    assert by_id["nd_peak_month"]["stated"] == "March 2011"
    assert by_id["nd_peak_month"]["stated_number"] == ""
    assert by_id["trac_quite_small"]["stated_number"] == ""
    assert by_id["trac_2_million"]["computed_low"] == "1814828"
    assert by_id["trac_2_million"]["computed_high"] == ""
    assert by_id["nd_april_2015"]["other_release"] == "7993"


def row(kind: Kind) -> Row:
    return {"verdict": kind}


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([Kind.HOLDS], "Of 1 claim, 1 holds."),
        (
            [Kind.HOLDS, Kind.HOLDS, Kind.DOES_NOT_HOLD],
            "Of 3 claims, 1 does not hold and 2 hold.",
        ),
        (
            [Kind.CONSISTENT, Kind.CANNOT_BE_CHECKED, Kind.CONSISTENT, Kind.DIFFERS],
            "Of 4 claims, 1 differs in another release, 1 cannot be checked here and 2 agree with "
            "their own document only.",
        ),
    ],
)
def test_the_finding_names_the_failures_first_and_speaks_of_one_and_many(
    kinds: list[Kind], words: str
) -> None:
    assert finding([row(kind) for kind in kinds]) == words


def test_the_numbers_of_the_finding_are_those_of_the_verdicts(rows: list[Row]) -> None:
    counts = Counter(row["verdict"] for row in rows)
    numbers = [int(number) for number in re.findall(r"\d+", finding(rows))]
    assert numbers == [len(rows), *(counts[kind] for kind in WORST_FIRST if counts[kind])]


def test_the_readme_says_how_many_claims_there_are_and_how_many_a_query_checks(
    rows: list[Row],
) -> None:
    text = (DATA.parent / "README.md").read_text("utf-8")
    checked_by_query = sum(row["computed"] is not None for row in rows)
    assert f"{len(rows)} claims of the documents" in text
    assert f"{checked_by_query} are checked by a query" in text
    assert "every figure the documents state" not in text
