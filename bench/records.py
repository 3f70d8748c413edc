"""The roll-up beside bare DuckDB SQL, pandas and polars, in one run.

    python -m bench.records [--rows 1 10 50]

Each measurement is a process of its own that imports first and then takes the time; files are read
once beforehand, so that all find them in the cache of the disk; the best of some rounds counts, and
the contestants take turns. All count the same: removals and convicted by month of departure.
``roll-up`` also reads every Removal Date, to tell whole months; ``roll-up, duplicates`` (what the
command does unless told not to) also counts rows that repeat another in every cell, and stands
beside bare SQL that does the same. The seconds suffer from whatever else the machine does at the
time; the work, seconds of processor over all cores, hardly does. Results go into bench/records.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import synthetic
from lib import sql

HERE = Path(__file__).parent
RECORDS = HERE.parent.parent / "shared" / "data" / "removal_records"
MEMORY = "512MB"

# Contestants: each gives removals, convicted and, where it counts them, duplicates.


def rollup(files: list[str], *, duplicates: bool = False) -> Callable[[], object]:
    from lib.records import recognize, roll_up

    def run() -> object:
        result = roll_up(recognize(files), duplicates=duplicates, memory_limit=MEMORY)
        return (
            int(result.months["removals"].sum()),
            int(result.months["convicted"].sum()),
            result.report.duplicates,
        )

    return run


def bare(files: list[str], *, duplicates: bool = False) -> Callable[[], object]:
    import duckdb

    columns = ", ".join(f"{sql.literal(column)}: 'VARCHAR'" for column in synthetic.COLUMNS)
    paths = f"[{', '.join(sql.path(Path(file)) for file in files)}]"
    read = (
        f"read_parquet({paths})"
        if files[0].endswith(".parquet")
        else f"read_csv({paths}, columns = {{{columns}}}, header = false, skip = 6, "
        "auto_detect = false, delim = '|', quote = '\"', escape = '\"')"
    )
    cells = ", ".join(sql.identifier(column) for column in synthetic.COLUMNS)
    distinct = f", count(DISTINCT hash({cells})) AS kinds" if duplicates else ", 0 AS kinds"
    query = (
        "SELECT sum(removals), sum(convicted), sum(removals) - sum(kinds) FROM ("
        "SELECT date_trunc('month', strptime(\"Departed Date\", '%m/%d/%Y')) AS month, "
        "count(*) AS removals, "
        "count(*) FILTER (starts_with(\"RC Threat Level\", '(B)(7)(E)')) AS convicted"
        f"{distinct} FROM {read} GROUP BY month)"
    )

    def run() -> object:
        with tempfile.TemporaryDirectory() as folder:
            config: dict[str, str | bool | int | float | list[str]] = {
                "memory_limit": MEMORY,
                "temp_directory": folder,
                "preserve_insertion_order": "false",
            }
            with duckdb.connect(config=config) as connection:
                removals, convicted, repeated = connection.execute(query).fetchall()[0]
        return int(removals), int(convicted), int(repeated) if duplicates else None

    return run


def in_pandas(files: list[str]) -> Callable[[], object]:
    import pandas as pd

    wanted = ["Departed Date", "RC Threat Level"]

    def read(file: str) -> pd.DataFrame:
        if file.endswith(".parquet"):
            return pd.read_parquet(file, columns=wanted)
        return pd.read_csv(
            file, sep="|", skiprows=5, usecols=wanted, dtype=str, keep_default_na=False
        )

    def run() -> object:
        frame = pd.concat([read(file) for file in files])
        frame["month"] = pd.to_datetime(frame["Departed Date"], format="%m/%d/%Y").dt.to_period("M")
        frame["convicted"] = frame["RC Threat Level"].str.startswith("(B)(7)(E)")
        months = frame.groupby("month")["convicted"].agg(["size", "sum"])
        return int(months["size"].sum()), int(months["sum"].sum()), None

    return run


def in_polars(files: list[str]) -> Callable[[], object]:
    import polars as pl

    def scan(file: str) -> pl.LazyFrame:
        if file.endswith(".parquet"):
            return pl.scan_parquet(file)
        return pl.scan_csv(file, separator="|", skip_rows=5, infer_schema=False)

    def run() -> object:
        day = pl.col("Departed Date").str.to_date("%-m/%-d/%Y")
        months = (
            pl.concat([scan(file) for file in files])
            .group_by(day.dt.truncate("1mo").alias("month"))
            .agg(
                pl.len().alias("removals"),
                pl.col("RC Threat Level").str.starts_with("(B)(7)(E)").sum().alias("convicted"),
            )
            .collect(engine="streaming")
        )
        return int(months["removals"].sum()), int(months["convicted"].sum()), None

    return run


CONTESTANTS: dict[str, Callable[[list[str]], Callable[[], object]]] = {
    "roll-up": rollup,
    "bare DuckDB": bare,
    "pandas": in_pandas,
    "polars": in_polars,
    "roll-up, duplicates": lambda files: rollup(files, duplicates=True),
    "bare DuckDB, duplicates": lambda files: bare(files, duplicates=True),
}


def one(name: str, files: list[str]) -> None:
    """In a process of its own: prepares, runs, and prints seconds, work, peak memory and answer."""
    import resource

    run = CONTESTANTS[name](files)
    worked, start = time.process_time(), time.perf_counter()
    answer = run()
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "work": work, "peak": peak, "answer": answer}))


def measure(name: str, files: list[str], root: Path = HERE.parent) -> dict[str, object]:
    """One run of a contestant as it is in the working tree ``root``, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.records", "--one", name, *files],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {
            "problem": "killed: out of memory"
            if done.returncode < 0
            else done.stderr.strip().splitlines()[-1][:80]
        }
    return dict(json.loads(done.stdout))


