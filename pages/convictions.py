"""Table 1: Secure Communities removals of people convicted of a crime, of any and of a serious offense."""

import streamlit as st

from lib.charts import Line, timeline
from lib.measures import MEASURES, published_averages, published_change, series
from pages import parts

tables, months, look = parts.tables(), parts.months(), parts.look()
any_offense, serious_offense = MEASURES["convicted_any"], MEASURES["convicted_serious"]

parts.key_figures(tables, [any_offense, serious_offense, MEASURES["convicted_share_of_sc"]], months)

window = parts.window_slider()
lines = [
    Line(series(tables, any_offense, months, window), any_offense.label, "sc"),
    Line(series(tables, serious_offense, months, window), serious_offense.label, "detainer"),
]
if parts.can_draw(lines):
    published = [(line, published_averages(tables, line.series)) for line in lines]
    parts.card(
        timeline(
            tables, lines, name="convictions", title="Secure Communities removals of people convicted of a crime", look=look,
            published=published,
            notes=["Open circles: the 12-month mean as TRAC published it. It reaches back to months that Table 1 does not print, "
                   "so only the last one can be recomputed."],
        )
    )  # fmt: skip
    change = published_change(tables)
    st.markdown(
        f"**The change row of Table 1, recomputed:** from the first of its months to the last, removals after any offense rose by "
        f"{change['any_offense']:,} and after a serious offense by {change['serious_offense']:,}; their published 12-month means by "
        f"{change['any_offense_average']:,} and {change['serious_offense_average']:,}."
    )

    shares = [
        Line(series(tables, MEASURES[name], months, window), MEASURES[name].label, colour)
        for name, colour in (("convicted_share_of_sc", "sc"), ("serious_share_of_convicted", "detainer"))
    ]
    parts.card(
        timeline(
            tables, shares, name="conviction-shares", title="What share was convicted, and of that what share of a serious offense",
            look=look,
        )
    )  # fmt: skip
