"""Lets go of the visits of those who have left.

Streamlit keeps each for two minutes, should its browser come back, and then on, with all that was
uploaded in it, until the next visitor leaves: on a quiet server for the night."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.memory_session_storage import MemorySessionStorage

EVERY = 30.0
"""Seconds."""


@asynccontextmanager
async def forgetting(_app: st.App) -> AsyncIterator[None]:
    """Lets go of them for as long as the server runs."""
    task = asyncio.create_task(_forget())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forget() -> None:
    while True:
        await asyncio.sleep(EVERY)
        storage = get_instance()._session_mgr._session_storage  # type: ignore[attr-defined]
        # A visit holds itself in circles, and a quiet server never gets to collect them.
        if isinstance(storage, MemorySessionStorage) and storage._cache.expire():  # type: ignore[attr-defined]
            gc.collect()
