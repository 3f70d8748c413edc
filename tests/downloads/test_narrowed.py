"""Rows that hold what is looked for, in the order that is asked for."""

import datetime as dt

import pytest

from lib.downloads.dataset import Column, Dataset
from lib.downloads.narrowed import narrowed
from lib.months import Month

DATA = Dataset(
    "small",
    "Small",
    (
        Column("month", "", "", "month"),
        Column("place", "", "", "text"),
        Column("people", "", "", "integer"),
    ),
    (
        (Month(2016, 1), "Mexico", 43300),
        (Month(2016, 2), "Guatemala", None),
        (Month(2017, 1), "mexico, rest", 7),
        (Month(2017, 2), None, 120),
    ),
    (),
    (),
    "1",
)


@pytest.mark.parametrize(
    ("find", "places"),
    [
        ("", [0, 1, 2, 3]),
        ("2016", [0, 1]),
        ("MEXICO", [0, 2]),
        ("mexico 2017", [2]),
        ("43,300", [0]),
        ("433", [0]),
        ("none", []),
        ("mexico,", [2]),
        ("  ", [0, 1, 2, 3]),
    ],
)
def test_a_row_holds_every_word(find: str, places: list[int]) -> None:
    assert narrowed(DATA, find).rows == tuple(DATA.rows[place] for place in places)


@pytest.mark.parametrize(
    ("order", "places"),
    [
        ("people", [2, 3, 0, 1]),
        ("-people", [0, 3, 2, 1]),
        ("-month", [3, 2, 1, 0]),
        ("place", [1, 0, 2, 3]),
        ("nothing", [0, 1, 2, 3]),
    ],
)
def test_rows_without_a_value_come_last_either_way(order: str, places: list[int]) -> None:
    assert narrowed(DATA, order=order).rows == tuple(DATA.rows[place] for place in places)


def test_days_and_truths_have_an_order_too() -> None:
    columns = (Column("day", "", "", "date"), Column("yes", "", "", "boolean"))
    rows = ((dt.date(2017, 1, 2), True), (dt.date(2017, 1, 1), False))
    data = Dataset("d", "D", columns, rows, (), (), "1")
    assert narrowed(data, order="day").rows == rows[::-1]
    assert narrowed(data, order="-yes").rows == rows
