"""A page to try the addresses that give data: it reads their description and asks nobody else."""

from __future__ import annotations

import json
import tomllib
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request

from lib.api.asked import Parameter, language, read
from lib.api.content import Content
from lib.api.first_paint import THEME
from lib.api.operation import ROOT
from lib.api.policy import policy
from lib.text import LANGUAGE, _, speaking

ADDRESSES = ("/api", "/api/", ROOT, f"{ROOT}/")

_HTML = Path(__file__).with_suffix(".html")

_COLORS = Template("--page: $page; --ink: $ink; --line: $line; --quiet: $quiet; --link: $link;")

_EDGE = {"light": "--edge: #7a8594;", "dark": "--edge: #7f8a99;"}
"""Around what is filled in: three to one against the page, which the theme's lines are not."""


def try_it(request: Request, base: str) -> Content:
    """The page, in the language asked for. Raises Problem."""
    asked = read(request.query_params.multi_items(), (Parameter("lang", "The language"),))
    with speaking(language(asked)):
        return _page(base)


def _page(base: str) -> Content:
    root = f"{base}{ROOT}"
    said = {"root": root, "base": base, **_labels()}
    page = Template(_HTML.read_text("utf-8")).substitute(
        language=LANGUAGE.get(),
        title=escape(_("Removals by Month: the data by address")),
        about=escape(
            _(
                "Every number of the pages for programs: read only, without a key, for pages of "
                "any site."
            )
        ),
        back=escape(_("The pages")),
        no_script=escape(
            _("This page needs JavaScript; the description of the addresses does not.")
        ),
        root=root,
        base=base,
        light=_colors("light"),
        dark=_colors("dark"),
        # Within a script, nothing may look like its end.
        said=json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"),
    )
    headers = {"Content-Security-Policy": policy([page])}
    return Content(page.encode(), "text/html; charset=utf-8", "api.html", headers=headers)


def _labels() -> dict[str, str]:
    return {
        "none": _("not given"),
        "address": _("Address"),
        "ask": _("Ask"),
        "asking": _("Asking …"),
        "answer": _("The answer"),
        "version": _("data version"),
        "save": _("Save the file"),
        "failed": _("There is no answer:"),
    }


def _colors(look: str) -> str:
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][look]
    return _EDGE[look] + _COLORS.substitute(
        page=theme["backgroundColor"],
        ink=theme["textColor"],
        line=theme["borderColor"],
        quiet=theme["secondaryBackgroundColor"],
        link=theme["primaryColor"],
    )
