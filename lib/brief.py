"""A comparison as a brief to take away: the sentence, the numbers, the charts, what it depends on,
the sources and the cautions, as Markdown and as a page of HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lib.charts.chart import Chart
from lib.comparison_rows import Row
from lib.inference.answer import chance_words, change_words, months_words
from lib.inference.phrases import percent, ratio_interval
from lib.inference.sensitivity import Outcome
from lib.text import LANGUAGE, _

ADDRESS, DATE = "[address]", "[date]"
"""Where the address of the view and the day belong, which only the reader's browser knows."""

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table in words: its heading, the names of its columns, and its rows."""

    title: str
    columns: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Brief:
    """What a brief says. ``sentence`` is Markdown with bold words alone, ``paragraphs`` are plain;
    ``charts`` are drawn in the HTML, and described in the Markdown."""

    title: str
    sentence: str
    arithmetic: str
    paragraphs: Cells
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]
    cautions: Cells
    sources: Cells


def numbers_table(rows: Sequence[Row], names: tuple[str, str]) -> Table:
    """A row a measure: both levels, the change, the months, and whether it could be chance."""
    columns = (_("Measure"), *names, _("Change"), _("Months"), _("Could it be chance?"))
    return Table(
        _("The numbers"),
        columns,
        tuple(
            (
                row.measure.title,
                row.value_words(0),
                row.value_words(1),
                change_words(row.comparison),
                months_words(row.comparison),
                "–" if row.comparison.difference is None else chance_words(row.levels),
            )
            for row in rows
        ),
    )


def depends_table(outcomes: Sequence[Outcome]) -> Table:
    """What the result depends on: a row a choice, with its months and its interval."""
    return Table(
        _("What it depends on: the second group against the first, per day"),
        (_("Choice"), _("First group"), _("Second group"), _("Difference"), _("95% interval")),
        tuple(_choice(outcome) for outcome in outcomes),
    )


def _choice(outcome: Outcome) -> Cells:
    choice, found = outcome.choice, outcome.levels
    spans = (choice.first.words, choice.second.words)
    if found is None:
        return choice.words, *spans, _("none"), outcome.why or ""
    counted = (
        _("{months} ({number} count)", months=span, number=number)
        for span, number in zip(spans, found.months, strict=True)
    )
    return (
        choice.words,
        *counted,
        percent(found.ratio.value, sign=True),
        ratio_interval(found.ratio),
    )


def markdown(brief: Brief) -> str:
    """The brief as Markdown, with ``[address]`` and ``[date]`` where these belong."""
    parts = [f"# {brief.title}", brief.sentence]
    if brief.arithmetic:
        parts.append(f"{_('Computed as')} {brief.arithmetic}.")
    parts += brief.paragraphs
    for table in brief.tables:
        parts += [f"## {table.title}", _markdown_table(table)]
    parts.append(f"## {_('Charts')}")
    parts += [f"- **{chart.title}**: {_plain(chart.alt)}" for chart in brief.charts]
    for heading, lines in _lists(brief):
        parts += [f"## {heading}", "\n".join(f"- {line}" for line in lines)]
    parts.append(f"{_('Address')}: {ADDRESS}  \n{_('Retrieved')}: {DATE}")
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table) -> str:
    rows = [table.columns, ("---",) * len(table.columns), *table.rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows
    )


def html(brief: Brief) -> str:
    """The brief as a page that needs nothing from outside and prints on paper. Each chart stands as
    ``[chart name]`` where its picture belongs; ``[address]`` and ``[date]`` as in ``markdown``."""
    body = [f"<h1>{escape(brief.title)}</h1>", f"<p class='answer'>{bold(brief.sentence)}</p>"]
    if brief.arithmetic:
        body.append(f"<p>{_('Computed as')} {escape(brief.arithmetic)}.</p>")
    body += [f"<p>{escape(words)}</p>" for words in brief.paragraphs]
    body += [
        f"<figure>{slot(chart)}<figcaption>{escape(chart.title)}</figcaption></figure>"
        for chart in brief.charts
    ]
    body += [html_table(table) for table in brief.tables]
    for heading, lines in _lists(brief):
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        body.append(f"<h2>{heading}</h2><ul>{items}</ul>")
    body.append(f"<p>{_('Address')}: {ADDRESS}<br>{_('Retrieved')}: {DATE}</p>")
    head = f"<meta charset='utf-8'><title>{escape(brief.title)}</title><style>{STYLE}</style>"
    root = f"<html lang='{LANGUAGE.get()}'>"
    return f"<!doctype html>{root}<head>{head}</head><body>{''.join(body)}</body></html>"


STYLE = (
    "body{font:15px/1.45 Helvetica,Arial,sans-serif;color:#1b2430;max-width:46rem;"
    "margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem}"
    ".answer{font-size:1.2rem}table{border-collapse:collapse;width:100%;font-size:.85rem}"
    "td,th{border-bottom:1px solid #d5dbe2;padding:.3rem .4rem;text-align:left;"
    "vertical-align:top}figure{margin:1rem 0}img{width:100%}figcaption{display:none}"
    "@media print{body{margin:0}figure,tr{break-inside:avoid}}"
)


def slot(chart: Chart) -> str:
    """What stands in the HTML where the picture of a chart belongs."""
    return f"[chart {chart.name}]"


def html_table(table: Table) -> str:
    """A table as HTML, under its heading."""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f"<h2>{escape(table.title)}</h2><table><tr>{head}</tr>{rows}</table>"


def _lists(brief: Brief) -> Iterator[tuple[str, Cells]]:
    yield _("Cautions"), brief.cautions
    yield _("Sources"), brief.sources


def bold(words: str) -> str:
    """Markdown with bold words alone, as HTML."""
    pieces = escape(words).split("**")
    return "".join(f"<b>{piece}</b>" if at % 2 else piece for at, piece in enumerate(pieces))


def _plain(alt: str) -> str:
    return alt.partition(". ")[2] or alt
