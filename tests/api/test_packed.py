"""What is sent over a page's websocket, packed with isal: any browser unpacks it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from isal import isal_zlib
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.sync.client import connect

from lib.api.packed import BITS, Offered

MESSAGES = st.lists(
    st.binary(max_size=300) | st.binary(min_size=1, max_size=30).map(lambda some: some * 3000),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("again", [False, True], ids=["with its past", "each alone"])
@given(messages=MESSAGES, bits=st.integers(9, 15))
def test_any_messages_are_unpacked_as_they_were(
    messages: list[bytes], bits: int, again: bool
) -> None:
    browser = ClientPerMessageDeflateFactory(
        server_max_window_bits=bits, server_no_context_takeover=again, client_max_window_bits=True
    )
    said, server = Offered().process_request_params(
        [(name, value) for name, value in browser.get_request_params()], []
    )
    agreed = browser.process_response_params(said, [])
    for message in messages:
        sent = server.encode(Frame(Opcode.BINARY, message))
        assert agreed.decode(sent).data == message


def test_the_server_packs_so(server: str) -> None:
    """Referring back over more than the 4 KB of Uvicorn's own, where the browser can."""
    port = urlsplit(server).port
    chromium = ClientPerMessageDeflateFactory(client_max_window_bits=True)
    with connect(f"ws://127.0.0.1:{port}/_stcore/stream", extensions=[chromium]) as line:
        (agreed,) = line.protocol.extensions
        assert f"remote_max_window_bits={BITS}" in repr(agreed)


def test_it_is_isal_that_packs() -> None:
    _said, packing = Offered().process_request_params([], [])
    assert isinstance(packing.encoder, type(isal_zlib.compressobj()))
