"""The scripts of our own parts of a page."""

from __future__ import annotations

import json
from pathlib import Path

from lib.api.parts import address

HERE = Path(__file__).parent


def script(names: str) -> str:
    """The script that Streamlit is given for a part: it fetches the one in this folder, or several
    with plus signs between their names, once for all runs."""
    # In two lines, because Streamlit takes one for the name of a file.
    return (
        f"const part = await import(new URL({json.dumps(address(HERE, names))}, document.baseURI));"
        "\nexport default part.default;\n"
    )
