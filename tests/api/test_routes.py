"""The routes within this process: below another path, over broken tables, asked at once."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from lib.api.endpoint import LONGEST_SAID, display
from lib.api.routes import AT_ONCE, routes
from lib.tables import Tables
from lib.views import views
from tests import folders
from tests.api.answer import Answer
from tests.loops import in_a_loop


async def answered(app: Starlette, path: str) -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body of what an application answers."""
    came: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        came.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"removals.example.org")],
        "scheme": "https",
        "server": ("removals.example.org", 443),
    }
    await app(scope, receive, send)
    head, *bodies = came
    headers = {name.decode(): value.decode() for name, value in head["headers"]}
    return head["status"], headers, b"".join(part.get("body", b"") for part in bodies)


def app(tables: Callable[[], Tables], base: str = "") -> Starlette:
    return Starlette(routes=routes(tables, base))


@pytest.mark.parametrize("base", ["", "data", "/data/"])
def test_all_addresses_move_with_the_server(base: str, tables: Tables) -> None:
    below = "/data" if base else ""
    served = app(lambda: tables, base)
    status, headers, _ = in_a_loop(answered(served, f"{below}/api/v1/tables/eras.csv"))
    assert status == 200
    assert f"<{below}/api/v1/datapackage.json>" in headers["link"]
    status, _, body = in_a_loop(answered(served, f"{below}/api/v1/none"))
    assert status == 404
    assert json.loads(body)["type"].startswith(f"{below}/api/v1/openapi.json#")
    if below:
        assert in_a_loop(answered(served, "/healthz"))[0] == 404
    _, _, robots = in_a_loop(answered(served, f"{below}/robots.txt"))
    assert f"Sitemap: https://removals.example.org{below}/sitemap.xml" in robots.decode()


def test_tables_that_are_broken_are_named(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    path = folder / "removals_by_source.csv"
    path.write_text(path.read_text("utf-8").replace("2009-01,30949", "2009-01,-1"), "utf-8")
    served = app(lambda: Tables(folder))
    for address in ("/healthz", "/api/v1/measures"):
        status, headers, body = in_a_loop(answered(served, address))
        assert (status, headers["content-type"]) == (503, "application/problem+json")
        assert "removals_by_source.csv, row 4" in json.loads(body)["detail"]


def test_a_folder_without_claims_says_so(tmp_path: Path) -> None:
    months = [("2016-01", 10, 5, 1)]
    folder = folders.write(tmp_path / "small", {"removals_by_source": months})
    small = Tables(folder)
    status, _, body = in_a_loop(answered(app(lambda: small), "/api/v1/claims.json"))
    assert status == 404
    assert "no claims" in json.loads(body)["detail"]


def test_those_who_ask_together_get_each_their_own(tables: Tables) -> None:
    served = app(lambda: tables)
    ids = list(tables.measures)

    async def all_at_once() -> list[tuple[int, dict[str, str], bytes]]:
        return await asyncio.gather(
            *(answered(served, f"/api/v1/measures/{id}.json") for id in ids * 2)
        )

    assert len(ids) > AT_ONCE
    said = [json.loads(body)["id"] for _, _, body in in_a_loop(all_at_once())]
    assert said == ids * 2


def test_no_more_are_answered_at_once_than_leave_room_for_pages(tables: Tables) -> None:
    running, most, counting = 0, 0, threading.Lock()

    def slowly() -> Tables:
        nonlocal running, most
        with counting:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with counting:
            running -= 1
        return tables

    async def all_at_once() -> None:
        served = app(slowly)
        await asyncio.gather(*(answered(served, "/healthz") for _ in range(4 * AT_ONCE)))

    in_a_loop(all_at_once())
    assert most == AT_ONCE


def test_search_engines_find_every_page(server: str) -> None:
    answer = Answer(server, "/sitemap.xml")
    root = ElementTree.fromstring(answer.body)
    places = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places == [f"{server}/{path}{lang}" for path in views() for lang in ("", "?lang=es")]
    for page in root:
        others = page.findall("{http://www.w3.org/1999/xhtml}link")
        assert [link.get("hreflang") for link in others] == ["en", "es"]
        assert page[0].text in [link.get("href") for link in others]
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    robots = Answer(server, "/robots.txt")
    assert robots.body.decode().splitlines()[0] == "User-agent: *"
    assert f"Sitemap: {server}/sitemap.xml" in robots.body.decode()


@given(st.lists(st.text(max_size=300), min_size=1, max_size=20))
def test_a_header_holds_texts_in_letters_of_all_languages(texts: list[str]) -> None:
    header = display(tuple(texts))
    assert header.isascii() and header.isprintable()
    said = [unquote(part) for part in re.findall('%"([^"]*)"', header)]
    assert len(header) < LONGEST_SAID + 150
    if len(said) == len(texts) and "more, in the JSON" not in said[-1]:
        assert said == texts
    else:
        assert said[:-1] == texts[: len(said) - 1]
        assert said[-1] == f"and {len(texts) - len(said) + 1} more, in the JSON of this address"


@pytest.mark.parametrize("base", ["", "/data"])
@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/"])
def test_the_page_to_try_the_addresses_knows_where_they_are(
    path: str, base: str, tables: Tables
) -> None:
    status, headers, page = in_a_loop(answered(app(lambda: tables, base), base + path))
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    said = re.search(r'<script type="application/json" id="said">(.*)</script>', page.decode())
    assert said and json.loads(said[1])["root"] == f"{base}/api/v1"
    places = re.findall(r'(?:href|src|url)(?:=|\()"([^"]*)"', page.decode())
    assert len(places) > 3
    assert all(place.startswith(f"{base}/") for place in places)


def test_the_page_to_try_the_addresses_speaks_spanish(server: str) -> None:
    page = Answer(server, "/api/v1/?lang=es").body.decode()
    assert '<html lang="es">' in page and "versión de los datos" in page
    assert Answer(server, "/api/v1/?lang=xx").status == 400
