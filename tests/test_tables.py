import concurrent.futures
from pathlib import Path

import pytest

from lib.datapackage import DataError
from lib.tables import REMEMBERED, Tables
from tests import folders


def test_a_withheld_cell_is_null_and_its_status_says_why(tables: Tables) -> None:
    (row,) = tables.rows("SELECT * FROM removals_by_source WHERE month = '2017-07-01'")
    # Table 2, row 2017-07: not yet released, 5,478, ICE withheld.
    assert (row["all_removals"], row["all_removals_status"]) == (None, "not yet released")
    assert row["sc_removals"] == 5_478
    assert (row["detainer_removals"], row["detainer_removals_status"]) == (None, "ICE withheld")


def test_the_calendar_reaches_over_all_tables(tables: Tables) -> None:
    assert tables.extent("convicted_removals") == folders.extent("convicted_removals")
    assert tables.calendar == folders.calendar()


def test_values_are_bound(tables: Tables) -> None:
    (row,) = tables.rows("SELECT $words AS words", {"words": "'; DROP TABLE eras; --"})
    assert row["words"] == "'; DROP TABLE eras; --"
    assert tables.rows("SELECT count(*) AS n FROM eras")[0]["n"] == len(folders.rows("eras"))


def test_many_threads_get_their_own_rows(tables: Tables) -> None:
    """A connection shared without cursors mixed up a quarter of such answers (DESIGN, "Measured
    already")."""

    def ask(number: int) -> bool:
        return tables.rows(
            "SELECT $n AS n, count(*) AS rows FROM removals_by_source", {"n": number}
        )[0] == {
            "n": number,
            "rows": len(folders.extent("removals_by_source")),
        }

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(800)))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BROKEN = {
    "a missing column": (
        "month,all_removals,sc_removals,detainer_removals",
        "month,all_removals,sc_removals",
        "removals_by_source.csv, row 1: the column detainer_removals is missing",
    ),
    "an extra column": (
        "sc_removals,detainer_removals\n",
        "sc_removals,detainer_removals,state\n",
        "removals_by_source.csv, row 1: the column state is not expected",
    ),
    "columns in another order": (
        "month,all_removals,sc_removals",
        "month,sc_removals,all_removals",
        "removals_by_source.csv, row 1: the columns are in another order",
    ),
    "a month twice": (
        "2008-12,31605",
        "2008-11,31605",
        "removals_by_source.csv, row 3, column month: 2008-11 appears twice, first in row 2",
    ),
    "a month twice, written otherwise": (
        "2009-01,30949,489,52",
        "2009-01,30949,489,52\n2009-1,30949,489,52",
        "row 5, column month: “2009-1” is not a month",
    ),
    "a blank line": (
        "2009-01,30949,489,52\n",
        "2009-01,30949,489,52\n\n",
        "removals_by_source.csv, row 5: the line is blank",
    ),
    "a month missing from the range": (
        "2009-03,35219,1143,103\n",
        "",
        "removals_by_source.csv, row 6, column month: the month 2009-03 is missing "
        "between 2009-02 and 2009-04",
    ),
    "text where a number belongs": (
        "2009-01,30949",
        "2009-01,many",
        "removals_by_source.csv, row 4, column all_removals: “many” is not a whole number",
    ),
    "a thousands separator": (
        "2009-01,30949",
        '2009-01,"30,949"',
        "row 4, column all_removals: “30,949” is not a whole number. Write a whole number, or "
        "“not yet released”",
    ),
    "a fraction": (
        "2009-01,30949",
        "2009-01,30949.5",
        "row 4, column all_removals: “30949.5” is not a whole number",
    ),
    "a negative count": (
        "2009-01,30949,489",
        "2009-01,30949,-489",
        "row 4, column sc_removals: -489 is negative",
    ),
    "detainer removals above SC removals": (
        "2009-01,30949,489,52",
        "2009-01,30949,489,490",
        "row 4, column detainer_removals: 490 is above the 489 in column sc_removals",
    ),
    "SC removals above all": (
        "2009-01,30949,489,52",
        "2009-01,400,489,52",
        "row 4, column sc_removals: 489 is above the 400 in column all_removals",
    ),
    "a blank cell": (
        "2009-01,30949,489,52",
        "2009-01,,489,52",
        "row 4, column all_removals: the cell is blank",
    ),
    "words of another column": (
        "2009-01,30949,489,52",
        "2009-01,ICE withheld,489,52",
        "row 4, column all_removals: “ICE withheld” is not",
    ),
    "a month that does not exist": (
        "2009-01,",
        "2009-13,",
        "row 4, column month: “2009-13” is not a month. Write a month written like 2014-12",
    ),
    "a cell missing": (
        "2009-01,30949,489,52",
        "2009-01,30949,489",
        "removals_by_source.csv, row 4: a cell is missing",
    ),
    "a cell too many": (
        "2009-01,30949,489,52",
        "2009-01,30949,489,52,7",
        "removals_by_source.csv, row 4: there is one cell too many",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_table_is_refused_with_file_and_row(what: str, tmp_path: Path) -> None:
    old, new, message = BROKEN[what]
    folder = folders.copy(tmp_path)
    change(folder / "removals_by_source.csv", old, new)
    with pytest.raises(DataError) as error:
        Tables(folder)
    assert message in str(error.value)


def test_a_missing_file_an_empty_one_and_one_that_is_not_text(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    path = folder / "convicted_removals.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    for content, message in (
        (None, "convicted_removals.csv: the file is missing"),
        (b"", "convicted_removals.csv, row 1: the column month"),
        (header.encode() + b"\n", "convicted_removals.csv, row 2: the table has no rows"),
        (b"\xff\xfe\x00m", "convicted_removals.csv: the file is not UTF-8 text"),
    ):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(DataError) as error:
            Tables(folder)
        assert message in str(error.value)


def test_a_byte_order_mark_as_a_spreadsheet_writes_it(tmp_path: Path, tables: Tables) -> None:
    folder = folders.copy(tmp_path)
    path = folder / "removals_by_source.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    count = "SELECT sum(all_removals) AS n, min(month) AS first FROM removals_by_source"
    assert Tables(folder).rows(count) == tables.rows(count)


def test_the_description_is_needed_and_must_be_json(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        Tables(tmp_path)
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="this is not JSON"):
        Tables(tmp_path)
    (tmp_path / "datapackage.json").write_text(
        '{"title": "x", "resources": [{}]}', encoding="utf-8"
    )
    with pytest.raises(DataError, match="a part of the description is missing"):
        Tables(tmp_path)


def test_dashboard_data_names_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders.copy(tmp_path)
    change(folder / "removals_by_source.csv", "2008-11,29063,56,9", "2008-11,29064,56,9")
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    assert (
        Tables().rows("SELECT all_removals AS n FROM removals_by_source ORDER BY month LIMIT 1")[0][
            "n"
        ]
        == 29_064
    )


def test_more_months_are_simply_more_rows(tmp_path: Path) -> None:
    """Rows may come in any order, as long as no month is missing."""
    folder = folders.copy(tmp_path)
    path = folder / "removals_by_source.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    added = folders.extent("removals_by_source").last + 1
    path.write_text(
        "\n".join([header, f"{added},not yet released,5000,ICE withheld", *lines]) + "\n",
        encoding="utf-8",
    )
    assert Tables(folder).extent("removals_by_source").last == added


def test_a_word_or_a_form_that_is_not_known_is_refused(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    change(folder / "events.csv", ",month,", ",week,")
    with pytest.raises(DataError, match=r"events\.csv, row 2, column precision: “week” is not"):
        Tables(folder)
    change(folder / "events.csv", ",week,", ",month,")
    change(folder / "events.csv", "2008-11,", "Nov 2008,")
    with pytest.raises(DataError, match="row 2, column date: “Nov 2008” is not of the expected"):
        Tables(folder)


def test_a_folder_where_a_table_belongs(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    (folder / "events.csv").unlink()
    (folder / "events.csv").mkdir()
    with pytest.raises(DataError, match=r"events\.csv: this is a folder, not a file"):
        Tables(folder)


def test_answers_are_remembered_within_a_bound_and_cannot_be_changed(tables: Tables) -> None:
    query = "SELECT count(*) AS n FROM eras WHERE id = $id"
    assert tables.rows(query, {"id": "pep"}) is tables.rows(query, {"id": "pep"})
    (row,) = tables.rows(query, {"id": "pep"})
    with pytest.raises(TypeError):
        row["n"] = 2  # type: ignore[index]
    apart = [tables.rows(query, {"id": "pep"}, remember=False) for _ in range(2)]
    assert apart[0] == apart[1] and apart[0] is not apart[1]
    first = tables.rows("SELECT $n AS n", {"n": -1})
    for number in range(REMEMBERED):
        tables.rows("SELECT $n AS n", {"n": number})
    assert tables.rows("SELECT $n AS n", {"n": -1}) is not first
