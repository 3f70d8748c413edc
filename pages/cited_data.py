"""What a page says to whoever comes by a citation: whether the data are those that were cited."""

from __future__ import annotations

import streamlit as st

from lib.months import day_words
from lib.text import _, count
from lib.versions import Since, since, version
from pages.as_written import as_written
from pages.shared_tables import tables

LONGEST = 40
"""Letters of an unknown version that are repeated."""

SHOWN = 8
"""Changes that are listed before the rest is folded."""


def say_whether_cited_data_stand() -> None:
    """Above a page whose address names a version of the data."""
    asked = st.query_params.get("data")
    if not asked:
        return
    read = tables()
    now, found = version(read), since(read, asked)
    with st.container(key="cited-data"):
        if asked == now:
            st.success(_("The data are those that were cited, version {version}.", version=now))
        elif found is None:
            st.warning(
                _(
                    "The address cites version {asked} of the data, which is not known here: it "
                    "may be mistyped, or of another copy of this site. The numbers below are of "
                    "version {version}.",
                    asked=as_written(asked[:LONGEST]),
                    version=now,
                )
            )
        else:
            _say_changed(asked, now, found)


def _say_changed(asked: str, now: str, found: Since) -> None:
    said = _(
        "The data have changed since the version that was cited, {asked} of {day}. The numbers "
        "below are of version {version}.",
        asked=asked,
        day=day_words(found.date),
        version=now,
    )
    if not found.changes:
        st.info(f"{said} {_('None of the changes is recorded as one that readers should know.')}")
        return
    st.info(said)
    latest = [
        f"- {day_words(change.date)}: [{as_written(change.title)}]({_beside(change.link)})  \n"
        f"  {as_written(change.text)}"
        for change in reversed(found.changes)
    ]
    label = count("{number} change since then", "{number} changes since then", len(latest))
    with st.expander(label, expanded=len(latest) <= SHOWN):
        st.markdown("\n".join(latest))


def _beside(link: str) -> str:
    """An address below the server's own as one beside the page's."""
    return f".{link}"
