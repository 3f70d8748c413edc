"""The pages of the archive as HTML: their frame, tables, and the little Markdown that our texts
have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from lib.text import LANGUAGE, _

STYLE = """
@font-face { font-family: "Removals Sans"; font-weight: 400;
  src: url("fonts/removals-sans-400.woff2") format("woff2"); }
@font-face { font-family: "Removals Sans"; font-weight: 700;
  src: url("fonts/removals-sans-700.woff2") format("woff2"); }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; color: #1b2430;
  background: #fff; font: 16px/1.5 "Removals Sans", "Source Sans", sans-serif; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; list-style: none; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { margin-top: 2rem; font-size: 1.2rem; }
h3 { font-size: 1rem; } a { color: #1767b3; } .answer { font-size: 1.15rem; }
figure { margin: 1.5rem 0; } img { width: 100%; height: auto; border: 1px solid #d5dbe2; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid #d5dbe2; text-align: left;
  vertical-align: top; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; } pre { overflow-x: auto; padding: .6rem; background: #f1f3f6; }
:focus-visible { outline: 3px solid #1767b3; }
@media print { nav, details:not([open]) { display: none; } figure { break-inside: avoid; } }
"""


def page(title: str, body: str, links: Iterable[tuple[str, str]], foot: str) -> str:
    """A whole page. ``links`` are those of all pages: file and name."""
    listed = "".join(f'<li><a href="{file}">{escape(name)}</a></li>' for file, name in links)
    label = escape(_("Pages"))
    return (
        f'<!doctype html>\n<html lang="{LANGUAGE.get()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<nav aria-label="{label}"><ul>{listed}</ul></nav>\n'
        f"<main><h1>{escape(title)}</h1>\n{body}\n</main><footer><p>{escape(foot)}</p></footer>"
        "</body></html>\n"
    )


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; numbers stand at the right, a Link leads somewhere."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    whole = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0">{whole}</div>'


def _cell(cell: object) -> str:
    if isinstance(cell, Link):
        return f'<td><a href="{escape(cell.to)}">{escape(cell.words)}</a></td>'
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return f"<td>{escape('' if cell is None else str(cell))}</td>"
    return f'<td class="number">{cell:,}</td>'


class Link:
    """A cell that leads somewhere within the archive."""

    def __init__(self, words: str, to: str) -> None:
        self.words, self.to = words, to


def opening(name: str, body: str) -> str:
    """What opens under its name."""
    return f"<details><summary>{escape(name)}</summary>{body}</details>"


def items(lines: Iterable[str]) -> str:
    """Plain sentences as a list."""
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{listed}</ul>" if listed else ""


def markdown(text: str) -> str:
    """Our Markdown as HTML: paragraphs, headings, lists, bold words, code and links, of which those
    that lead out of the archive are written out."""
    blocks = [_block(block) for block in re.split(r"\n\s*\n", text.strip())]
    return "\n".join(blocks)


def _block(block: str) -> str:
    if block.startswith("#"):
        return f"<h3>{_inline(block.lstrip('# '))}</h3>"
    lines = re.split(r"\n(?=- )", block)
    if block.startswith("- "):
        return f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    text = escape(" ".join(text.split()))
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    return re.sub(r"\[([^]]+)\]\(([^)]+)\)", _link, text)


def _link(match: re.Match[str]) -> str:
    return f"{match[1]} ({match[2]})" if "://" in match[2] else match[1]
