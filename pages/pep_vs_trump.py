"""Two groups of months side by side: the PEP months and the Trump months, or any two ranges."""

import streamlit as st

from lib.shown.comparison import compared, groups_over_time, measures_compared
from lib.shown.said import comparison_title
from lib.words import about
from pages.card import card
from pages.comparison_answer import compared_months_words, recovered_months_words, say_answer
from pages.comparison_brief import comparison_brief
from pages.comparison_choice import comparison_choice, within_range
from pages.comparison_sections import comparison_sections
from pages.controls import steady
from pages.row_chooser import row_chooser
from pages.shared_tables import tables
from pages.tab import name_view

read = tables()
above = st.container(horizontal=True, vertical_alignment="bottom", key="comparison-above")
places = ("answer", "table", "below", "chart")
answer, table, below, chart = (steady(f"comparison-{place}") for place in places)
asked = comparison_choice(read, above, below)
with answer:
    asked = within_range(asked, read)
name_view(comparison_title(asked))

found = compared(read, asked)
draw_rows, draw_months = measures_compared(found), groups_over_time(found)
with answer:
    say_answer(found)
with table:
    if draw_rows:
        card(draw_rows, "measures-compared" if asked.has_address else None, ranged=False)
with chart:
    row_chooser(found.rows, found.row)
    if draw_months:
        card(draw_months, "groups" if asked.has_address else None)
    said = (compared_months_words(found), recovered_months_words(found), about(found.whole))
    st.caption("\n\n".join(words for words in said if words))
comparison_sections(read, found)
comparison_brief(read, found, [draw for draw in (draw_rows, draw_months) if draw])
