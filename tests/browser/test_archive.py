"""The archive: whole, and opened from disk without a request to anywhere."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from lib.tables import Tables
from lib.verdict_table import as_csv, verdict_table
from lib.versions import version_of
from tests import folders
from tests.browser import chromium

ONLY = "detainers"
PAGES = ["claims.html", "detainers.html", "index.html", "sources.html"]


def build(out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    found = chromium.find()
    assert found, "no Chromium here; `make test` installs one or says how"
    return subprocess.run(
        [sys.executable, "-m", "lib.archive", "--out", str(out), *arguments],
        cwd=folders.DATA.parent,
        env={"CHROMIUM": found, "PATH": "/usr/bin:/bin", "HOME": str(Path.home())},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the charts of one page; all pages take half a minute."""
    out = tmp_path_factory.mktemp("kept") / "archive"
    done = build(out, "--only", ONLY)
    assert done.returncode == 0, done.stderr
    return out


def test_each_page_opens_from_disk_and_asks_nobody(archive: Path, browser: Browser) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    for name in PAGES:
        page.goto((archive / name).as_uri())
        for picture in page.get_by_role("img").all():
            picture.scroll_into_view_if_needed()
            assert picture.evaluate("async (img) => (await img.decode(), img.naturalWidth)")
            assert picture.get_attribute("alt")
        if name == "claims.html":
            # As the others, and long.
            continue
        found = page.evaluate(f"{AXE_SCRIPT}; axe.run()")
        bad = [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]]
        assert bad == [], name
    context.close()
    assert not wrong
    inside = archive.as_uri()
    assert len(asked) > len(PAGES)
    assert all(url.startswith(inside) for url in asked)


def test_every_link_leads_to_a_file_of_the_archive(archive: Path) -> None:
    assert sorted(file.name for file in archive.glob("*.html")) == PAGES
    led = 0
    for file in archive.glob("*.html"):
        text = file.read_text("utf-8")
        for place in re.findall(r'(?:href|src)="([^"]*)"', text):
            parts = urlsplit(place)
            assert not parts.scheme and not parts.netloc, place
            to = archive / unquote(parts.path) if parts.path else file
            assert to.is_file(), place
            if parts.fragment:
                assert f'id="{parts.fragment}"' in to.read_text("utf-8"), place
            led += 1
    assert led > 100


def test_it_holds_the_data_the_claims_and_the_numbers_of_the_charts(
    archive: Path, tables: Tables
) -> None:
    for file in folders.DATA.rglob("*.*"):
        copied = archive / "data" / file.relative_to(folders.DATA)
        assert copied.read_bytes() == file.read_bytes()
    assert version_of(archive / "data") == version_of(folders.DATA)
    assert (archive / "claims.csv").read_bytes() == as_csv(verdict_table(tables))
    claims = (archive / "claims.html").read_text("utf-8")
    for row in folders.rows("claims"):
        assert f'<h2 id="{row["id"]}">' in claims
    assert {file.stem for file in (archive / "measures").iterdir()} == set(folders.MEASURES)
    # Table 2, December 2015: 97 removals, the last month before ICE withheld them.
    assert "2015-12,97,known" in (archive / "measures" / "detainer_removals.csv").read_text()
    ElementTree.fromstring((archive / "charts" / "detainer-shares.svg").read_bytes())
    assert (archive / "csv" / "detainer-shares.csv").read_text().startswith("month,")


def test_whoever_keeps_it_can_cite_and_check_it(archive: Path) -> None:
    citation = (archive / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {version_of(folders.DATA)}\n" in citation
    assert "\ntype: dataset\n" in citation and "\ndate-released: " in citation
    assert version_of(folders.DATA) in (archive / "README.md").read_text("utf-8")
    lines = (archive / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {
        file.relative_to(archive).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in archive.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    assert sums == files


def test_an_archive_is_not_written_over(archive: Path) -> None:
    done = build(archive, "--only", ONLY)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert "is there already" in done.stderr
    assert [file.name for file in archive.parent.iterdir()] == ["archive"]
