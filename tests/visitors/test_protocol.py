"""Whatever an address or a message says, a page answers or the line is closed: no error of the
script, no error in the server's log, and the next visitor is served."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.visitor import Visitor
from lib.views import views
from tests.browser.conftest import serving

KEYS = [
    *("months", "window", "log", "measure", "groups", "claim", "lang", "sql", "view", "table"),
    *("find", "order", "columns", "data", "by", "split", "group", "share", "year", "status"),
    *("source", "pair", "border", "to", "from", "kind", "example", "event", "embed", "?", ""),
]
VALUES = [
    *("", "0", "-1", "1e99", "nan", "true", "es", "xx", "2015-13", "2015-10", "9999-12", "0000-00"),
    *(
        "all_removals",
        "sc_removals",
        "pep-trump6",
        "pep-pep",
        "removals_by_source",
        "month",
        "-month",
    ),
    *("../../etc/passwd", "<script>alert(1)</script>", "' OR 1=1 --", "{0.__class__}", "%00", "\0"),
    *("SELECT 1", "SELECT * FROM eras", "FROM nothing", "\u202e", "x" * 5000, "[]()**_`$\\$"),
]
ADDRESSES = st.lists(
    st.tuples(st.sampled_from(KEYS) | st.text(max_size=8), st.sampled_from(VALUES) | st.text()),
    max_size=6,
)
OURS = re.compile(r"-(viewport|toolbar-.*|.*picker.*|row-press|claims-table|glossary|chart_keys)$")
"""The ends of the ids of our own parts; what Streamlit's own controls take, it checks itself."""

PLENTY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    # At its end the log may hold no traceback.
    with serving(tmp_path_factory.mktemp("visitors") / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def visitors(server: str) -> Iterator[dict[str, Visitor]]:
    """One for each page, who asks it for ever other addresses."""
    found = {page: Visitor(port(server), page) for page in views()}
    yield found
    for visitor in found.values():
        visitor.close()


def port(server: str) -> int:
    found = urlsplit(server).port
    assert found
    return found


# Surrogates are no text that a browser could send.
@given(
    page=st.sampled_from(sorted(views())),
    query=ADDRESSES.map(lambda pairs: urlencode(pairs, errors="replace")) | st.text(max_size=60),
)
@settings(max_examples=settings().max_examples * 5 // 2, suppress_health_check=PLENTY)
def test_any_address_shows_a_page(page: str, query: str, visitors: dict[str, Visitor]) -> None:
    query = query.encode("utf-8", "replace").decode()
    assert visitors[page].run(query).seconds < 20


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(VALUES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
HEARD = [
    "chosen",
    "width",
    "open",
    "asked",
    "value",
    "months",
    "at",
    "choice",
    "opened",
    "number",
    "range",
    "far",
    "near",
    "single",
]
"""Names under which our own parts of a page say what was done in them, and some that none has."""


@given(
    page=st.sampled_from(sorted(views())),
    said=st.dictionaries(st.sampled_from(HEARD), JSON, max_size=4),
    place=st.integers(0, 20),
)
@settings(max_examples=settings().max_examples // 4, suppress_health_check=PLENTY)
def test_any_value_of_a_control_gives_a_page(
    page: str, said: dict[str, Any], place: int, server: str
) -> None:
    visitor = Visitor(port(server), page)
    ids = sorted(id for id in visitor.widgets.values() if OURS.search(id))
    try:
        if ids:
            state = WidgetState(id=ids[place % len(ids)], json_value=json.dumps(said))
            visitor.run("", state)
    finally:
        visitor.close()


@pytest.mark.parametrize("told", [None, 0, "", "picture", "wider", [], {}, ["full"]])
def test_no_width_of_a_screen_is_one_like_another(told: Any, server: str) -> None:
    visitor = Visitor(port(server), "removals")
    said = json.dumps({"width": told})
    state = WidgetState(id=visitor.widgets["viewport"], json_value=said)
    drawn = visitor.run("months=2010-01&months=2012-12", state)
    visitor.close()
    assert drawn.unpacked["plotly_chart"]


@pytest.mark.parametrize(
    ("page", "part", "said"),
    [
        (
            *("removals", "month-picker-months"),
            {"chosen": {"months": ["2010-01", "2012-12"], "turn": 10**30}},
        ),
        ("compare", "row-press", {"chosen": ["sc_removals"]}),
        ("claims", "claims-table", {"single": "\ud800"}),
        ("claims", "claims-table", {"single": 10**30}),
        ("claims", "claims-table", {"single": json.loads("[" * 300 + "]" * 300)}),
    ],
    ids=["a number too large", "a list of rows", "half a letter", "a large choice", "a deep one"],
)
def test_what_a_browser_says_can_be_said_to_it_again(
    page: str, part: str, said: dict[str, Any], server: str
) -> None:
    visitor = Visitor(port(server), page)
    state = WidgetState(id=visitor.widgets[part], json_value=json.dumps(said))
    for again in (state, state):
        assert visitor.run("", again).unpacked["bidi_component"]
    visitor.close()


@pytest.mark.parametrize("said", ["nope", "", "[" * 100_000, "{"], ids=["word", "-", "deep", "cut"])
@pytest.mark.parametrize("kind", ["json_value", "json_trigger_value"])
def test_what_is_no_json_is_as_if_nothing_was_said(kind: str, said: str, server: str) -> None:
    visitor = Visitor(port(server), "removals")
    for part in ("month-picker-months", "viewport", "toolbar-chart-removals-by-source"):
        state = WidgetState(id=visitor.widgets[part])
        setattr(state, kind, said)
        assert visitor.run("", state).unpacked["plotly_chart"]
    visitor.close()


def messages() -> st.SearchStrategy[bytes]:
    """Messages that are none, that nobody should send, and whole ones with bytes turned."""
    whole = BackMsg()
    whole.rerun_script.query_string = "months=2015-10"
    whole.rerun_script.page_name = "claims"
    sent: bytes = whole.SerializeToString()
    others = [
        BackMsg(stop_script=True),
        BackMsg(clear_cache=True),
        BackMsg(load_git_info=True),
        BackMsg(debug_disconnect_websocket=True),
        BackMsg(debug_shutdown_runtime=True),
        BackMsg(set_run_on_save=True),
    ]

    def turned(place: int, value: int) -> bytes:
        return sent[: place % len(sent)] + bytes([value]) + sent[place % len(sent) + 1 :]

    return st.one_of(
        st.binary(max_size=200),
        st.builds(turned, st.integers(0, 500), st.integers(0, 255)),
        st.sampled_from([each.SerializeToString() for each in others]),
        st.integers(1, 1 << 20).map(lambda size: b"\x0a" * size),
    )


@given(sent=st.lists(messages(), min_size=1, max_size=3))
@settings(suppress_health_check=PLENTY)
def test_any_message_leaves_the_server_as_it_was(
    sent: list[bytes], server: str, visitors: dict[str, Visitor]
) -> None:
    with connect(
        f"ws://127.0.0.1:{port(server)}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as line:
        try:
            for message in sent:
                line.send(message)
        except ConnectionClosed:
            pass
    visitors["sources"].run("")


def test_a_message_without_end_closes_the_line(server: str, visitors: dict[str, Visitor]) -> None:
    address = f"ws://127.0.0.1:{port(server)}/_stcore/stream"
    with connect(address, max_size=None) as line, pytest.raises(ConnectionClosed):
        line.send(b"\x0a" * (220 << 20))
        while True:
            line.recv(timeout=30)
    visitors["sources"].run("")
