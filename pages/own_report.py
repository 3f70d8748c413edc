"""What was read of a visitor's files, and how, in tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib.months import Month, spans
from lib.records.order import ORDER_WORDS
from lib.records.report import Example, Report
from lib.text import _, said
from pages.as_written import as_written

Row = tuple[str, ...]


def tell_what_was_read(report: Report) -> None:
    """All of the report: the choices made, the files, and the rows with something odd."""
    _facts(_how(report), _("How the records were read"))
    st.markdown(_("**Files and sheets**"))
    table(
        (_("File or sheet"), _("Rows"), _("Used"), _("Header"), _("Written as"), _("Remarks")),
        _files(report),
    )
    if set_aside := _set_aside(report):
        st.markdown(_("**Rows set aside**"))
        table((_("Why"), _("Rows"), _("Such as")), set_aside)
    if report.odd:
        st.markdown(_("**Odd rows**"))
        table(
            (_("File or sheet"), _("What is odd"), _("Rows"), _("Such as")),
            [(odd.file, odd.what, f"{odd.rows:,}", _examples(odd.examples)) for odd in report.odd],
        )


def _facts(rows: Sequence[tuple[str, str]], alt: str) -> None:
    """Facts with their names beside them."""
    shown = pd.DataFrame([(f"**{name}**", as_written(value)) for name, value in rows])
    st.table(shown, hide_index=True, hide_header=True, border="horizontal", alt=alt)


def table(headings: Row, rows: Sequence[Row]) -> None:
    """A table of texts as they are written."""
    shown = pd.DataFrame([tuple(map(as_written, row)) for row in rows], columns=list(headings))
    st.table(shown, hide_index=True, border="horizontal", alt=", ".join(headings))


def _how(report: Report) -> list[tuple[str, str]]:
    column = report.date_column
    if report.date_forms:
        column = _(
            "{column}, read as {forms}",
            column=column,
            forms=_(" or ").join(map(said, report.date_forms)),
        )
    rows = [
        (_("Rows read"), f"{report.rows_read:,}"),
        (_("Rows used"), f"{report.rows_used:,}"),
        (_("Rows set aside"), f"{report.rows_set_aside:,}"),
        (_("Dates"), _("{first} to {last}", first=report.first_date, last=report.last_date)),
        (_("Date column"), column),
    ]
    if report.label:
        rows.insert(0, (_("Holds"), report.label))
    if other := report.date_runner_up:
        words = _(
            "{column}: a date in {dates:,} of the first {rows:,} rows; the column taken has one in "
            "{taken:,}",
            column=other.column,
            dates=other.dates,
            rows=other.rows,
            taken=other.dates_taken,
        )
        words += f"; {said(other.doubt)}" if other.doubt else ""
        words += _("; it was close") if other.close else ""
        rows.append((_("Next to it"), words))
    if report.order:
        rows.append((_("Order of day and month"), _order(report)))
    if report.timezone:
        rows.append((_("Time zone"), report.timezone))
    if report.profile:
        untested = "" if report.profile_tested else _(" (not tested on real files)")
        rows.append((_("Known form"), f"{report.profile}{untested}"))
    if report.duplicates is not None:
        words = _(
            "{rows:,} rows are identical to another; they are counted", rows=report.duplicates
        )
        rows.append((_("Duplicates"), words))
    if person := report.same_person:
        rows.append((_("Likely duplicates"), f"{person.rows:,} {said(person.words)}"))
    rows += [
        (_("Also counted"), f"{name}: {condition}") for name, condition in report.flags.items()
    ]
    rows += [(_("Inferred"), f"{entry.column}. {_(entry.why)}") for entry in report.inferred]
    if report.evenly:
        rows.append((_("Same every time"), report.evenly))
    rows.append((_("Whole months"), report.whole_months))
    if report.not_covered:
        words = _(
            "{months}: no record, where other months have too many for that to be chance; these "
            "months have no count",
            months="; ".join(one.words for one in spans(map(Month.parse, report.not_covered))),
        )
        rows.append((_("Months not covered"), words))
    return rows


def _order(report: Report) -> str:
    words = _(
        "{order}: {so:,} rows can only be read so, {against:,} only in another order, {either:,} "
        "would be another day in another order",
        order=said(ORDER_WORDS[report.order or ""]),
        so=report.order_for,
        against=report.order_against,
        either=report.order_either,
    )
    if report.order_told_by:
        words = _("{words}; decided {by}", words=words, by=said(report.order_told_by))
    if report.order_examples:
        shown = ", ".join(f"“{example}”" for example in report.order_examples)
        words = _("{words}; set aside: {examples}", words=words, examples=shown)
    return words


def _files(report: Report) -> list[Row]:
    lacking = {one.file: one.columns for one in report.lacking}
    rows: list[Row] = [
        (
            file.file,
            f"{file.read:,}",
            f"{file.used:,}",
            _("row {row:,}", row=file.header_row) if file.header_row else "—",
            file.written,
            _("lacks {columns}", columns=", ".join(lacking[file.file]))
            if file.file in lacking
            else "",
        )
        for file in report.files
    ]
    rows += [
        (
            one.name,
            "—" if one.rows is None else f"{one.rows:,}",
            _("not used"),
            "—",
            "—",
            one.why,
        )
        for one in report.passed_over
    ]
    return rows


def _set_aside(report: Report) -> list[Row]:
    rows: list[Row] = [
        (_("No date: {why}", why=said(part.why)), f"{part.rows:,}", _examples(part.examples))
        for part in report.undated
    ]
    long = [one for one in report.examples if one not in _undated(report)]
    if report.rows_unreadable:
        why = _("More cells than the header")
        rows.append((why, f"{report.rows_unreadable:,}", _examples(long)))
    if report.rows_left_out:
        rows.append((_("Same person and day as another row"), f"{report.rows_left_out:,}", ""))
    return rows


def _undated(report: Report) -> list[Example]:
    return [example for part in report.undated for example in part.examples]


def _examples(examples: Sequence[Example]) -> str:
    return "; ".join(
        _("{file}, row {row:,}: “{value}”", file=said(one.file), row=one.row, value=one.value[:60])
        for one in examples[:3]
    )
