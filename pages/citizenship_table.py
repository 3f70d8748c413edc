"""The mean months of two groups by citizenship, as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.breakdowns import citizenship_by_month, citizenship_means
from lib.charts.citizenship import citizenship_words
from lib.months import MonthRange
from lib.shown.who import Compared
from lib.tables import Tables
from lib.text import _
from pages.where_from import where_from


def citizenship_table(read: Tables, months: MonthRange, compared: Compared) -> None:
    """A row for each citizenship, with its months of the range as a line."""
    names, spans = compared
    by_citizenship = citizenship_means(read, *spans)
    by_month_of = (
        citizenship_by_month(read, months).frame.groupby("citizenship")["people"].agg(list)
    )
    one, two = (_("{group}, a month", group=name) for name in names)
    st.dataframe(
        pd.DataFrame(
            {
                _("Citizenship"): [citizenship_words(row["part"]) for row in by_citizenship],
                _("By month"): [by_month_of[row["part"]] for row in by_citizenship],
                one: by_citizenship.column("first"),
                two: by_citizenship.column("second"),
                _("Change"): by_citizenship.column("difference"),
                _("Change, %"): by_citizenship.column("percent"),
                _("Share of all, {group}", group=names[0]): by_citizenship.column("first_share"),
                _("Share of all, {group}", group=names[1]): by_citizenship.column("second_share"),
            }
        ),
        hide_index=True,
        column_config={
            _("By month"): st.column_config.LineChartColumn(width="small"),
            one: st.column_config.NumberColumn(format="%,.1f"),
            two: st.column_config.NumberColumn(format="%,.1f"),
            _("Change"): st.column_config.NumberColumn(format="%+,.1f"),
            _("Change, %"): st.column_config.NumberColumn(format="%+.1f"),
            _("Share of all, {group}", group=names[0]): st.column_config.NumberColumn(
                format="percent"
            ),
            _("Share of all, {group}", group=names[1]): st.column_config.NumberColumn(
                format="percent"
            ),
        },
        alt=_("Mean months by citizenship in both groups; the columns sort"),
    )
    st.caption(
        _(
            "{one}: {first}. {two}: {second}. A click on a heading sorts.",
            one=names[0],
            first=spans[0].words,
            two=names[1],
            second=spans[1].words,
        )
    )
    where_from([by_citizenship.trail], "citizenship-means")
