"""A file of one's own: one row per record in, one row per month out."""

import time

import pandas as pd
import streamlit as st

from lib.charts import Line, timeline
from lib.eras import history
from lib.measures import not_covered_words, own_records, series
from lib.months import Month, MonthRange, spans
from lib.records import Form, RollUp
from lib.records.uploads import RecordsError, Rollups, look_at
from lib.text import _, prose
from pages.card import card
from pages.shared_tables import tables

COLORS = ("records", "sc", "detainer", "own", "all")


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


def look_at_files() -> Form:
    """How the visitor's files are written; found out once for the same files."""
    try:
        if st.session_state.get("looked_at", (None, None))[0] != given:
            st.session_state["looked_at"] = (given, look_at(uploads))
        form: Form = st.session_state["looked_at"][1]
    except RecordsError as error:
        st.error(str(error), title=_("This cannot be read as records"), icon=":material/error:")
        st.stop()
    return form


def say_what_was_recognized(form: Form) -> None:
    """The known form, or that it is none, and the first rows."""
    if form.profile:
        words = _(
            "Recognized: **{title}**. {note}", title=form.profile.title, note=form.profile.note
        )
        if not form.profile.tested:
            words += " " + _(
                "This layout is known from a published description; it has not been tried on real "
                "files."
            )
        st.success(words, icon=":material/check_circle:")
    else:
        words = _("This layout is not one we know. Choose the column with the date of each record.")
        st.info(words, icon=":material/table:")
    with st.expander(_("The first rows")):
        first = pd.DataFrame(form.sample, columns=list(form.columns))
        st.dataframe(first, hide_index=True, alt=_("The first rows of the file"))


def ask_how_to_count(form: Form) -> None:
    """Lets the visitor choose the date column and a split, and starts the count."""
    left, right = st.columns(2)
    columns = list(form.columns)
    found = form.date_column
    date_column = left.selectbox(
        _("Column with the date of each record"),
        columns,
        index=columns.index(found) if found else None,
        disabled=form.profile is not None,
        placeholder=_("Several are possible: choose one")
        if form.date_columns
        else _("No column looks like dates: choose one"),
        key="date_column",
    )
    by = right.selectbox(_("Split by"), columns, index=None, placeholder=_("No split"), key="split")
    # Kept for the visit: whatever else the visitor touches meanwhile runs the page anew, and must
    # not lose the count.
    if st.session_state.get("job", (None, None))[0] != given:
        st.session_state.pop("job", None)
    counting = "job" in st.session_state
    if st.button(
        _("Count by month"),
        type="primary",
        disabled=date_column is None or counting,
        icon=":material/calculate:",
    ):
        date = None if form.profile else date_column
        st.session_state["job"] = (given, rollups().start(uploads, date_column=date, by=by))


def wait_for_the_count() -> None:
    """Shows how far a count is, and takes its result."""
    job = st.session_state["job"][1]
    bar = st.progress(0.0, text=_("Reading"))
    while not job.future.done():
        bar.progress(min(job.progress, 1.0), text=_("Reading: {done:.0%}", done=job.progress))
        time.sleep(0.1)
    bar.empty()
    del st.session_state["job"]
    try:
        st.session_state["rolled"] = job.future.result()
    except RecordsError as error:
        title = _("This cannot be counted by month")
        st.error(str(error), title=title, icon=":material/error:")
        st.stop()
    st.session_state["rolled_files"] = given
    st.session_state["rolled_names"] = ", ".join(name for name, _file in uploads)
    st.rerun()


def by_month(table: pd.DataFrame, name: str) -> list[tuple[Month, int | str]]:
    """A column of counts by month; a month that is left out has the words that say why."""
    partly = table["whole"].any()
    return [
        (
            Month.parse(month),
            not_covered_words()
            if pd.isna(count)
            else int(count)
            if whole or not partly
            else _("left out: it may be incomplete"),
        )
        for month, count, whole in zip(table["month"], table[name], table["whole"], strict=True)
    ]


