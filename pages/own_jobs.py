"""Counts and comparisons of visitors' files under way, and what is said when they fail."""

from __future__ import annotations

import time
from typing import TypeVar

import streamlit as st

from lib.kept import shared
from lib.records.uploads import Job, RecordsError, Rollups
from lib.text import _
from pages.as_written import as_written

Result = TypeVar("Result")


@shared
def rollups() -> Rollups:
    """The workers, for all visitors; they keep nothing of what they count."""
    return Rollups()


def gauges() -> dict[str, float]:
    """What the server's counts say of them."""
    return {"rollups": rollups().under_way}


def wait_for(job: Job[Result], words: str) -> Result:
    """Shows how far a job is, and gives its result. Raises RecordsError."""
    bar = st.progress(0.0, text=words)
    while not job.future.done():
        bar.progress(min(job.progress, 1.0), text=f"{words}: {job.progress:.0%}")
        time.sleep(0.1)
    bar.empty()
    return job.future.result()


def labels() -> dict[str, str]:
    """What the page calls the choices that a message can ask for."""
    return {
        "date_column": _("Column with the date of each record"),
        "header_row": _("Row that names the columns"),
        "order": _("Order of day and month"),
        "same_person": _("Columns that stand for a person"),
        "timezone": _("Time zone of the days"),
    }


def tell(error: RecordsError, title: str) -> None:
    """Says what is wrong and, in the page's words, what can be done."""
    places = {name: _("under “{label}”", label=label) for name, label in labels().items()}
    if error.choice == "order":
        title = _("Which comes first: the day, the month or the year?")
        st.warning(as_written(error.said(places)), title=title, icon=":material/help:")
    else:
        st.error(as_written(error.said(places)), title=title, icon=":material/error:")
