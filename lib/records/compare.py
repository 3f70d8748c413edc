"""``python -m lib.records compare OLD... -- NEW... --out FILE``: what a new release changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lib.records.changes import compare
from lib.records.duckdb_engine import MEMORY
from lib.records.errors import RecordsError
from lib.records.order import ORDERS
from lib.records.output import check_paths, report_path, write
from lib.records.reading import recognize


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 when the table is written, 2 when it cannot be, 130 when it was stopped."""
    before, given = _given(arguments)
    try:
        if not before:
            raise RecordsError(
                "only one release was given",
                hint="Write python -m lib.records compare OLD... -- NEW... --out FILE",
            )
        check_paths([*before, *given.files], given.out, given.temp)
        comparison = compare(
            recognize(before),
            recognize(given.files),
            date_column=given.date_column,
            identifier=given.identifier,
            order=given.order,
            timezone=given.timezone,
            temp_directory=given.temp,
            memory_limit=given.memory,
            threads=given.threads,
        )
        write(comparison, given.out)
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    print(comparison.report)
    print(f"Written          {given.out} and {report_path(given.out).name}")
    return 0


def _given(arguments: Sequence[str]) -> tuple[list[Path], argparse.Namespace]:
    """The files of the old release, and everything else."""
    before: list[Path] = []
    if "--" in arguments:
        place = arguments.index("--")
        before = [Path(name) for name in arguments[:place]]
        arguments = arguments[place + 1 :]
    return before, _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lib.records compare OLD... --",
        description="Set two releases of the same records side by side: months, columns, values "
        "and rows that stand in only one of them. Write the files of the old release, then --, "
        "then those of the new one.",
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="NEW", help="the files of the new release"
    )
    parser.add_argument(
        "--date-column", metavar="COLUMN", help="the column with the date to count by"
    )
    parser.add_argument(
        "--order",
        choices=list(ORDERS),
        help="what comes first in dates such as 3/4/2016 (told from each release where possible)",
    )
    parser.add_argument(
        "--timezone",
        metavar="ZONE",
        help="the zone in which days are told, where times name their offset from UTC",
    )
    parser.add_argument(
        "--identifier",
        nargs="+",
        default=[],
        metavar="COLUMN",
        help="the columns by which a row is found in the other release (default: all that both "
        "have)",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help="the CSV file to write; the account is saved next to it",
    )
    parser.add_argument(
        "--memory",
        default=MEMORY,
        help=f"memory DuckDB may use before it spills to disk (default: {MEMORY})",
    )
    parser.add_argument("--threads", type=int, help="number of cores to use (default: all)")
    parser.add_argument("--temp", type=Path, metavar="FOLDER", help="folder for temporary files")
    return parser
