"""What the first chart needs, read from builds made for the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lib.api.built import Built
from lib.api.index import page
from lib.views import views

INDEX = (
    '<html lang="en"><head><title>Streamlit</title></head>'
    "<body><div id='root'></div></body></html>"
)


def build(folder: Path, manifest: dict[str, object] | None, index: str = INDEX) -> Built:
    (folder / "static").mkdir()
    (folder / "index.html").write_text(index, "utf-8")
    if manifest is not None:
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return Built(folder)


def test_scripts_of_the_first_chart_are_what_it_imports_and_the_start_does_not(
    tmp_path: Path,
) -> None:
    built = build(
        tmp_path,
        {
            "index.html": {"file": "static/index.1.js", "imports": ["_shared", "_round"]},
            "_shared": {"file": "static/shared.2.js"},
            "_round": {"file": "static/round.7.js", "imports": ["index.html"]},
            "src/PlotlyChart.tsx": {"file": "static/plot.3.js", "imports": ["_shared", "_deep"]},
            "_deep": {"file": "static/deep.4.js", "imports": ["_deeper", "index.html"]},
            "_deeper": {"file": "static/deeper.5.js", "imports": ["_deep"]},
            "src/Table.tsx": {"file": "static/table.6.js"},
        },
    )
    assert built.scripts == ["/static/index.1.js", "/static/shared.2.js", "/static/round.7.js"]
    assert built.first_chart == ["/static/plot.3.js", "/static/deep.4.js", "/static/deeper.5.js"]


def test_a_build_that_does_not_say_what_it_needs_is_served_without_hints(tmp_path: Path) -> None:
    built = build(tmp_path, None)
    assert (built.scripts, built.first_chart) == ([], [])
    assert "modulepreload" not in page(built, views()[""])


@pytest.mark.parametrize("index", [INDEX.replace("<title>", "<t>"), INDEX.replace("<body>", "")])
def test_an_index_that_is_none_is_refused(index: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Streamlit's index page has no"):
        page(build(tmp_path, {}, index), views()[""])
