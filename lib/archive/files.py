"""The files of the archive."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from lib.api.datasets import measure_dataset
from lib.archive.html import page
from lib.archive.pages import of_charts, of_claims, of_sources
from lib.averages import WINDOW
from lib.charts import Chart, Look
from lib.downloads.dataset import as_csv
from lib.downloads.plain_table import chart_csv
from lib.months import day_words
from lib.pictures.picture import Picture
from lib.pictures.renderer import Renderer
from lib.shown.address import Address
from lib.shown.charts import charts
from lib.shown.claim import of_claim
from lib.shown.drawn import Draw
from lib.shown.said import said
from lib.tables import Tables
from lib.text import _
from lib.verdict_table import as_csv as verdicts_csv
from lib.verdict_table import verdict_table
from lib.verdicts import checked
from lib.versions import version
from lib.views import views

PROJECT = Path(__file__).resolve().parents[2]
FONTS = PROJECT / "pages" / "static" / "fonts"

CLAIMS, SOURCES = "claims", "sources"


def pages_there() -> tuple[str, ...]:
    """The paths of the pages that have charts of their own."""
    drawn = {each.page for each in charts().values()}
    return tuple(path for path in views() if path in drawn)


class Archive:
    """An archive of some tables on a day. ``done`` is called after each picture."""

    def __init__(
        self,
        tables: Tables,
        renderer: Renderer,
        day: dt.date,
        done: Callable[[], object],
    ) -> None:
        self.tables, self.renderer, self.day, self.done = tables, renderer, day, done
        self._draws: dict[str, list[Draw]] = {}
        self._claims: dict[str, Draw] = {}

    def plan(self, paths: Sequence[str]) -> int:
        """Says of which pages the charts are drawn; gives how many pictures that takes."""
        usual = Address({})
        for path in paths:
            if path == CLAIMS:
                drawn = {
                    claim.id: of_claim(self.tables, claim, verdict)
                    for claim, verdict in checked(self.tables)
                }
                self._claims = {id: draw for id, draw in drawn.items() if draw}
                continue
            made = (
                each.make(self.tables, usual) for each in charts().values() if each.page == path
            )
            self._draws[path] = [draw for draw in made if draw]
        return sum(map(len, self._draws.values())) + len(self._claims)

    def write(self, folder: Path) -> int:
        """Writes all files into a folder that is not there; gives their number. Raises
        CannotDraw."""
        for name in ("charts", "csv", "measures", "fonts"):
            (folder / name).mkdir(parents=True)
        self._copy(folder)
        for path, draws in self._draws.items():
            drawn = [self._drawn(folder, draw) for draw in draws]
            self._page(folder, path, of_charts(self.tables, path, drawn))
        of_each = {id: self._drawn(folder, draw) for id, draw in self._claims.items()}
        self._page(folder, CLAIMS, of_claims(self.tables, checked(self.tables), of_each))
        self._page(folder, SOURCES, of_sources(self.tables, lambda id: f"measures/{id}.csv"))
        (folder / "claims.csv").write_bytes(verdicts_csv(verdict_table(self.tables)))
        for measure in self.tables.measures.values():
            data = measure_dataset(self.tables, measure, None, None, WINDOW)
            (folder / "measures" / f"{measure.id}.csv").write_bytes(as_csv(data))
        self._front(folder)
        (folder / "README.md").write_text(self._readme(), "utf-8")
        (folder / "CITATION.cff").write_text(self._citation(), "utf-8")
        return self._sums(folder)

    def _copy(self, folder: Path) -> None:
        shutil.copytree(
            self.tables.package.folder, folder / "data", ignore=shutil.ignore_patterns(".*")
        )
        for font in FONTS.iterdir():
            shutil.copy(font, folder / "fonts")
        shutil.copy(PROJECT / "LICENSE", folder)

    def _drawn(self, folder: Path, draw: Draw) -> Chart:
        chart = draw(Look(width="picture"))
        svg = self.renderer.draw(Picture(chart, ""), "svg")
        (folder / "charts" / f"{chart.name}.svg").write_bytes(svg)
        (folder / "csv" / f"{chart.name}.csv").write_bytes(chart_csv(self.tables, chart))
        self.done()
        return chart

    def _page(self, folder: Path, path: str, body: str) -> None:
        written = page(views()[path].title, body, self._links(), self._foot())
        (folder / f"{path}.html").write_text(written, "utf-8")

    def _front(self, folder: Path) -> None:
        listed = "".join(
            f'<li><a href="{path}.html">{escape(views()[path].title)}</a>: '
            f"{escape(said(self.tables, path, Address({})).finding)}</li>"
            for path in self._paths()
        )
        about = _(
            "The pages as they were on {day}, without what can be chosen on them. The tables are "
            "in the folder data, the numbers of each chart in csv, those of each measure in "
            "measures.",
            day=day_words(self.day),
        )
        body = f"<p>{escape(about)}</p><ul>{listed}</ul>"
        written = page(_("Removals by Month"), body, self._links(), self._foot())
        (folder / "index.html").write_text(written, "utf-8")

    def _paths(self) -> list[str]:
        return [path for path in views() if path in {*self._draws, CLAIMS, SOURCES}]

    def _links(self) -> list[tuple[str, str]]:
        return [
            ("index.html", _("Removals by Month")),
            *((f"{path}.html", views()[path].title) for path in self._paths()),
        ]

    def _foot(self) -> str:
        return _(
            "Removals by Month, data version {version}, {day}",
            version=version(self.tables),
            day=day_words(self.day),
        )

    def _readme(self) -> str:
        return (
            f"# Removals by Month, data version {version(self.tables)}\n\n"
            f"A frozen copy of {day_words(self.day)}: the monthly record of US immigration "
            "removals as charts, tables, claims with their verdicts, sources and methods. Open "
            "`index.html` in a browser; nothing is loaded from anywhere.\n\n"
            "| folder or file | what |\n| --- | --- |\n"
            "| `*.html`, `charts/` | the pages, and their charts as SVG |\n"
            "| `csv/` | the numbers of each chart |\n"
            "| `measures/` | every measure by month |\n"
            "| `data/` | the source tables, described by `datapackage.json` (Data Package 2.0) |\n"
            "| `claims.csv` | stated figures and what the tables say about each |\n"
            "| `CITATION.cff` | how to cite this copy |\n"
            "| `SHA256SUMS` | checksums: `sha256sum --check SHA256SUMS` |\n\n"
            "A cell without a value is empty, and a column beside it says why in the words of the "
            "source; it is never zero. Cite the source of the numbers, named under each chart, and "
            "this copy.\n"
        )

    def _citation(self) -> str:
        """The project's own, with the version and the day of this copy."""
        lines = (PROJECT / "CITATION.cff").read_text("utf-8").splitlines()
        changed = {
            "version": version(self.tables),
            "date-released": f'"{self.day}"',
            "type": "dataset",
        }
        return "".join(
            f"{name}: {changed[name]}\n"
            if (name := line.partition(":")[0]) in changed
            else f"{line}\n"
            for line in lines
        )

    def _sums(self, folder: Path) -> int:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        sums = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
        lines = (
            f"{digest}  {file.relative_to(folder).as_posix()}\n"
            for digest, file in zip(sums, files, strict=True)
        )
        (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
        return len(files) + 1
