"""A file of one's own: one row per record in, one row per month out."""

from dataclasses import replace

import streamlit as st

from lib.charts import Line
from lib.measures import own_records, series
from lib.records import Form, RollUp
from lib.records.uploads import Choices, RecordsError, look_at
from lib.text import _, prose
from pages.as_written import in_chart
from pages.card import card
from pages.own_choices import (
    ask_how_to_count,
    ask_how_to_read,
    reading_choices,
    say_what_was_recognized,
)
from pages.own_counts import by_month, holds, months_chart, span
from pages.own_file import forget, laid_under, note_files, own, uploader
from pages.own_jobs import rollups, tell, wait_for
from pages.own_report import tell_what_was_read
from pages.shared_tables import tables
from pages.two_releases import two_releases

COLORS = ("records", "sc", "detainer", "own", "all")
NAMES = [
    *("csv", "tsv", "txt", "gz", "zip", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet"),
    *("feather", "arrow", "dta", "sav", "zsav", "sas7bdat", "xpt"),
]


def look_at_files() -> Form:
    """How the visitor's files are written; found out once for the same files and choices."""
    reading = reading_choices()
    if st.session_state.get(own("form"), (None, None))[0] != reading:
        try:
            st.session_state[own("form")] = (reading, look_at(uploads, reading))
        except RecordsError as error:
            tell(error, _("This cannot be read as records"))
            ask_how_to_read(None)
            st.stop()
    form: Form = st.session_state[own("form")][1]
    return form


def asks_order(choices: Choices) -> bool:
    """Whether a count by this column could not tell the order of its dates."""
    return _dating(choices) in st.session_state.get(own("order_unknown"), ())


def _dating(choices: Choices) -> tuple[object, ...]:
    return choices.sheets, choices.header_row, choices.date_column


read = tables()
limit = st.get_option("server.maxUploadSize")

st.markdown(prose("records/about", limit=limit))
files = st.file_uploader(
    _("Files of the same records, up to {limit} MB each", limit=limit),
    type=NAMES,
    accept_multiple_files=True,
    key=uploader(),
)
uploads = [(file.name, file) for file in files]
if files:
    note_files([file.file_id for file in files])

form, choices = None, None
if files:
    counted = own("rolled") in st.session_state
    place = (
        st.expander(_("How it is read and counted"), icon=":material/tune:")
        if counted
        else st.container()
    )
    with place:
        form = look_at_files()
        say_what_was_recognized(form)
        choices = ask_how_to_count(form, reading_choices(), asks_order)
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

if own("rolled") not in st.session_state:
    st.session_state.pop("own_measure", None)
    st.stop()
rolled: RollUp = st.session_state[own("rolled")]

label = st.text_input(
    _("What the file holds"),
    placeholder=holds(rolled),
    max_chars=60,
    key=own("label"),
    persist_state="session",
)
rolled = replace(rolled, report=replace(rolled.report, label=label.strip()))
source = _(
    "{files}, counted by {column}; a visitor's own file, not published here",
    files=in_chart(st.session_state[own("names")]),
    column=in_chart(rolled.report.date_column),
)
said = {"holds": in_chart(holds(rolled)), "dated": in_chart(rolled.report.date_column)}
totals = own_records(by_month(rolled, rolled.counts[0]), source, **said)

with st.container(horizontal=True, vertical_alignment="center"):
    monthly = rolled.csv
    st.download_button(
        _("Download the months (CSV)"),
        lambda: monthly,
        "months.csv",
        "text/csv",
        on_click="ignore",
        type="primary",
    )
    st.button(_("Forget this file"), on_click=forget, icon=":material/delete:")
    lay = st.toggle(
        _("Show these months on the other pages"),
        help=_("On {pages}, during this visit only.", pages=laid_under()),
        key=own("lay"),
        persist_state="session",
    )
st.session_state["own_measure"] = totals if lay else None

months = span(rolled)
within = rolled.months["month"].between(str(months.first), str(months.last))
sums = rolled.months.loc[within, rolled.counts].sum()
shown = sorted(rolled.counts[1:], key=lambda name: -sums[name])[: len(COLORS) - 1]
lines = [Line(series(read, totals, months, 1), _("All records"), COLORS[0])]
for name, color in zip(shown, COLORS[1:], strict=False):
    of_value = own_records(by_month(rolled, name), source, in_chart(name), **said)
    lines.append(Line(series(read, of_value, months, 1), in_chart(name), color))
if len(months) > 1:
    card(lambda look: months_chart(read, rolled, lines, look), None, ranged=False)
else:
    words = _(
        "The file holds one month, {month}: {records:,} records.",
        month=months.words,
        records=int(sums[rolled.counts[0]]),
    )
    st.info(words, icon=":material/calendar_today:")

st.header(_("What was read, and how"), anchor="report")
tell_what_was_read(rolled.report)
with st.expander(_("All months, including those that may be incomplete")):
    st.dataframe(rolled.months, hide_index=True, alt=_("The months of your file"))

if form and choices:
    two_releases(read, uploads, form, choices)
