"""Views as files, by the command."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from lib.charts import Look
from lib.export.views import ExportError, view_of
from lib.tables import Tables
from lib.text import speaking
from lib.versions import version_of
from tests import folders
from tests.browser import chromium

ROOT = folders.DATA.parent
SITE = "https://removals.example.org/data"


def run(*arguments: str | Path, browser: str | None = None) -> subprocess.CompletedProcess[str]:
    found = browser or chromium.find()
    assert found, "no Chromium here; `make test` installs one or says how"
    return subprocess.run(
        [sys.executable, "-m", "lib.export", *map(str, arguments)],
        cwd=ROOT,
        env={"CHROMIUM": found, "PATH": "/usr/bin:/bin", "HOME": str(Path.home())},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_each_chart_of_each_view_and_a_brief_in_one_command(tmp_path: Path) -> None:
    listed = tmp_path / "views.txt"
    listed.write_text("# for the article\n\n/detainers?months=2015-11&months=2016-02&window=3\n")
    out = tmp_path / "article" / "charts"
    view = f"{SITE}/convictions?months=2016-08&months=2017-07"
    done = run(view, "--list", listed, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Written   13 files of 2 views in {out}\n"
    # A bar shows how far it is.
    assert "6/6" in done.stderr
    made = {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*.*")}
    one, two = "convictions_2016-08_2017-07", "detainers_2015-11_2016-02_3"
    assert sorted(made) == sorted(
        [
            *(f"{one}/{chart}.{form}" for chart in ("convictions", "conviction-shares")
              for form in ("csv", "png", "svg")),
            *(f"{two}/detainer-shares.{form}" for form in ("csv", "png", "svg")),
            *(f"{folder}/brief.{form}" for folder in (one, two) for form in ("html", "md")),
        ]
    )  # fmt: skip
    # Table 1, cell by cell.
    rows = list(csv.DictReader(io.StringIO(made[f"{one}/convictions.csv"].decode())))
    printed = [
        row for row in folders.rows("convicted_removals") if "2016-08" <= row["month"] <= "2017-07"
    ]
    assert [(row["month"], row["convicted_any"]) for row in rows] == [
        (row["month"], row["any_offense"]) for row in printed
    ]
    for name, content in made.items():
        if name.endswith(".png"):
            assert Image.open(io.BytesIO(content)).size == (2400, 1350)
        elif name.endswith(".svg"):
            words = "".join(ElementTree.fromstring(content).itertext())
            page = "convictions" if name.startswith(one) else "detainers"
            assert f"/{page}?months=" in words
    brief = made[f"{one}/brief.md"].decode()
    assert f"Address: {view}" in brief
    assert version_of(folders.DATA) in brief
    page = made[f"{one}/brief.html"].decode()
    assert page.count('src="data:image/svg+xml;base64,') == 2
    assert "[chart" not in page and "[address]" not in page and "[date]" not in page


def test_where_a_picture_fails_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "charts"
    out.mkdir()
    (out / "mine.txt").write_text("stays")
    done = run("/detainers", "--out", out, "--quiet", browser="/bin/false")
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.splitlines()[-1].startswith("The browser ended")
    assert [file.name for file in tmp_path.rglob("*")] == ["charts", "mine.txt"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/nothing", "there is no page with charts at /nothing. There are: /, /removals"),
        ("/sources", "there is no page with charts at /sources"),
        ("/removals?month=2016-01", "“month” is no parameter of /removals. Allowed: months,"),
        ("/removals?months=2016-01", "a range is two months"),
        ("/removals?months=2016-01&months=2099-01", "the tables run from"),
        ("/compare?groups=none", "groups: there is no “none”. Allowed: "),
        ("/claims", "claim says which; it is not given. Allowed: trac_start_year,"),
        ("/detainers?months=2020-01&months=2020-12", "no chart of this view has data"),
    ],
)
def test_what_is_no_view_is_refused_in_a_line(address: str, why: str, tables: Tables) -> None:
    with pytest.raises(ExportError) as refused:
        view_of(tables, address)
    said = str(refused.value)
    assert said.startswith(f"{address}: ") and why in said
    assert "\n" not in said and len(said) < 500


@pytest.mark.parametrize(
    "address",
    ["/compare?groups=pep-trump6", f"{SITE}/compare?groups=pep-trump6&data=0.1.0-bbbf399d"],
)
def test_a_view_is_named_by_its_address_with_or_without_the_site(
    address: str, tables: Tables
) -> None:
    view = view_of(tables, address)
    assert view.name == "compare_pep-trump6" and len(view.drawn) == 7
    assert view.address(SITE) == f"{SITE}/compare?groups=pep-trump6"


def test_the_front_page_has_its_one_chart(tables: Tables) -> None:
    assert len(view_of(tables, "/").drawn) == 1
    assert view_of(tables, "").name == "front"


def test_a_view_is_in_the_language_of_its_address(tables: Tables) -> None:
    view = view_of(tables, "/detainers?lang=es&months=2015-01&months=2015-12")
    assert view.name == "detainers_2015-01_2015-12_es"
    assert view.address(SITE) == f"{SITE}/detainers?lang=es&months=2015-01&months=2015-12"
    with speaking(view.language):
        assert view.drawn[0](Look()).title.startswith("Proporción")
