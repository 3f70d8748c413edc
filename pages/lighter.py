"""What Streamlit does anew in every run, done once or not at all, because nothing here changes it;
and what a message may hold that is no value.

Each is a name of Streamlit's that is replaced, for want of a setting; tests hold what is said in
its place against what Streamlit itself says."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from streamlit import config
from streamlit.components.v2.bidi_component import main as own_parts
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import unpack_widget_state_value
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

_THEME = app_session._populate_theme_msg
_SETTINGS = app_session._populate_config_msg


def lighten() -> None:
    """Has the server do so from now on."""
    for fill, kind in ((_THEME, CustomThemeConfig), (_SETTINGS, Config)):
        vars(app_session)[fill.__name__] = filled_once(fill, kind)
    vars(own_parts)[make_bidi_component_presenter.__name__] = plain_presenter
    setattr(UploadedFile, "__deepcopy__", read_again)  # noqa: B010
    vars(session_state)[unpack_widget_state_value.__name__] = value_or_none


def filled_once(fill: Callable[..., None], kind: type[Any]) -> Callable[..., None]:
    """The same as ``fill``, which fills a message from the settings: it asks it once."""

    @cache
    def filled(*section: str) -> Any:
        message = kind()
        fill(message, *section)
        return message

    def fill_anew(message: Any, *section: str) -> None:
        said = filled(*section)
        # To merge nothing would say that something is there.
        if said.ByteSize():
            message.MergeFrom(said)

    config.on_config_parsed(filled.cache_clear, force_connect=True)
    return fill_anew


def plain_presenter(heard: str, *_of_assignments: Any) -> Callable[[object, Any], object]:
    """What ``st.session_state`` shows of one of our own parts: what its script has said, that of
    this moment (under the id ``heard``) and that which stays. Streamlit makes a class for each
    look at it, so that it can be assigned to, which nothing here does."""

    def present(stays: object, state: Any) -> object:
        widgets = state._new_widget_state
        told = widgets.widget_metadata.get(heard)
        if not isinstance(stays, dict) or told is None or told.value_type != "json_trigger_value":
            return stays
        said = widgets.get(heard) or []
        now = [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict)]
        events = {
            one["event"]: one.get("value") for one in now if isinstance(one.get("event"), str)
        }
        return events | stays

    return present


def read_again(file: UploadedFile, _copied: Any) -> UploadedFile:
    """A visitor's file, to be read from its beginning. Streamlit copies each file for every run,
    which for one of 200 MB holds up all others; bytes that nobody changes need not be."""
    record = UploadedFileRec(file.file_id, file.name, file.type, file.getvalue())
    return UploadedFile(record, file._file_urls)


def value_or_none(said: Any) -> Any:
    """What a message says of a control. Streamlit ends the run, with its places in the log, where
    that is no JSON; here it is as if nothing had been said."""
    try:
        if said.WhichOneof("value") == "json_trigger_value":
            # It is read later, where nothing catches what goes wrong.
            json.loads(said.json_trigger_value)
        return unpack_widget_state_value(said)
    except (ValueError, RecursionError):
        return None
