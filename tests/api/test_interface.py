"""What a server process sends, asked over HTTP as a browser asks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import streamlit

from lib.views import views
from tests.api.answer import Answer

BUILT = Path(streamlit.__file__).parent / "static"
MANIFEST = json.loads((BUILT / "manifest.json").read_text("utf-8"))
CHART = next(f"/{part['file']}" for part in MANIFEST.values() if part.get("name") == "PlotlyChart")
FONT = next(f"/{part['file']}" for part in MANIFEST.values() if part["file"].endswith(".woff2"))
WITHOUT_FINDING = ("/claims", "/data", "/records", "/sources")
PAGES = [f"/{path}" for path in views()]
OFFERS = [
    ("br", "br"),
    ("gzip, deflate, br, zstd", "br"),
    ("gzip, deflate", "gzip"),
    ("br;q=0, gzip;q=0.5", "gzip"),
    ("*", "br"),
    ("identity", None),
    ("br;q=0, *;q=0", None),
    ("", None),
]


@pytest.mark.parametrize(("offer", "encoding"), OFFERS)
@pytest.mark.parametrize("path", [CHART, "/compare"])
def test_what_is_sent_is_packed_as_the_browser_can_read_it(
    path: str, offer: str, encoding: str | None, server: str
) -> None:
    whole = Answer(server, path).body
    answer = Answer(server, path, Accept_Encoding=offer)
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, encoding)
    assert "accept-encoding" in answer.headers["Vary"].lower()
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert answer.unpacked == whole
    assert encoding is None or len(answer.body) < len(whole) / 2
    if path == CHART:
        assert whole == (BUILT / CHART[1:]).read_bytes()


def test_a_script_is_kept_for_a_year_and_a_page_is_asked_about(server: str) -> None:
    script = Answer(server, CHART, Accept_Encoding="br")
    assert script.headers["Cache-Control"] == "public, immutable, max-age=31536000"
    assert script.headers["Content-Type"].startswith("text/javascript")
    page = Answer(server, "/compare", Accept_Encoding="br")
    assert page.headers["Cache-Control"] == "no-cache"
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", [CHART, "/", "/compare"])
@pytest.mark.parametrize("offer", ["br", "gzip"])
def test_what_a_browser_has_is_not_sent_again(path: str, offer: str, server: str) -> None:
    tag = Answer(server, path, Accept_Encoding=offer).headers["ETag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = Answer(server, path, Accept_Encoding=offer, If_None_Match=asked)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Vary"] == "Accept-Encoding"
    other = Answer(server, path, Accept_Encoding=offer, If_None_Match='"other"')
    assert other.status == 200


def test_each_packing_has_its_own_tag(server: str) -> None:
    tags = {
        Answer(server, CHART, Accept_Encoding=offer).headers["ETag"]
        for offer in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", [CHART, "/"])
def test_the_head_of_an_answer_is_that_of_the_answer(path: str, server: str) -> None:
    whole = Answer(server, path, Accept_Encoding="br")
    head = Answer(server, path, "HEAD", Accept_Encoding="br")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Length", "Content-Encoding", "ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == whole.headers[name]


def test_a_part_is_a_part_of_the_file_as_it_is(server: str) -> None:
    part = Answer(server, CHART, Accept_Encoding="br", Range="bytes=100-199")
    assert (part.status, part.headers["Content-Encoding"]) == (206, None)
    assert part.body == (BUILT / CHART[1:]).read_bytes()[100:200]
    assert "accept-encoding" in part.headers["Vary"].lower()


def test_what_is_packed_already_is_sent_as_it_is(server: str) -> None:
    font = Answer(server, FONT, Accept_Encoding="br")
    assert (font.status, font.headers["Content-Encoding"]) == (200, None)
    assert font.body == (BUILT / FONT[1:]).read_bytes()


def test_only_files_of_the_build_are_sent(server: str) -> None:
    for path in (
        "/static/js/%2e%2e/%2e%2e/index.html",
        "/static/../../../pyproject.toml",
        "/static/js/none.js",
    ):
        answer = Answer(server, path, Accept_Encoding="br")
        assert answer.headers["Content-Encoding"] != "br", path
        assert b"[project]" not in answer.body
    assert Answer(server, CHART, "POST", Accept_Encoding="br").status == 405


@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_what_it_is(path: str, server: str) -> None:
    view = views()[path[1:]]
    html = Answer(server, path).body.decode()
    (title,) = re.findall("<title>(.*?)</title>", html)
    assert title.endswith(f"{view.title} · Removals by month")
    (description,) = re.findall('<meta name="description" content="(.*?)"', html)
    # A page with a finding says it in place of what it is about.
    assert (description == view.description) == (path in WITHOUT_FINDING)
    assert '<html lang="en">' in html
    assert f'<p class="title">{view.title}</p>' in html


def test_the_index_names_the_scripts_of_the_first_chart_and_they_are_there(server: str) -> None:
    html = Answer(server, "/").body.decode()
    named = re.findall(r'<(?:link|script)[^>]+(?:href|src)="\.(/[^"]+)"', html)
    assert CHART in named
    # The chart's script is the largest; it is asked for before the others.
    assert named.index(CHART) < min(
        place for place, name in enumerate(named) if name.startswith("/static/js/index.")
    )
    assert len(named) == len(set(named))
    for name in named:
        assert Answer(server, name, "HEAD").status == 200, name
    own = re.sub('<link rel="(canonical|alternate)"[^>]*>', "", html)
    assert not re.findall(r'(?:href|src)="(?:https?:)?//', own)


@pytest.mark.parametrize("path", ["/", CHART, FONT, "/nowhere", "/_stcore/health"])
def test_every_answer_says_what_no_page_needs(path: str, server: str) -> None:
    headers = Answer(server, path, Accept_Encoding="br").headers
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Referrer-Policy") == ["strict-origin-when-cross-origin"]
    assert "camera=()" in headers["Permissions-Policy"]


def test_an_address_of_no_page_is_still_streamlits(server: str) -> None:
    answer = Answer(server, "/nowhere", Accept_Encoding="br")
    assert answer.status == 200
    assert b'<div id="root">' in answer.unpacked
