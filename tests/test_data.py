"""The CSVs are the document's tables, cell by cell."""

import json
import re

import pytest

from tests.folders import DATA, SHARED, rows

DOCUMENT = SHARED / "sources" / "003_217ad2a94123b655.txt"
needs_document = pytest.mark.skipif(
    not DOCUMENT.exists(), reason="needs the documents beside the project (../shared)"
)


def printed(after: str, before: str, columns: int) -> list[list[str]]:
    """The cells of a table of the document, commas of thousands taken out."""
    text = DOCUMENT.read_text(encoding="utf-8")
    part = text[text.index(after) : text.index(before)]
    cell = r"(ICE withheld|not yet released|[\d,]+)"
    pattern = re.compile(r"^(\d{4}-\d{2})" + rf" {cell}" * columns + r"\s*$", re.MULTILINE)
    return [[cell.replace(",", "") for cell in match.groups()] for match in pattern.finditer(part)]


def up_to(last: str, name: str) -> list[list[str]]:
    """Our cells of the months that the document had."""
    return [list(row.values()) for row in rows(name) if row["month"] <= last]


@needs_document
def test_table_1_cell_by_cell() -> None:
    table = printed("Table 1. ICE", "The latest data actually", columns=4)
    assert len(table) == 12
    assert up_to("2017-07", "convicted_removals") == table


@needs_document
def test_table_2_cell_by_cell() -> None:
    table = printed("Table 2. ICE", "* used detainer", columns=3)
    assert len(table) == 105
    assert up_to("2017-07", "removals_by_source") == table


def test_totals_of_table_2() -> None:
    """Sums over 2008-11 .. 2015-12, the months in which all three columns of Table 2 are known."""
    known = [row for row in rows("removals_by_source") if row["month"] <= "2015-12"]
    assert len(known) == 86
    assert sum(int(row["sc_removals"]) for row in known) == 454_503
    assert sum(int(row["detainer_removals"]) for row in known) == 76_420
    assert sum(int(row["all_removals"]) for row in known) == 2_531_438


def test_totals_of_table_1() -> None:
    table = up_to("2017-07", "convicted_removals")
    assert (table[0][0], table[-1][0], len(table)) == ("2016-08", "2017-07", 12)
    # The published averages of 2017-07, 5,074 and 2,184, are those of the twelve months printed.
    assert round(sum(int(row[1]) for row in table) / 12) == 5_074
    assert round(sum(int(row[2]) for row in table) / 12) == 2_184


def test_what_was_not_released_keeps_its_words() -> None:
    table = {row["month"]: row for row in rows("removals_by_source")}
    withheld = [month for month, row in table.items() if row["detainer_removals"] == "ICE withheld"]
    of_table_2 = [month for month in withheld if month <= "2017-07"]
    assert (of_table_2[0], of_table_2[-1], len(of_table_2)) == ("2016-01", "2017-07", 19)
    assert table["2017-07"]["all_removals"] == "not yet released"


def test_every_file_is_described_and_every_source_named() -> None:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {
        path.name for path in DATA.glob("*.csv")
    }
    known = {row["id"] for row in rows("sources")}
    for resource in package["resources"]:
        assert resource["title"] and resource["description"]
        assert {source["title"] for source in resource["sources"]} <= known
        header = (DATA / resource["path"]).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert all(
            field["title"] and field["description"] for field in resource["schema"]["fields"]
        )
        assert all(
            "unit" in field
            for field in resource["schema"]["fields"]
            if field["type"] in ("integer", "number")
        )
    assert {row["source"] for row in rows("events")} <= known


def test_the_eras_follow_each_other_without_a_gap() -> None:
    spans = [
        (row["first_month"], row["last_month"]) for row in rows("eras") if row["kind"] == "era"
    ]
    assert spans == [
        ("2008-11", "2014-11"),
        ("2014-12", "2017-01"),
        ("2017-02", "2021-01"),
        ("2021-02", "2025-01"),
        ("2025-02", "open"),
    ]
