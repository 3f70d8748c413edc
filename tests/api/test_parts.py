"""The scripts of our own parts, asked for as a browser asks."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message

from lib.api import parts
from lib.api.parts import Parts, address
from pages.part import HERE, script
from tests.loops import in_a_loop

FOLDER = Path(__file__).resolve().parents[2] / "pages"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "one.js").write_text("const one = 1;\n")
    (tmp_path / "two.js").write_text("export default () => one;\n")
    (tmp_path / "two.html").write_text('<b title="two">`</b>\n')
    (tmp_path / "two.css").write_text("b { color: red; }\n")
    (tmp_path / "secret.txt").write_text("secret")
    yield tmp_path


UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
}


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Headers
    text: str


def ask(folder: Path, path: str, base: str = "", encoding: str = "") -> Answer:
    server = Parts(PlainTextResponse("Streamlit"), folder=folder, base=base)
    came: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        came.append(message)

    headers = [(b"accept-encoding", encoding.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    in_a_loop(server(scope, receive, send))
    sent = Headers(raw=came[0]["headers"])
    body = b"".join(message.get("body", b"") for message in came[1:])
    status = came[0]["status"]
    return Answer(status, sent, UNPACKED[sent.get("content-encoding", "")](body).decode())


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_a_script_is_sent_whole_and_may_be_kept(folder: Path, encoding: str) -> None:
    came = ask(folder, f"/{address(folder, 'one+two')}", encoding=encoding)
    assert came.text == (
        "const one = 1;\nexport default () => one;\n"
        r'export const still = "<style>b { color: red; }\n</style><b title=\"two\">`</b>\n";'
        "\n"
    )
    assert came.headers.get("Content-Encoding", "") == encoding
    assert came.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in came.headers["Cache-Control"]


def test_an_address_changes_with_the_content(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "one.js").write_text("const one = 2;\n")
    assert address(folder, "one") != address(other, "one")
    before = address(other, "one")
    (other / "one.css").write_text("b {}")
    parts.script.cache_clear()
    assert address(other, "one") != before


@pytest.mark.parametrize(
    "path",
    [
        "/parts/..%2fsecret.0000000000000000.js",
        "/parts/secret.txt",
        "/compare",
    ],
)
def test_streamlit_answers_everything_else(folder: Path, path: str) -> None:
    assert ask(folder, path).text == "Streamlit"


@pytest.mark.parametrize("name", ["one", "three"])
def test_a_script_of_other_code_is_not_here(folder: Path, name: str) -> None:
    came = ask(folder, f"/parts/{name}.0000000000000000.js")
    assert (came.status, came.text) == (404, "")
    assert came.headers["Cache-Control"] == "no-store"


def test_below_a_base_path(folder: Path) -> None:
    path = address(folder, "one")
    assert ask(folder, f"/removals/{path}", base="removals").text.startswith("const one = 1;\n")


@pytest.mark.parametrize("source", sorted(FOLDER.glob("*.py")), ids=lambda source: source.name)
def test_every_part_of_a_page_has_its_script(source: Path) -> None:
    for name, scripts in re.findall(
        r' part\("([a-z_]+)"(?:, "([a-z_+]+)")?', source.read_text("utf-8")
    ):
        named = re.search(r'"(parts/[^"]+)"', script(scripts or name))
        assert named and "export default" in ask(HERE, f"/{named[1]}").text
