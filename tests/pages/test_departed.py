"""What a visitor held is let go of soon after leaving, also where nobody else comes."""

from __future__ import annotations

import time
from pathlib import Path

from bench.serving import ROOT, serving
from bench.visitor import Visitor

APP = """
import sys
from contextlib import asynccontextmanager

sys.path.insert(0, {root!r})
import streamlit as st
from streamlit.runtime import get_instance

from pages import departed

departed.EVERY = 0.2


@asynccontextmanager
async def sooner(app):
    # Than two minutes.
    get_instance()._session_mgr._session_storage._cache._ttl = 0.5
    async with departed.forgetting(app):
        yield


app = st.App("page.py", lifespan=sooner)
"""

PAGE = """
import weakref
from pathlib import Path
from secrets import token_hex

import streamlit as st


class Held:
    pass


if "held" not in st.session_state:
    st.session_state["held"] = Held()
    weakref.finalize(st.session_state["held"], (Path({gone!r}) / token_hex(4)).touch)
"""


def test_visits_are_let_go_of_when_their_visitors_have_left_and_not_before(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    (tmp_path / "app.py").write_text(APP.format(root=str(ROOT)), encoding="utf-8")
    (tmp_path / "page.py").write_text(PAGE.format(gone=str(gone)), encoding="utf-8")
    with serving(tmp_path / "app.py") as server:
        visitors = [Visitor(server.port, "") for _visitor in range(3)]
        time.sleep(1.5)
        assert not list(gone.iterdir())
        for visitor in visitors:
            visitor.close()
        # Streamlit's own loop holds the last that it looked at until somebody else comes.
        for _turn in range(100):
            if len(list(gone.iterdir())) >= 2:
                break
            time.sleep(0.1)
        assert len(list(gone.iterdir())) >= 2
