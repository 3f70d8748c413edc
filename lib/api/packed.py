"""What is sent to pages over their websocket, packed as well as Uvicorn does it for a fifth of the
work, which was a tenth of all that a change of months costs the server."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from isal import isal_zlib
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.typing import ExtensionParameter

LEVEL = 1

BITS = 15
"""Of the window over which what was said before is found again: 32 KB hold a whole chart, Uvicorn's
4 KB do not."""

LEAST_MEMORY = 1
"""A visit holds 92 KB for it; with more memory nothing packs better."""


class Packing(PerMessageDeflate):
    """Messages packed with isal, where they may refer back to earlier ones."""

    def __init__(self, *agreed: Any) -> None:
        super().__init__(*agreed)
        if not self.local_no_context_takeover:
            self.encoder = isal_zlib.compressobj(  # type: ignore[assignment]
                LEVEL, zlib.DEFLATED, -self.local_max_window_bits, LEAST_MEMORY
            )


class Offered(ServerPerMessageDeflateFactory):
    """What the server agrees to with a browser, whatever Uvicorn asks for."""

    def __init__(self, **_of_uvicorn: Any) -> None:
        super().__init__(server_max_window_bits=BITS, client_max_window_bits=12)

    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        answered, agreed = super().process_request_params(params, accepted_extensions)
        return answered, Packing(
            agreed.remote_no_context_takeover,
            agreed.local_no_context_takeover,
            agreed.remote_max_window_bits,
            agreed.local_max_window_bits,
            agreed.compress_settings,
        )


def pack_with_isal() -> None:
    """Has the server use it for every page that is opened from now on."""
    # Uvicorn has no setting for how it packs, and Streamlit none for which class Uvicorn takes.
    vars(websockets_sansio_impl)[ServerPerMessageDeflateFactory.__name__] = Offered
