"""Tables as programs read them: what is a number stays one, what is not moves beside it."""

import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.downloads.plain_table import plain_headings, plain_table, reasons
from lib.plain_cells import csv_of
from lib.tables import Tables


def test_words_in_a_column_of_numbers_move_into_a_column_of_their_own() -> None:
    table = pd.DataFrame(
        {
            "month": ["2015-12", "2016-01"],
            "removals": [97, "ICE withheld"],
            "whole": ["yes", "no"],
            "known": [1.5, 2.5],
        }
    )
    assert csv_of(plain_table(table, ())) == (
        "month,removals,removals_status,whole,known\n"
        "2015-12,97,known,yes,1.5\n"
        "2016-01,,ICE withheld,no,2.5\n"
    )


def test_a_column_of_reasons_alone_is_one_of_numbers() -> None:
    table = pd.DataFrame({"removals": ["ICE withheld", "not yet released"], "group": ["a", "b"]})
    plain = plain_table(table, {"ICE withheld", "not yet released"})
    assert list(plain) == ["removals", "removals_status", "group"]
    assert plain["removals"].isna().all()
    headings = plain_headings(plain, {"removals": "Removals", "group": "Group"})
    assert list(headings.values()) == ["Removals", "Removals: status", "Group"]


def test_the_words_of_every_source_are_reasons(tables: Tables) -> None:
    # data/datapackage.json
    assert {"ICE withheld", "not yet released", "not available"} <= reasons(tables)


@given(st.lists(st.one_of(st.integers(0, 10**6), st.sampled_from(["withheld", "not known"]))))
def test_nothing_is_lost_and_nothing_is_made_up(cells: list[int | str]) -> None:
    table = pd.DataFrame({"people": pd.Series(cells, dtype="object")})
    plain = plain_table(table, {"withheld", "not known"})
    read = pd.read_csv(io.StringIO(csv_of(plain)), dtype="string", keep_default_na=False)
    status = read["people_status"] if "people_status" in read else pd.Series(["known"] * len(cells))
    again = [
        int(number) if said == "known" else said
        for number, said in zip(read["people"], status, strict=True)
    ]
    assert again == cells
    assert set(read["people"][status != "known"]) <= {""}
