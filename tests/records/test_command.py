"""The command: what it writes, what it leaves, what it says."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from lib.records import RecordsError, recognize, roll_up, write
from lib.records.__main__ import main
from lib.records.interrupts import ctrl_c_stops

FILES = Path(__file__).parent / "files"
PROJECT = Path(__file__).resolve().parents[2]


def test_it_writes_the_table_and_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "months.csv"
    arguments = [
        str(FILES / "comma.csv"),
        "--by",
        "sex",
        "--flag",
        "ana=who = Ana",
        "--flag",
        "late=when starts with 2015-12",
    ]
    assert main([*arguments, "--out", str(out)]) == 0
    assert out.read_text() == (
        "month,records,ana,late,M,F,whole\n"
        "2015-10,3,1,0,2,1,true\n"
        "2015-11,0,0,0,0,0,true\n"
        "2015-12,2,0,2,1,1,true\n"
    )
    report = json.loads((tmp_path / "months.report.json").read_text())
    assert (report["rows_read"], report["rows_used"], report["rows_set_aside"]) == (5, 5, 0)
    assert report["flags"] == {"ana": "who = Ana", "late": "when starts with 2015-12"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["months.csv", "months.report.json"]
    said = capsys.readouterr()
    assert "Rows read" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--profile", "none"], "there is no profile none"),
        (
            ["--profile", "ice-removals"],
            "the profile ice-removals needs a column Area of Responsibility",
        ),
        (["--date-column", "then"], "there is no column then"),
        (["--date-column", "who"], "column who: the column contains no dates"),
        (["--by", "then"], "there is no column then"),
        (["--flag", "x"], "“x” is not a flag"),
        (["--flag", "x=who"], "“who” is not a condition"),
        (["--flag", "x=then = 1"], "there is no column then"),
        (["--flag", "month=who = Ana"], "a flag cannot be called “month”"),
        (["--flag", "x=who = Ana", "--flag", "whole=who = Bo"], "a flag cannot be called “whole”"),
        (["--flag", "x=who = Ana", "--flag", "x=who = Bo"], "the flag x is given twice"),
        (["--temp", "/nowhere"], "--temp must be an existing folder"),
    ],
)
def test_a_choice_that_does_not_fit_gets_one_line(
    arguments: list[str], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(FILES / "comma.csv"), *arguments, "--out", str(tmp_path / "months.csv")]) == 2
    said = capsys.readouterr().err
    assert line in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_split_into_too_many_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ids.csv"
    path.write_text("when,id\n" + "".join(f"2015-10-01,p{number}\n" for number in range(60)))
    with pytest.raises(RecordsError, match="the column has 60 different values; the limit is 50"):
        roll_up(recognize([path]), by="id")


def test_the_records_are_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "records.csv"
    path.write_bytes(before := (FILES / "comma.csv").read_bytes())
    assert main([str(path), "--out", str(tmp_path / ".." / tmp_path.name / "records.csv")]) == 2
    assert "it would be overwritten" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_gets_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert main([str(pipe), "--out", str(tmp_path / "months.csv")]) == 2
    assert "this is not a regular file, and records are read twice" in capsys.readouterr().err


def test_an_out_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(FILES / "comma.csv"), "--out", str(tmp_path / "no" / "months.csv")]) == 2
    assert "--out must be a .csv file in an existing folder" in capsys.readouterr().err


def test_an_old_table_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    out = tmp_path / "months.csv"
    out.write_text("old\n")
    assert main([str(FILES / "bad_truncated.csv.gz"), "--out", str(out)]) == 2
    assert out.read_text() == "old\n"


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    """A real process, interrupted while it reads."""
    many = tmp_path / "many.csv"
    line = "2015-10-{:02d},some person or other with a long description of no importance {},M\n"
    block = "".join(line.format(1 + number % 28, number) for number in range(100_000))
    with many.open("w") as file:
        file.write("when,who,sex\n")
        for _ in range(60):
            file.write(block)
    out = tmp_path / "out"
    temporary = tmp_path / "temporary"
    out.mkdir()
    temporary.mkdir()
    arguments = ["--out", str(out / "months.csv"), "--temp", str(temporary), "--threads", "1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "lib.records", str(many), *arguments],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Tests run in the background of a shell inherit that an interrupt is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not list(temporary.iterdir()) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130, error
    assert error == "Stopped; nothing was written.\n"
    assert list(out.iterdir()) == []
    assert list(temporary.iterdir()) == []


ENDLESS = """
import duckdb, signal
from lib.records.interrupts import execute

# A process in the background of a shell inherits that an interrupt is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
with duckdb.connect() as connection:
    try:
        print("running", flush=True)
        execute(
            connection,
            "SELECT count(*) FROM range(1_000_000_000_000) AS n(i) WHERE hash(i) % 7 = 3",
        )
    except KeyboardInterrupt:
        print("stopped")
"""


def test_ctrl_c_during_any_query_is_a_keyboard_interrupt() -> None:
    """A process of its own: a query that does not hear it ends the test and not all tests."""
    command = [sys.executable, "-c", ENDLESS]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "running\n"
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=60)[0] == "stopped\n"
        finally:
            process.kill()


def test_another_runtime_error_stays_one() -> None:
    with pytest.raises(RuntimeError, match="no memory for a thread"), ctrl_c_stops():
        raise RuntimeError("no memory for a thread")


def test_the_bar_appears_on_a_terminal_only_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from lib.records import __main__ as command

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with command._Bar() as bar:
        bar.show(0.1)
    assert capsys.readouterr().err == ""
    with command._Bar() as bar:
        bar._start -= command.PATIENCE
        bar.show(0.5)
    assert "50 %" in capsys.readouterr().err


def test_progress_ends_at_one() -> None:
    heard: list[float] = []
    roll_up(recognize([FILES / "comma.csv"]), progress=heard.append)
    assert heard[-1] == 1.0
    assert heard == sorted(heard)


def test_roll_ups_beside_each_other_do_not_mix() -> None:
    names = [
        "comma.csv",
        "duplicates.csv",
        "reordered.csv",
        "dates.parquet",
        "utf16.csv",
        "book.xlsx",
    ] * 5
    expected = {"duplicates.csv": [5, 0, 2], "reordered.csv": [1]}

    def count(name: str) -> list[int]:
        rollup = roll_up(recognize([FILES / name]), memory_limit="64MB", threads=1)
        return list(rollup.months["records"])

    with ThreadPoolExecutor(8) as pool:
        for name, counts in zip(names, pool.map(count, names), strict=True):
            assert counts == expected.get(name, [3, 0, 2]), name


def test_names_of_uploads_stand_in_for_names_on_disk() -> None:
    with pytest.raises(RecordsError, match=r"^my letter: this is not a table"):
        recognize([FILES / "bad_prose.csv"], names=["my letter"])


def test_the_table_is_as_readable_as_the_folder_allows(tmp_path: Path) -> None:
    write(roll_up(recognize([FILES / "comma.csv"])), tmp_path / "months.csv")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "months.csv").stat().st_mode & 0o777 == 0o666 & ~mask
    assert pd.read_csv(tmp_path / "months.csv")["whole"].dtype == bool
