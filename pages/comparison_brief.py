"""The comparison as a brief to take away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from lib.brief import Brief, depends_table, html, markdown, numbers_table, slot
from lib.charts import Chart, Look
from lib.inference.answer import arithmetic, headline, median_words, question, signs_words
from lib.inference.words import depends_words, left_out_words, standing
from lib.shown.comparison import Compared, outcomes
from lib.shown.drawn import Draw
from lib.sources import cited
from lib.tables import Tables
from lib.text import _
from lib.words import caveats
from pages.card import chart_key, file_name
from pages.part import script

HERE = Path(__file__).parent

_BRIEF = st.components.v2.component(
    "brief",
    html=(HERE / "brief.html").read_text(encoding="utf-8"),
    css=(HERE / "brief.css").read_text(encoding="utf-8"),
    js=script("picture+brief"),
)


def comparison_brief(
    read: Tables,
    compared: Compared,
    draw: Sequence[Draw],
) -> None:
    """A section that opens on the brief; ``draw`` makes the charts of the page that are in it."""
    section = st.expander(_("A brief to take away"), on_change="rerun", key="section-brief")
    if not section.open or compared.row.comparison.difference is None:
        return
    charts = [each(Look(width="picture")) for each in draw]
    brief = _brief(read, compared, charts)
    with section:
        st.caption(
            _("The sentence, the numbers, the charts, what the result depends on, the sources and "
              "the cautions. Printing saves it as a PDF.")
        )  # fmt: skip
        _BRIEF(
            key="brief",
            data={
                "name": f"brief-{compared.row.id.replace('_', '-')}",
                "markdown": markdown(brief),
                "html": html(brief),
                "charts": [_picture(chart) for chart in charts],
                "labels": {
                    "markdown": _("Download Markdown"),
                    "html": _("Download HTML"),
                    "print": _("Print or save as PDF"),
                    "failed": _("The brief could not be made"),
                },
            },
        )


def _picture(chart: Chart) -> dict[str, object]:
    """What the browser makes the picture of a chart on the page from."""
    return {
        "chart": chart_key(chart.name),
        "name": file_name(chart, ranged=False),
        "title": chart.title,
        "source": chart.credit.words,
        "picture": chart.figure,
        "alt": chart.alt,
        "slot": slot(chart),
    }


def _brief(read: Tables, compared: Compared, charts: Sequence[Chart]) -> Brief:
    row, rows, asked = compared.row, compared.rows, compared.asked
    found = outcomes(read, compared)
    said = [
        signs_words([(each.name, each.comparison) for each in rows
                     if each.measure.kind == "count"]),
        median_words(row.comparison),
        depends_words(found) if found else None,
    ]  # fmt: skip
    left_out = left_out_words(row.levels.left_out) if row.levels else None
    sources = dict.fromkeys(line for chart in charts for line in cited(read, chart.credit))
    return Brief(
        title=question(asked.phrases),
        sentence=headline(row.comparison, asked.phrases, compared.interval),
        arithmetic=arithmetic(row.comparison),
        paragraphs=tuple(words for words in said if words),
        tables=(
            numbers_table(rows, asked.names),
            *((depends_table(found),) if found else ()),
        ),
        charts=tuple(charts),
        cautions=tuple(
            words for words in (standing(), left_out, *caveats([compared.whole])) if words
        ),
        sources=tuple(sources),
    )
