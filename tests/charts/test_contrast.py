"""The words in every figure, measured against what they stand on: 4.5 to 1 at least (WCAG 2.1)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from lib.charts import Chart, Look
from lib.eras import history
from lib.tables import Tables
from tests.charts.every import every_chart
from tests.charts.test_palette import contrast

LEAST = 4.5
PICTURES = re.compile(r"[\W_]*")
"""A dot or a line of a key is no word: colors in a chart keep 3 to 1."""


def colored(text: str, color: str) -> Iterator[tuple[str, str]]:
    """The words of a text, each with its color."""
    for span, words in re.findall(r'<span style="color:(#\w{6})">(.*?)</span>', text):
        yield words, span
    yield re.sub(r"<span.*?</span>", "", text), color


def written(chart: Chart, look: Look, eras: set[str]) -> Iterator[tuple[str, str, str]]:
    """The words of a figure, each with its color and that of what is behind it."""
    layout: dict[str, Any] = chart.figure["layout"]
    own = layout["font"]["color"]
    for note in layout["annotations"]:
        behind = [note.get("bgcolor", layout["plot_bgcolor"])]
        if re.sub(r"<[^>]+>", "", note["text"]) in eras:
            behind = [look.color[era] for era in ERAS]
        for words, color in colored(note["text"], note.get("font", {}).get("color", own)):
            yield from ((words, color, ground) for ground in behind)
    for name, axis in layout.items():
        if re.fullmatch(r"[xy]axis\d*", name):
            usual = axis.get("tickfont", {}).get("color", axis.get("color", own))
            for text in [
                *map(str, axis.get("ticktext", ["0"])),
                axis.get("title", {}).get("text", ""),
            ]:
                for words, color in colored(text, usual):
                    yield words, color, layout["paper_bgcolor"]
    label = layout["hoverlabel"]
    yield "hover", label["font"]["color"], label["bgcolor"]
    for trace in chart.figure["data"]:
        assert "text" not in trace or "text" not in trace.get("mode", ""), "is not measured"


ERAS = ("secure_communities", "pep", "trump_first", "biden", "trump_second")


@pytest.mark.parametrize("look", [Look(), Look(dark=True)], ids=["light", "dark"])
def test_words_in_a_figure_can_be_read(tables: Tables, look: Look) -> None:
    eras = {name for era in history(tables).eras for name in (era.name, era.short_name)}
    pale = {
        (chart.name, words, color, behind, round(contrast(color, behind), 1))
        for chart in every_chart(tables, look)
        for words, color, behind in written(chart, look, eras)
        if not PICTURES.fullmatch(words) and contrast(color, behind) < LEAST
    }
    assert pale == set()
