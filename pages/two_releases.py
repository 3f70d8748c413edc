"""What changed between an older release of a visitor's files and the one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from lib.records import Form
from lib.records.changes import Changes
from lib.records.uploads import Choices, Comparison, RecordsError, Upload
from lib.tables import Tables
from lib.text import _, prose
from pages.as_written import as_written
from pages.card import card
from pages.own_counts import releases_chart
from pages.own_file import own
from pages.own_jobs import rollups, tell, wait_for
from pages.own_report import table

ABSENT = "—"


def two_releases(tables: Tables, uploads: Sequence[Upload], form: Form, choices: Choices) -> None:
    """Takes the older release and shows what changed."""
    st.header(_("What changed between two releases"), anchor="changes")
    st.markdown(prose("records/changes"))
    files = st.file_uploader(
        _("Files of the older release"), accept_multiple_files=True, key=own("older")
    )
    identifier = st.multiselect(
        _("Columns that identify a record, if any"),
        list(form.columns),
        key=own("identifier"),
        placeholder=_("None: rows are compared by all columns that both have"),
    )
    older = tuple(file.file_id for file in files)
    job, begun = own("comparison_job"), own("comparison")
    # What other files gave is not what these give.
    for name in (job, begun):
        if name in st.session_state and st.session_state[name][0] != older:
            del st.session_state[name]
    if st.button(
        _("Compare the two releases"),
        disabled=not files or job in st.session_state,
        icon=":material/difference:",
    ):
        olds = [(file.name, file) for file in files]
        # The older release need not hold what told the column in this one.
        found = None if form.profile else form.date_column
        choices = replace(choices, date_column=choices.date_column or found)
        begin = rollups().start_comparison(olds, uploads, choices, identifier=identifier)
        st.session_state[job] = (older, begin)
    if job in st.session_state:
        try:
            result: Comparison | RecordsError = wait_for(st.session_state[job][1], _("Comparing"))
        except RecordsError as error:
            result = error
        del st.session_state[job]
        st.session_state[begun] = (older, result)
        st.rerun()
    if begun in st.session_state:
        result = st.session_state[begun][1]
        if isinstance(result, RecordsError):
            tell(result, _("The two releases cannot be compared"))
        else:
            show(tables, result)


def show(tables: Tables, comparison: Comparison) -> None:
    """The months of both, and what else changed."""
    changes = comparison.report
    old, new = comparison.old, comparison.new
    card(lambda look: releases_chart(tables, old, new, look), None, ranged=False)
    csv = comparison.csv
    st.download_button(
        _("Download the comparison (CSV)"),
        lambda: csv,
        "changes.csv",
        "text/csv",
        on_click="ignore",
    )
    shown = _months(comparison)
    right = {name: st.column_config.TextColumn(alignment="right") for name in shown.columns[1:5]}
    alt = _("The months of both releases side by side")
    st.dataframe(shown, hide_index=True, column_config=right, alt=alt)
    table(("", _("Old release"), _("New release")), _sides(changes))
    by = ", ".join(changes.identifier) if changes.named else _("all columns that both have")
    words = _(
        "Rows are compared by {by}; {both:,} stand in both releases.",
        by=as_written(by),
        both=changes.rows_in_both,
    )
    st.caption(words)
    if changes.values:
        st.markdown(_("**Values renamed, gone and new**"))
        table(
            (_("Column"), _("Old release"), _("New release"), _("Rows")),
            [
                (one.column, one.old or ABSENT, one.new or ABSENT, f"{one.rows:,}")
                for one in changes.values
            ],
        )


def _months(comparison: Comparison) -> pd.DataFrame:
    rows = []
    for entry in comparison.months.to_dict("records"):
        sides = ((comparison.old, _("old release")), (comparison.new, _("new release")))
        why = [
            _("not covered by the {release}", release=release)
            if entry["month"] in rolled.report.not_covered
            else _("not in the {release}", release=release)
            for (rolled, release), side in zip(sides, ("old", "new"), strict=True)
            if pd.isna(entry[side])
        ]
        if not why and not entry["whole"]:
            why = [_("may be incomplete")]
        rows.append(
            (
                entry["month"],
                _count(entry["old"], ","),
                _count(entry["new"], ","),
                _count(entry["difference"], "+,"),
                _count(entry["percent"], "+,.1f"),
                "; ".join(why),
            )
        )
    headings = (
        *(_("Month"), _("Old release"), _("New release")),
        *(_("Difference"), _("Percent"), _("Remark")),
    )
    return pd.DataFrame(rows, columns=list(headings))


def _count(value: float | None, form: str) -> str:
    if pd.isna(value):
        return ABSENT
    return format(value, form) if value else "0"


def _sides(changes: Changes) -> list[tuple[str, str, str]]:
    old, new = changes.old, changes.new
    only_old, only_new = (
        "; ".join(example[:80] for example in examples[:3]) or ABSENT
        for examples in (changes.examples_only_old, changes.examples_only_new)
    )
    return [
        (_("Rows used"), f"{old.rows_used:,}", f"{new.rows_used:,}"),
        (_("Rows set aside"), f"{old.rows_set_aside:,}", f"{new.rows_set_aside:,}"),
        (_("First date"), old.first_date, new.first_date),
        (_("Last date"), old.last_date, new.last_date),
        (_("Date column"), old.date_column, new.date_column),
        (
            _("Columns only there"),
            ", ".join(changes.columns_lost) or ABSENT,
            ", ".join(changes.columns_gained) or ABSENT,
        ),
        (_("Rows only there"), f"{changes.rows_only_old:,}", f"{changes.rows_only_new:,}"),
        (_("Such as"), only_old, only_new),
    ]
