"""What each table is, where it comes from, how each number is made, and what the numbers cannot
say."""

import streamlit as st

from lib.glossary import terms
from lib.limits import limits
from lib.sources import sources
from lib.text import _, prose
from lib.versions import version
from pages.measures_table import measures_table
from pages.month_range import months
from pages.once import once
from pages.shared_tables import tables
from pages.sources_tables import boxes_of_tables, eras_table, events_table, sources_table


def say_the_rest() -> None:
    """What stands below the boxes of the tables, which is all of a page without controls."""
    st.header(_("Measures"), anchor="measures")
    measures_table(read)
    st.markdown(prose("sources/formulas"))

    st.header(_("Words"), anchor="words")
    st.markdown("\n".join(f"- **{term.term}**: {term.says}" for term in terms().values()))

    st.header(_("Eras"), anchor="eras")
    eras_table(read)
    st.header(_("Events"), anchor="events")
    events_table(read)

    st.header(_("Limits"), anchor="limits")
    st.markdown(limits(read))

    st.header(_("Sources"), anchor="sources")
    sources_table(read)

    st.header(_("How to cite"), anchor="cite")
    st.markdown(_("Cite the source of the numbers and this dashboard:"))
    st.code(
        _(
            "{citation}; computed and charted by “{title}”, data version {version}, months {first} "
            "to {last}.",
            version=version(read),
            citation=sources(read)["trac_2017"].citation,
            title=_(read.package.title),
            first=months().first,
            last=months().last,
        ),
        language=None,
        wrap_lines=True,
    )


read = tables()
once(say_the_rest)

st.markdown(prose("sources/about"))

st.header(_("Tables"), anchor="tables")
boxes_of_tables(read)
