"""How much a press of a control makes the server say: every element is a message of its own, which
costs work on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.visitor import Visitor
from tests.browser.conftest import serving

MOST = {
    "": 16,
    "removals": 21,
    "convictions": 21,
    "issued": 18,
    "detainers": 18,
    "reconciliation": 24,
    # Five charts, and two with a choice of months and measures between them.
    "who": 33,
    "compare": 35,
}
"""Messages of a press at most, four of them Streamlit's own."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(tmp_path_factory.mktemp("messages") / "log.txt") as address:
        found = urlsplit(address).port
        assert found
        yield found


def chosen(visitor: Visitor, *far: str) -> WidgetState:
    """A press of the month picker by a visitor who is far from some charts."""
    state = WidgetState(id=visitor.widgets["month-picker-months"])
    months = {"months": ["2008-10", "2020-12"], "turn": 1, "far": far}
    state.json_value = json.dumps({"chosen": months})
    return state


@pytest.mark.parametrize("page", MOST)
def test_a_press_sends_what_it_changes(page: str, port: int) -> None:
    visitor = Visitor(port, page)
    run = visitor.run("", chosen(visitor))
    visitor.close()
    assert run.unpacked["plotly_chart"]
    assert run.messages <= MOST[page]


def test_what_no_press_sends_again_waits_for_nobody(port: int) -> None:
    """A press and a new width of the window may come together, and then the whole page is run: what
    waited there would not come with the press that asks for what waits."""
    visitor = Visitor(port, "issued")
    pressed = chosen(visitor, "detainers-and-removals", "detainers-declined")
    visitor.widgets.clear()
    visitor.fragments.clear()
    visitor.run("", pressed)
    visitor.close()
    assert "toolbar-chart-detainers-and-removals" not in visitor.widgets
    assert "toolbar-chart-detainers-declined" in visitor.widgets


def test_a_box_of_the_sources_opens_without_what_stands_below(port: int) -> None:
    visitor = Visitor(port, "sources")
    pressed = WidgetState(id=visitor.widgets["table-eras"])
    pressed.bool_value = True
    run = visitor.run("", pressed)
    visitor.close()
    # What the table holds, beside the boxes; the measures are the largest part of the page.
    assert run.unpacked["table"]
    assert "html" not in run.unpacked
    assert run.messages < 45
