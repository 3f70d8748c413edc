"""``python -m lib.archive --out FOLDER``, or ``make archive``: everything as it is, in files."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from lib.archive.files import Archive, pages_there
from lib.datapackage import DataError
from lib.pictures.renderer import CannotDraw, Renderer, installed
from lib.tables import Tables
from lib.text import ENGLISH, LANGUAGES, speaking


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when the archive is there, 2 when nothing is."""
    given = _parser().parse_args(arguments)
    try:
        if given.out.exists():
            raise CannotDraw(f"{given.out} is there already; an archive is written once")
        if missing := installed():
            raise CannotDraw(missing)
        given.out.parent.mkdir(parents=True, exist_ok=True)
        # Beside it, so that the archive is there whole or not at all.
        with tempfile.TemporaryDirectory(prefix=".archive-", dir=given.out.parent) as beside:
            with speaking(given.lang):
                number = _write(Path(beside) / "archive", given.only)
            (Path(beside) / "archive").rename(given.out)
    except (CannotDraw, DataError, OSError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    print(f"Written   {number} files in {given.out}")
    return 0


def _write(folder: Path, only: Sequence[str]) -> int:
    """Writes the archive; gives the number of its files."""
    renderer = Renderer()
    try:
        with tqdm(unit="picture") as bar:
            archive = Archive(Tables(), renderer, dt.date.today(), bar.update)
            bar.total = archive.plan(only or pages_there())
            return archive.write(folder)
    finally:
        renderer.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lib.archive",
        description="Write the charts, tables, claims, sources and methods of all pages as files "
        "that open from disk and ask nobody for anything, with a README, a CITATION.cff and "
        "checksums.",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="not there yet")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=ENGLISH, help="the language of the pages"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        choices=pages_there(),
        metavar="PAGE",
        help=f"the pages whose charts are drawn, of {', '.join(pages_there())}; else all",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
