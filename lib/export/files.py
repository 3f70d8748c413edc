"""The files of a view: each chart as SVG, PNG and CSV, and a brief as Markdown and HTML."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from lib.brief import ADDRESS, DATE, html, markdown, slot
from lib.briefs import of_view
from lib.downloads.plain_table import chart_csv
from lib.export.views import View
from lib.months import day_words
from lib.pictures.picture import picture
from lib.pictures.renderer import Renderer
from lib.tables import Tables


@dataclass(frozen=True)
class Maker:
    """Makes files from tables: ``site`` is the address that pictures and briefs name, ``day`` the
    day they are of, ``dark`` how pictures look; ``done`` is called after each picture."""

    tables: Tables
    renderer: Renderer
    site: str
    day: dt.date
    dark: bool
    done: Callable[[], None]

    def files(self, view: View) -> Iterator[tuple[str, bytes]]:
        """The files of a view, each with its name. Raises CannotDraw."""
        address, charts, images = view.address(self.site), [], {}
        for draw in view.drawn:
            made = picture(draw, address, self.day, dark=self.dark)
            charts.append(made.chart)
            svg = self._drawn(self.renderer.draw(made, "svg"))
            images[slot(made.chart)] = svg
            yield f"{made.chart.name}.svg", svg
            yield f"{made.chart.name}.png", self._drawn(self.renderer.draw(made, "png"))
            yield f"{made.chart.name}.csv", chart_csv(self.tables, made.chart)
        brief = of_view(self.tables, view.page, view.at, charts)
        yield "brief.md", self._signed(markdown(brief), address).encode()
        page = self._signed(html(brief), escape(address))
        for chart in charts:
            page = page.replace(slot(chart), _image(images[slot(chart)], chart.alt))
        yield "brief.html", page.encode()

    def _drawn(self, made: bytes) -> bytes:
        self.done()
        return made

    def _signed(self, text: str, address: str) -> str:
        return text.replace(ADDRESS, address).replace(DATE, day_words(self.day))


def _image(svg: bytes, alt: str) -> str:
    data = base64.b64encode(svg).decode()
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}">'
