"""What a message says to choose, here and elsewhere, and what the report says of rows without a
date and of what the records are."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.records import RecordsError, errors, recognize, roll_up
from lib.records.__main__ import main
from lib.records.changes import compare
from lib.records.dates import is_outside
from lib.records.errors import COMMAND
from lib.records.zones import zone_named, zone_names
from tests.records.command import run

ELSEWHERE = {choice: f"under “{choice}”" for choice in COMMAND}
"""The words of some page."""


def table(folder: Path, cells: list[str], name: str = "t.csv") -> Path:
    path = folder / name
    rows = [f'"{cell}",{number}' for number, cell in enumerate(cells)]
    path.write_text("\n".join(["arrest date,case", *rows]) + "\n", "utf-8")
    return path


EITHER = [f"{n % 12 + 1}/{n % 11 + 1}/2016" for n in range(132)]
PROBLEMS = {
    "order": EITHER,
    "date_column": [f"Q{n % 4 + 1}" for n in range(40)],
}


@pytest.mark.parametrize("choice", PROBLEMS)
def test_a_message_names_the_option_on_the_command_alone(choice: str, tmp_path: Path) -> None:
    path = table(tmp_path, PROBLEMS[choice])
    with pytest.raises(RecordsError) as raised:
        roll_up(recognize([path]))
    assert raised.value.choice == choice
    assert COMMAND[choice] in str(raised.value)
    said = raised.value.said(ELSEWHERE)
    assert ELSEWHERE[choice] in said and "--" not in said
    assert said == str(raised.value).replace(COMMAND[choice], ELSEWHERE[choice])


COMMANDS = {"__main__.py", "compare.py", "conditions.py", "options.py", "output.py"}
"""The modules whose messages nobody sees but on the command."""
PLAIN = {"errors.py", "report.py"}
"""The modules that word what a command says."""


def test_no_other_module_names_an_option() -> None:
    named = []
    for path in sorted(Path(errors.__file__).parent.glob("*.py")):
        if path.name in COMMANDS | PLAIN:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        named += [
            (path.name, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
            and re.search(r"--[a-z]", node.value)
        ]
    assert named == []


def test_rows_without_a_date_are_reported_by_reason(tmp_path: Path) -> None:
    good = [f"{day}/{month}/2016" for month in (1, 2) for day in range(13, 29)]
    bad = {
        "blank": ["", "  "],
        "a date in another order of day and month only": ["1/31/2016"],
        "a year outside 1900 to 2099": ["13/1/1016", "28/2/2916", "15/1/2100"],
        "not a date": ["soon", "32/1/2016", "13/13/2016", "31/2/1016"],
    }
    cells = [*good, *(cell for group in bad.values() for cell in group)]
    outcome = run(str(table(tmp_path, cells)))
    found = {part["why"]: part for part in outcome.report["undated"]}
    assert {why: part["rows"] for why, part in found.items()} == {
        why: len(group) for why, group in bad.items()
    }
    for why, group in bad.items():
        rows = [(example["row"], example["value"]) for example in found[why]["examples"]]
        first = cells.index(group[0]) + 2
        right = [(first + place, cell) for place, cell in enumerate(group)]
        assert rows and rows == right[: len(rows)]
    assert outcome.report["rows_without_date"] == 10
    assert "without a date 10  (blank 2, a date in another order of day and month only 1, " in (
        outcome.said
    )


@given(
    st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31)), st.sampled_from(["compact", "iso", "us"])
)
def test_a_year_outside_is_told_from_what_is_no_date(day: dt.date, form: str) -> None:
    text = {
        "compact": f"{day.year:04}{day.month:02}{day.day:02}",
        "iso": day.isoformat(),
        "us": f"{day.month}/{day.day}/{day.year}",
    }[form]
    # Within the years the answer does not matter: such a text is a date.
    if not 1900 <= day.year <= 2099:
        assert is_outside(text)
    assert not is_outside(text.replace(str(day.year), "13th"))


def test_a_label_stands_in_the_report(tmp_path: Path) -> None:
    path = table(tmp_path, ["2016-01-05"] * 3)
    outcome = run(str(path), "--label", "Arrests in Ohio")
    assert outcome.report["label"] == "Arrests in Ohio"
    assert outcome.said.startswith("Label            Arrests in Ohio\n")
    assert "Label" not in run(str(path)).said


def test_every_time_zone_offered_is_one() -> None:
    names = list(zone_names())
    assert len(names) == len(set(names)) > 300
    assert names[:2] == ["UTC", "America/New_York"]
    assert [zone_named(name).key for name in names] == names


def test_a_comparison_takes_the_order_and_the_zone(tmp_path: Path) -> None:
    old = recognize([table(tmp_path, EITHER, "old.csv")])
    new = recognize([table(tmp_path, EITHER[:121], "new.csv")])
    with pytest.raises(RecordsError, match="--order"):
        compare(old, new)
    months = compare(old, new, order="day-first").months
    assert months["month"].tolist() == [f"2016-{month:02}" for month in range(1, 12)]
    assert (months["old"].tolist(), months["new"].tolist()) == ([12] * 11, [11] * 11)
    zoned = [f"2016-0{n % 3 + 2}-01T02:00:00Z" for n in range(12)]
    moved = recognize([table(tmp_path, zoned, "zoned.csv")])
    months = compare(moved, moved, timezone="America/New_York").months
    assert months["month"].tolist() == ["2016-01", "2016-02", "2016-03"]


def test_the_command_compares_with_an_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = (str(table(tmp_path, EITHER, name)) for name in ("old.csv", "new.csv"))
    arguments = ["compare", old, "--", new, "--out", str(tmp_path / "changes.csv")]
    assert main(arguments) == 2
    assert "with --order month-first" in capsys.readouterr().err
    assert main([*arguments, "--order", "month-first"]) == 0
    written = (tmp_path / "changes.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[1:4] for line in written[1:]] == [["11", "11", "0"]] * 12
