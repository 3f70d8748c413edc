"""The answer to a comparison: one sentence, what it is computed from, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.charts import Group
from lib.comparison_rows import Row
from lib.inference.answer import (
    arithmetic,
    headline,
    median_words,
    no_trend_words,
    question,
    signs_words,
)
from lib.inference.words import left_out_words
from lib.months import MonthRange
from lib.published import recovered_words
from lib.shown.comparison import Compared
from lib.text import _, count
from lib.words import known_words, number, why_unknown
from pages.where_from import where_from


def say_answer(found: Compared) -> None:
    """The question, the answer in one sentence, its arithmetic, and whether the measures went one
    way."""
    st.caption(question(found.asked.phrases))
    comparison = found.row.comparison
    if comparison.difference is None:
        _refuse(found.row, found.groups)
        return
    counts = [each for each in found.rows if each.measure.kind == "count"]
    signs = signs_words([(each.name, each.comparison) for each in counts])
    said = [signs, median_words(comparison)]
    words = " ".join(sentence for sentence in said if sentence)
    st.markdown(
        f"## {headline(comparison, found.asked.phrases, found.interval)}\n\n{words}".strip()
    )
    where_from(
        [comparison.trail, comparison.first.trail, comparison.second.trail],
        "statistics",
        label=_("{arithmetic} · how computed", arithmetic=arithmetic(comparison)),
    )


def compared_months_words(found: Compared) -> str:
    """What the comparison is over: the months of each group, which of them do not count, and why
    there is no trend where there is none."""
    row, groups = found.row, found.groups
    said = [_months(group.name, group.months) for group in groups]
    sides = (row.comparison.first, row.comparison.second)
    for group, side in zip(groups, sides, strict=True):
        if 0 < side.known < side.months:
            said.append(
                _(
                    "{group}: {known}. {why}",
                    group=group.name,
                    known=known_words(side),
                    why=why_unknown(group.series),
                ).strip()
            )
    if row.provisional:
        said.append(_("Provisional months count here, because one group has no others; later "
                      "editions change them."))  # fmt: skip
    elif row.levels and (left_out := left_out_words(row.levels.left_out)):
        said.append(left_out)
    if isinstance(found.trend, str) and row.comparison.difference is not None:
        said.append(no_trend_words(found.trend))
    return " ".join(said)


def _months(name: str, months: MonthRange) -> str:
    return _(
        "{group}: {months}, {number}.", group=name, months=months.words, number=months.count_words
    )


def _refuse(row: Row, groups: Sequence[Group]) -> None:
    """Why the comparison cannot be made."""
    sides = (row.comparison.first, row.comparison.second)
    missing = [group for group, side in zip(groups, sides, strict=True) if not side.known]
    why = [
        _(
            "{group} ({months}): {why}",
            group=group.name,
            months=group.months.words,
            why=why_unknown(group.series),
        )
        for group in missing
    ]
    st.warning(
        " ".join([*why, _("What the tables do hold is shown below.")]),
        title=_(
            "This comparison cannot be made: no month of {groups} has data",
            groups=_(" and ").join(group.name for group in missing),
        ),
        icon=":material/visibility_off:",
    )


def recovered_months_words(found: Compared) -> str:
    """How many months of the groups are recovered, and how widely; blank where none is."""
    widths = [high - low for group in found.groups for low, high in group.recovered.values()]
    if not widths:
        return ""
    return count(
        "{number} month is {recovered}. It counts with the middle of its interval, which "
        "is {width} wide.",
        "{number} months are {recovered}. They count with the middle of their intervals; "
        "the widest is {width} wide.",
        len(widths),
        recovered=recovered_words(),
        width=number(max(widths), found.row.measure.kind),
    )
