"""A line from a process that may never end it."""

from __future__ import annotations

import os
import selectors
import time

PART = 1 << 20


def read_line(pipe: int, seconds: float, most: int) -> bytes:
    """What a pipe gives up to the end of a line, or up to its own end, or ``most`` bytes. Raises
    TimeoutError where that takes longer."""
    end = time.monotonic() + seconds
    said = bytearray()
    # Not select(), which knows no file above 1,024, and a server of many visitors has those.
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(said) <= most and not said.endswith(b"\n"):
            if not selector.select(max(0.0, end - time.monotonic())):
                raise TimeoutError
            part = os.read(pipe, PART)
            if not part:
                break
            said += part
    return bytes(said)
