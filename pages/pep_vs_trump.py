"""Two groups of months side by side: the PEP months and the Trump months, or any two ranges."""

import streamlit as st

from lib.charts import Chart, Group, Look, groups_timeline
from lib.charts.comparison_rows import comparison_rows
from lib.comparison_rows import rows, two_groups
from lib.inference.errors import or_why
from lib.measures import extent, series
from lib.published import recovered_intervals
from lib.text import _
from lib.words import about
from pages.card import card
from pages.comparison_answer import say_answer, say_left_out, say_recovered
from pages.comparison_brief import comparison_brief
from pages.comparison_choice import comparison_choice, within_range
from pages.comparison_sections import Compared, comparison_sections, trend_of
from pages.controls import steady
from pages.row_chooser import row_chooser
from pages.shared_tables import tables
from pages.tab import name_view

read = tables()
places = ("above", "answer", "table", "below", "chart")
above, answer, table, below, chart = (steady(f"comparison-{place}") for place in places)
asked = comparison_choice(read, above, below)
with answer:
    asked = within_range(asked, read)
first, second = asked.ranges
measure = asked.measure
name_view(
    _(
        "{measure}, {first} and {second}",
        measure=measure.title,
        first=asked.short_names[0],
        second=asked.short_names[1],
    )
)

shown = rows(read, [measure], first, second)
row = next(each for each in shown if each.measure.id == measure.id)

groups = [
    Group(
        asked.names[side],
        ("first", "second")[side],
        row.series[side],
        recovered_intervals(read, row.series[side]) if asked.is_recovered else None,
        asked.short_names[side],
    )
    for side in (0, 1)
]
sample = or_why(lambda: two_groups(read, measure, first, second, provisional=row.provisional))
found = trend_of(sample)
whole = series(read, measure, extent(read, measure), 1)

compared = Compared(asked, row, groups, whole, sample, found)


def draw_rows(look: Look) -> Chart:
    return comparison_rows(shown, asked.names, measure.id, look)


def draw_months(look: Look) -> Chart:
    carried = None if isinstance(found, str) else found
    return groups_timeline(whole, groups, row.comparison, look, found=carried, mixed=asked.mixed)


drawn = [draw_rows] * (len(shown) > 1) + [draw_months] * (whole.known > 1)

with answer:
    say_answer(asked, row, shown, groups, found)
with table:
    if len(shown) > 1:
        card(draw_rows, ranged=False)
with chart:
    row_chooser(shown, row)
    if whole.known > 1:
        card(draw_months)
    say_left_out(row, groups, found)
    say_recovered(row, groups)
    st.caption(about(whole))
comparison_sections(read, compared)
comparison_brief(read, compared, shown, drawn)
