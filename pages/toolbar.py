"""The toolbar under a chart: what can be taken away, and what opens below it."""

from __future__ import annotations

import base64
import html
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import streamlit as st

from lib.charts import Chart
from lib.downloads.citation import citation
from lib.downloads.plain_table import chart_csv
from lib.downloads.spreadsheet import workbook
from lib.kept import kept
from lib.shown.charts import charts, parameters
from lib.shown.drawn import Draw
from lib.shown.embedded import height
from lib.text import _
from lib.versions import version
from pages.part import part
from pages.screen import look
from pages.shared_tables import tables

Open = Literal["table", "queries", ""]

LONGEST = 250
"""Letters that a picture is signed with at most."""


_TOOLBAR = part("toolbar", "picture+toolbar")


def toolbar(
    chart: Chart,
    key: str,
    file_name: str,
    *,
    draw: Draw,
    shown: str | None,
    first_open: Open = "",
) -> Open:
    """The toolbar of a chart; returns what is open below it.

    ``draw`` draws the chart anew for its picture and for a frame; ``shown`` is the id under which
    it has an address of its own."""
    opened: Open = st.session_state.get(_opened(key), first_open)
    _TOOLBAR(
        key=_component(key),
        data={
            "chart": key,
            "name": file_name,
            "title": chart.title,
            "source": chart.credit.words,
            "notes": list(chart.notes),
            "events": list(chart.events),
            "cite": citation(tables(), chart),
            "version": version(tables()),
            "open": opened,
            "queries": bool(chart.trails),
            "embed": _embed(shown),
            "given": _given(chart, key, file_name, draw),
            "labels": _labels(),
        },
        on_open_change=partial(_note_open, key),
        on_asked_change=partial(_note_asked, key),
    )
    return opened


def _embed(shown: str | None) -> dict[str, Any] | None:
    """The chart's id, and which parameters of the page's address its own has."""
    if shown is None:
        return None
    return {"id": shown, "parameters": [*parameters(tables(), charts()[shown].page), "lang"]}


def _component(key: str) -> str:
    return f"toolbar-{key}"


def _opened(key: str) -> str:
    return f"open-{key}"


def _note_open(key: str) -> None:
    heard = st.session_state[_component(key)].get("open")
    st.session_state[_opened(key)] = heard if heard in ("table", "queries") else ""


def _note_asked(key: str) -> None:
    """Keeps what was asked for until the chart is there: a run may end before it."""
    st.session_state[f"asked-{key}"] = st.session_state[_component(key)].get("asked")


def _given(chart: Chart, key: str, file_name: str, draw: Draw) -> dict[str, Any] | None:
    """What the browser asked for, made now: a file for every run would be most of its time."""
    asked = st.session_state.pop(f"asked-{key}", None)
    if not isinstance(asked, dict):
        return None
    given: dict[str, Any] = {"turn": asked.get("turn")}
    what = asked.get("what")
    if what == "picture":
        signed = html.escape(str(asked.get("signed", ""))[:LONGEST], quote=False)
        signed_look = replace(look(), width="picture", signed=signed)
        return given | {"figure": draw(signed_look).figure}
    if what == "embed":
        return given | {"height": height(draw)}
    name = f"{file_name}_{chart.credit.file_name}_{version(tables())}"
    if what == "csv":
        content = chart_csv(tables(), chart)
        given |= {"name": f"{name}.csv", "type": "text/csv"}
    elif what == "xlsx":
        content = workbook(tables(), chart)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        given |= {"name": f"{name}.xlsx", "type": kind}
    else:
        return None
    return given | {"content": base64.b64encode(content).decode()}


@kept(4)
def _labels() -> dict[str, Any]:
    """What the buttons show and what they are called, and what the toolbar says."""
    return {
        "group": _("This chart"),
        "product": _("Removals by Month"),
        "buttons": {
            "png": {"word": _("PNG"), "says": _("Download PNG")},
            "svg": {"word": _("SVG"), "says": _("Download SVG")},
            "csv": {"word": _("CSV"), "says": _("Download CSV")},
            "xlsx": {"word": _("XLSX"), "says": _("Download XLSX")},
            "copy": {"word": _("Copy"), "says": _("Copy picture")},
            "link": {"word": _("Link"), "says": _("Copy link to this view")},
            "embed": {"word": _("Embed"), "says": _("Embed this chart in another page")},
            "cite": {"word": _("Cite"), "says": _("Cite this chart")},
            "notes": {"word": _("Notes"), "says": _("Notes, events and sources of this chart")},
            "table": {"word": _("Table"), "says": _("Table of the numbers")},
            "queries": {"word": _("Queries"), "says": _("Queries behind the numbers")},
        },
        "events": _("Numbers in the strip:"),
        "sources": _("Source: {source}."),
        "copied": _("Picture copied"),
        "linked": _("Link copied"),
        "cited": _("Citation copied"),
        "embedded": _("Code copied"),
        "frozen": _("Download this chart as one HTML file that works without a network"),
        "failed": _("This could not be made"),
        "silent": _("the server does not answer"),
    }
