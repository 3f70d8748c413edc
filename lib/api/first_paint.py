"""What a visitor sees until Streamlit has painted: the page's title, and where its chart will be a
still of it, or its frame, in the colors of the visitor's choice."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path
from string import Template

from lib.charts.ruler import FAMILY
from lib.shown.charts import main_chart
from lib.views import View

HERE = Path(__file__).parent

THEME = HERE.parents[1] / ".streamlit" / "config.toml"
"""The colors of all pages."""

FONTS = {
    400: "/app/static/fonts/removals-sans-400.woff2",
    700: "/app/static/fonts/removals-sans-700.woff2",
}
"""In which the charts are written."""

_FIRST = {"compare": "measures-compared", "claims": None}
"""The chart that a page opens with, where that is not its main one, or where it opens with none."""

_ABOVE = {
    "": (201, 218),
    "removals": (133, 220),
    "compare": (267, 425),
    "who": (157, 226),
    "convictions": (157, 243),
    "issued": (133, 202),
    "detainers": (157, 243),
    "reconciliation": (157, 226),
}
"""Pixels above a page's first card at 1280 and at 390 pixels: that it opens with as many lines as
it does is seen when it is there, and this is nearly so."""

_COLORS = Template(
    "#first-paint { --page: $page; --ink: $ink; --line: $line; --quiet: $quiet; --side: $side; }"
)

# The measures are those of the frame around the pages, so that nothing moves when it is there.
_STYLE = """
#first-paint { position: fixed; inset: 0; z-index: 999999; display: flex; color: var(--ink);
  background: var(--page); font: 400 16px "Source Sans", sans-serif; }
#first-paint aside { width: 208px; box-sizing: border-box; background: var(--side);
  border-right: 1px solid var(--line); }
#first-paint main { flex: 1; min-width: 0; max-width: 1240px; margin: 0 auto; padding: 12px 20px;
  box-sizing: border-box; position: relative; overflow: hidden; }
#first-paint .title { margin: 0 0 12px; font-size: 22.4px; font-weight: 700; line-height: 29.12px; }
#first-paint .text { height: calc(var(--above) - 65px); max-width: 700px;
  background: repeating-linear-gradient(var(--quiet) 0 14px, transparent 14px 24px); }
#first-paint .chart { position: absolute; inset: var(--above) 20px 20px; border-radius: 6px;
  border: 1px solid var(--line); padding: 90px 30px; box-sizing: border-box;
  background: repeating-linear-gradient(var(--line) 0 1px, transparent 1px 73px) content-box; }
#first-paint .chart.drawn { bottom: auto; padding: 4px 4px 38px; background: none; }
#first-paint svg { display: block; }
@media (max-width: 768px) {
  #first-paint aside { display: none; }
  #first-paint main { padding: 8px 12px; }
  #first-paint .title { padding-left: 36px; }
  #first-paint .text { height: calc(var(--above-narrow) - 61px); }
  #first-paint .chart { inset: var(--above-narrow) 12px 12px; }
}
"""

_SCRIPT = (HERE / "first_paint.js").read_text("utf-8")


def first_paint(view: View) -> str:
    """The HTML of it, for the beginning of the body; it takes itself away."""
    dark = f"@media (prefers-color-scheme: dark) {{ {_colors('dark')} }}"
    wide, narrow = _ABOVE.get(view.path, (133, 220))
    return f"""
    <style>{_faces()} {_colors("light")} {dark} {_STYLE}</style>
    <noscript><style>#first-paint {{ display: none; }}</style></noscript>
    <div id="first-paint" aria-busy="true"
      style="--above: {wide}px; --above-narrow: {narrow}px;">
      <aside></aside>
      <main>
        <p class="title">{escape(view.title)}</p>
        <div class="text"></div>
        <div class="chart" aria-hidden="true"{_still(view.path)}></div>
      </main>
    </div>
    <script>{_SCRIPT}</script>"""


def _still(path: str) -> str:
    """Where the still of the chart that a page opens with is; blank where it has none."""
    main = main_chart(path)
    id = _FIRST.get(path, main and main.id)
    return f' data-still="./stills/{id}.svg"' if id else ""


def _faces() -> str:
    """Streamlit tells the browser of the font when it has started."""
    return " ".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; '
        f'src: url(".{file}") format("woff2"); }}'
        for weight, file in FONTS.items()
    )


def _colors(look: str) -> str:
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][look]
    return _COLORS.substitute(
        page=theme["backgroundColor"],
        ink=theme["textColor"],
        line=theme["borderColor"],
        quiet=theme["secondaryBackgroundColor"],
        side=theme["sidebar"]["backgroundColor"],
    )
