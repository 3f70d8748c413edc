"""What the commands of ``python -m lib.records`` share: options, and how a run ends."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from lib.records.duckdb_engine import MEMORY
from lib.records.errors import RecordsError
from lib.records.order import ORDERS
from lib.records.output import Table, report_path, write


def add_date_column(parser: argparse._ActionsContainer) -> None:
    """The option that names the column by which records are dated."""
    parser.add_argument(
        "--date-column", metavar="COLUMN", help="the column with the date to count by"
    )


def add_reading(parser: argparse.ArgumentParser, told_from: str) -> None:
    """The options that say how dates are read; ``told_from`` is what shows their order."""
    parser.add_argument(
        "--order",
        choices=list(ORDERS),
        help=f"what comes first in dates such as 3/4/2016 (told from {told_from} where possible)",
    )
    parser.add_argument(
        "--timezone",
        metavar="ZONE",
        help="the zone in which days are told, such as America/New_York, where times name their "
        "offset from UTC (default: the day as it is written; UTC where only an instant is stored)",
    )


def add_out(parser: argparse.ArgumentParser, account: str) -> None:
    """The option that says where the table goes; ``account`` is what stands beside it."""
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=f"the CSV file to write; the {account} is saved next to it",
    )


def add_resources(parser: argparse.ArgumentParser) -> None:
    """The options that say how much of the machine is used."""
    parser.add_argument(
        "--memory",
        default=MEMORY,
        help=f"memory DuckDB may use before it spills to disk (default: {MEMORY})",
    )
    parser.add_argument("--threads", type=int, help="number of cores to use (default: all)")
    parser.add_argument("--temp", type=Path, metavar="FOLDER", help="folder for temporary files")


def finish(make: Callable[[], Table], out: Path) -> int:
    """Makes a table, writes it and prints its account.

    Gives the exit code: 0 when the table is written, 2 when it cannot be, 130 when it was stopped.
    """
    try:
        table = make()
        write(table, out)
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    print(table.report)
    print(f"Written          {out} and {report_path(out).name}")
    return 0
