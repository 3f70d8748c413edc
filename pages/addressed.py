"""A choice among things that have an id: the id stands in the address, and not the words that name
the thing in one language."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def addressed(
    label: str,
    key: str,
    names: Mapping[str, str],
    usual: str,
    *,
    older: Mapping[str, str],
    width: int,
) -> str:
    """Lets the visitor choose one of the ids of ``names``; the address is empty for the usual one.
    The label is read aloud; what is chosen says to the eye what the box is.

    ``older`` are the words that addresses had before, and the ids that they stand for. Words that
    name nothing give the usual choice."""
    _follow(key, names, usual, older)
    chosen: str = st.selectbox(
        label,
        names,
        format_func=lambda id: names[id],
        key=key,
        on_change=_write,
        args=(key, usual),
        width=width,
        label_visibility="collapsed",
    )
    return chosen


def addressed_segments(
    label: str, key: str, names: Mapping[str, str], usual: str, *, help: str | None = None
) -> str:
    """As ``addressed``, for a few ids, which stand beside each other."""
    _follow(key, names, usual, {})
    chosen = st.segmented_control(
        label,
        names,
        format_func=lambda id: names[id],
        required=True,
        key=key,
        on_change=_write,
        args=(key, usual),
        help=help,
    )
    return chosen or usual


def _follow(key: str, names: Mapping[str, str], usual: str, older: Mapping[str, str]) -> None:
    """Takes the choice from the address where that has changed."""
    asked, chosen = st.query_params.get(key), st.session_state.get(key)
    if asked != st.session_state.get(f"{key}-asked") or key not in st.session_state:
        chosen = resolved(asked, names, older)
    st.session_state[f"{key}-asked"] = asked
    # Told in every run: the browser drops what a run said that another one overtook, as happens
    # when it tells the server its width, and would then press the first choice of the list.
    st.session_state[key] = chosen if chosen in names else usual


def resolved(asked: str | None, names: Mapping[str, str], older: Mapping[str, str]) -> str | None:
    """The id that an address names, itself or by older words; None where it names none."""
    if asked in names:
        return asked
    return older.get(asked or "")


def choose(key: str, chosen: str, usual: str) -> None:
    """Sets a choice, and with it the address; only for callbacks, which run before the script."""
    st.session_state[key] = chosen
    _write(key, usual)


def _write(key: str, usual: str) -> None:
    chosen = st.session_state[key]
    if chosen == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
    st.session_state[f"{key}-asked"] = st.query_params.get(key)
