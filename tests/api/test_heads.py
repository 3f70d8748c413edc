"""What views say of themselves is made once a view, a few at a time, and nobody waits long."""

from __future__ import annotations

import asyncio
import threading
import time

from lib.api.heads import AT_ONCE, PATIENCE, WAITING, Heads
from lib.api.preview import usual_head
from lib.datapackage import DataError
from lib.tables import Tables
from lib.text import LANGUAGES
from tests.loops import in_a_loop

ROOT = "http://example.org"


async def whole(heads: Heads, path: str, query: str) -> str:
    """The head of a view, however long this machine takes for it."""
    for _turn in range(100):
        head = await heads.head(path, ROOT, query)
        if head != usual_head(path, ROOT):
            break
        await asyncio.sleep(0.1)
    return head


def test_a_view_is_made_once_whatever_else_the_address_says(tables: Tables) -> None:
    made: list[str] = []

    def counted() -> Tables:
        if threading.current_thread().name.startswith("heads"):
            made.append("")
        return tables

    async def ask() -> set[str]:
        heads = Heads(counted)
        one, other = "months=2012-01&months=2013-01&window=6", "window=6&months=2012-01"
        asked = [f"{one}&utm_source=letter{at}" for at in range(30)]
        asked += [f"junk={at}&{other}&months=2013-01" for at in range(30)]
        return {await whole(heads, "removals", query) for query in asked}

    (said,) = in_a_loop(ask())
    assert "Jan 2012 to Jan 2013" in said
    assert len(made) == 1


def test_many_views_at_once_leave_the_server_its_threads(tables: Tables) -> None:
    may_answer, made = threading.Event(), []

    def slow() -> Tables:
        if threading.current_thread().name.startswith("heads"):
            assert may_answer.wait(30)
            made.append("")
        return tables

    async def ask() -> None:
        heads = Heads(slow)
        queries = [f"months=20{year}-01&months=2020-01" for year in range(10, 19)]
        asked = [
            heads.head("removals", ROOT, f"{query}&lang={language}&window={window}")
            for query in queries
            for language in LANGUAGES
            for window in (1, 2, 3)
        ]
        assert len(asked) > 2 * (AT_ONCE + WAITING)
        begun = time.perf_counter()
        said = await asyncio.gather(*asked)
        assert time.perf_counter() - begun < 10 * PATIENCE
        assert all("2010" not in head for head in said)
        named = [each.name for each in threading.enumerate()]
        assert sum(name.startswith("heads") for name in named) <= AT_ONCE
        may_answer.set()
        # Those that waited are made by and by; then they are there.
        head = await whole(heads, "removals", "months=2010-01&months=2020-01&window=1")
        assert "Jan 2010 to Jan 2020" in head
        heads._pool.shutdown()
        assert len(made) == AT_ONCE + WAITING

    in_a_loop(ask())


def test_a_head_is_whole_again_when_the_tables_are(tables: Tables) -> None:
    broken = True

    def mended() -> Tables:
        if broken and threading.current_thread().name.startswith("heads"):
            raise DataError("removals.csv", "is broken")
        return tables

    async def ask() -> tuple[str, str]:
        nonlocal broken
        heads = Heads(mended)
        before = await heads.head("detainers", ROOT, "window=6")
        broken = False
        return before, await whole(heads, "detainers", "window=6")

    before, after = in_a_loop(ask())
    assert "window=6" not in before
    assert "window=6" in after
