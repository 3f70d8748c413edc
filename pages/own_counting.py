"""How a visitor's files are read and counted: what was recognized, what is asked, the count."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.records import Form
from lib.records.uploads import Choices, RecordsError, Upload, look_at
from lib.text import _
from pages.ended import end_page
from pages.own_choices import (
    ask_how_to_count,
    ask_how_to_read,
    reading_choices,
    say_what_was_recognized,
)
from pages.own_file import own
from pages.own_jobs import rollups, tell, wait_for


def count_files(uploads: Sequence[Upload]) -> tuple[Form, Choices | None]:
    """Asks how the files are to be counted, and counts them when that is pressed; the count stands
    in the visit's state as ``rolled``. Ends the run where they cannot be read."""
    counted = own("rolled") in st.session_state
    place = (
        st.expander(_("How it is read and counted"), icon=":material/tune:")
        if counted
        else st.container()
    )
    with place:
        form = _look_at_files(uploads)
        say_what_was_recognized(form)
        choices = ask_how_to_count(form, reading_choices(), _asks_order)
        under_way = own("job") in st.session_state
        # Kept for the visit: whatever else the visitor touches meanwhile runs the page anew, and
        # must not lose the count.
        if (
            st.button(
                _("Count by month"),
                type="primary",
                disabled=choices is None or under_way,
                icon=":material/calculate:",
            )
            and choices
        ):
            st.session_state.pop(own("problem"), None)
            st.session_state[own("job")] = (choices, rollups().start(uploads, choices))
        if own("problem") in st.session_state:
            tell(st.session_state[own("problem")], _("This cannot be counted by month"))
    if own("job") in st.session_state:
        asked, job = st.session_state[own("job")]
        try:
            st.session_state[own("rolled")] = wait_for(job, _("Reading"))
            st.session_state[own("names")] = ", ".join(name for name, _file in uploads)
        except RecordsError as error:
            st.session_state[own("problem")] = error
            if error.choice == "order":
                st.session_state.setdefault(own("order_unknown"), set()).add(_dating(asked))
            st.session_state.pop(own("rolled"), None)
        del st.session_state[own("job")]
        st.rerun()
    return form, choices


def _look_at_files(uploads: Sequence[Upload]) -> Form:
    """How the visitor's files are written; found out once for the same files and choices."""
    reading = reading_choices()
    if st.session_state.get(own("form"), (None, None))[0] != reading:
        try:
            st.session_state[own("form")] = (reading, look_at(uploads, reading))
        except RecordsError as error:
            tell(error, _("This cannot be read as records"))
            ask_how_to_read(None)
            end_page()
    form: Form = st.session_state[own("form")][1]
    return form


def _asks_order(choices: Choices) -> bool:
    """Whether a count by this column could not tell the order of its dates."""
    return _dating(choices) in st.session_state.get(own("order_unknown"), ())


def _dating(choices: Choices) -> tuple[object, ...]:
    return choices.sheets, choices.header_row, choices.date_column
