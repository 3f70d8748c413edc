"""The CSV that a card gives away is that of its address, byte for byte, on every page."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from lib.charts import Look
from lib.shown.address import Address
from lib.shown.charts import charts
from lib.tables import Tables
from pages.card import chart_key
from tests.api.answer import Answer
from tests.api.conftest import server as server
from tests.pages.test_pages import FRAME

SECTIONS = ("chance", "depends", "before", "months")
RANGE = {"months": ["2014-12", "2017-07"]}
SECOND = {"second": ["2013-01", "2014-06"]}
VIEWS: list[tuple[str, dict[str, Any], int]] = [
    ("", {}, 1),
    ("", {**RANGE, "window": "6", "log": "true"}, 1),
    ("removals", {}, 2),
    ("removals", {"months": ["2016-01", "2018-12"], "window": "3"}, 2),
    ("compare", {}, 7),
    ("compare", {"measure": "all_removals", "groups": "pep-trump", "january": "Trump"}, 7),
    ("compare", {"groups": "own", "first": ["2012-01", "2012-12"], **SECOND}, 7),
    ("compare", {"measure": "convicted_any", "recovered": "true"}, 6),
    ("who", {}, 5),
    ("who", {**RANGE, "in": "shares", "side_by_side": "pep-trump"}, 5),
    ("convictions", {}, 2),
    ("convictions", {**RANGE, "recovered": "true", "window": "6"}, 2),
    ("issued", {}, 4),
    ("issued", {"months": ["2014-01", "2015-06"]}, 4),
    ("detainers", {**RANGE, "window": "3", "log": "true"}, 1),
    ("reconciliation", {}, 2),
    ("reconciliation", {"months": ["2016-01", "2016-12"]}, 2),
    ("claims", {"claim": "ice_43300"}, 1),
    ("claims", {"claim": "nd_fall_30"}, 1),
]  # fmt: skip


def elements(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from elements(child)


def open_view(path: str, address: dict[str, Any], given: list[str]) -> AppTest:
    """A view with all that is folded open; the toolbars of these charts were asked for the CSV."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    # As a browser that comes to the address: switch_page would run the front page first.
    app._page_hash = calc_hash(path) if path else ""
    for name, value in address.items():
        app.query_params[name] = value
    for section in SECTIONS:
        app.session_state[f"section-{section}"] = True
    for key in given:
        app.session_state[f"asked-{key}"] = {"what": "csv", "turn": 1}
    return app.run()


def toolbars(app: AppTest) -> list[dict[str, Any]]:
    """What each toolbar on the page was given."""
    parts = [each.proto for each in elements(app._tree) if each.type == "bidi_component"]
    return [json.loads(part.bytes) for part in parts if part.component_name == "toolbar"]


@pytest.mark.parametrize(("path", "address", "cards"), VIEWS)
def test_each_card_gives_away_what_its_address_does(
    path: str, address: dict[str, Any], cards: int, server: str, tables: Tables
) -> None:
    at = Address({name: [value] if isinstance(value, str) else value
                  for name, value in address.items()})  # fmt: skip
    of_page = [each for each in charts().values() if each.page == (path or "removals")]
    drawn = {each.id: each.make(tables, at) for each in of_page}
    ids = {chart_key(draw(Look()).name): id for id, draw in drawn.items() if draw}
    given = {
        bar["chart"]: base64.b64decode(bar["given"]["content"])
        for bar in toolbars(open_view(path, address, list(ids)))
    }
    assert len(given) == cards
    # The front page has the first chart of Removals.
    assert set(given) == set(ids) if path else set(given) < set(ids)
    query = urlencode(address, doseq=True)
    for key, content in given.items():
        answer = Answer(server, f"/api/v1/charts/{ids[key]}.csv?{query}")
        assert answer.status == 200 and answer.body == content, key


def test_every_chart_is_on_a_view_that_is_compared() -> None:
    assert {shown.page for shown in charts().values()} <= {path for path, _, _ in VIEWS}
