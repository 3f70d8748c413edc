"""``python -m lib.records compare OLD... -- NEW... --out FILE``: what a new release changed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from lib.records.changes import Comparison, compare
from lib.records.errors import RecordsError
from lib.records.options import add_date_column, add_out, add_reading, add_resources, finish
from lib.records.output import check_paths
from lib.records.reading import recognize


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 when the table is written, 2 when it cannot be, 130 when it was stopped."""
    before, given = _given(arguments)
    return finish(lambda: _compared(before, given), given.out)


def _compared(before: Sequence[Path], given: argparse.Namespace) -> Comparison:
    if not before:
        raise RecordsError(
            "only one release was given",
            hint="Write python -m lib.records compare OLD... -- NEW... --out FILE",
        )
    check_paths([*before, *given.files], given.out, given.temp)
    return compare(
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
    add_date_column(parser)
    add_reading(parser, "each release")
    parser.add_argument(
        "--identifier",
        nargs="+",
        default=[],
        metavar="COLUMN",
        help="the columns by which a row is found in the other release (default: all that both "
        "have)",
    )
    add_out(parser, "account")
    add_resources(parser)
    return parser
