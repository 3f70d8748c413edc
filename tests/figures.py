"""What stands in a figure, read from the figure itself."""

import re
from typing import Any


def figure_title(figure: dict[str, Any]) -> str:
    """The title as it is written into a figure, without its markup."""
    notes = figure["layout"]["annotations"]
    written = next(note["text"] for note in notes if note.get("name") == "title")
    return re.sub(r"<[^>]+>", "", written.replace("<br>", " "))
