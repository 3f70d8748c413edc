"""A chart as a page of its own, light enough for a frame on another site's page; and the same as
one file with everything inside."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from string import Template

import plotly
from starlette.requests import Request

from lib.api.charts import AskedChart, asked_chart
from lib.api.compression import COMPRESSIBLE
from lib.api.content import HTML, Content
from lib.api.problems import NOT_FOUND, Problem
from lib.charts import Chart, Look
from lib.charts.palette import DARK, LIGHT
from lib.charts.spoken import plotly_language
from lib.months import day_words
from lib.pictures.renderer import FONTS, fonts_inside
from lib.shown.embedded import FOOT, figures
from lib.sources import cited
from lib.tables import Tables
from lib.text import LANGUAGE, _

HERE = Path(__file__).parent

KEPT = 64
"""Pages kept, up to a megabyte each."""

SCRIPTS = {
    "plotly": Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
    "embed": HERE / "embed.js",
}
"""Loaded in this order."""

FROM_HERE = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'"
)
FROM_ITSELF = FROM_HERE.replace("script-src 'self'", "script-src 'unsafe-inline'").replace(
    "font-src 'self'", "font-src data:"
)
ANYWHERE = "frame-ancestors *"


class Embeds:
    """Charts for frames on other sites' pages; ``base`` is the path below which the server
    answers."""

    def __init__(self, tables: Callable[[], Tables], base: str) -> None:
        self.tables, self.base = tables, base
        self._kept = lru_cache(maxsize=KEPT)(self._made)

    def page(self, request: Request) -> Content:
        """The page; any site may frame it, and its scripts come from this server alone."""
        return self._asked(request, frozen=False)

    def frozen(self, request: Request) -> Content:
        """The same as a file to keep, which asks for nothing."""
        return self._asked(request, frozen=True)

    def _asked(self, request: Request, *, frozen: bool) -> Content:
        asked = asked_chart(self.tables(), request, self.base)
        return self._kept(asked, frozen, dt.date.today(), LANGUAGE.get())

    def _made(self, asked: AskedChart, frozen: bool, day: dt.date, spoken: str) -> Content:
        chart = asked.draw(Look())
        view = escape(asked.view)
        text = Template((HERE / "embed.html").read_text("utf-8")).substitute(
            language=escape(spoken),
            scheme={True: "dark", False: "light", None: "light dark"}[asked.dark],
            policy=f'<meta http-equiv="Content-Security-Policy" content="{FROM_ITSELF}" />'
            if frozen
            else "",
            title=escape(chart.title),
            alt=escape(chart.alt),
            view=view,
            link=escape(_("{product}: open this view", product=_("Removals by Month"))),
            faces=_faces(inside=frozen),
            height=round(chart.figure["layout"]["height"]),
            foot=FOOT,
            **_colors(asked.dark),
            notes=_notes(chart, day) if frozen else "",
            figures=_figures(asked),
            scripts=_inside() if frozen else _linked(),
        )
        headers = {"Content-Security-Policy": f"{FROM_ITSELF if frozen else FROM_HERE}; {ANYWHERE}"}
        sources = cited(self.tables(), chart.credit)
        return Content(
            text.encode(),
            HTML,
            f"{chart.name}.html",
            sources,
            chart.notes,
            attached=frozen,
            headers=headers,
        )


def script(request: Request) -> Content:
    """A script of the pages, which a browser keeps: its address changes with its content."""
    name, hashed = request.path_params["name"], request.path_params["hash"]
    if name not in SCRIPTS or _address(name) != f"{name}.{hashed}.js":
        raise Problem(NOT_FOUND, "There is no such script", map(_address, SCRIPTS))
    return Content(_text(name), COMPRESSIBLE[".js"], f"{name}.js", forever=True)


@cache
def _text(name: str) -> bytes:
    return SCRIPTS[name].read_bytes()


@cache
def _address(name: str) -> str:
    """Beside the page."""
    return f"{name}.{hashlib.sha256(_text(name)).hexdigest()[:16]}.js"


def _linked() -> str:
    return "\n".join(f'<script src="{_address(name)}"></script>' for name in SCRIPTS)


def _inside() -> str:
    # No script may hold what ends it.
    texts = (file.read_text("utf-8").replace("</script", "<\\/script") for file in SCRIPTS.values())
    return "\n".join(f"<script>{text}</script>" for text in texts)


def _notes(chart: Chart, day: dt.date) -> str:
    """What a file says that is kept without its page: what must be known of the chart, who
    published the numbers, and when the file was made."""
    said = [
        *chart.notes,
        _("Source: {source}.", source=chart.credit.words),
        _("Made on {date}.", date=day_words(day)),
    ]
    return f'<div class="notes">{"".join(f"<p>{escape(words)}</p>" for words in said)}</div>'


def _figures(asked: AskedChart) -> str:
    """The chart for every width, light, dark or both."""
    kinds = {"light": False, "dark": True}
    found = {
        name: figures(asked.draw, dark=dark)
        for name, dark in kinds.items()
        if asked.dark in (None, dark)
    }
    told = {**found, "config": plotly_language()}
    # Within a script element only the sign that begins a tag could end it.
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def _faces(*, inside: bool) -> str:
    """The charts' font: from the server, or inside."""
    served = {weight: f"../app/static/fonts/{file.name}" for weight, file in FONTS.items()}
    return " ".join(
        f'@font-face {{ font-family: "Removals Sans"; font-weight: {weight}; '
        f'src: url("{escape(source)}") format("woff2"); }}'
        for weight, source in (fonts_inside() if inside else served).items()
    )


def _colors(dark: bool | None) -> dict[str, str]:
    """The colors of the page: one of both, or both."""
    names = {"page": "background", "ink": "ink", "quiet": "muted"}
    usual = DARK if dark else LIGHT
    other = "; ".join(f"--{name}: {DARK[color]}" for name, color in names.items())
    night = f"@media (prefers-color-scheme: dark) {{ :root {{ {other} }} }}"
    return {
        **{f"{name}_light": usual[color] for name, color in names.items()},
        "dark_colors": night if dark is None else "",
    }