def compare(
    title: str, files: list[Path], rounds: int, skip: frozenset[str] = frozenset()
) -> list[str]:
    """The table of one input: contestants take turns, the best round counts."""
    for file in files:
        with file.open("rb") as data:
            while data.read(1 << 24):
                pass
    names = [name for name in CONTESTANTS if name not in skip]
    best: dict[str, dict[str, object]] = {}
    for _ in range(rounds):
        for name in names:
            result = measure(name, [str(file) for file in files])
            if name not in best or float(str(result.get("seconds", 1e9))) < float(
                str(best[name].get("seconds", 1e9))
            ):
                best[name] = result
            print(title, name, result, file=sys.stderr, flush=True)
    return table(title, best)


def table(title: str, best: dict[str, dict[str, object]]) -> list[str]:
    """The results of one input as lines of Markdown."""
    answers = {
        str(answer[:2])
        for result in best.values()
        if isinstance(answer := result.get("answer"), list)
    }
    lines = [
        f"### {title}",
        "",
        "| | seconds | work (core seconds) | peak memory | time against bare DuckDB "
        "| work against bare DuckDB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, result in best.items():
        if "problem" in result:
            lines.append(f"| {name} | {result['problem']} | | | | |")
            continue
        rival = best["bare DuckDB, duplicates" if "duplicates" in name else "bare DuckDB"]
        time_ratio, work_ratio = (
            float(str(result[unit])) / float(str(rival[unit])) for unit in ("seconds", "work")
        )
        lines.append(
            f"| {name} | {result['seconds']:.2f} | {result['work']:.2f} | {result['peak']} MB "
            f"| {time_ratio:.2f} x | {work_ratio:.2f} x |"
        )
    agree = (
        "All agree on removals and convicted."
        if len(answers) == 1
        else f"THE ANSWERS DIFFER: {answers}"
    )
    return [*lines, "", agree, ""]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument(
        "--rows", nargs="*", type=int, default=[1, 10, 50], help="millions of synthetic rows"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--folder", type=Path, help="where the synthetic files are, or are made; kept if given"
    )
    parser.add_argument("--out", type=Path, default=HERE / "records.md")
    given, files = parser.parse_known_args()
    if given.one:
        one(given.one, files)
        return
    import duckdb
    import pandas
    import polars

    lines = [
        "# The roll-up of records, measured",
        "",
        (__doc__ or "").split("\n\n", 2)[2].strip(),
        "",
        f"{dt.date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"DuckDB {duckdb.__version__} (memory limit {MEMORY}), pandas {pandas.__version__}, "
        f"polars {polars.__version__}; best of {given.rounds} rounds (one at 50 million). "
        "Command: `make bench-records`.",
        "",
    ]
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if RECORDS.is_dir():
            lines += compare(
                "The four real files (963,972 rows, gzip)",
                sorted(RECORDS.glob("*.gz")),
                given.rounds,
            )
        for millions in given.rows:
            for kind, make in (("csv", synthetic.write_csv), ("parquet", synthetic.write_parquet)):
                path = folder / f"{millions}m.{kind}"
                if not path.exists():
                    make(millions * 1_000_000, path)
                # pandas holds all rows: at 50 million that is more than most machines have.
                skip = frozenset({"pandas"}) if millions > 20 else frozenset()
                lines += compare(
                    f"{millions} million rows, {kind.upper() if kind == 'csv' else 'Parquet'}",
                    [path],
                    1 if millions > 20 else given.rounds,
                    skip,
                )
                if not given.folder:
                    path.unlink()
                given.out.write_text("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
