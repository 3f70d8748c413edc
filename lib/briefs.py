"""What the brief of a view says: of a comparison the whole answer, of another view its finding."""

from __future__ import annotations

from collections.abc import Sequence

from lib.brief import Brief, depends_table, numbers_table
from lib.charts import Chart
from lib.inference.answer import arithmetic, headline, median_words, question, signs_words
from lib.inference.words import depends_words, left_out_words, standing
from lib.shown import comparison_asked
from lib.shown.address import Address
from lib.shown.comparison import Compared, compared, outcomes
from lib.shown.said import said
from lib.sources import cited
from lib.tables import Tables
from lib.text import _
from lib.versions import version
from lib.words import caveats


def of_view(tables: Tables, page: str, at: Address, charts: Sequence[Chart]) -> Brief:
    """The brief of a view of a page, with these of its charts. Raises WrongAddress."""
    if page == "compare":
        found = compared(tables, comparison_asked.asked(tables, at))
        if found.row.comparison.difference is not None:
            return of_comparison(tables, found, charts)
    shown = said(tables, page, at)
    return Brief(
        title=shown.title,
        sentence=shown.finding,
        arithmetic="",
        paragraphs=(),
        tables=(),
        charts=tuple(charts),
        cautions=tuple(dict.fromkeys(note for chart in charts for note in chart.notes)),
        sources=_sources(tables, charts),
    )


def of_comparison(tables: Tables, compared: Compared, charts: Sequence[Chart]) -> Brief:
    """The brief of a comparison that has a difference, with these of its charts."""
    row, rows, asked = compared.row, compared.rows, compared.asked
    found = outcomes(tables, compared)
    sentences = [
        signs_words([(each.name, each.comparison) for each in rows
                     if each.measure.kind == "count"]),
        median_words(row.comparison),
        depends_words(found) if found else None,
    ]  # fmt: skip
    left_out = left_out_words(row.levels.left_out) if row.levels else None
    return Brief(
        title=question(asked.phrases),
        sentence=headline(row.comparison, asked.phrases, compared.interval),
        arithmetic=arithmetic(row.comparison),
        paragraphs=tuple(words for words in sentences if words),
        tables=(
            numbers_table(rows, asked.names),
            *((depends_table(found),) if found else ()),
        ),
        charts=tuple(charts),
        cautions=tuple(
            words for words in (standing(), left_out, *caveats([compared.whole])) if words
        ),
        sources=_sources(tables, charts),
    )


def _sources(tables: Tables, charts: Sequence[Chart]) -> tuple[str, ...]:
    """The documents behind the charts, and the version of the data that they were drawn from."""
    lines = (line for chart in charts for line in cited(tables, chart.credit))
    ours = _("Removals by Month, data version {version}", version=version(tables))
    return (*dict.fromkeys(lines), ours)
