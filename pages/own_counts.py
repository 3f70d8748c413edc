"""The months of a visitor's files as lines of a chart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.catalog import Measure
from lib.charts import Chart, Line, Look, timeline
from lib.eras import history
from lib.measures import Series, not_covered_words, own_records, series
from lib.months import Month, MonthRange, spans
from lib.records import RollUp
from lib.records.months_table import BLANK
from lib.tables import Tables
from lib.text import _, said
from pages.as_written import in_chart

COLORS = ("records", "sc", "detainer", "own", "all")
"""Of all records, and of the values they are split by."""


def holds(rolled: RollUp) -> str:
    """What the files hold: in the visitor's words, or as a known form calls it, or records."""
    counted = rolled.counts[0]
    return rolled.report.label or (
        _("Records") if counted == "records" else _(counted).capitalize()
    )


def _finding(rolled: RollUp, months: Series) -> str:
    """The highest whole month and the last; what the file counts where fewer than two are whole."""
    what = in_chart(holds(rolled))
    known = {
        month: value
        for month, value in zip(months.calendar, months.complete, strict=True)
        if value is not None
    }
    if len(known) < 2 or not rolled.months["whole"].any():
        return _("{what} by month of {column}", what=what,
                 column=in_chart(rolled.report.date_column))  # fmt: skip
    peak, last = max(known, key=lambda month: (known[month], month)), max(known)
    most = _("{what}: {most:,.0f} in {peak}, the most in a month", what=what, most=known[peak],
             peak=peak.words)  # fmt: skip
    if peak == last:
        return most
    return _("{most}; {latest:,.0f} in {last}", most=most, latest=known[last], last=last.words)


def span(rolled: RollUp) -> MonthRange:
    """From the first to the last month that is whole; all months, where none is."""
    months = rolled.months
    whole = months[months["whole"]] if months["whole"].any() else months
    return MonthRange.parse(whole["month"].iloc[0], whole["month"].iloc[-1])


def by_month(rolled: RollUp, name: str) -> list[tuple[Month, int | str]]:
    """A column of counts over the span; a month that is left out has the words that say why."""
    first, last = (str(end) for end in (span(rolled).first, span(rolled).last))
    table = rolled.months[rolled.months["month"].between(first, last)]
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


def notes(rolled: RollUp, drawn: int) -> list[str]:
    """What the chart leaves out, and what of it is inferred."""
    months = rolled.months
    said = [
        _("{column}: inferred. {why}", column=in_chart(entry.column), why=_(entry.why))
        for entry in rolled.report.inferred
    ]
    if left_out := incomplete(rolled):
        words = "; ".join(one.words for one in left_out)
        said.append(_("Left out because they may be incomplete: {months}.", months=words))
    elif not months["whole"].any():
        said.append(_("Every month may be incomplete."))
    values = len(rolled.counts) - 1
    if values > drawn:
        said.append(
            _(
                "Shown: the {drawn} most frequent of {values} values; the CSV has all of them.",
                drawn=drawn,
                values=values,
            )
        )
    return said


def records_within(rolled: RollUp) -> int:
    """The records of the span."""
    return int(_sums(rolled)[rolled.counts[0]])


def _sums(rolled: RollUp) -> pd.Series[int]:
    months = span(rolled)
    within = rolled.months["month"].between(str(months.first), str(months.last))
    return rolled.months.loc[within, rolled.counts].sum()


def measure_of(rolled: RollUp, name: str, source: str, title: str | None = None) -> Measure:
    """A column of counts as a measure; ``title`` where it is not all that the files hold."""
    named = (title,) if title else ()
    return own_records(
        by_month(rolled, name),
        source,
        *named,
        holds=in_chart(holds(rolled)),
        dated=in_chart(rolled.report.date_column),
    )


def lines_of(read: Tables, rolled: RollUp, totals: Measure, source: str) -> list[Line]:
    """All records, and the most frequent of the values they are split by."""
    months, sums = span(rolled), _sums(rolled)
    shown = sorted(rolled.counts[1:], key=lambda name: -sums[name])[: len(COLORS) - 1]
    lines = [Line(series(read, totals, months, 1), _("All records"), COLORS[0])]
    for name, color in zip(shown, COLORS[1:], strict=False):
        called = said(BLANK) if name == BLANK else in_chart(name)
        measure = measure_of(rolled, name, source, called)
        lines.append(Line(series(read, measure, months, 1), called, color))
    return lines


def incomplete(rolled: RollUp) -> list[MonthRange]:
    """The months that are left out as incomplete; none, where all are and so are drawn."""
    months = rolled.months
    if not months["whole"].any():
        return []
    # The chart itself says which months the file does not cover.
    partial = ~months["whole"] & ~months["month"].isin(rolled.report.not_covered)
    return spans(map(Month.parse, months.loc[partial, "month"]))


def months_chart(tables: Tables, rolled: RollUp, lines: Sequence[Line], look: Look) -> Chart:
    """The records by month, and the values they are split by."""
    return timeline(
        history(tables),
        lines,
        name="your-records",
        title=_finding(rolled, lines[0].series),
        look=look,
        notes=notes(rolled, len(lines) - 1),
    )


def releases_chart(tables: Tables, old: RollUp, new: RollUp, look: Look) -> Chart:
    """Two releases of the same records as two lines."""
    sides = ((old, _("Old release"), "all"), (new, _("New release"), "own"))
    ends = [span(rolled) for rolled, _label, _color in sides]
    months = MonthRange(min(one.first for one in ends), max(one.last for one in ends))
    lines = []
    for rolled, label, color in sides:
        measure = own_records(
            by_month(rolled, rolled.counts[0]),
            _("a visitor's own file, not published here"),
            label,
            holds=in_chart(holds(new)),
            dated=in_chart(new.report.date_column),
        )
        lines.append(Line(series(tables, measure, months, 1), label, color))
    said = [
        _(
            "{release}: left out because they may be incomplete: {months}.",
            release=label,
            months="; ".join(one.words for one in incomplete(rolled)),
        )
        for rolled, label, _color in sides
        if incomplete(rolled)
    ]
    return timeline(
        history(tables),
        lines,
        name="two-releases",
        title=_(
            "{what}: {old:,.0f} in the months drawn of the old release, {new:,.0f} of the new",
            what=in_chart(holds(new)),
            old=sum(value or 0 for value in lines[0].series.drawn),
            new=sum(value or 0 for value in lines[1].series.drawn),
        ),
        look=look,
        notes=said,
    )
