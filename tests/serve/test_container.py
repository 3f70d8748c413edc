"""What the Dockerfile says, held against the project: no container is started."""

from __future__ import annotations

import json
import re

from deploy.folder import CODE
from deploy.proxy import PACKAGE
from deploy.settings import Settings
from lib.api.operations import OPERATIONS
from tests.serve.served import ROOT

LINES = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8")).splitlines()


def said(word: str) -> list[str]:
    """What stands behind a word at the beginning of a line."""
    return [line.removeprefix(f"{word} ") for line in LINES if line.startswith(f"{word} ")]


def test_all_that_a_process_reads_is_copied_and_nothing_else() -> None:
    copied = {name for line in said("COPY") for name in line.split()[:-1]}
    assert copied == {*CODE, "deploy", "requirements-public.lock"}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    offered = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    # What is not named is not even sent to whoever builds it.
    assert offered[0] == "*"
    assert {line[1:] for line in offered if line.startswith("!")} == copied
    assert ".streamlit/secrets.toml" in offered


def test_it_runs_as_nobody_and_writes_in_one_place() -> None:
    (user,) = said("USER")
    assert user == "10001:10001"
    (volume,) = said("VOLUME")
    assert f"TMPDIR={volume}" in said("ENV")[0].split()
    assert any(volume in line and "--owner=10001" in line for line in said("RUN"))
    # All that would be written elsewhere comes before.
    places = [LINES.index(f"{word} {line}") for word in ("RUN", "COPY") for line in said(word)]
    assert max(places) < LINES.index(f"USER {user}")
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert line in compose


def test_its_health_is_asked_where_it_answers() -> None:
    (command,) = said("CMD")
    port = json.loads(command)[-1]
    assert json.loads(command) == ["serve", "--port", port]
    assert said("EXPOSE") == [port]
    assert f'"{port}:{port}"' in (ROOT / "compose.yaml").read_text("utf-8")
    (asks,) = [line for line in LINES if line.startswith("HEALTHCHECK")]
    found = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", asks)
    assert found and found[1] == port
    assert found[2] in {each.path for each in OPERATIONS}
    assert int(port) == Settings.port


def test_nginx_comes_with_it() -> None:
    assert PACKAGE in said("ARG")[0]
