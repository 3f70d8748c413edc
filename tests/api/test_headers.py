"""What every answer tells a browser not to do, whoever of the server gives it."""

from __future__ import annotations

import http.client
import re
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from bench.visitor import Visitor
from tests.api.answer import Answer

ADDRESSES = {
    "/": 200,
    "/?lang=es": 200,
    "/compare": 200,
    "/no-such-page": 200,
    "/app/static/fonts/removals-sans-400.woff2": 200,
    "/_stcore/health": 200,
    "/api/v1/": 200,
    "/api/v1/openapi.json": 200,
    "/api/v1/nothing": 404,
    "/api/v1/measures/sc_removals.csv": 200,
    "/embed/apart": 200,
    "/embed/nothing": 404,
    "/feed.atom": 200,
    "/robots.txt": 200,
    "/preview.png": 200,
    "/media/nothing": 404,
    "//elsewhere": 400,
}


def directives(policy: str) -> dict[str, list[str]]:
    said = (each.split() for each in policy.split(";"))
    return {name: values for name, *values in said}


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_has_the_headers(path: str, server: str) -> None:
    answer = Answer(server, path)
    assert answer.status == ADDRESSES[path]
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "clipboard" not in headers["Permissions-Policy"]
    # Which program answers is no secret; which version of it is nobody's business.
    assert not re.search(r"[0-9]", headers.get("Server", ""))
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"] and policy["base-uri"] == ["'none'"]
    anywhere = path == "/embed/apart"
    assert policy["frame-ancestors"] == (["*"] if anywhere else ["'self'"])
    sources = {value for values in policy.values() for value in values if value != "*"}
    hosts = {value for value in sources if not value.startswith("'")}
    assert hosts <= {"data:", "blob:"}
    assert "'unsafe-eval'" not in sources
    assert "'unsafe-inline'" not in policy["script-src"]


def test_a_policy_names_the_very_scripts_of_a_page(server: str) -> None:
    for path in ("/", "/claims?lang=es", "/api/v1/"):
        answer = Answer(server, path)
        allowed = directives(answer.headers["Content-Security-Policy"])["script-src"]
        inline = re.findall(r"<script(?: type=.module.)?>", answer.body.decode())
        assert len([value for value in allowed if value.startswith("'sha256-")]) >= len(inline) > 0


def test_a_file_is_taken_from_nobody_without_the_token_of_the_page(server: str) -> None:
    port = urlsplit(server).port
    assert port is not None
    with closing(Visitor(port, "own_removal_records")) as visitor:
        line = http.client.HTTPConnection("localhost", port, timeout=30)
        line.request("PUT", f"/_stcore/upload_file/{visitor.session}/a-file", body=b"x")
        answer = line.getresponse()
        assert answer.status == 403 and b"XSRF" in answer.read()
        line.close()
