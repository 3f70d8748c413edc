"""The key figures of a page, read from what it sends."""

import re
from html import unescape
from typing import NamedTuple

from streamlit.testing.v1 import AppTest

_FIGURE = re.compile(r"<div><dt>(.*?)</dt>(.*?)</div>")
_LINE = re.compile(r"<dd[^>]*>(.*?)</dd>")


class Shown(NamedTuple):
    """A key figure as it is read: its title, its value, and what that is compared with."""

    title: str
    value: str
    compared: list[str]


def key_figures(app: AppTest) -> list[Shown]:
    """Those of the page, in their order."""
    bodies = [element.proto.body for element in app.get("html")]
    (list_,) = [body for body in bodies if body.startswith('<dl class="key-figures">')]
    found = []
    for title, lines in _FIGURE.findall(list_):
        value, *compared = map(unescape, _LINE.findall(lines))
        found.append(Shown(unescape(title), value, compared))
    return found
