"""The measures as a table: each with its months as a line, its formula, and what must be known."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.catalog import Measure
from lib.charts import Look
from lib.charts.spark import spark
from lib.kept import kept
from lib.measures import extent, series
from lib.tables import Tables
from lib.text import _
from lib.words import measure_words
from pages.product import drawn
from pages.screen import look


def measures_table(read: Tables) -> None:
    """A row for each measure; a real table, read cell by cell."""
    st.html(_made(read, look()))


@kept(16)
def _made(read: Tables, look: Look) -> str:
    headings = (
        _("Measure"),
        _("By month, from zero"),
        _("Months"),
        _("Formula"),
        _("To know"),
        _("Table"),
    )
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(_row(read, measure, look) for measure in read.measures.values())
    name = escape(_("Each measure, its months, its formula, what must be known of it, its table"))
    return (
        f'<div class="numbers words" role="region" tabindex="0" aria-label="{name}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(read: Tables, measure: Measure, look: Look) -> str:
    months = extent(read, measure)
    line = drawn(spark([(series(read, measure, months, 1), "")], look))
    titles = "; ".join(_(read.package.resources[table].title) for table in measure.tables)
    cells = (months.words, measure.formula, measure_words(measure), titles)
    return (
        f'<tr><th scope="row">{escape(measure.title)}</th><td><img src="{line}" alt=""></td>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )
