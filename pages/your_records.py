"""A file of one's own: one row per record in, one row per month out."""

from dataclasses import replace

import streamlit as st

from lib.api.guard import A_VISIT
from lib.records import RollUp
from lib.text import _, prose
from pages.as_written import in_chart
from pages.card import card
from pages.ended import end_page
from pages.own_counting import count_files
from pages.own_counts import holds, lines_of, measure_of, months_chart, records_within, span
from pages.own_file import FILES, note_files, offer_months, own, uploader
from pages.own_report import tell_what_was_read
from pages.shared_tables import tables
from pages.two_releases import two_releases
from pages.upload_words import say_upload

read = tables()
limit = st.get_option("server.maxUploadSize")

st.markdown(prose("records/about", limit=limit))
say_upload()
most = A_VISIT >> 20
words = _(
    "Files of the same records, up to {limit} MB each, {most} MB in all", limit=limit, most=most
)
files = st.file_uploader(words, type=FILES, accept_multiple_files=True, key=uploader())
uploads = [(file.name, file) for file in files]
if files:
    note_files([file.file_id for file in files])

form, choices = count_files(uploads) if files else (None, None)

if own("rolled") not in st.session_state:
    st.session_state.pop("own_measure", None)
    end_page()
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
totals = measure_of(rolled, rolled.counts[0], source)
st.session_state["own_measure"] = totals

offer_months(rolled.csv)

months = span(rolled)
lines = lines_of(read, rolled, totals, source)
if len(months) > 1:
    card(lambda look: months_chart(read, rolled, lines, look), None, ranged=False)
else:
    words = _(
        "The file holds one month, {month}: {records:,} records.",
        month=months.words,
        records=records_within(rolled),
    )
    st.info(words, icon=":material/calendar_today:")

st.header(_("What was read, and how"), anchor="report")
tell_what_was_read(rolled.report)
with st.expander(_("All months, including those that may be incomplete")):
    st.dataframe(rolled.months, hide_index=True, alt=_("The months of your file"))

if form and choices:
    two_releases(read, uploads, form, choices)
