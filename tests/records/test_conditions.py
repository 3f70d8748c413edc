"""Conditions: what each operator means, and how a text becomes one."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.records import RecordsError, recognize, roll_up
from lib.records.__main__ import main
from lib.records.conditions import Condition

LETTERS = st.sampled_from("aAbBéÉñ \t\r\n\u00a0()[],\"=\\'")
"""Few, so that two texts are often alike but for case or blanks."""
TEXTS = st.text(LETTERS, max_size=6)
BLANKS = " \t\r\n\u00a0"


def meaning(condition: Condition, cell: str | None, other: str | None) -> bool:
    """What the help says about each operator, in Python."""

    def read(text: str | None, *, cell: bool = True) -> str:
        text = text or ""
        if condition.blanks:
            text = text.strip(" ") if cell else text
        else:
            text = "".join(letter for letter in text if letter not in BLANKS)
        return text if condition.case else text.lower()

    found = read(cell)
    if condition.other is not None:
        right = read(other)
        return bool(found and right) and (found == right) == (condition.operator == "=")
    value = read(condition.value, cell=False)
    listed = found in [read(one, cell=False) for one in condition.values]
    return {
        "=": found == value,
        "!=": found != value,
        "in": listed,
        "not in": not listed,
        "starts with": found.startswith(value),
        "contains": value in found,
        "is empty": not found,
        "is not empty": bool(found),
    }[condition.operator]


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    operator = draw(
        st.sampled_from(
            ["=", "!=", "in", "not in", "starts with", "contains", "is empty", "is not empty"]
        )
    )
    condition = Condition("c", operator)
    if operator.startswith("is"):
        return condition
    condition = replace(condition, case=draw(st.booleans()), blanks=draw(st.booleans()))
    if operator.endswith("in"):
        return replace(condition, values=tuple(draw(st.lists(TEXTS, min_size=1, max_size=3))))
    if operator in ("=", "!=") and draw(st.booleans()):
        return replace(condition, other="d")
    return replace(condition, value=draw(TEXTS), quoted=True)


@given(conditions(), TEXTS | st.none(), TEXTS | st.none())
@example(Condition("c", "!=", other="d"), None, "a")
@example(Condition("c", "!=", other="d"), "a", None)
@example(Condition("c", "=", other="d"), " ", None)
@example(Condition("c", "=", other="d", case=False), "a ", " A")
def test_every_operator_means_in_the_database_what_the_help_says(
    condition: Condition, cell: str | None, other: str | None
) -> None:
    right = "other" if condition.other is not None else None
    test = condition.sql("cell", right)
    with duckdb.connect() as connection:
        sql = f"SELECT {test} FROM (SELECT $cell::VARCHAR AS cell, $other::VARCHAR AS other)"
        answer = connection.execute(sql, {"cell": cell, "other": other}).fetchall()
    assert answer == [(meaning(condition, cell, other),)]


NAMES = st.text(st.sampled_from("ab =()[]!,"), min_size=1, max_size=8)


@given(conditions(), NAMES, NAMES, TEXTS)
def test_what_the_report_shows_can_be_given_again(
    condition: Condition, column: str, other: str, text: str
) -> None:
    column, other = column.strip() or "a", other.strip() or "b"
    condition = replace(
        condition,
        column=column,
        other=other if condition.other is not None else None,
        value=text if condition.quoted else "",
        values=tuple(" ".join(value.split()) or "x" for value in condition.values),
    )
    assert Condition.parse(str(condition)) == condition


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Gender in (Female, Unknown)", Condition("Gender", "in", values=("Female", "Unknown"))),
        ("Gender NOT  IN (Female)", Condition("Gender", "not in", values=("Female",))),
        ('City in("Yuma, AZ", Yuma)', Condition("City", "in", values=("Yuma, AZ", "Yuma"))),
        ("Level in ((B)(7)(E), NA)", Condition("Level", "in", values=("(B)(7)(E)", "NA"))),
        ("Born in (city) = Ohio", Condition("Born in (city)", "=", "Ohio")),
        ("Gender = female ignoring case", Condition("Gender", "=", "female", case=False)),
        ("Gender = a  ignoring  blanks", Condition("Gender", "=", "a", blanks=False)),
        (
            "Gender in (a, b) ignoring blanks and case",
            Condition("Gender", "in", values=("a", "b"), case=False, blanks=False),
        ),
        ('Gender = "a ignoring case"', Condition("Gender", "=", "a ignoring case")),
        ("Left To != [Home]", Condition("Left To", "!=", other="Home")),
        # Texts that ICE's files hold: not everything in brackets is a column.
        ("Case = [16] Reinstated", Condition("Case", "=", "[16] Reinstated")),
        ("Case starts with [16]", Condition("Case", "starts with", "[16]")),
        ('Case = "[16]"', Condition("Case", "=", "[16]")),
    ],
)
def test_lists_columns_and_what_is_ignored(text: str, meant: Condition) -> None:
    assert Condition.parse(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Gender in ()",
        "Gender in (a,, b)",
        "Gender in (a, )",
        'Gender in ("a)',
        "Gender in Female",
        "Gender = female ignoring capitals",
        "Gender = female ignoring case and accents",
        "Gender is empty ignoring case",
    ],
)
def test_a_slip_is_no_condition(text: str) -> None:
    with pytest.raises(RecordsError, match="is not a condition"):
        Condition.parse(text)


COLUMNS = ("Left To", "Home", "Gender")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Left To != Home", "Left To != [Home]"),
        ("Left To != [home]", "Left To != [Home]"),
        ('Left To != "Home"', 'Left To != "Home"'),
        ("Left To != Homeland", "Left To != Homeland"),
        ("Left To contains Home", "Left To contains Home"),
        ("Left To in (Home, Gender)", "Left To in (Home, Gender)"),
    ],
)
def test_the_right_side_is_a_column_where_one_has_that_name(text: str, read: str) -> None:
    assert str(Condition.parse(text).among(COLUMNS)) == read


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Left To = home", "“home” could be a text or the column Home"),
        ("Left To = left_to", "“left_to” could be a text or the column Left To"),
        ("Left To = [Born]", "there is no column Born"),
    ],
)
def test_a_right_side_that_is_almost_a_column_is_asked_about(text: str, problem: str) -> None:
    with pytest.raises(RecordsError, match=problem):
        Condition.parse(text).among(COLUMNS)


def test_two_columns_in_a_file_and_in_its_report(tmp_path: Path) -> None:
    path = tmp_path / "left.csv"
    path.write_text(
        "when,to,home\n2024-01-01,PERU,PERU\n2024-01-02,MEXICO,CUBA\n"
        "2024-01-03,,CUBA\n2024-01-31, PERU,peru\n"
    )
    out = tmp_path / "months.csv"
    flags = ["--flag", "elsewhere=to != home", "--flag", "any=to != home ignoring case"]
    assert main([str(path), *flags, "--flag", 'text=to != "home"', "--out", str(out)]) == 0
    # The third row does not say where the person was sent.
    assert out.read_text() == "month,records,elsewhere,any,text,whole\n2024-01,4,2,1,4,true\n"
    assert json.loads((tmp_path / "months.report.json").read_text())["flags"] == {
        "elsewhere": "to != [home]",
        "any": "to != [home] ignoring case",
        "text": 'to != "home"',
    }


def test_a_condition_on_the_dates_of_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "typed.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT DATE '2024-01-01' + (i * 20)::INTEGER AS left_on, "
            "CASE WHEN i < 2 THEN '2024-01-01' END AS ordered FROM range(4) AS n(i)) "
            f"TO '{path}' (FORMAT parquet)"
        )
    rollup = roll_up(
        recognize([path]),
        date_column="left_on",
        flags={"early": "left_on starts with 2024-01", "same": "left_on = ordered"},
    )
    assert rollup.months["early"].tolist() == [2, 0, 0]
    assert rollup.months["same"].tolist() == [1, 0, 0]
