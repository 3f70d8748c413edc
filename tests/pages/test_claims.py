"""The page of claims as the server makes it: the list, a claim with an address, the file."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.tables import Tables
from lib.verdict_table import as_csv, finding, verdict_table
from tests.pages.test_pages import check_figures, open_page, text


def given(app: AppTest) -> dict[str, Any]:
    """What the browser's table is given."""
    (table,) = [
        element.proto
        for element in app.get("bidi_component")
        if element.proto.component_name.endswith("claims_table")
    ]
    found: dict[str, Any] = json.loads(table.bytes)
    return found


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


def test_the_list_has_the_finding_and_every_row(tables: Tables) -> None:
    app = open_page("claims.py")
    rows = verdict_table(tables)
    assert finding(rows) in text(app)
    data = given(app)
    assert data["claim"] is None
    for name in ("claim", "verdict", "statement", "stated", "speaker", "reported_by", "document"):
        assert [row[name] for row in data["rows"]] == [str(row[name]) for row in rows]
    assert [row["computed"] or None for row in data["rows"]] == [row["computed"] for row in rows]
    kinds = [kind["kind"] for kind in data["kinds"]]
    assert kinds == list(dict.fromkeys(str(row["verdict"]) for row in rows))
    assert check_figures(app) == 0


def test_a_claim_in_the_address_is_open(tables: Tables) -> None:
    one_of_each = {row["verdict"]: row for row in verdict_table(tables)}
    assert len(one_of_each) > 5
    for row in one_of_each.values():
        app = open_page("claims.py", claim=row["claim"])
        assert not app.exception, row["claim"]
        assert given(app)["claim"] == row["claim"]
        said = text(app)
        assert row["statement"] in said and row["stated"] in said
        assert row["reason"] in said and row["citation"] in said
        assert str(row["verdict"]) in said.lower()
        assert finding(verdict_table(tables)) not in said
        if row["computed"]:
            assert row["computed"] in said and "How it is checked" in said
        check_figures(app)


def test_what_is_no_claim_is_said_and_the_list_is_shown(tables: Tables) -> None:
    app = open_page("claims.py", claim="<b>x</b>")
    assert "“<b>x</b>”" in app.warning[0].value
    assert given(app)["claim"] is None and finding(verdict_table(tables)) in text(app)


def test_the_meanings_name_how_many_a_query_checks(tables: Tables) -> None:
    app = open_page("claims.py")
    app.session_state["meanings"] = True
    app.run()
    rows = verdict_table(tables)
    number = sum(row["computed"] is not None for row in rows)
    assert f"Of the {len(rows)} claims here, {number} are checked by a query" in text(app)
    assert len(as_csv(rows).splitlines()) == len(rows) + 1
