"""Names, counts and addresses, for whatever stands in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from lib.official.grid import address
from lib.official.words import footnotes, key, month_number, plain, value_of, words_of

NAME = st.from_regex(r"[A-Za-zé]([A-Za-z /&’-]{0,20}[A-Za-z\)])?", fullmatch=True)


@given(
    name=NAME, numbers=st.lists(st.integers(1, 99), max_size=3), glue=st.sampled_from([",", ", "])
)
def test_footnote_digits_are_no_part_of_a_name(name: str, numbers: list[int], glue: str) -> None:
    written = name + glue.join(map(str, numbers))
    assert plain(written) == " ".join(name.split())
    assert footnotes(written) == tuple(map(str, numbers))
    assert key(written) == key(name)


@pytest.mark.parametrize("name", ["Title 42", "I-862", "FY2024", "Level 1", "42"])
def test_digits_that_belong_to_a_name_stay(name: str) -> None:
    assert plain(name) == name


def test_raised_digits_are_footnotes() -> None:
    raised = "Paroled" + chr(0x2075)
    assert (plain(raised), footnotes(raised)) == ("Paroled", ("5",))


@given(st.integers(0, 10**12))
def test_counts_however_they_are_written(count: int) -> None:
    for cell in (count, float(count), str(count), f"{count:,}", f" {count} "):
        assert value_of(cell) == count


@given(
    st.one_of(
        st.integers(max_value=-1),
        st.floats().filter(lambda cell: not cell.is_integer()),
        st.text().filter(lambda text: not any(letter.isdigit() for letter in text)),
        st.booleans(),
        st.dates(),
    )
)
def test_anything_else_is_a_word_or_refused_and_never_a_number(cell: object) -> None:
    try:
        assert value_of(cell) in {"not available", "not applicable"}
    except ValueError as error:
        assert "is neither a count nor one of NA, X and blank" in str(error)


@given(st.integers(0, 20_000), st.integers(0, 18_000))
def test_addresses_are_those_of_a_spreadsheet(row: int, column: int) -> None:
    assert address(row, column) == f"{get_column_letter(column + 1)}{row + 1}"


def test_months_by_name() -> None:
    names = "January February March April May June July August September October November December"
    for number, name in enumerate(names.split(), 1):
        for written in (name, name[:3], name[:3].upper(), f"{name[:3]}.", f" {name}5"):
            assert month_number(written) == number
    for other in ("Total", "", "Marchember", "FY Overall", "Ma", 5, None):
        assert month_number(other) is None


def test_words_of_a_heading() -> None:
    assert words_of("ICE Initial Book-Ins1 by Agency: FY2024 ") == {
        *("ice", "initial", "book", "ins", "by", "agency", "fy2024")
    }
