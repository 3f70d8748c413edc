"""The roll-up on a real cluster gives what it gives on one machine, also when a worker dies."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bench import synthetic
from lib.records import RecordsError, RollUp, recognize, roll_up
from lib.records.__main__ import main
from tests.records.small_tables import put
from tests.records.test_awkward_neighbors import ALL as NEIGHBORS
from tests.records.test_dates import DATES, TIMES
from tests.spark.conftest import Cluster

pytestmark = pytest.mark.spark

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "removal_records"
FILES = Path(__file__).resolve().parents[1] / "records" / "files"


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The real files, or where they are not at hand synthetic ones of their form."""
    if FOLDER.is_dir():
        return sorted(FOLDER.glob("*.csv.gz"))
    folder = tmp_path_factory.mktemp("synthetic")
    files = [folder / f"{number}.csv" for number in range(4)]
    for number, file in enumerate(files):
        synthetic.write_csv(200_000 + number, file)
    return files


def same(one: RollUp, other: RollUp) -> None:
    pd.testing.assert_frame_equal(one.months, other.months)
    left, right = one.report.as_dict(), other.report.as_dict()
    for differing in ("engine", "examples"):
        left.pop(differing)
        right.pop(differing)
    assert left == right
    assert len(one.report.examples) == len(other.report.examples)


@pytest.fixture(scope="module")
def session(cluster: Cluster) -> Iterator[None]:
    """One session for the tests that share it: a new one takes longer than most of them."""
    pyspark_sql = pytest.importorskip("pyspark.sql")
    opened = pyspark_sql.SparkSession.builder.master(cluster.address).getOrCreate()
    yield
    opened.stop()


@pytest.mark.usefixtures("session")
def test_real_records(cluster: Cluster, records: list[Path]) -> None:
    form = recognize(records)
    choices: dict[str, Any] = {
        "by": "Gender",
        "flags": {"mexico": "Citizenship = MEXICO", "arrest unknown": "Apprehension Date is empty"},
    }
    same(roll_up(form, engine=cluster.address, **choices), roll_up(form, **choices))


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    "names",
    [
        [
            *("comma.csv", "semicolon.csv", "quoted_breaks.csv", "preamble.csv", "blank_lines.csv"),
            *("reordered.csv", "two_members.csv.gz", "utf16.csv", "latin1.csv"),
            *("mixed_line_ends.csv", "two_sheets.xlsx", "single_quotes.csv", "bom.csv"),
        ],
        ["dates.parquet"],
        ["times.csv"],
        ["comma.csv", "dates.parquet", "texts.parquet"],
        ["set_aside.csv", "duplicates.csv"],
    ],
)
def test_awkward_files(cluster: Cluster, names: list[str]) -> None:
    form = recognize([FILES / name for name in names])
    flags = {"quoted": 'who contains "', "slash": "who != \\", "apart": "who starts with O'"}
    choices: dict[str, Any] = {
        "date_column": form.columns[0],
        "flags": {k: v.replace("who", form.columns[1]) for k, v in flags.items()},
    }
    same(roll_up(form, engine=cluster.address, **choices), roll_up(form, **choices))


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("name", NEIGHBORS)
def test_awkward_kinds(cluster: Cluster, name: str, tmp_path: Path) -> None:
    neighbor = NEIGHBORS[name]
    arguments = [*put(tmp_path, neighbor.files), *neighbor.options]
    tables: list[tuple[str, dict[str, Any]]] = []
    for engine in ("duckdb", cluster.address):
        out = tmp_path / f"{len(tables)}.csv"
        assert main([*arguments, "--engine", engine, "--out", str(out)]) == 0
        report = json.loads(out.with_suffix(".report.json").read_text())
        report["engine"] = ""
        report["examples"] = sorted(report["examples"], key=str)
        tables.append((out.read_text(), report))
    assert tables[0] == tables[1]


@pytest.mark.usefixtures("session")
def test_totals_notes_and_tables_below_are_no_records(cluster: Cluster, tmp_path: Path) -> None:
    records = [
        f"A{number},2016-{number % 3 + 1:02}-{number % 9 + 1:02},theft" for number in range(60)
    ]
    table = "\n".join(["case,arrest date,charge", *records, "Subtotal,2016-03-28,60", ""])
    path = tmp_path / "total.csv"
    path.write_text(table)
    here = roll_up(recognize([path]))
    assert (here.report.rows_used, here.report.rows_unreadable) == (60, 1)
    same(roll_up(recognize([path]), engine=cluster.address), here)
    path.write_text(table.replace("A30,", "case,detainer date,charge\nA30,"))
    for engine in ("duckdb", cluster.address):
        with pytest.raises(RecordsError, match="row 32"):
            roll_up(recognize([path]), engine=engine)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("leave_out", [False, True])
