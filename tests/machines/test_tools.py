"""The tools for machines, asked as a machine asks: by the protocol's own client, over the standard
streams of a process and over HTTP."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from anyio import create_task_group, fail_after, sleep, to_thread
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters

from lib.mcp.server import AT_ONCE, BUSY, WAITING
from lib.mcp.server import server as server_of_tools
from lib.mcp.tools import NoAnswer, Tools
from lib.tables import Tables
from lib.versions import version_of
from tests import folders
from tests.api.conftest import server as server

STDIO = StdioServerParameters(
    command=sys.executable, args=["-m", "lib.mcp"], cwd=folders.DATA.parent
)
TOOLS = ("list_measures", "series", "compare", "claims", "sources")
ASKED: dict[str, dict[str, Any]] = {
    "list_measures": {},
    "series": {"measure": "detainer_removals", "first": "2015-11", "last": "2016-02"},
    "compare": {"measure": "sc_removals", "groups": "pep-trump6"},
    "claims": {"claim": "trac_any_first"},
    "sources": {},
}


def asking(at: Any, ask: Callable[[Client], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Client(at) as client:
            await ask(client)

    # In a thread of its own: a browser of other tests may hold this one's loop.
    with start_blocking_portal() as portal:
        portal.call(run)


async def every_tool(client: Client) -> None:
    listed = (await client.list_tools()).tools
    assert tuple(tool.name for tool in listed) == TOOLS
    for tool in listed:
        assert tool.description
        assert tool.annotations and tool.annotations.read_only_hint
    said = {}
    for name, arguments in ASKED.items():
        came = await client.call_tool(name, arguments)
        assert not came.is_error
        said[name] = came.structured_content or {}
        # Every answer carries who published it, and what must be known of it.
        assert said[name]["sources"] and said[name]["cautions"]
        assert said[name]["data_version"] == version_of(folders.DATA)
        assert json.loads(came.content[0].text) == said[name]  # type: ignore[union-attr]
    # Table 2: 121 and 97 removals, then withheld.
    known = {row["month"]: row["detainer_removals"] for row in folders.rows("removals_by_source")}
    rows = {row["month"]: row for row in said["series"]["rows"]}
    assert list(rows) == ["2015-11", "2015-12", "2016-01", "2016-02"]
    assert str(rows["2015-12"]["value"]) == known["2015-12"] == "97"
    assert (rows["2016-01"]["value"], rows["2016-01"]["status"]) == (None, known["2016-01"])
    # 35,020 in six months, 126,133 in 26.
    assert said["compare"]["difference"] == pytest.approx(35_020 / 6 - 126_133 / 26)
    assert [row["claim"] for row in said["claims"]["claims"]] == ["trac_any_first"]
    refused = await client.call_tool("series", {"measure": "removals"})
    assert refused.is_error
    assert "There is no measure “removals”. Allowed: " in refused.content[0].text  # type: ignore[union-attr]
    assert "sc_removals" in refused.content[0].text  # type: ignore[union-attr]


def test_over_the_standard_streams() -> None:
    asking(STDIO, every_tool)


def test_at_an_address_of_the_dashboards_server(server: str) -> None:
    asking(f"{server}/mcp", every_tool)


def test_who_asks_too_much_at_once_is_told_and_nobody_else_waits(tables: Tables) -> None:
    may_answer = threading.Event()

    def slow() -> Tables:
        assert may_answer.wait(30)
        return tables

    async def ask(client: Client) -> None:
        came = []

        async def one() -> None:
            came.append(await client.call_tool("list_measures", {}))

        room = AT_ONCE + WAITING
        async with create_task_group() as group:
            for _question in range(room + 3):
                group.start_soon(one)
            with fail_after(10):
                while len(came) < 3:
                    await sleep(0.01)
            assert all(each.is_error for each in came)
            assert BUSY in came[0].content[0].text  # type: ignore[union-attr]
            # The threads that everything else of the server works in are free.
            assert to_thread.current_default_thread_limiter().borrowed_tokens == 0
            may_answer.set()
        assert sum(not each.is_error for each in came) == room

    asking(server_of_tools(slow), ask)


@pytest.fixture(scope="session")
def tools(tables: Tables) -> Tools:
    return Tools(lambda: tables)


def test_every_measure_is_listed_with_its_sources(tools: Tools) -> None:
    said = tools.list_measures()
    assert [each["id"] for each in said["measures"]] == list(folders.MEASURES)
    assert set(said["sources"]) == {
        source for each in said["measures"] for source in each["sources"]
    }


def test_claims_are_told_in_short_by_verdict_and_whole_by_id(tools: Tools) -> None:
    every = tools.claims()["claims"]
    assert len(every) == len(folders.rows("claims"))
    for verdict in {row["verdict"] for row in every}:
        some = tools.claims(verdict=verdict)["claims"]
        assert some == [row for row in every if row["verdict"] == verdict]
    (whole,) = tools.claims(claim="nd_fall_30")["claims"]
    assert whole["reason"] and "reason" not in every[0]


def test_every_document_is_told(tools: Tools) -> None:
    documents = tools.sources()["documents"]
    written = folders.rows("sources")
    assert [each["id"] for each in documents] == [row["id"] for row in written]
    unknown = [each["id"] for each in documents if each["address"] is None]
    assert unknown == [row["id"] for row in written if row["address"] == "not given"]


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda tools: tools.claims(verdict="true"), "There is no verdict “true”. Allowed: "),
        (lambda tools: tools.claims(claim="none"), "There is no claim “none”. Allowed: "),
        (lambda tools: tools.compare("sc_removals", "pep"), "there are no groups “pep”. Allowed: "),
        (lambda tools: tools.series("sc_removals", first="2016"), "from: "),
        (lambda tools: tools.series("sc_removals", window=0), "from 1 to 24"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_what_can(
    ask: Callable[[Tools], object], why: str, tools: Tools
) -> None:
    with pytest.raises(NoAnswer) as refused:
        ask(tools)
    assert why in str(refused.value)
