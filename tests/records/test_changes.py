"""Two releases of the same records, set side by side: counted here in Python, row by row."""

import csv
import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.records import RecordsError, recognize
from lib.records.__main__ import main
from lib.records.changes import compare

HEADER = ["id", "departed", "country", "gender"]
FIRST = dt.date(2015, 10, 1)


def record(number: int) -> list[str]:
    day = FIRST + dt.timedelta(number)
    country = ["MEXICO", "COTE D IVOIRE", "CUBA"][number % 3]
    return [f"A{number}", day.isoformat(), country, ["Male", "Female"][number % 2]]


def write(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    """The new release lacks two rows, has a month more, and calls two things otherwise."""
    old = [[*record(number), "x"] for number in range(92)]
    new = [
        [*cells[:2], "IVORY COAST" if "IVOIRE" in cells[2] else cells[2], cells[3].upper()]
        for cells in (record(number) for number in range(123) if number not in (3, 40))
    ]
    return (
        write(tmp_path / "old.csv", old, [*HEADER, "remark"]),
        write(tmp_path / "new.csv", new, ["ID", "Departed", "Country", "Gender"]),
    )


def test_months_stand_side_by_side(releases: tuple[Path, Path]) -> None:
    old, new = releases
    months = compare(recognize([old]), recognize([new])).months.set_index("month")
    assert months["old"].tolist()[:3] == [31, 30, 31]
    assert months["new"].tolist() == [30, 29, 31, 31]
    assert months["difference"].tolist()[:3] == [-1, -1, 0]
    assert months["percent"].tolist()[:3] == [-3.2, -3.3, 0.0]
    # The old release ends before the last month: that is no zero.
    last = months.loc["2016-01"]
    assert last[["old", "difference", "percent"]].isna().all()
    assert not last["whole"]


def test_columns_values_and_rows_that_changed(releases: tuple[Path, Path]) -> None:
    old, new = releases
    changes = compare(recognize([old]), recognize([new]), identifier=["id"]).report
    assert (changes.columns_gained, changes.columns_lost) == ((), ("remark",))
    assert [str(change) for change in changes.values] == [
        "country: “COTE D IVOIRE” became “IVORY COAST” (31 rows)",
        "gender: “Male” became “MALE” (46 rows)",
        "gender: “Female” became “FEMALE” (46 rows)",
    ]
    assert (changes.rows_in_both, changes.rows_only_old, changes.rows_only_new) == (90, 2, 31)
    assert set(changes.examples_only_old) == {"A3", "A40"}
    assert (changes.old.last_date, changes.new.last_date) == ("2015-12-31", "2016-01-31")


def test_without_an_identifier_a_new_name_is_a_guess_nobody_makes(
    releases: tuple[Path, Path],
) -> None:
    old, new = releases
    changes = compare(recognize([old]), recognize([new])).report
    assert [str(change) for change in changes.values][:2] == [
        "country: “COTE D IVOIRE” is gone (31 rows)",
        "country: “IVORY COAST” is new (40 rows)",
    ]
    assert changes.identifier == ("id", "departed", "country", "gender")
    assert "by all columns that both have" in str(changes)


@given(
    olds=st.lists(st.integers(0, 40), min_size=1, max_size=30),
    news=st.lists(st.integers(0, 40), min_size=1, max_size=30),
)
def test_rows_in_one_release_only(
    olds: list[int], news: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("releases")
    paths = [
        write(folder / name, [record(number) for number in numbers])
        for name, numbers in (("old.csv", olds), ("new.csv", news))
    ]
    changes = compare(*(recognize([path]) for path in paths), date_column="departed").report
    before, after = Counter(olds), Counter(news)
    assert changes.rows_only_old == (before - after).total()
    assert changes.rows_only_new == (after - before).total()
    assert changes.rows_in_both == (before & after).total()


def test_the_command(
    releases: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, releases)
    out = tmp_path / "changes.csv"
    assert main(["compare", old, "--", new, "--identifier", "id", "--out", str(out)]) == 0
    assert "only in old    2, such as" in capsys.readouterr().out
    assert out.read_text().splitlines()[:2] == [
        "month,old,new,difference,percent,whole",
        "2015-10,31,30,-1,-3.2,true",
    ]
    assert json.loads(out.with_suffix(".report.json").read_text())["columns_lost"] == ["remark"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["compare", "{new}", "--out", "{out}"], "only one release was given"),
        (
            ["compare", "{old}", "--", "{new}", "--identifier", "remark", "--out", "{out}"],
            "new.csv: there is no column remark in both releases",
        ),
        (
            ["compare", "{old}", "--", "{new}", "--out", "{old}"],
            "old.csv: this is one of the input files; it would be overwritten",
        ),
    ],
)
def test_what_the_command_refuses(
    arguments: list[str],
    line: str,
    releases: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = {"old": releases[0], "new": releases[1], "out": tmp_path / "out.csv"}
    assert main([argument.format(**names) for argument in arguments]) == 2
    told = capsys.readouterr().err
    assert line in told
    assert told.count("\n") == 1


def test_releases_of_other_tables(tmp_path: Path) -> None:
    old = write(tmp_path / "old.csv", [record(1)])
    new = write(tmp_path / "new.csv", [["2016-01-01", "x"], ["2016-01-02", "y"]], ["on", "what"])
    with pytest.raises(RecordsError, match="the two releases have no column in common"):
        compare(recognize([old]), recognize([new]))
