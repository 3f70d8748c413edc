"""Rows of text: none is lost and none invented, whatever a quotation mark does."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.records.rows import SPANNED, Rows

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('",\t\n'))


def has_date(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and cells[1].startswith("2016-")


def rows(text: str, delimiter: str = ",", width: int = 3) -> list[tuple[int, list[str], bool]]:
    lines = io.StringIO(text, newline=None)
    found = Rows(lines, delimiter, '"', width=width, has_date=has_date)
    return [(row.line, row.cells, row.repaired) for row in found]


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=10))
def test_what_csv_writes_is_read_as_it_was(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    found = list(Rows(io.StringIO(out.getvalue(), newline=""), ",", '"'))
    assert [row.cells for row in found] == table
    assert [row.end for row in found[:-1]] == [row.line - 1 for row in found[1:]]
    assert not any(row.repaired for row in found)


@given(st.data())
def test_open_quotation_marks_swallow_no_row(data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 30))
    opened = data.draw(st.sets(st.integers(0, number - 1)))
    closed = data.draw(st.sets(st.integers(0, number - 1)))
    places = {row: data.draw(st.sampled_from([0, 2])) for row in sorted(opened | closed)}
    table = []
    for row in range(number):
        cells = [f"name {row}", f"2016-01-{row + 1:02}", f"note {row}"]
        if row in opened:
            cells[places[row]] = '"' + cells[places[row]]
        if row in closed:
            cells[places[row]] += '"'
        table.append(cells)
    found = rows("".join("\t".join(cells) + "\n" for cells in table), "\t")
    assert [line for line, _, _ in found] == list(range(1, number + 1))
    unquoted = [[cell.strip('"') for cell in cells] for _, cells, _ in found]
    assert unquoted == [[cell.strip('"') for cell in cells] for cells in table]


@pytest.mark.parametrize("rest", [1, SPANNED, 3 * SPANNED])
def test_a_mark_that_is_never_closed(rest: int) -> None:
    text = 'a,2016-01-01,"open\n' + "b,2016-01-02,\n" * rest
    found = rows(text)
    assert len(found) == rest + 1
    assert found[0] == (1, ["a", "2016-01-01", '"open'], True)
    assert all(cells == ["b", "2016-01-02", ""] for _, cells, _ in found[1:])


def test_a_cell_may_hold_line_breaks() -> None:
    text = 'a,2016-01-01,"first line, and\nsecond, of\nthree"\n\nb,2016-01-02,x\n'
    assert rows(text) == [
        (1, ["a", "2016-01-01", "first line, and\nsecond, of\nthree"], False),
        (4, [], False),
        (5, ["b", "2016-01-02", "x"], False),
    ]


def test_quotation_marks_escaped_by_backslashes() -> None:
    text = 'a,2016-01-01,"he said \\"no, never\\" to it"\nb,2016-01-02,x\n'
    assert rows(text) == [
        (1, ["a", "2016-01-01", 'he said "no, never" to it'], True),
        (2, ["b", "2016-01-02", "x"], False),
    ]


def test_a_short_row_with_a_date_is_a_row() -> None:
    assert rows('a,2016-01-01\nb,2016-01-02,"x, y"\n') == [
        (1, ["a", "2016-01-01"], False),
        (2, ["b", "2016-01-02", "x, y"], False),
    ]
