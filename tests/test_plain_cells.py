"""What a visitor's file or query holds is a text to a spreadsheet, and a number stays a number."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.downloads.dataset import Column, Dataset, as_csv
from lib.plain_cells import csv_of, plain_cell
from lib.records.uploads import Choices, Rollups

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\r\n=1",
    '=HYPERLINK("//x","y")',
    "＝1",
]


def begins_as_formula(cell: str) -> bool:
    """As spreadsheets tell it: by the first sign, where it is no number."""
    try:
        float(cell.rstrip("%"))
    except ValueError:
        return cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")
    return False


@given(st.text() | st.sampled_from(FORMULAS))
def test_no_text_is_a_formula_and_each_can_be_read_back(text: str) -> None:
    written = plain_cell(text)
    assert not begins_as_formula(written)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert written in (text, f"'{text}")


@pytest.mark.parametrize("number", [-3, -0.5, "-3", "-12.5", "+4", "-1e5", "-12%", "2015-12", None])
def test_numbers_stay_as_they_are(number: object) -> None:
    assert plain_cell(number) == number


def test_cells_and_names_of_a_querys_result() -> None:
    columns = (Column("=1+1", "", "", "text"), Column("less", "", "", "integer"))
    rows = tuple((text, -5) for text in FORMULAS)
    data = Dataset("query", "", columns, rows, (), (), "")
    header, *read = csv.reader(io.StringIO(as_csv(data).decode(), newline=""))
    assert header == ["'=1+1", "less"] and b"\r" not in as_csv(data)
    assert read == [
        ["'" + text.replace("\r\n", "\n").replace("\r", "\n"), "-5"] for text in FORMULAS
    ]


def test_cells_and_names_of_a_charts_table() -> None:
    table = pd.DataFrame({"@x": ["=1+1", None], "less": [-5, -6], "mixed": [-7, "-x"]})
    assert csv_of(table) == "'@x,less,mixed\n'=1+1,-5,-7\n,-6,'-x\n"


def test_values_by_which_a_visitors_file_is_split() -> None:
    file = b"when,who\n" + b"".join(b"2015-10-%02d,=1+1\n" % day for day in range(1, 32))
    job = Rollups().start([("=x.csv", io.BytesIO(file))], Choices(by="who"))
    rolled = job.future.result(timeout=60)
    assert rolled.counts == ["records", "=1+1"]
    assert rolled.csv.splitlines() == ["month,records,'=1+1,whole", "2015-10,31,31,true"]
