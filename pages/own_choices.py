"""How a visitor's files are read and counted: what was found, and the choices that overrule it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from lib.records import Form
from lib.records.order import ORDERS
from lib.records.question import runner_up
from lib.records.uploads import Choices
from lib.records.zones import zone_names
from lib.text import _, prose, said
from pages.as_written import as_written
from pages.own_file import own
from pages.own_jobs import labels


def reading_choices() -> Choices:
    """What the visitor has said so far about sheets and the header; it is needed to read at all."""
    sheets = st.session_state.get(own("sheets"), [])
    return Choices(sheets=tuple(sheets), header_row=st.session_state.get(own("header_row")))


def say_what_was_recognized(form: Form) -> None:
    """The known form, or that it is none, and the first rows."""
    if form.profile:
        words = _(
            "Recognized: **{title}**. {note}",
            title=_(form.profile.title),
            note=_(form.profile.note),
        )
        if not form.profile.tested:
            words += " " + _(
                "This layout is known from a published description; it has not been tried on real "
                "files."
            )
        st.success(words, icon=":material/check_circle:")
    else:
        words = (
            _("This layout is not one we know. Check the column with the date of each record.")
            if form.date_column
            else _(
                "This layout is not one we know. Choose the column with the date of each record."
            )
        )
        st.info(words, icon=":material/table:")
    if form.passed_over:
        names = "; ".join(
            as_written(f"{said(one.name)}: {said(one.why)}") for one in form.passed_over
        )
        words = _("Not counted: {names}", names=names)
        st.warning(words, icon=":material/tab_unselected:")
    with st.expander(_("The first rows")):
        first = pd.DataFrame(form.sample, columns=list(form.columns))
        st.dataframe(first, hide_index=True, alt=_("The first rows of the file"))


def ask_how_to_count(
    form: Form, choices: Choices, asks_order: Callable[[Choices], bool]
) -> Choices | None:
    """The visitor's choices on top of those for reading, or None where one is still missing.

    ``asks_order`` says whether the order of day and month cannot be told and has to be chosen.
    """
    columns, called = list(form.columns), labels()
    found = form.date_column
    left, middle, right = st.columns(3)
    date_column = left.selectbox(
        called["date_column"],
        columns,
        index=columns.index(found) if found else None,
        placeholder=_("Several are possible: choose one")
        if form.date_columns
        else _("No column looks like dates: choose one"),
        key=own("date_column"),
    )
    _say_what_else_dates(form, date_column)
    # A column that was found is not a choice: so the report names what came next to it.
    choices = replace(choices, date_column=None if date_column == found else date_column)
    must_order = asks_order(choices)
    with middle:
        order = _ask_order(must=must_order)
    by = right.selectbox(
        _("Split by"), columns, index=None, placeholder=_("No split"), key=own("by")
    )
    with st.expander(_("Sheets, header, time zone and likely duplicates")):
        ask_how_to_read(form)
        choices = replace(_ask_zone_and_person(form, choices), by=by, order=order)
    missing = date_column is None or (must_order and order is None)
    return None if missing else choices


def ask_how_to_read(form: Form | None) -> None:
    """Offers the sheets and the row of the header; ``reading_choices`` has what is said.

    ``form`` is None where the files cannot be read so far.
    """
    known = st.session_state.setdefault(own("known_sheets"), [])
    if form:
        sheets = [source.sheet for source in form.sources]
        sheets += [one.sheet for one in form.passed_over]
        known += [sheet for sheet in dict.fromkeys(sheets) if sheet and sheet not in known]
    left, right = st.columns(2)
    left.multiselect(
        _("Sheets"),
        known,
        key=own("sheets"),
        disabled=not known,
        placeholder=_("All that hold the same kind of table") if known else _("Not a workbook"),
    )
    rows = sorted({source.header_row for source in form.sources}) if form else []
    right.number_input(
        labels()["header_row"],
        min_value=1,
        value=None,
        step=1,
        key=own("header_row"),
        placeholder=_("Found: {row}", row=", ".join(map(str, rows)))
        if any(rows)
        else _("Not found"),
    )


def _say_what_else_dates(form: Form, taken: str | None) -> None:
    """What speaks against the column, and which other one might date the records."""
    said = [
        _("{column}: {doubt}.", column=as_written(one.column), doubt=as_written(one.doubt))
        for one in form.candidates
        if one.column == taken and one.doubt
    ]
    other = runner_up(form, taken) if taken else None
    if other and taken == form.date_column and not form.profile:
        said.append(
            _(
                "{column} also holds dates, in {dates:,} of the first {rows:,} rows; {taken} does "
                "in {dates_taken:,}.",
                column=as_written(other.column),
                dates=other.dates,
                rows=other.rows,
                taken=as_written(taken),
                dates_taken=other.dates_taken,
            )
        )
        if other.doubt:
            said.append(f"{as_written(other.column)}: {as_written(other.doubt)}.")
        if other.close:
            said.append(_("**It was close: please check.**"))
    if taken is None and form.date_columns:
        names = ", ".join(map(as_written, form.date_columns))
        said.append(_("These columns hold dates: {columns}.", columns=names))
    if said:
        st.caption(" ".join(said))


def _ask_order(*, must: bool) -> str | None:
    names = {
        "month-first": _("Month first: 3/31/2016"),
        "day-first": _("Day first: 31/3/2016"),
        "year-first": _("Year first: 16-03-31"),
    }
    if must:
        return st.selectbox(
            labels()["order"],
            list(ORDERS),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Please choose"),
            key=own("order_asked_for"),
        )
    return st.selectbox(
        labels()["order"],
        [None, *ORDERS],
        format_func=lambda order: names[order] if order else _("Told from the dates"),
        key=own("order"),
    )


def _ask_zone_and_person(form: Form, choices: Choices) -> Choices:
    called = labels()
    left, right = st.columns(2)
    timezone = left.selectbox(
        called["timezone"],
        [None, *zone_names()],
        format_func=lambda zone: zone or _("The day as it is written"),
        key=own("timezone"),
        help=prose("records/time_zone"),
    )
    profile = form.profile
    person = profile.find(form.columns, profile.person) if profile and profile.person else None
    columns = sorted(form.columns, key=lambda column: column != person)
    same_person = right.multiselect(
        called["same_person"],
        columns,
        key=own("same_person"),
        placeholder=_("{column}, for example", column=person) if person else _("None"),
        help=prose("records/same_person"),
    )
    leave_out = bool(same_person) and right.toggle(
        _("Leave likely duplicates out"), key=own("leave_out")
    )
    return replace(
        choices,
        timezone=timezone,
        same_person=tuple(same_person),
        leave_out_same_person=leave_out,
    )
