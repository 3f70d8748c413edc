"""What the pages of the archive say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from lib.archive.html import Link, items, markdown, opening, table
from lib.brief import bold, html_table
from lib.briefs import of_view
from lib.charts import Chart
from lib.claims import Claim
from lib.glossary import terms
from lib.limits import limits
from lib.shown.address import Address
from lib.sources import cited, sources
from lib.tables import Tables
from lib.text import _, prose
from lib.verdict_table import finding, verdict_table
from lib.verdicts import Verdict
from lib.versions import changes
from lib.words import measure_words


def of_charts(tables: Tables, path: str, charts: Sequence[Chart]) -> str:
    """A page with charts: its finding, its charts with their numbers, and what they do not say."""
    brief = of_view(tables, path, Address({}), charts)
    parts = [f'<p class="answer">{bold(brief.sentence)}</p>']
    if brief.arithmetic:
        parts.append(f"<p>{_('Computed as')} {escape(brief.arithmetic)}.</p>")
    parts += [f"<p>{escape(words)}</p>" for words in brief.paragraphs]
    parts += [_figure(tables, chart) for chart in charts]
    parts += [html_table(each) for each in brief.tables]
    said = prose(f"not_said/{path or 'front'}")
    parts.append(f"<h2>{escape(_('What do these numbers not say?'))}</h2>{markdown(said)}")
    return "\n".join(parts)


def _figure(tables: Tables, chart: Chart) -> str:
    columns = [_(chart.headings.get(name, name)) for name in chart.table.columns]
    rows = table(columns, chart.table.astype(object).itertuples(index=False))
    source = _("Source: {source}.", source="; ".join(cited(tables, chart.credit)))
    queries = "".join(
        f"<h3>{escape(trail.what)}</h3><pre>{escape(trail.text(tables))}</pre>"
        for trail in chart.trails
    )
    return (
        f"<figure>{_image(chart)}"
        f'<figcaption><a href="csv/{chart.name}.csv">CSV</a> · '
        f'<a href="charts/{chart.name}.svg">SVG</a></figcaption></figure>'
        + opening(_("Notes, events and sources of this chart"),
                  items([*chart.notes, *chart.events, source]))
        + opening(_("Table of the numbers"), rows)
        + (opening(_("Queries behind the numbers"), queries) if queries else "")
    )  # fmt: skip


def _image(chart: Chart) -> str:
    return f'<img src="charts/{chart.name}.svg" alt="{escape(chart.alt)}" loading="lazy">'


def of_claims(
    tables: Tables, checked: Iterable[tuple[Claim, Verdict]], charts: dict[str, Chart]
) -> str:
    """All claims in a table, and each with its reason, its chart and the check."""
    rows = verdict_table(tables)
    columns = (
        _("Claim"),
        _("Verdict"),
        _("Stated"),
        _("Computed"),
        _("Who says it"),
        _("Document"),
    )
    overview = table(
        columns,
        (
            (
                Link(row["statement"], f"#{row['claim']}"),
                _(str(row["verdict"])),
                row["stated"],
                row["computed"],
                row["speaker"],
                row["document"],
            )
            for row in rows
        ),
    )
    each = "\n".join(
        _claim(tables, claim, verdict, charts.get(claim.id)) for claim, verdict in checked
    )
    return (
        f'<p class="answer">{escape(finding(rows))}</p><p><a href="claims.csv">CSV</a></p>'
        f"{overview}\n{each}"
    )


def _claim(tables: Tables, claim: Claim, verdict: Verdict, chart: Chart | None) -> str:
    kind = _(str(verdict.kind)).capitalize()
    queries = "".join(f"<pre>{escape(trail.text(tables))}</pre>" for trail in verdict.trails)
    picture = f"<figure>{_image(chart)}</figure>" if chart else ""
    return (
        f'<h2 id="{claim.id}">{escape(claim.claim)}</h2>'
        f"<p><b>{escape(kind)}.</b> {escape(verdict.reason)}</p>{picture}"
        f"<p>{escape(verdict.method)}</p>"
        + (opening(_("Queries behind the numbers"), queries) if queries else "")
    )


def of_sources(tables: Tables, measures: Callable[[str], str]) -> str:
    """Where the numbers come from and how they are made. ``measures`` gives the file of a
    measure."""
    known = sources(tables).values()
    described = "".join(_table(tables, name) for name in tables.package.resources)
    words = "".join(
        f"<li><b>{escape(each.term)}</b>: {markdown(each.says)[3:-4]}</li>"
        for each in terms().values()
    )
    history = (
        (str(change.date), change.kind, change.title, change.text)
        for change in reversed(changes(tables))
    )
    formulas = (
        (Link(each.title, measures(each.id)), each.formula, each.dated, measure_words(each))
        for each in tables.measures.values()
    )
    documents = (
        (
            each.publisher,
            each.title,
            each.date or _("not given"),
            each.address or _("not given"),
            each.what,
        )
        for each in known
    )
    return "\n".join(
        [
            markdown(prose("sources/about")),
            f"<h2>{escape(_('Tables'))}</h2>{described}",
            f"<h2>{escape(_('Formulas'))}</h2>{markdown(prose('sources/formulas'))}",
            table((_("Measure"), _("Formula"), _("Month"), _("Cautions")), formulas),
            f"<h2>{escape(_('Words'))}</h2><ul>{words}</ul>",
            f"<h2>{escape(_('Limits'))}</h2>{markdown(limits(tables))}",
            f"<h2>{escape(_('Sources'))}</h2>",
            table(
                (_("Publisher"), _("Title"), _("Date"), _("Address"), _("What it gives")),
                documents,
            ),
            f"<h2>{escape(_('What changed'))}</h2>",
            table((_("Date"), _("Kind"), _("Title"), _("Text")), history),
        ]
    )  # fmt: skip


def _table(tables: Tables, name: str) -> str:
    resource = tables.package.resources[name]
    columns = table(
        (_("Column"), _("What it holds"), _("Unit"), _("Instead of a value")),
        (
            (field.name, _(field.description), _(field.unit) if field.unit else "",
             "; ".join(field.missing_values))
            for field in resource.fields
        ),
    )  # fmt: skip
    link = f'<p><a href="data/{resource.path}">{escape(resource.path)}</a></p>'
    return opening(_(resource.title), f"<p>{escape(_(resource.description))}</p>{link}{columns}")
