"""A visitor of a Streamlit app over its own websocket, as a browser is one, without the browser."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.sync.client import connect


@dataclass(frozen=True)
class Run:
    """What came of one run: seconds from the request to its end, messages that the server sent,
    their bytes as it packs them, and what they are unpacked, by kind of element."""

    seconds: float
    messages: int
    packed: int
    unpacked: dict[str, int]


class _Counted(socket.socket):
    """A connection that counts what it received."""

    received = 0

    def recv(self, *args: Any) -> bytes:
        data = super().recv(*args)
        self.received += len(data)
        return data


class Visitor:
    """One visit of one page. Raises RuntimeError where a run ends in an error of the script."""

    def __init__(self, port: int, page: str, query: str = "") -> None:
        self._socket = _Counted()
        self._socket.connect(("127.0.0.1", port))
        self._held = ExitStack()
        self._line = self._held.enter_context(
            connect(
                f"ws://127.0.0.1:{port}/_stcore/stream",
                sock=self._socket,
                subprotocols=["streamlit"],  # type: ignore[list-item]
                # As Chromium offers it.
                extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],
                max_size=None,
            )
        )
        self.page = page
        self._states: dict[str, WidgetState] = {}
        self.session = ""
        """The id that the server knows the visit by."""
        self.widgets: dict[str, str] = {}
        """The ids of the widgets seen, by the key in the script."""
        self.fragments: dict[str, str] = {}
        """The part of the page that each widget runs anew, by the widget's id."""
        self.first = self.run(query)

    def run(self, query: str = "", *changed: WidgetState) -> Run:
        """Asks for a run with an address, and with the widgets that were ``changed``."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = self.page
        asked.rerun_script.context_info.color_scheme = "light"
        self._states |= {state.id: state for state in changed}
        asked.rerun_script.widget_states.widgets.extend(self._states.values())
        asked.rerun_script.fragment_id = self.fragments.get(changed[0].id, "") if changed else ""
        before, begun = self._socket.received, time.perf_counter()
        self._line.send(asked.SerializeToString())
        for state in changed:
            # A trigger is heard once.
            if state.WhichOneof("value") == "json_trigger_value":
                del self._states[state.id]
        sizes: dict[str, int] = {}
        messages = 0
        while True:
            received = self._line.recv()
            message = ForwardMsg()
            message.ParseFromString(received if isinstance(received, bytes) else b"")
            kind = self._kind(message)
            messages += 1
            sizes[kind] = sizes.get(kind, 0) + len(received)
            if kind == "exception":
                raise RuntimeError(str(message.delta.new_element.exception.message))
            if kind == "script_finished":
                took = time.perf_counter() - begun
                return Run(took, messages, self._socket.received - before, sizes)

    def _kind(self, message: ForwardMsg) -> str:
        kind = message.WhichOneof("type") or ""
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        if kind != "delta":
            return kind
        made = message.delta.WhichOneof("type")
        if made not in ("new_element", "add_block"):
            return kind
        element = getattr(message.delta, made)
        named = element.WhichOneof("type") or kind
        id = getattr(getattr(element, named, None), "id", "")
        if id:
            self.widgets[id.split("-", 2)[-1]] = id
            self.fragments[id] = message.delta.fragment_id
        return named

    def close(self) -> None:
        """Ends the visit."""
        self._held.close()
