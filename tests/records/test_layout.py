"""Which row is the header, and what it calls the columns of the rows below it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.records.layout import find_layout

NAMES = ["name", "arrested", "place"]
DAYS = [f"2016-0{month}-{day:02}" for month in (1, 2, 3) for day in range(1, 9)]
RECORDS = [[f"Person {number}", day, f"Place {number}"] for number, day in enumerate(DAYS)]


def found(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]] | None:
    layout = find_layout(rows, [])
    return None if layout is None else (layout.header, layout.names)


def withheld(mark: str, *places: int) -> list[list[str]]:
    return [
        [name, mark if number in places else day, place]
        for number, (name, day, place) in enumerate(RECORDS)
    ]


def numbered(rows: Sequence[list[str]]) -> list[list[str]]:
    return [[str(number), *row] for number, row in enumerate(rows)]


@pytest.mark.parametrize("mark", ["", "(b)(6)", "unknown", "withheld", "n/a"])
@pytest.mark.parametrize("places", [(0,), (0, 1, 2), (0, 5), (9,), (23,)])
def test_a_record_without_a_date_is_no_header(mark: str, places: tuple[int, ...]) -> None:
    rows = withheld(mark, *places)
    assert found([NAMES, *rows]) == (0, tuple(NAMES))
    assert found([["", *NAMES], *numbered(rows)]) == (0, ("", *NAMES))
    assert found([["A title", "", ""], ["", "", ""], NAMES, *rows]) == (2, tuple(NAMES))
    # Row numbers are in the records and not in the header, as R writes them.
    assert found([NAMES, *numbered(rows)]) == (0, ("", *NAMES))
    # Every row ends in a delimiter, and the header does not; or only the header does.
    assert found([NAMES, *([*row, ""] for row in rows)]) == (0, (*NAMES, ""))
    assert found([[*NAMES, ""], *rows]) == (0, tuple(NAMES))


@pytest.mark.parametrize("mark", ["(b)(6)", "unknown", ""])
def test_records_without_a_header_stay_so(mark: str) -> None:
    for places in ((), (9,), (23,)):
        assert found(numbered(withheld(mark, *places))) is None
    # The place is met again further down, as no name of a column is.
    repeated = [[name, day, "Dallas"] for name, day, _ in withheld(mark, 0)]
    assert found(repeated) is None
    assert found(numbered(withheld(mark, 0))) is None


def test_one_name_too_few_where_nothing_tells_which() -> None:
    rows = [["Person", *row] for row in RECORDS]
    layout = find_layout([NAMES, *rows], [])
    assert layout is not None
    assert layout.problem == "the header has 3 names and the rows have 4 cells"


def test_a_blank_name_within_the_header() -> None:
    header = ["name", "arrested", "", "place"]
    rows = [[name, day, "x", place] for name, day, place in RECORDS]
    assert found([header, *rows]) == (0, tuple(header))


def test_merged_names_stand_over_the_columns_that_are_used() -> None:
    def spread(row: Sequence[str]) -> list[str]:
        return [cell for name in row for cell in (name, "", "", "")]

    assert found([spread(NAMES), *map(spread, RECORDS)]) == (0, tuple(spread(NAMES)))
    title = ["A report", *[""] * 11]
    assert found([title, spread(NAMES), *map(spread, RECORDS)]) == (1, tuple(spread(NAMES)))


def test_rows_that_end_early_do_not_narrow_the_table() -> None:
    rows = [row if number % 3 == 0 else row[:2] for number, row in enumerate(RECORDS)]
    assert found([NAMES, *rows]) == (0, tuple(NAMES))


def test_more_blank_rows_than_records() -> None:
    blank = [["", "", ""]] * 90
    assert found([NAMES, *RECORDS, *blank]) == (0, tuple(NAMES))
    assert found([*blank[:40], NAMES, *blank[:2], *RECORDS, *blank]) == (40, tuple(NAMES))


@given(
    st.lists(
        st.sampled_from([["A title"], [], ["Office", " of Records", " 2016"], ["Notes", "", ""]]),
        max_size=6,
    ),
    st.sets(st.integers(0, 11)),
    st.booleans(),
)
def test_what_stands_above_is_never_a_record(
    titles: list[list[str]], places: set[int], index: bool
) -> None:
    rows = withheld("(b)(6)", *places)
    table = [["", *NAMES], *numbered(rows)] if index else [NAMES, *rows]
    if index:
        titles = [[*title, ""] if len(title) == 3 else title for title in titles]
    assert found([*titles, *table]) == (len(titles), tuple(table[0]))
