"""What a visitor sees until Streamlit has painted: the page's title, and the frame of its chart
where the chart will be, in the colors of the visitor's choice."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path
from string import Template

from lib.views import View

THEME = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
"""The colors of all pages."""

_COLORS = Template(
    "#first-paint { --page: $page; --ink: $ink; --line: $line; --quiet: $quiet; --side: $side; }"
)

# The measures are those of the frame around the pages, so that nothing moves when it is there.
_STYLE = """
#first-paint { position: fixed; inset: 0; z-index: 999999; display: flex; color: var(--ink);
  background: var(--page); font: 400 16px "Source Sans", sans-serif; }
#first-paint aside { width: 208px; background: var(--side); border-right: 1px solid var(--line); }
#first-paint main { flex: 1; display: flex; flex-direction: column; padding: 12px 20px 20px; }
#first-paint .title { margin: 0 0 12px; font-size: 22.4px; font-weight: 700; line-height: 29.12px; }
#first-paint .text { height: 14px; max-width: 700px; margin-bottom: 10px; border-radius: 6px;
  background: var(--quiet); }
#first-paint .row { width: 60%; height: 30px; margin: 10px 0 8px; border-radius: 6px;
  background: var(--quiet); }
#first-paint .chart { flex: 1; border: 1px solid var(--line); border-radius: 6px;
  padding: 90px 30px;
  background: repeating-linear-gradient(var(--line) 0 1px, transparent 1px 73px) content-box; }
@media (max-width: 768px) {
  #first-paint aside { display: none; }
  #first-paint main { padding: 8px 12px 12px; }
  #first-paint .title { padding-left: 36px; }
}
"""

# A page without a chart has painted when its script has run; one that cannot says so in a message
# or in a dialog.
_SCRIPT = """
(() => {
  const frame = document.getElementById("first-paint");
  const signs = "[class*='st-key-card-chart-'], [data-testid=stAlert], [role=dialog], "
    + "[data-testid=stException], [data-test-script-state=notRunning] h1";
  const look = () => {
    if (!document.querySelector(signs)) return;
    watching.disconnect();
    frame.remove();
  };
  const watching = new MutationObserver(look);
  watching.observe(document.body, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-test-script-state"] });
})();
"""


def first_paint(view: View) -> str:
    """The HTML of it, for the beginning of the body; it takes itself away."""
    dark = f"@media (prefers-color-scheme: dark) {{ {_colors('dark')} }}"
    return f"""
    <style>{_colors("light")} {dark} {_STYLE}</style>
    <noscript><style>#first-paint {{ display: none; }}</style></noscript>
    <div id="first-paint" aria-busy="true">
      <aside></aside>
      <main>
        <p class="title">{escape(view.title)}</p>
        <div class="text"></div>
        <div class="text"></div>
        <div class="row"></div>
        <div class="chart"></div>
      </main>
    </div>
    <script>{_SCRIPT}</script>"""


def _colors(look: str) -> str:
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][look]
    return _COLORS.substitute(
        page=theme["backgroundColor"],
        ink=theme["textColor"],
        line=theme["borderColor"],
        quiet=theme["secondaryBackgroundColor"],
        side=theme["sidebar"]["backgroundColor"],
    )
