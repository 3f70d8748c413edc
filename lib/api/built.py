"""The built files of the interface: which there are, and which the first chart needs.

The build names its files by their content (``PlotlyChart.D9Z0_fxz.js``), so no name is typed here:
``manifest.json``, which it writes beside them, says what imports what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

INDEX = "index.html"

FIRST_CHART = ("PlotlyChart.tsx", "BidiComponent.tsx")
"""The parts of the interface without which no page has its chart: the chart, and the component
that the month range and the charts' cards are."""


class Built:
    """The folder of built files.

    Raises FileNotFoundError where it has no index.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = (folder / INDEX).read_text("utf-8")

    @cached_property
    def hashed(self) -> dict[str, Path]:
        """Each file whose name changes with its content, by its address (``/static/js/x.js``)."""
        files = (self.folder / "static").rglob("*")
        return {
            f"/{file.relative_to(self.folder).as_posix()}": file for file in files if file.is_file()
        }

    @cached_property
    def scripts(self) -> list[str]:
        """Addresses of the scripts that the interface starts with."""
        return self._addresses(self._imported([INDEX]))

    @cached_property
    def first_chart(self) -> list[str]:
        """Addresses of the scripts that the first chart needs beyond those; none where the build
        does not say."""
        parts = [name for name in self._manifest if name.rpartition("/")[2] in FIRST_CHART]
        started = set(self.scripts)
        needed = self._addresses(self._imported(parts))
        return [address for address in needed if address not in started]

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        path = self.folder / "manifest.json"
        return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}

    def _addresses(self, names: Iterator[str]) -> list[str]:
        return [f"/{self._manifest[name]['file']}" for name in names]

    def _imported(self, names: list[str]) -> Iterator[str]:
        """The named parts and all that they import, each once, the nearest first."""
        waiting, met = list(names), set(names)
        for name in waiting:
            if name not in self._manifest:
                continue
            yield name
            new = [other for other in self._manifest[name].get("imports", []) if other not in met]
            met.update(new)
            waiting.extend(new)
