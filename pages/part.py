"""The scripts of our own parts of a page."""

from __future__ import annotations

import json
from pathlib import Path

from lib.api.parts import address

HERE = Path(__file__).parent


def script(names: str) -> str:
    """The script that Streamlit is given for a part: it fetches the one in this folder, or several
    with plus signs between their names, once for all runs, and with it the markup and the style of
    the same names."""
    where = json.dumps(address(HERE, names))
    return f"""const part = await import(new URL({where}, document.baseURI));
export default (component) => {{
    const root = component.parentElement;
    if (!root.still) {{
        root.still = document.createElement("div");
        root.still.innerHTML = part.still;
        root.append(root.still);
    }}
    return part.default(component);
}};
"""
