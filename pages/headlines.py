"""The sentences of the front page, each with its chart small beside it and a link to the page
behind it."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from lib.charts import Look
from lib.charts.spark import spark
from lib.front import Headline, examples, headlines
from lib.glossary import explained
from lib.kept import kept
from lib.text import _, listed
from pages.product import drawn
from pages.screen import look
from pages.shared_tables import tables

STYLE = Path(__file__).with_name("headlines.css")


def say_headlines() -> None:
    """The sentences, one below the other; on a telephone beside each other, to be swiped."""
    met: set[str] = set()
    st.html(STYLE)
    with st.container(key="headlines"):
        for headline in _headlines(tables()):
            with st.container(horizontal=True, key=f"headline-{headline.id}"):
                st.html(_picture(headline, look()), width="content")
                with st.container(key=f"says-{headline.id}"):
                    st.markdown(explained(headline.sentence, met))
                    if headline.note:
                        st.caption(explained(headline.note, met))
                st.page_link(
                    headline.page,
                    label=headline.link,
                    icon=":material/arrow_forward:",
                    icon_position="right",
                )


def ask_examples() -> None:
    """Questions of reporters, each a link into the view that answers it."""
    with st.container(horizontal=True, key="examples"):
        st.markdown(_("**Examples**"), width="content")
        for example in _examples(tables()):
            st.page_link(example.page, label=example.words, query_params=dict(example.query))


_headlines = kept(4)(headlines)
_examples = kept(4)(examples)


@kept(32)
def _picture(headline: Headline, look: Look) -> str:
    svg = spark(headline.lines, look, headline.levels)
    alt = _(
        "Line chart of {measures}, {months}",
        measures=listed(one.measure.title for one, name in headline.lines),
        months=headline.lines[0][0].months.words,
    )
    return f'<img src="{drawn(svg)}" alt="{escape(alt)}">'
