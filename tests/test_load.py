"""The bench of many readers reaches the app, chooses, and sees what fails."""

from pathlib import Path

from bench.crowd import PAGES, App
from bench.load import crowd
from bench.serving import ROOT, free_port, serving
from lib.views import views
from tests.loops import in_a_loop


def test_readers_of_every_page_come() -> None:
    assert set(PAGES) == set(views())


def test_two_readers_come_choose_and_leave() -> None:
    with serving(ROOT / "bench" / "one_chart_fast.py") as server:
        bare = (server.address,), (server.process,)
        app = App("one chart", *bare, pages=("",), key="months", slides=True)
        done, _cores, most = in_a_loop(crowd(app, 2, 2, ramp=0.2))
    assert done.arrived == 2
    assert not done.errors
    assert done.runs
    assert most > 20e6


def test_what_fails_is_counted(tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text("raise ValueError", encoding="utf-8")
    with serving(script) as server:
        nobody = f"http://127.0.0.1:{free_port()}"
        app = App("broken", (server.address, nobody), (server.process,))
        done, _cores, _most = in_a_loop(crowd(app, 2, 0, ramp=0.2))
    assert not done.arrived
    raised, refused = sorted(done.errors, key=lambda error: "Connection" in error)
    assert "ValueError" in raised
    assert "ConnectionRefusedError" in refused
