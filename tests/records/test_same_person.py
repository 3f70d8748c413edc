"""Likely duplicates: which records are of the same person and day, and which of them stays."""

import csv
import datetime as dt
import hashlib
import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.records import RecordsError, recognize, roll_up
from lib.records.__main__ import main

NOT_NAMES = ["", " ", "NA", "null", "Unknown", "(b)(6)(b)(7)(c)", "b(6), b(7)c", "(B)(6);(B)(7)(C)"]
"""What stands in ICE's files, and in files made from them, where an identifier is not given."""
DAYS = [dt.date(2024, 1, 1), dt.date(2024, 1, 11), dt.date(2024, 2, 1), dt.date(2024, 12, 31)]


Cells = tuple[str, ...]


def written(day: dt.date, way: int) -> str:
    padded, plain = day.isoformat(), f"{day.year}-{day.month}-{day.day}"
    return [padded, plain, f" {padded}", f"{padded} 09:30", f"{plain} 9:30"][way]


def first(row: Cells) -> tuple[str, str]:
    return row[0], hashlib.md5("|".join(row).encode()).hexdigest()


ROWS = st.lists(
    st.tuples(
        st.sampled_from(DAYS) | st.none(),
        st.integers(0, 4),
        st.sampled_from(["a", "b", " a", "A", "é", *NOT_NAMES]),
        st.sampled_from(["x", "y", ""]),
        st.sampled_from(["F", "M"]),
    ),
    max_size=25,
)


@given(ROWS, st.booleans())
@settings(deadline=None)
def test_one_record_of_each_person_and_day_stays(
    drawn: list[tuple[dt.date | None, int, str, str, str]], by_court: bool
) -> None:
    rows = [(DAYS[0], 0, "z", "x", "F"), (DAYS[0], 3, "", "x", "F"), *drawn]
    cells: list[Cells] = [(written(day, way) if day else "NA", *rest) for day, way, *rest in rows]
    alike: defaultdict[object, list[tuple[dt.date | None, Cells]]] = defaultdict(list)
    for (day, *_), row in zip(rows, cells, strict=True):
        names = row[1:3] if by_court else row[1:2]
        unnamed = {name.strip() for name in names} & {name.strip() for name in NOT_NAMES}
        # A row without a name or a day is a group of its own.
        key = (day, *(name.strip() for name in names))
        alike[len(alike) if unnamed or day is None else key].append((day, row))
    stay = [min(group, key=lambda member: first(member[1])) for group in alike.values()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("when", "who", "court", "sex"), *cells])
        columns = ["who", "court"] if by_court else ["WHO"]
        rollup = roll_up(
            recognize([path]),
            date_column="when",
            flags={"women": "sex = F"},
            same_person=columns,
            leave_out_same_person=True,
            threads=1,
        )
    months = rollup.months.set_index("month")
    counted = Counter(f"{day:%Y-%m}" for day, _ in stay if day)
    assert {month: n for month, n in months["records"].fillna(0).items() if n} == counted
    women = Counter(f"{day:%Y-%m}" for day, row in stay if day and row[3] == "F")
    assert {month: n for month, n in months["women"].fillna(0).items() if n} == women
    report = rollup.report
    assert report.same_person is not None
    assert report.same_person.rows == report.rows_left_out == len(rows) - len(stay)
    assert report.rows_read == len(rows)
    assert report.rows_without_date == sum(day is None for day, *_ in rows)
    assert report.rows_read == report.rows_used + report.rows_set_aside
    (file_rows,) = report.files
    assert (file_rows.read, file_rows.used) == (report.rows_read, report.rows_used)


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["when,who,sex", *rows]) + "\n")
    return path


def test_off_by_default_and_counted_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        tmp_path / "one.csv", "2024-01-01,a,F", "2024-01-01,a,M", "2024-01-31,a,F", "2024-01-31,,F"
    )
    out = tmp_path / "months.csv"
    assert main([str(path), "--out", str(out)]) == 0
    assert "Same person" not in capsys.readouterr().out
    assert json.loads((tmp_path / "months.report.json").read_text())["same_person"] is None

    assert main([str(path), "--same-person", "who", "--out", str(out)]) == 0
    assert out.read_text() == "month,records,whole\n2024-01,4,true\n"
    said = capsys.readouterr().out
    assert (
        "Same person      1  (rows that repeat who and the day of another row; they are counted; "
        "rows without an identifier, which repeat nothing: 1)\n"
    ) in said
    assert json.loads((tmp_path / "months.report.json").read_text())["same_person"] == {
        "columns": ["who"],
        "rows": 1,
        "left_out": False,
        "unnamed": 1,
        "as_written": False,
    }

    arguments = ["--same-person", "who", "--leave-out-same-person", "--by", "sex"]
    assert main([str(path), *arguments, "--out", str(out)]) == 0
    # As md5sum says, 2024-01-01|a|M comes before 2024-01-01|a|F (04 before 18).
    assert out.read_text() == "month,records,F,M,whole\n2024-01,3,2,1,true\n"
    said = capsys.readouterr().out
    assert "Rows used        3\nRows set aside   1\n  same person    1\n" in said
    assert "they are left out: of each person and day one row stays, the first by its date" in said


@pytest.mark.parametrize("mark", NOT_NAMES)
def test_what_stands_for_no_name_is_not_a_person(mark: str, tmp_path: Path) -> None:
    rows = [f'2024-01-01,"{mark}",F', f'2024-01-01,"{mark}",M', "2024-01-01,a,F"]
    report = roll_up(recognize([write(tmp_path / "one.csv", *rows)]), same_person=["who"]).report
    assert report.same_person is not None
    assert (report.same_person.rows, report.same_person.unnamed) == (0, 2)


def test_the_same_person_in_two_files_in_either_order(tmp_path: Path) -> None:
    one = write(tmp_path / "one.csv", "2024-01-01,a,M", "2024-01-31,b,F")
    two = write(tmp_path / "two.csv", "2024-01-01,a,F", "2024-01-31,c,F")
    for files in ([one, two], [two, one]):
        rollup = roll_up(
            recognize(files),
            flags={"women": "sex = F"},
            same_person=["who"],
            leave_out_same_person=True,
        )
        assert rollup.months["records"].tolist() == [3]
        assert rollup.months["women"].tolist() == [2]
        assert {file.file: (file.used, file.set_aside) for file in rollup.report.files} == {
            "one.csv": (2, 0),
            "two.csv": (1, 1),
        }


def test_a_day_written_in_two_ways_is_said_not_to_be_found(tmp_path: Path) -> None:
    path = write(tmp_path / "one.csv", "2024-01-01,a,M", "1/1/2024,a,F", "01/01/2024,a,F")
    report = roll_up(recognize([path]), same_person=["who"]).report
    assert report.same_person is not None
    assert (report.same_person.rows, report.same_person.as_written) == (1, True)
    assert "the same day written in two ways is not found" in str(report)


def test_choices_that_do_not_fit(tmp_path: Path) -> None:
    form = recognize([write(tmp_path / "one.csv", "2024-01-01,a,M")])
    with pytest.raises(RecordsError, match="there is no column whom"):
        roll_up(form, same_person=["whom"])
    with pytest.raises(RecordsError, match="--same-person COLUMN"):
        roll_up(form, leave_out_same_person=True)
