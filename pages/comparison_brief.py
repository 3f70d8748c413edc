"""The comparison as a brief to take away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.brief import html, markdown, slot
from lib.briefs import of_comparison
from lib.charts import Chart, Look
from lib.shown.comparison import Compared
from lib.shown.drawn import Draw
from lib.tables import Tables
from lib.text import _
from pages.card import chart_key, file_name
from pages.part import part

_BRIEF = part("brief", "picture+brief")


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
    brief = of_comparison(read, compared, charts)
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
