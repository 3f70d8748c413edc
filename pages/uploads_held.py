"""What the visits hold of files that were sent."""

from __future__ import annotations

from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager


def is_here(visit: str) -> bool:
    """Whether this process has the visit."""
    return get_instance().is_active_session(visit)


def uploads_held(visit: str) -> tuple[int, int]:
    """Bytes of files that this visit holds, and that all visits hold together."""
    files = get_instance().uploaded_file_mgr
    if not isinstance(files, MemoryUploadedFileManager):
        return 0, 0
    held = {
        id: sum(len(file.data) for file in tuple(sent.values()))
        for id, sent in tuple(files.file_storage.items())
    }
    return held.get(visit, 0), sum(held.values())
