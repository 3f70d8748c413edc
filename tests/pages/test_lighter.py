"""What Streamlit does once instead of in every run says what Streamlit itself would say."""

from __future__ import annotations

import copy
import inspect
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit import config
from streamlit.components.v2.bidi_component.main import BidiComponentMixin
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.NewSession_pb2 import CustomThemeConfig, NewSession
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from pages.lighter import filled_once, plain_presenter, read_again

ROOT = Path(__file__).resolve().parents[2]


def themed(fill: Callable[..., None]) -> NewSession:
    said = NewSession()
    fill(said.custom_theme)
    fill(said.custom_theme.light, "theme.light")
    fill(said.custom_theme.dark, "theme.dark")
    # Nothing is set for it.
    fill(said.custom_theme.sidebar, "theme.sidebar")
    return said


def test_the_theme_is_the_one_of_the_settings() -> None:
    fill = app_session._populate_theme_msg
    once = filled_once(fill, CustomThemeConfig)
    said = themed(fill)
    assert said.custom_theme.HasField("dark")
    assert not said.custom_theme.HasField("sidebar")
    assert themed(once) == said
    assert themed(once) == said


def test_the_settings_are_those_that_are_set() -> None:
    said, anew = NewSession(), NewSession()
    once = filled_once(app_session._populate_config_msg, type(said.config))
    app_session._populate_config_msg(said.config)
    once(anew.config)
    assert said.config.ByteSize()
    assert anew == said


def test_settings_that_are_read_again_are_said_anew() -> None:
    before, after = NewSession(), NewSession()
    once = filled_once(app_session._populate_theme_msg, type(before.custom_theme))
    once(before.custom_theme, "theme")
    color = config.get_option("theme.primaryColor")
    try:
        config.set_option("theme.primaryColor", "#123456")
        config._on_config_parsed.send()
        once(after.custom_theme, "theme")
    finally:
        config.set_option("theme.primaryColor", color)
    assert before.custom_theme.primary_color != "#123456"
    assert after.custom_theme.primary_color == "#123456"


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
HEARD = st.fixed_dictionaries({"event": st.text(max_size=5) | VALUES}, optional={"value": VALUES})


@given(
    stays=st.dictionaries(st.text(max_size=5), VALUES, max_size=4) | VALUES,
    heard=st.none() | st.lists(HEARD | VALUES, max_size=4) | HEARD,
    kind=st.sampled_from(["json_trigger_value", "json_value"]),
    known=st.booleans(),
)
def test_what_a_part_says_is_shown_as_streamlit_shows_it(
    stays: Any, heard: Any, kind: Any, known: bool
) -> None:
    state = SessionState()
    widgets = state._new_widget_state
    if known:
        widgets.set_widget_metadata(WidgetMetadata("said", lambda some: some, str, kind))
        widgets.set_from_value("said", heard)
    shown = plain_presenter("said", "part", {"chosen"})(stays, state)
    assert shown == make_bidi_component_presenter("said", "part", {"chosen"})(stays, state)


def test_a_file_is_read_from_its_beginning_and_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UploadedFile, "__deepcopy__", read_again, raising=False)
    data = bytes(20 << 20)
    sent = UploadedFile(UploadedFileRec("7", "a.csv", "text/csv", data), FileURLs(file_id="7"))
    sent.read(3)
    tracemalloc.start()
    [again] = copy.deepcopy([sent])
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < len(data) / 10
    assert (again.read(), again.name, again.type) == (data, "a.csv", "text/csv")
    assert (again.size, again.file_id) == (sent.size, "7")
    assert sent.tell() == 3
    # Who writes into it writes into a copy.
    again.seek(0)
    again.write(b"changed")
    assert sent.getvalue() is data


def test_streamlit_still_asks_by_these_names() -> None:
    said = AppSession._create_new_session_message.__code__.co_names
    assert {"_populate_theme_msg", "_populate_config_msg"} <= set(said)
    put = inspect.unwrap(BidiComponentMixin._bidi_component).__code__
    assert "make_bidi_component_presenter" in put.co_names


def test_the_server_does_so() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IN_FORCE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["pages.lighter"] * 5 + ["lib.api.gathered"], done.stderr


_IN_FORCE = """
import dashboard
from streamlit.components.v2.bidi_component import main
from streamlit.runtime import app_session, uploaded_file_manager
from streamlit.runtime.state import session_state
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

print(
    app_session._populate_theme_msg.__module__,
    app_session._populate_config_msg.__module__,
    main.make_bidi_component_presenter.__module__,
    uploaded_file_manager.UploadedFile.__deepcopy__.__module__,
    session_state.unpack_widget_state_value.__module__,
    WebSocketsSansIOProtocol.send.__module__,
)
"""
