"""``python -m lib.export VIEW... --out FOLDER``: views as pictures, numbers and briefs."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tqdm import tqdm

from lib.datapackage import DataError
from lib.export.files import Maker
from lib.export.views import ExportError, View, view_of
from lib.pictures.renderer import CannotDraw, Renderer, installed
from lib.tables import Tables
from lib.text import count, speaking

SITE = "http://localhost:8501"

PICTURES = 2
"""Of each chart."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when every file is there, 2 when none is."""
    given = _parser().parse_args(arguments)
    try:
        return _export(given)
    except (ExportError, CannotDraw, DataError, OSError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2


def _export(given: argparse.Namespace) -> int:
    asked = [*given.views, *_listed(given.list)]
    if not asked:
        raise ExportError("No view is named: give addresses such as /removals, or --list FILE")
    if given.out.exists() and not given.out.is_dir():
        raise ExportError(f"{given.out} is a file; --out names a folder")
    if missing := installed():
        raise ExportError(missing)
    tables = Tables()
    views = _named([view_of(tables, each) for each in asked])
    given.out.parent.mkdir(parents=True, exist_ok=True)
    renderer = Renderer()
    pictures = PICTURES * sum(len(view.drawn) for view in views.values())
    # Beside the folder, so that each file comes whole, and none where one cannot be made.
    with (
        tempfile.TemporaryDirectory(prefix=".export-", dir=given.out.parent) as beside,
        tqdm(total=pictures, unit="picture", disable=given.quiet) as bar,
    ):
        try:
            made = list(_made(tables, renderer, views, given, Path(beside), bar))
        finally:
            renderer.close()
        for file in made:
            to = given.out / file.relative_to(beside)
            to.parent.mkdir(parents=True, exist_ok=True)
            file.replace(to)
    of = count("{number} view", "{number} views", len(views))
    print(f"Written   {len(made)} files of {of} in {given.out}")
    return 0


def _made(
    tables: Tables,
    renderer: Renderer,
    views: dict[str, View],
    given: argparse.Namespace,
    folder: Path,
    bar: tqdm[None],
) -> Iterator[Path]:
    for name, view in views.items():
        bar.set_description(name[:30])
        site = (given.site or _site_of(view.asked) or SITE).rstrip("/")
        maker = Maker(tables, renderer, site, dt.date.today(), given.dark, lambda: bar.update())
        (folder / name).mkdir()
        with speaking(view.language):
            made = list(maker.files(view))
        for file, content in made:
            path = folder / name / file
            path.write_bytes(content)
            yield path


def _named(views: Sequence[View]) -> dict[str, View]:
    """The views by the names of their folders; a view that is asked for twice once."""
    named: dict[str, View] = {}
    for view in views:
        name, number = view.name, 2
        while name in named and named[name].address("") != view.address(""):
            name, number = f"{view.name}-{number}", number + 1
        named[name] = view
    return named


def _listed(file: Path | None) -> list[str]:
    """The addresses in a file, one a line; a line that begins with # says something to people."""
    if file is None:
        return []
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        raise ExportError(f"{file} is no text in UTF-8") from None
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def _site_of(asked: str) -> str:
    """The site that an address names, with the path below which the pages are."""
    parts = urlsplit(asked)
    below = parts.path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{below}" if parts.netloc else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lib.export",
        description="Write the charts of views as SVG, PNG and CSV, and a brief of each view as "
        "Markdown and HTML, a folder a view.",
        epilog="Pictures need the extra “export” and a Chromium. Where one file cannot be made, "
        "none is written.",
    )
    parser.add_argument(
        "views",
        nargs="*",
        metavar="VIEW",
        help="the address of a view, such as '/compare?groups=pep-trump6'",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to")
    parser.add_argument(
        "--list", type=Path, metavar="FILE", help="a file with more addresses, one a line"
    )
    parser.add_argument(
        "--site",
        metavar="ADDRESS",
        help=f"the site that pictures and briefs name; else that of the address, or {SITE}",
    )
    parser.add_argument("--dark", action="store_true", help="pictures on a dark ground")
    parser.add_argument("--quiet", action="store_true", help="without a progress bar")
    return parser


if __name__ == "__main__":
    sys.exit(main())
