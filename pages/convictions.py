"""Table 1: Secure Communities removals of people convicted of a crime, of any and of a serious
offense."""

import streamlit as st

from lib.averages import COLUMNS, WINDOW, derivations
from lib.findings import of_convictions
from lib.months import in_words
from lib.published import published_change
from lib.shown.convictions import CONVICTED, OF_SC, convicted, conviction_shares
from lib.text import _, prose
from lib.words import derivation_words
from pages.card import card
from pages.controls import recovered_toggle, window_slider
from pages.key_figures import key_figures
from pages.month_range import months
from pages.nothing_to_draw import can_draw
from pages.once import once
from pages.shared_tables import tables
from pages.slots import options


def say_change_row() -> None:
    """The last row of the published table, from its other rows."""
    st.markdown(
        _(
            "**The change row of Table 1, recomputed:** from the first of its months to the last, "
            "removals after any offense rose by {any_offense:,} and after a serious offense by "
            "{serious_offense:,}; their published 12-month means by {any_offense_average:,} and "
            "{serious_offense_average:,}.",
            **change.rows[0],
        )
    )


read, chosen = tables(), months()
change = published_change(read)
once(say_change_row)
with options():
    window = window_slider()
    recovered = recovered_toggle(read)

shown = convicted(read, chosen, window, recovered=recovered)
drawable = can_draw(shown, chosen)
if drawable:
    card(shown.draw, "convictions")

figures = [read.measures[id] for id in (*CONVICTED, OF_SC)]
key_figures(read, figures, chosen, [*of_convictions(read).trails, change.trail])

if drawable:
    card(conviction_shares(read, chosen, window, recovered=recovered), "conviction-shares")

if recovered:
    st.header(_("How a month is recovered"), anchor="recovered")
    printed = len(read.extent("convicted_removals"))
    st.markdown(
        prose(
            "convictions/recovering",
            printed=in_words(printed),
            more=in_words(WINDOW - 1),
            window=in_words(WINDOW),
        )
    )
    left, right = st.columns(2)
    fields = read.package.resources["convicted_removals"]
    column = left.selectbox(
        _("Convicted of"), COLUMNS, format_func=lambda name: fields.field(name).title
    )
    steps = derivations(read, column)
    month = right.selectbox(
        _("Month"),
        [step.month for step in steps],
        format_func=lambda month: month.words,
        index=len(steps) - 1,
    )
    st.markdown(derivation_words(next(step for step in steps if step.month == month)))
