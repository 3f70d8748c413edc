"""What a page says where its lines make no chart, and the values there are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib.charts import Line
from lib.months import MonthRange
from lib.shown.drawn import Lined
from lib.text import _
from lib.words import number, unknown_words


def can_draw(shown: Lined, months: MonthRange) -> bool:
    """Whether the lines make a chart; where they do not, says why and shows what there is."""
    if shown.there:
        return True
    if not any(line.series.known for line in shown.lines):
        _no_value(shown.lines)
    else:
        _one_month(shown.lines, months)
    return False


def _no_value(lines: Sequence[Line]) -> None:
    words = [sentence for line in lines for sentence in unknown_words(line.series)]
    held = " ".join(
        _("{measure}: {months}.", measure=line.series.measure.title, months=line.series.held.words)
        for line in lines
        if not len(line.series)
    )
    if held:
        words.append(_("The tables hold other months: {held}", held=held))
    words.append(_("Choose a wider range above."))
    title = _("No data to chart in these months")
    st.info(" ".join(words), title=title, icon=":material/visibility_off:")


def _one_month(lines: Sequence[Line], months: MonthRange) -> None:
    title = _("Only one month of this range has data")
    if len(months) == 1:
        title = _("One month: {month}", month=months.words)
    st.info(
        _("A line needs at least two months. Choose a second month above to see a chart."),
        title=title,
        icon=":material/calendar_today:",
    )
    shown = [line.series for line in lines if len(line.series)]
    values = [
        status if value is None else number(value, series.kind)
        for series in shown
        for value, status in zip(series.drawn, series.status, strict=True)
    ]
    table = {_("Measure"): [series.measure.title for series in shown], _("Value"): values}
    alt = _("The values of the one month")
    st.dataframe(pd.DataFrame(table), hide_index=True, alt=alt)
