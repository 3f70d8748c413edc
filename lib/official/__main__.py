"""``python -m lib.official WORKBOOK... --out FOLDER``: published workbooks in, monthly CSVs out;
``python -m lib.official compare OLD NEW``: what a later edition changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lib.official import read_edition
from lib.official.compare import compare, summary
from lib.official.errors import OfficialError
from lib.official.series import Series, put_together
from lib.official.write import EDITIONS, NOTES, write


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when all was read, 1 when a part was not and the rest is written, 2 when
    nothing is written."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _compare(given[1:]) if given[:1] == ["compare"] else _write(given)
    except OfficialError as error:
        print(error, file=sys.stderr)
        return 2


def _write(arguments: Sequence[str]) -> int:
    given = _parser().parse_args(arguments)
    series = put_together([read_edition(path) for path in given.workbooks])
    written = write(series, given.out, notes=given.notes)
    for line in _report(series):
        print(line)
    print(f"Written   {len(written)} files in {given.out}")
    return 1 if series.broken else 0


def _report(series: Series) -> Iterator[str]:
    for edition in series.used:
        yield f"Read      {edition.workbook}: {edition.words}"
    for edition in series.passed_over:
        yield f"Passed    {edition.workbook}: {edition.words}; a later edition is given"
    for table in series.tables:
        first, last = table.periods[0], table.periods[-1]
        yield f"Table     {table.file}: {len(table.rows)} rows, {first} to {last}"
    for edition in series.used:
        for lack in edition.lacks:
            yield f"{'Not read' if lack.broken else 'Missing '}  {lack.table}: {lack.why}"
    for gap in series.gaps:
        yield f"Gap       {gap}"


def _compare(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m lib.official compare",
        description="Say which months a later edition changed, and by how much.",
    )
    parser.add_argument("old", type=Path, metavar="OLD", help="the earlier workbook")
    parser.add_argument("new", type=Path, metavar="NEW", help="the later one")
    given = parser.parse_args(arguments)
    old, new = read_edition(given.old), read_edition(given.new)
    for line in summary(old, new, compare(old, new)):
        print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lib.official",
        description="Read editions of the OHSS monthly tables and of ICE's detention statistics "
        "(fiscal years 2019 to 2026) and write their monthly tables as CSV.",
        epilog="python -m lib.official compare OLD NEW says what a later edition changed.",
    )
    parser.add_argument(
        "workbooks",
        nargs="+",
        type=Path,
        metavar="WORKBOOK",
        help="an edition, as published; of two of the same, the later counts",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FOLDER",
        help=f"where the tables go, with {EDITIONS} and {NOTES}",
    )
    parser.add_argument(
        "--no-notes",
        dest="notes",
        action="store_false",
        help=f"leave out {NOTES}, the footnotes of the workbooks",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
