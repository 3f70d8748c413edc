"""``python -m lib.records FILE... --out months.csv``: case records in, months out."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from lib.records.conditions import __doc__ as conditions
from lib.records.errors import RecordsError
from lib.records.profiles import load_profiles
from lib.records.reading import recognize
from lib.records.rollup import MEMORY, roll_up, write

PATIENCE = 2.0
"""Seconds before a progress bar appears."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when the table is written, 2 when it cannot be, 130 when it was stopped."""
    given = _parser().parse_args(arguments)
    try:
        flags: dict[str, str] = {}
        for name, condition in (_flag(text) for text in given.flag):
            if name in flags:
                raise RecordsError(
                    f"the flag {name} is given twice", hint="Give each flag a name of its own"
                )
            flags[name] = condition
        if given.out.suffix != ".csv" or not given.out.resolve().parent.is_dir():
            raise RecordsError("--out must be a .csv in a folder that exists", file=str(given.out))
        for target in (given.out, given.out.with_suffix(".report.json")):
            if target.resolve() in {file.resolve() for file in given.files}:
                raise RecordsError(
                    "this is one of the files to be read; it would be overwritten", file=str(target)
                )
        if given.temp and not given.temp.is_dir():
            raise RecordsError("--temp must be a folder that exists", file=str(given.temp))
        form = recognize(given.files, profile=given.profile)
        with _Bar() as bar:
            rollup = roll_up(
                form, profile=given.profile, date_column=given.date_column, by=given.by, flags=flags,
                duplicates=given.duplicates, progress=bar.show, temp_directory=given.temp, memory_limit=given.memory,
                threads=given.threads, engine=given.engine,
            )  # fmt: skip
        write(rollup, given.out)
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    print(rollup.report)
    print(f"Written          {given.out} and {given.out.with_suffix('.report.json').name}")
    return 0


def _flag(text: str) -> tuple[str, str]:
    name, equals, condition = text.partition("=")
    if not (name.strip() and equals and condition.strip()):
        raise RecordsError(f"“{text}” is not a flag", hint="Write --flag NAME=CONDITION")
    return name.strip(), condition.strip()


class _Bar:
    """A progress bar on a terminal, for what takes longer than PATIENCE."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._start = time.monotonic()
        self._wanted = sys.stderr.isatty()

    def __enter__(self) -> _Bar:
        return self

    def show(self, share: float) -> None:
        if not self._wanted or time.monotonic() - self._start < PATIENCE:
            return
        if self._bar is None:
            self._bar = tqdm(
                total=100,
                unit="%",
                desc="Reading",
                leave=False,
                bar_format="{desc} {bar} {percentage:3.0f} %",
            )
        self._bar.n = round(share * 100)
        self._bar.refresh()

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lib.records",
        description="Case records in, months out: counts the rows of CSV, Parquet or XLSX files by the month of a date in them.",
        epilog=f"A condition:\n{conditions}\nProfiles: {', '.join(load_profiles())}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="files of one form, read as one"
    )
    dates = parser.add_mutually_exclusive_group()
    dates.add_argument(
        "--profile",
        metavar="NAME",
        help="the known form the files have (found by itself where it can be)",
    )
    dates.add_argument(
        "--date-column", metavar="COLUMN", help="the column whose month a record is counted in"
    )
    parser.add_argument("--by", metavar="COLUMN", help="also count for each value of this column")
    parser.add_argument(
        "--flag",
        action="append",
        default=[],
        metavar="NAME=CONDITION",
        help="also count the rows that meet a condition",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help="the table to write; the report goes beside it",
    )
    parser.add_argument(
        "--no-duplicates",
        dest="duplicates",
        action="store_false",
        help="do not look for rows that repeat another: faster",
    )
    parser.add_argument(
        "--engine",
        default="duckdb",
        metavar="ENGINE",
        help="duckdb (the default), or a Spark master: spark://host:7077",
    )
    parser.add_argument(
        "--memory", default=MEMORY, help=f"what DuckDB may hold before it spills to disk ({MEMORY})"
    )
    parser.add_argument("--threads", type=int, help="how many cores to use (all)")
    parser.add_argument(
        "--temp", type=Path, metavar="FOLDER", help="where to put what is temporary"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
