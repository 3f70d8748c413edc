"""Our own parts of a page, each with a script of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import streamlit as st

from lib.api.parts import address

HERE = Path(__file__).parent


def part(name: str, scripts: str = "", *, isolate_styles: bool = True) -> Callable[..., Any]:
    """A part of the page that its script draws: the one of its name in this folder, or those named
    with plus signs between. It is put on the page with a key, its data, and what is called when
    the browser says something."""
    component = st.components.v2.component(
        name, js=script(scripts or name), isolate_styles=isolate_styles
    )

    def put(key: str, data: dict[str, Any], **heard: Any) -> Any:
        # As bytes, because Streamlit writes anything else twice, and looks through it for tables.
        return component(key=key, data=_written(data), **heard)

    return put


def _written(data: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(data)
    except TypeError:
        # What a browser said is said to it again, and a message may hold numbers and letters that
        # are none.
        return json.dumps(data).encode()


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
    const data = JSON.parse(new TextDecoder().decode(component.data));
    return part.default({{ ...component, data }});
}};
"""