def chart_notes(rolled: RollUp, drawn: int) -> list[str]:
    """What the chart of a visitor's file leaves out, and what of it is inferred."""
    months = rolled.months
    notes = [
        _("{column}: inferred. {why}", column=entry.column, why=entry.why)
        for entry in rolled.report.inferred
    ]
    # The chart itself says which months the file does not cover.
    partial = ~months["whole"] & ~months["month"].isin(rolled.report.not_covered)
    left_out = spans(map(Month.parse, months.loc[partial, "month"]))
    if left_out and months["whole"].any():
        words = "; ".join(span.words for span in left_out)
        notes.append(_("Left out because they may be incomplete: {months}.", months=words))
    elif left_out:
        notes.append(_("Every month may be incomplete."))
    values = len(rolled.counts) - 1
    if values > drawn:
        notes.append(
            _(
                "Shown: the {drawn} most frequent of {values} values; the CSV has all of them.",
                drawn=drawn,
                values=values,
            )
        )
    return notes


read = tables()
limit = st.get_option("server.maxUploadSize")

st.markdown(prose("records/about", limit=limit))
files = st.file_uploader(
    _("Files with the same columns, up to {limit} MB each", limit=limit),
    type=[
        *("csv", "tsv", "txt", "gz", "zip", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet"),
        *("feather", "arrow", "dta", "sav", "zsav", "sas7bdat", "xpt"),
    ],
    accept_multiple_files=True,
    key="files",
)
uploads = [(file.name, file) for file in files]
given = tuple(file.file_id for file in files)
if st.session_state.get("rolled_files") != given and files:
    st.session_state.pop("rolled", None)

if files and "rolled" not in st.session_state:
    form = look_at_files()
    say_what_was_recognized(form)
    ask_how_to_count(form)
    if "job" in st.session_state:
        wait_for_the_count()

rolled: RollUp | None = st.session_state.get("rolled")
if rolled is None:
    st.session_state.pop("own_measure", None)
    st.stop()

source = _(
    "{files}, counted by {column}; a visitor's own file, not published here",
    files=st.session_state["rolled_names"],
    column=rolled.report.date_column,
)
months = rolled.months
whole = months[months["whole"]] if months["whole"].any() else months
span = MonthRange.parse(whole["month"].iloc[0], whole["month"].iloc[-1])
# Months within the span that are not whole are drawn as a gap.
months = months[months["month"].between(whole["month"].iloc[0], whole["month"].iloc[-1])]
totals = own_records(by_month(months, rolled.counts[0]), source)

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
        _("Show these months on the other pages during this visit"),
        key="lay",
        persist_state="session",
    )
st.session_state["own_measure"] = totals if lay else None

shown = sorted(rolled.counts[1:], key=lambda name: -whole[name].sum())[: len(COLORS) - 1]
lines = [Line(series(read, totals, span, 1), _("All records"), COLORS[0])]
for name, color in zip(shown, COLORS[1:], strict=False):
    of_value = own_records(by_month(months, name), source, name)
    lines.append(Line(series(read, of_value, span, 1), name, color))
if len(span) > 1:
    notes = chart_notes(rolled, len(shown))
    card(
        lambda look: timeline(
            history(read),
            lines,
            name="your-records",
            title=_("Your records by month"),
            look=look,
            notes=notes,
        ),
        ranged=False,
    )
else:
    records = int(whole[rolled.counts[0]].iloc[0])
    words = _(
        "The file holds one month, {month}: {records:,} records.", month=span.words, records=records
    )
    st.info(words, icon=":material/calendar_today:")

st.subheader(_("What was read, and how"), anchor="report")
st.code(str(rolled.report), language=None, wrap_lines=True)
with st.expander(_("All months, including those that may be incomplete")):
    st.dataframe(rolled.months, hide_index=True, alt=_("The months of your file"))
