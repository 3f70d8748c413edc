"""The bench of many readers reaches the app, chooses, and sees what fails."""

import asyncio

from bench.crowd import PAGES, App
from bench.load import crowd
from bench.serving import ROOT, serving
from lib.views import views


def test_readers_of_every_page_come() -> None:
    assert set(PAGES) == set(views())


def test_two_readers_come_choose_and_leave() -> None:
    with serving(ROOT / "bench" / "one_chart_fast.py") as server:
        bare = (server.address,), (server.process,)
        app = App("one chart", *bare, pages=("",), key="months", slides=True)
        done, _cores, most = asyncio.run(crowd(app, 2, 2, ramp=0.2))
        assert done.arrived == 2
        assert not done.errors
        assert done.runs
        assert most > 20e6
        # A page that this app does not have, and a widget that it does not have.
        app = App("one chart", *bare, pages=("sources",))
        done, _cores, _most = asyncio.run(crowd(app, 1, 0, ramp=0.2))
        assert not done.arrived
        assert done.errors.total() == 1
