"""The page of the data: every table, and queries over them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from lib.api.answers import table as answered
from lib.tables import Tables
from pages import one_table
from tests import folders
from tests.pages.test_pages import check_figures, open_page, text

SHARE = "SELECT month, sc_removals FROM removals_by_source ORDER BY month"


def asked(sql: str) -> AppTest:
    app = open_page("data.py", sql=sql)
    assert not app.exception
    return app


def shown(app: AppTest) -> Any:
    return app.dataframe[0].value


def test_a_table_is_shown_with_its_rows_and_what_its_columns_mean() -> None:
    """Table 2, November 2008: 29,063, 56, 9."""
    app = open_page("data.py")
    first = shown(app).iloc[0]
    assert (first["month"], first["all_removals"], first["sc_removals"]) == ("2008-11", 29063, 56)
    names = [path.stem for path in folders.DATA.glob("*.csv")]
    rows = sum(len(folders.rows(name)) for name in names)
    assert f"{len(names)} tables hold the {rows:,} rows" in text(app)
    described = app.table[0].value
    assert list(described["Words instead of a value"]) == [
        "–",
        "not yet released",
        "–",
        "ICE withheld",
    ]
    assert list(described["Unit"]) == ["–", "people", "people", "people"]
    assert "fingerprint match" in described["Meaning"].iloc[2]


def test_every_table_opens(tables: Tables) -> None:
    app = open_page("data.py", table="claims")
    for name, resource in tables.package.resources.items():
        app.selectbox(key="table").set_value(name).run()
        assert not app.exception
        assert len(shown(app)) == len(folders.rows(name))
        assert resource.description in text(app)


def test_what_was_withheld_is_no_number() -> None:
    app = open_page("data.py", table="removals_by_source", find="2017 withheld")
    table = shown(app)
    assert len(table) == 7
    assert table["detainer_removals"].isna().all()
    assert set(table["detainer_removals_status"]) == {"ICE withheld"}


def test_rows_are_filtered_and_sorted_by_the_address() -> None:
    app = open_page(
        "data.py",
        table="ero_removals_by_citizenship",
        find="guatemala",
        sort="-removals_and_returns",
    )
    table = shown(app)
    people = [
        int(row["removals_and_returns"])
        for row in folders.rows("ero_removals_by_citizenship")
        if row["citizenship"] == "Guatemala"
    ]
    assert list(table["removals_and_returns"]) == sorted(people, reverse=True)
    assert f"{len(people)} of 1,441 rows" in text(app)


def test_the_files_are_those_of_the_addresses(tables: Tables) -> None:
    """Byte for byte; and each is read by its own reader."""
    for form in one_table.FILES:
        for name in ("removals_by_source", "claims"):
            body = one_table.file_of(tables, name, form)
            assert body == answered(tables, {"name": name, "format": form}).body
    csv = one_table.file_of(tables, "removals_by_source", "csv")
    assert csv == (folders.DATA / "removals_by_source.csv").read_bytes()
    packed = pq.read_table(io.BytesIO(one_table.file_of(tables, "removals_by_source", "parquet")))
    book = openpyxl.load_workbook(
        io.BytesIO(one_table.file_of(tables, "removals_by_source", "xlsx"))
    )
    assert packed.num_rows == book["Data"].max_row - 1 == len(folders.rows("removals_by_source"))


def test_a_query_in_the_address_is_answered_and_drawn() -> None:
    app = asked(SHARE)
    assert list(shown(app).iloc[-1]) == ["2017-07", 5478]
    assert check_figures(app) == 1
    assert "105 rows. Source: Transactional Records Access Clearinghouse" in text(app)


def test_what_is_not_by_month_is_not_drawn() -> None:
    app = asked("SELECT count(*) AS claims FROM claims")
    assert list(shown(app)["claims"]) == [len(folders.rows("claims"))]
    assert check_figures(app) == 0


def test_the_box_begins_with_an_example_and_others_replace_it() -> None:
    app = open_page("data.py", view="sql")
    assert not app.exception and "percent_of_all" in shown(app)
    app.button_group(key="example").set_value("withheld").run()
    assert not app.exception
    assert "detainer_removals_status" in str(app.text_area(key="sql").value)
    assert set(shown(app)["words"]) == {"known", "ICE withheld"}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", "This is not SQL"),
        ("SELECT * FROM read_csv('/etc/passwd')", "reaches the tables of this page"),
        ("DROP TABLE eras", "only SELECT is answered"),
    ],
)
def test_a_query_that_is_not_answered_says_why(sql: str, said: str) -> None:
    app = asked(sql)
    (error,) = app.error
    assert said in error.value.replace("\\", "")
    assert not app.dataframe


def test_rows_beyond_the_limit_are_said_to_be_left_out() -> None:
    app = asked("SELECT * FROM range(20000)")
    assert "first 10,000 rows" in app.warning[0].value
    assert len(shown(app)) == 10_000


def test_an_answer_is_asked_for_once_and_again_when_it_is_wanted() -> None:
    app = asked("SELECT random() AS drawn")
    first = shown(app)["drawn"].iloc[0]
    assert shown(app.run())["drawn"].iloc[0] == first
    assert shown(app.button(key="run").click().run())["drawn"].iloc[0] != first


def test_numbers_too_large_for_a_browser_are_texts() -> None:
    app = asked("SELECT 2::HUGEINT ** 0 AS one, 9007199254740993 AS large, 0.0 / 0 AS none")
    assert list(shown(app)["large"]) == ["9007199254740993"]


def test_the_columns_that_a_query_can_name_are_listed() -> None:
    app = asked(SHARE)
    app.session_state["schema"] = True
    app.run()
    listed = app.table[0].value
    assert len(listed) == len(list(Path(folders.DATA).glob("*.csv")))
    assert "`detainer_removals_status`" in " ".join(listed["Columns"])


@pytest.mark.parametrize(
    "address",
    [
        {"sql": ""},
        {"sql": "\x00"},
        {"sql": "SELECT '\x00'"},
        {"sql": "SELECT '\u202e\U0001f600\u200b' AS \"\u202e\""},
        {"sql": "x" * 6000},
        {"sql": ["SELECT 1", "SELECT 2"]},
        {"sql": 'SELECT 1 AS "<b>*x*</b> $a$", 2 AS ""'},
        {"sql": 'SELECT month, 1 AS "%{x}{y}" FROM removals_by_source'},
        {"view": "nothing", "table": "nothing", "sort": "-nothing", "find": "\x00"},
        {"table": ["eras", "claims"], "find": ["a", "b"]},
        {"table": "../../etc/passwd"},
    ],
    ids=repr,
)
def test_no_address_breaks_the_page(address: dict[str, str | list[str]]) -> None:
    app = open_page("data.py", **address)
    assert not app.exception
    assert app.dataframe or app.error
    check_figures(app)
