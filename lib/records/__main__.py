"""``python -m lib.records FILE... --out months.csv``: case records in, months out."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from lib.records import compare
from lib.records.conditions import __doc__ as conditions
from lib.records.errors import RecordsError
from lib.records.monthly import RollUp
from lib.records.options import add_date_column, add_out, add_reading, add_resources, finish
from lib.records.output import check_paths
from lib.records.profiles import load_profiles
from lib.records.reading import recognize
from lib.records.rollup import roll_up

PATIENCE = 2.0
"""Seconds before a progress bar appears."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when the table is written, 2 when it cannot be, 130 when it was stopped."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["compare"]:
        return compare.main(arguments[1:])
    given = _parser().parse_args(arguments)
    return finish(lambda: _rolled_up(given), given.out)


def _rolled_up(given: argparse.Namespace) -> RollUp:
    flags = _flags(given.flag)
    check_paths(given.files, given.out, given.temp)
    form = recognize(
        given.files,
        profile=given.profile,
        sheets=given.sheet,
        header_row=given.header_row,
        temp_directory=given.temp,
    )
    with _Bar() as bar:
        return roll_up(
            form,
            profile=given.profile,
            date_column=given.date_column,
            by=given.by,
            flags=flags,
            duplicates=given.duplicates,
            same_person=given.same_person,
            leave_out_same_person=given.leave_out_same_person,
            progress=bar.show,
            temp_directory=given.temp,
            memory_limit=given.memory,
            threads=given.threads,
            engine=given.engine,
            order=given.order,
            timezone=given.timezone,
            label=given.label,
        )


def _flags(texts: Sequence[str]) -> dict[str, str]:
    flags: dict[str, str] = {}
    for text in texts:
        name, _, condition = (part.strip() for part in text.partition("="))
        if not name or not condition:
            raise RecordsError(f"“{text}” is not a flag", hint="Write --flag NAME=CONDITION")
        if name in flags:
            raise RecordsError(
                f"the flag {name} is given twice", hint="Give each flag its own name"
            )
        flags[name] = condition
    return flags


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
        description="Count the rows of CSV files, workbooks, Parquet and other files, also in ZIP "
        "archives, by the month of a date in them. What changed between two releases: "
        "python -m lib.records compare --help",
        epilog=f"Conditions:\n{conditions}\nProfiles: {', '.join(load_profiles())}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="files with the same columns or most of them, counted together",
    )
    parser.add_argument(
        "--sheet",
        action="append",
        default=[],
        metavar="NAME",
        help="count this sheet of a workbook (may be repeated); otherwise all sheets that hold the "
        "same kind of table",
    )
    parser.add_argument(
        "--header-row",
        type=int,
        metavar="N",
        help="the row that names the columns, the first row of the file being 1",
    )
    dates = parser.add_mutually_exclusive_group()
    dates.add_argument(
        "--profile",
        metavar="NAME",
        help="the known format of the files (detected where possible)",
    )
    add_date_column(dates)
    add_reading(parser, "the column")
    parser.add_argument("--by", metavar="COLUMN", help="also count each value of this column")
    parser.add_argument(
        "--flag",
        action="append",
        default=[],
        metavar="NAME=CONDITION",
        help="also count the rows that meet this condition (may be repeated)",
    )
    parser.add_argument(
        "--label",
        default="",
        metavar="TEXT",
        help="what the records are, such as “Removals from Texas”, for the report",
    )
    add_out(parser, "report")
    parser.add_argument(
        "--no-duplicates",
        dest="duplicates",
        action="store_false",
        help="skip the search for identical rows (faster)",
    )
    parser.add_argument(
        "--same-person",
        nargs="+",
        action="extend",
        default=[],
        metavar="COLUMN",
        help="also count the rows that repeat what another row of the same day has in this column "
        "(or in these together): likely duplicates. Blank and withheld identifiers repeat nothing",
    )
    parser.add_argument(
        "--leave-out-same-person",
        action="store_true",
        help="leave these rows out: of each person and day, the first by its date as written stays",
    )
    parser.add_argument(
        "--engine",
        default="duckdb",
        metavar="ENGINE",
        help="duckdb (default) or a Spark master such as spark://host:7077",
    )
    add_resources(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
