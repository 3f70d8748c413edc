"""A file of one's own: one row per record in, one row per month out."""

import time

import pandas as pd
import streamlit as st

from lib.charts import Line, timeline
from lib.measures import own_records, series
from lib.months import Month, MonthRange, spans
from lib.records.uploads import RecordsError, Rollups, look_at
from pages import parts

COLOURS = ("records", "sc", "detainer", "own", "all")


@st.cache_resource
def rollups() -> Rollups:
    return Rollups()


def forget() -> None:
    for name in (
        "rolled",
        "rolled_files",
        "rolled_names",
        "looked_at",
        "own_measure",
        "files",
        "lay",
        "job",
    ):
        st.session_state.pop(name, None)


tables = parts.tables()
limit = st.get_option("server.maxUploadSize")

st.markdown(
    "Drop a file with one row per record, such as ICE's releases of removals or detainers, and get its months. It may be CSV (any "
    f"delimiter, also gzipped), Parquet or a workbook (XLSX), up to **{limit} MB**; several files of one form count as one. "
    "The file is read on this server for this visit only and is not kept: it is gone when you close the page."
)
files = st.file_uploader(
    f"Files of one form, up to {limit} MB each",
    type=["csv", "tsv", "txt", "gz", "parquet", "xlsx"],
    accept_multiple_files=True,
    key="files",
)
uploads = [(file.name, file) for file in files]
given = tuple(file.file_id for file in files)
if st.session_state.get("rolled_files") != given and files:
    st.session_state.pop("rolled", None)

if files and "rolled" not in st.session_state:
    try:
        if st.session_state.get("looked_at", (None, None))[0] != given:
            st.session_state["looked_at"] = (given, look_at(uploads))
        form = st.session_state["looked_at"][1]
    except RecordsError as error:
        st.error(str(error), title="This cannot be read as records", icon=":material/error:")
        st.stop()
    if form.profile:
        tested = (
            ""
            if form.profile.tested
            else " The form is known from a published description and was not tried on real files."
        )
        st.success(
            f"Recognized: **{form.profile.title}**. {form.profile.note}{tested}",
            icon=":material/check_circle:",
        )
    else:
        st.info(
            "The form is not a known one. Say which column dates a record.", icon=":material/table:"
        )
    with st.expander("The first rows"):
        st.dataframe(
            pd.DataFrame(form.sample, columns=list(form.columns)),
            hide_index=True,
            alt="The first rows of the file",
        )
    left, right = st.columns(2)
    columns = list(form.columns)
    found = form.date_column
    date_column = left.selectbox(
        "Column that dates a record",
        columns,
        index=columns.index(found) if found else None,
        disabled=form.profile is not None,
        placeholder="Several could be it: choose"
        if form.date_columns
        else "No column reads as dates: choose",
        key="date_column",
    )
    by = right.selectbox("Split by", columns, index=None, placeholder="No split", key="split")
    # Kept for the visit: whatever else the visitor touches meanwhile runs the page anew, and must not lose the count.
    if st.session_state.get("job", (None, None))[0] != given:
        st.session_state.pop("job", None)
    if st.button(
        "Count by month", type="primary", disabled=date_column is None or "job" in st.session_state,
        icon=":material/calculate:",
    ):  # fmt: skip
        st.session_state["job"] = (
            given,
            rollups().start(uploads, date_column=None if form.profile else date_column, by=by),
        )
    if "job" in st.session_state:
        job = st.session_state["job"][1]
        bar = st.progress(0.0, text="Reading")
        while not job.future.done():
            bar.progress(min(job.progress, 1.0), text=f"Reading: {job.progress:.0%}")
            time.sleep(0.1)
        bar.empty()
        del st.session_state["job"]
        try:
            st.session_state["rolled"] = job.future.result()
        except RecordsError as error:
            st.error(str(error), title="This cannot be counted by month", icon=":material/error:")
            st.stop()
        st.session_state["rolled_files"] = given
        st.session_state["rolled_names"] = ", ".join(name for name, _ in uploads)
        st.rerun()

rolled = st.session_state.get("rolled")
if rolled is None:
    st.session_state.pop("own_measure", None)
    st.stop()

names = st.session_state["rolled_names"]
months, report, monthly = rolled.months, rolled.report, rolled.csv
source = f"{names}, counted by {report.date_column}; a visitor's own file, not published here"
whole = months[months["whole"]] if months["whole"].any() else months
span = MonthRange(Month.parse(whole["month"].iloc[0]), Month.parse(whole["month"].iloc[-1]))
totals = own_records(
    [(Month.parse(row["month"]), row[rolled.counts[0]]) for row in whole.to_dict("records")], source
)

with st.container(horizontal=True, vertical_alignment="center"):
    st.download_button(
        "Download the months (CSV)",
        lambda: monthly,
        "months.csv",
        "text/csv",
        on_click="ignore",
        type="primary",
    )
    st.button("Forget this file", on_click=forget, icon=":material/delete:")
    lay = st.toggle(
        "Lay these months under the other pages for this visit", key="lay", persist_state="session"
    )
st.session_state["own_measure"] = totals if lay else None

shown = sorted(rolled.counts[1:], key=lambda name: -whole[name].sum())[: len(COLOURS) - 1]
lines = [Line(series(tables, totals, span, 1), "All records", COLOURS[0])]
for name, color in zip(shown, COLOURS[1:], strict=False):
    counts = [(Month.parse(row["month"]), row[name]) for row in whole.to_dict("records")]
    lines.append(Line(series(tables, own_records(counts, source, name), span, 1), name, color))
left_out = spans(
    Month.parse(month)
    for month, is_whole in zip(months["month"], months["whole"], strict=True)
    if not is_whole
)
notes = [f"{entry.column}: inferred. {entry.why}" for entry in report.inferred]
if left_out and len(whole) < len(months):
    notes.append(
        f"Left out because they cannot be whole: {'; '.join(span.words for span in left_out)}."
    )
elif left_out:
    notes.append("No month is sure to be whole.")
if len(rolled.counts) - 1 > len(shown):
    notes.append(
        f"Drawn: the {len(shown)} most frequent of {len(rolled.counts) - 1} values; the CSV has all."
    )
if len(span) > 1:
    parts.card(
        lambda look: timeline(
            tables,
            lines,
            name="your-records",
            title="Your records by month",
            look=look,
            notes=notes,
        ),
        ranged=False,
    )
else:
    st.info(
        f"The file holds one month, {span.words}: {whole[rolled.counts[0]].iloc[0]:,} records.",
        icon=":material/calendar_today:",
    )

st.subheader("What was read, and how", anchor="report")
st.code(str(report), language=None, wrap_lines=True)
with st.expander("All months, with those that cannot be whole"):
    st.dataframe(months, hide_index=True, alt="The months of your file")
