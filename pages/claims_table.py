"""The claims as a table of links, which the visitor's browser searches, filters and puts in
order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal, NamedTuple

import streamlit as st

from lib.judgment import Kind
from lib.tables import Row
from lib.text import _
from lib.verdict_table import WORST_FIRST, Choice
from pages.part import part

KEY = "claims-table"

_TABLE = part("claims_table")


class Shown(NamedTuple):
    """How a verdict looks: a sign before its words, and a color, never the color alone."""

    sign: str
    look: Literal["good", "bad", "between", "open"]


# By their names, because the charts' font lacks them; no chart draws them.
LOOKS = {
    Kind.DOES_NOT_HOLD: Shown("\N{MULTIPLICATION X}", "bad"),
    Kind.DIFFERS: Shown("≠", "between"),
    Kind.BOUNDED: Shown("\N{LEFT RIGHT ARROW}", "between"),
    Kind.JUDGMENT: Shown("~", "open"),
    Kind.CANNOT_BE_CHECKED: Shown("?", "open"),
    Kind.CONSISTENT: Shown("=", "open"),
    Kind.HOLDS_WITHIN_ROUNDING: Shown("≈", "good"),
    Kind.HOLDS: Shown("✓", "good"),
}


def claims_table(
    rows: Sequence[Row], menus: Mapping[str, Sequence[Choice]], claim: str | None
) -> str | None:
    """The table or, where the claim of this id is open, the way back to it. Returns the id of the
    one claim that a search leaves; None where it leaves more, or none."""
    told = st.session_state.get(KEY, {}).get("single")
    columns = [{"name": name, "heading": heading} for name, heading in _headings().items()]
    kinds = [
        {"kind": str(kind), "label": kind.words, **LOOKS[kind]._asdict()}
        for kind in WORST_FIRST
        if any(row["verdict"] == kind for row in rows)
    ]
    data = {
        "claim": claim,
        "single": told,
        "columns": columns,
        "kinds": kinds,
        "labels": _labels(),
        "menus": {name: [asdict(one) for one in choices] for name, choices in menus.items()},
        "rows": [_told(row) for row in rows],
    }
    single = _TABLE(key=KEY, data=data, on_single_change=lambda: None).get("single")
    return single if claim is None and any(row["claim"] == single for row in rows) else None


def _told(row: Row) -> dict[str, Any]:
    """A row as the browser gets it: no cell without a word, and what its numbers are sorted by."""
    translation = _(row["statement"])
    numbers = {"stated": row["stated_number"], "computed": row["computed_low"]}
    shown = ("claim", "verdict", "speaker", "reported_by", "document", "citation", "statement")
    return {
        **{name: str(row[name]) for name in (*shown, "stated")},
        "computed": row["computed"] or "",
        "period": row["period"],
        "translation": translation if translation != row["statement"] else "",
        "rank": WORST_FIRST.index(row["verdict"]),
        "keys": {name: value for name, value in numbers.items() if value is not None},
    }


def _headings() -> dict[str, str]:
    return {
        "verdict": _("Verdict"),
        "statement": _("Claim"),
        "stated": _("Stated"),
        "computed": _("Computed"),
        "speaker": _("Who says it"),
        "reported_by": _("Reported by"),
        "document": _("Document"),
    }


def _labels() -> dict[str, Any]:
    return {
        "back": _("← All claims"),
        "table": _("The claims and their verdicts"),
        "words": _("Search the claims"),
        "example": _("Search: 43300, peak, average"),
        "verdict": _("Verdict"),
        "speaker": _("Who says it"),
        "document": _("Document"),
        "any": {"speaker": _("Everyone"), "document": _("All documents")},
        "order": _("Order"),
        "by": _("By {column}"),
        "shown": _("{shown} of {all} claims"),
        "none": _("No claim matches. Remove a filter."),
    }