def test_conditions_and_the_same_person(cluster: Cluster, tmp_path: Path, leave_out: bool) -> None:
    draw = random.Random(7).choice
    days = ["2024-01-05", "2024-1-5", "2024-02-03", "2024-02-03 10:09", " 2024-02-03", "NA", ""]
    people = ["a", "b", " a", "", "(b)(6)", "NA", "\u00e9\\"]
    path = tmp_path / "alike.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["when", "who", "to", "home", "note"])
        for _ in range(2_000):
            to, home = draw(["PERU", "peru ", "Pe ru", ""]), draw(["PERU", "peru", "CUBA", ""])
            note = draw(["", "x y", '"q"', "O'N", "a\nb"])
            rows.writerow([draw(days), draw(people), to, home, note])
    flags = {
        "same": "to = home",
        "other": "to != [home] ignoring case",
        "alike": "to = home ignoring case and blanks",
        "among": "home in (peru, cuba) ignoring case",
        "not among": 'who not in (a, "\u00e9\\")',
        "inside": "note contains ab ignoring blanks",
    }
    choices: dict[str, Any] = {
        "date_column": "when",
        "flags": flags,
        "same_person": ["who"],
        "leave_out_same_person": leave_out,
    }
    form = recognize([path])
    expected = roll_up(form, **choices)
    assert expected.months[list(flags)].to_numpy().all(), "a flag that meets nothing shows nothing"
    same(roll_up(form, engine=cluster.address, **choices), expected)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("timezone", [None, "America/Los_Angeles"])
def test_dates_with_times_in_any_shape(
    cluster: Cluster, timezone: str | None, tmp_path: Path
) -> None:
    moments = [
        (dt.date(2015, 1, 1) + dt.timedelta(23 * step), dt.time(step % 24, step % 60))
        for step in range(30)
    ]
    texts = [
        shape(day) + with_time(time)
        for day, time in moments
        for shape in DATES.values()
        for with_time in TIMES.values()
    ]
    path = tmp_path / "moments.csv"
    path.write_text("\n".join(["when;what", *(f"{text};x" for text in texts), "at 9:30;x", ""]))
    form = recognize([path])
    choices: dict[str, Any] = {"order": "month-first", "timezone": timezone}
    here = roll_up(form, **choices)
    assert here.report.rows_used == len(texts)
    same(roll_up(form, engine=cluster.address, **choices), here)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("timezone", [None, "America/Los_Angeles"])
def test_instants_are_days_of_the_same_zone(
    cluster: Cluster, timezone: str | None, tmp_path: Path
) -> None:
    first = dt.datetime(2015, 10, 1, tzinfo=dt.UTC)
    instants = [first + dt.timedelta(hours=7 * step) for step in range(300)]
    path = tmp_path / "instants.parquet"
    pd.DataFrame({"when": instants, "what": ["x"] * 300}).to_parquet(path)
    form = recognize([path])
    here = roll_up(form, timezone=timezone)
    assert here.report.first_date == ("2015-09-30" if timezone else "2015-10-01")
    same(roll_up(form, engine=cluster.address, timezone=timezone), here)


@pytest.mark.usefixtures("session")
def test_parquet_of_many_rows(cluster: Cluster, tmp_path: Path) -> None:
    path = tmp_path / "many.parquet"
    synthetic.write_parquet(300_000, path)
    form = recognize([path])
    same(roll_up(form, engine=cluster.address), roll_up(form))


def test_a_worker_killed_on_the_way_changes_nothing(cluster: Cluster, records: list[Path]) -> None:
    form = recognize(records)
    expected = roll_up(form)
    results: list[RollUp] = []
    problems: list[BaseException] = []

    def run() -> None:
        try:
            results.append(roll_up(form, engine=cluster.address))
        except BaseException as problem:  # noqa: BLE001 - shown by the test below
            problems.append(problem)

    before = len(cluster.workers)
    thread = threading.Thread(target=run)
    thread.start()
    running = wait_for_a_task_on_each_worker(thread)
    cluster.kill_a_worker()
    assert thread.is_alive(), "the run was over before the worker died"
    thread.join(240)
    cluster.add_worker()
    assert not problems, problems
    assert running >= 1
    assert len(cluster.workers) == before
    same(results[0], expected)


def wait_for_a_task_on_each_worker(thread: threading.Thread) -> int:
    """Returns once both workers are at work on the same stage, as the driver sees it."""
    from pyspark import SparkContext

    deadline = time.monotonic() + 120
    while thread.is_alive() and time.monotonic() < deadline:
        context = SparkContext._active_spark_context
        tracker = context.statusTracker() if context and getattr(context, "_jsc", None) else None
        for stage in tracker.getActiveStageIds() if tracker else []:
            info = tracker.getStageInfo(stage) if tracker else None
            if info and info.numActiveTasks >= 2:
                return int(info.numActiveTasks)
        time.sleep(0.02)
    raise AssertionError("no two tasks ever ran at once")
