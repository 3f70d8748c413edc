"""A chart as a page for a frame, and as a file: how heavy it is, and what it may ask for."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import urljoin

import pytest
from anyio import CapacityLimiter
from starlette.requests import Request

from lib.api.content import HTML, Content
from lib.api.endpoint import Endpoint
from lib.shown.embedded import WIDTHS
from tests.api.answer import Answer

VIEW = "/embed/removals-by-source?months=2014-12&months=2017-07"
MOST = 1_500_000


def figures(html: str) -> dict[str, dict[str, dict[str, object]]]:
    (written,) = re.findall('<script type="application/json" id="figures">(.*?)</script>', html)
    found: dict[str, dict[str, dict[str, object]]] = json.loads(written)
    return found


def parts(html: str) -> list[str]:
    """The addresses of scripts and fonts."""
    fonts = re.findall(r'@font-face {[^}]*src: url\("([^"]+)"\)', html)
    return re.findall(r'<script src="([^"]+)"', html) + fonts


@pytest.mark.parametrize("offer", ["br", "gzip"])
def test_a_frame_is_light_and_asks_this_server_alone(offer: str, server: str) -> None:
    page = Answer(server, VIEW, Accept_Encoding=offer)
    html = page.unpacked.decode()
    assert page.status == 200 and page.headers["Content-Encoding"] == offer
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "script-src 'self';" in policy
    addresses = [urljoin(VIEW, part) for part in parts(html)]
    assert len(addresses) == 4
    sent = len(page.body)
    for address in addresses:
        answer = Answer(server, address, Accept_Encoding=offer)
        assert answer.status == 200, address
        sent += len(answer.body)
        if address.endswith(".js"):
            assert "immutable" in answer.headers["Cache-Control"]
    assert sent < MOST or offer == "gzip"
    # Over plain HTTP browsers offer gzip alone.
    assert sent < MOST * 1.04


def test_a_frame_says_the_finding_and_leads_to_its_view(server: str) -> None:
    html = Answer(server, VIEW).body.decode()
    (alt,) = re.findall('role="img" aria-label="([^"]+)"', html)
    assert len(unescape(alt)) > 80
    (view,) = re.findall('<footer><a href="([^"]+)"', html)
    assert unescape(view) == f"{server}/removals?months=2014-12&months=2017-07"
    found = figures(html)
    assert set(found) == {"light", "dark", "config"}
    assert len(found["light"]) == len(found["dark"]) == len(WIDTHS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_frame_can_be_of_one_look(theme: str, server: str) -> None:
    html = Answer(server, f"{VIEW}&theme={theme}").body.decode()
    assert set(figures(html)) == {theme, "config"}
    assert f'<meta name="color-scheme" content="{theme}" />' in html
    assert "prefers-color-scheme" not in html


def test_a_frame_is_in_the_language_that_it_is_asked_for_in(server: str) -> None:
    html = Answer(server, f"{VIEW}&lang=es").body.decode()
    assert '<html lang="es">' in html and "Fuente: OHSS" in html
    (view,) = re.findall('<footer><a href="([^"]+)"', html)
    assert unescape(view) == f"{server}/removals?lang=es&months=2014-12&months=2017-07"


def test_a_file_holds_everything(server: str) -> None:
    answer = Answer(server, VIEW.replace("?", ".html?"))
    html = answer.body.decode()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert [part[:20] for part in parts(html)] == ["data:font/woff2;base"] * 2
    assert "script-src 'unsafe-inline'" in html and "Source: " in html and "Made on " in html
    # Whatever ends a script stands at its end.
    assert html.count("<script") == html.count("</script>") == 3


@pytest.mark.parametrize("path", ["/", "/compare", "/charts/apart.svg", "/healthz"])
def test_nothing_else_is_framed_by_other_sites(path: str, server: str) -> None:
    policy = Answer(server, path).headers["Content-Security-Policy"]
    assert policy.endswith("; frame-ancestors 'self'")


@pytest.mark.parametrize(("attached", "kind"), [(True, "attachment"), (False, "inline")])
def test_no_name_of_a_file_says_more_than_a_name(attached: bool, kind: str) -> None:
    content = Content(b"x", HTML, 'a"; b\r\nSet-Cookie: ü.html', attached=attached)
    answer = Endpoint(lambda _request: content, "", lambda: CapacityLimiter(1))._respond(
        Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []})
    )
    said = answer.headers["Content-Disposition"]
    assert said == f'{kind}; filename="a---b--Set-Cookie---.html"'
