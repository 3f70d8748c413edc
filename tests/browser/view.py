"""A visitor's window on the dashboard: what the tests do in it, and how they know that it has come
to rest."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, Response, WebSocketRoute, expect

from lib.charts import Look
from lib.text import ENGLISH, _, speaking
from tests.browser.spoken import READER, spoken
from tests.browser.waiting import wait_until
from tests.figures import figure_title
from tests.folders import calendar

PAGES = {
    "": "At a glance",
    "removals": "Removals",
    "compare": "PEP vs Trump",
    "convictions": "Convictions",
    "issued": "Detainers issued",
    "detainers": "Detainer shares",
    "who": "Who and from where",
    "reconciliation": "Sources compared",
    "claims": "Claims",
    "records": "Your records",
    "data": "Data",
    "sources": "Sources and methods",
}

WITHOUT_RANGE = ("claims", "compare", "data", "records", "sources")
"""The pages that the month range does not cut, and that do not show it."""

# The run of the script has ended, nothing on the page is left from the run before, and every chart
# is drawn.
_AT_REST = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const cards = [...document.querySelectorAll("[class*='st-key-card-chart-']")];
    // Our own parts, whose script and markup come a moment after the page.
    const parts = [...document.querySelectorAll(
        "[class*='st-key-month-picker-'], [class*='st-key-toolbar-'], .st-key-claims-table")]
        .map((part) => [...part.querySelectorAll("*")].find((each) => each.shadowRoot));
    return app !== null && app.dataset.testConnectionState === "CONNECTED"
        && app.dataset.testScriptState === "notRunning" && document.fonts.status === "loaded"
        && document.querySelector("h1") !== null
        && document.querySelector("[data-stale=true], [data-testid=stSkeleton]") === null
        && parts.every((part) => part?.shadowRoot.still)
        && cards.every((card) => card.querySelector(".js-plotly-plot .main-svg .subplot") !== null);
}"""

# The look reaches the server from the browser after the first run, and comes back with the second.
_HAS_LOOK = """([background, titleSize]) => {
    const title = ({ layout }) => layout.annotations.find((note) => note.name === "title");
    return [...document.querySelectorAll(".js-plotly-plot")].every((chart) =>
        chart.layout.paper_bgcolor === background && title(chart).font.size === titleSize);
}"""

_STANDS_STILL = """box => new Promise((resolve) => {
    let before;
    const look = () => {
        const { top, height } = box.getBoundingClientRect();
        if (before === `${top} ${height}`) return resolve();
        before = `${top} ${height}`;
        setTimeout(look, 100);
    };
    look();
})"""

# Texts of charts that run over the edge of their chart or of its card, and words of key figures
# that run out of their column.
_CUT = """() => {
    const cut = [];
    for (const card of document.querySelectorAll("[class*='st-key-card-chart-']")) {
        const drawn = card.querySelector(".js-plotly-plot");
        if (!drawn) return ["a chart is being drawn"];
        const chart = drawn.getBoundingClientRect();
        const around = card.getBoundingClientRect();
        const left = Math.max(chart.left, around.left), right = Math.min(chart.right, around.right);
        const bottom = Math.min(chart.bottom, around.bottom);
        for (const text of card.querySelectorAll(".main-svg text")) {
            const place = text.getBoundingClientRect();
            const outside = place.left < left - 1 || place.right > right + 1
                || place.top < chart.top - 1 || place.bottom > bottom + 1;
            if (place.width && outside) cut.push(text.textContent);
        }
    }
    for (const number of document.querySelectorAll(".key-figures *")) {
        if (number.scrollWidth > number.clientWidth + 1) cut.push(number.textContent);
    }
    return cut;
}"""

_SIDEWAYS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
    .map((box) => box.scrollWidth - box.clientWidth)"""

_CLIPBOARD = """async () => {
    const [item] = await navigator.clipboard.read();
    const reader = new FileReader();
    const read = new Promise((resolve) => { reader.onload = () => resolve(reader.result); });
    reader.readAsDataURL(await item.getType("image/png"));
    return read;
}"""

_CARD = "st-key-card-chart-"


class Watch:
    """What must not happen in any window: errors in the console, answers above 399, requests to
    another host."""

    def __init__(self, page: Page, host: str) -> None:
        self.host = host
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(f"exception: {error}"))
        page.on(
            "console",
            lambda said: self._console(said.type, said.text, said.location.get("url", "")),
        )
        page.on("response", self._answer)
        page.on("request", lambda request: self._address(request.url))
        page.on("websocket", lambda socket: self._address(socket.url))

    @staticmethod
    def _looks_for_base_path(url: str) -> bool:
        """Streamlit asks /PAGE/_stcore/ first, to learn whether it is served below a path."""
        return urlsplit(url).path in {
            f"/{page}/_stcore/{what}" for page in PAGES for what in ("health", "host-config")
        }

    def _console(self, kind: str, text: str, url: str) -> None:
        if kind == "error" and not ("404" in text and self._looks_for_base_path(url)):
            self.wrong.append(f"console: {text} ({url})")

    def _answer(self, answer: Response) -> None:
        if answer.status > 399 and not self._looks_for_base_path(answer.url):
            self.wrong.append(f"answer {answer.status}: {answer.url}")

    def _address(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")) and urlsplit(url).netloc != self.host:
            self.wrong.append(f"request to another host: {url}")


class SlowLine:
    """A line to the server on which answers can be held back, as on a slow one; to be made before
    the page opens."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.holding = False
        self.answers: list[str | bytes] = []
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        self.browser = browser
        browser.connect_to_server().on_message(self._answer)

    def _answer(self, answer: str | bytes) -> None:
        if self.holding:
            self.answers.append(answer)
        else:
            self.browser.send(answer)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing that the server says arrives until the end of this."""
        self.holding = True
        yield
        self.holding = False
        for answer in self.answers:
            self.browser.send(answer)
        self.answers.clear()

    def wait_for_answer(self) -> None:
        """Waits until the server has said something that the browser does not hear yet."""
        before, patience = len(self.answers), 500
        while len(self.answers) == before and (patience := patience - 1):
            self.page.wait_for_timeout(20)


@dataclass
class View:
    """One window. Its methods return when the dashboard has come to rest."""

    page: Page
    server: str
    look: Look
    language: str = READER

    def says(self, label: str, **values: object) -> str:
        """A label as this window's visitor reads it; of one without values, also what is a label
        with its values filled in."""
        with speaking(self.language):
            return _(label, **values) if values else spoken(label, self.language)

    def open(self, path: str = "", **query: object) -> View:
        if self.language != ENGLISH:
            query["lang"] = self.language
        self.page.goto(f"{self.server}/{path}?{urlencode(query, doseq=True)}".rstrip("?"))
        return self.rest()

    def rest(self) -> View:
        wait_until(self.page, _AT_REST)
        wait_until(self.page, _HAS_LOOK, arg=[self.look.color["background"], self.look.sizes.title])
        wait_until(self.page, _AT_REST)
        return self

    def go(self, title: str) -> View:
        """Opens another page through the navigation, as a visitor does."""
        title = self.says(title)
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
        expect(self.title).to_have_text(title)
        return self.rest()

    def preset(self, name: str, months: str) -> View:
        """Chooses a named range of months; ``months`` is what the caption says then."""
        self.named_ranges.select_option(label=self.says(name))
        expect(self.caption).to_contain_text(self.says(months))
        return self.rest()

    def move(self, end: str, key: str, caption: str, times: int = 1) -> View:
        """Moves an end ("From" or "To") of the month range with the keyboard."""
        for _time in range(times):
            self.end(end).press(key)
        expect(self.caption).to_contain_text(self.says(caption))
        return self.rest()

    def write(self, end: str, month: str, caption: str) -> View:
        """Writes a month into the field of an end, as a visitor types it."""
        self.end(end).click()
        self.page.keyboard.type(month)
        self.page.keyboard.press("Enter")
        expect(self.caption).to_contain_text(self.says(caption))
        return self.rest()

    def switch(self, words: str) -> View:
        """Clicks a switch; it is on or off when this returns."""
        words = self.says(words)
        box = self.page.get_by_role("switch", name=words)
        on = box.is_checked()
        self.page.get_by_text(words).click()
        expect(box).to_be_checked(checked=not on)
        return self.rest()

    def folded(self, words: str, inside: Locator | None = None) -> Locator:
        """What can be unfolded under these words."""
        return (
            (inside or self.page.locator("body"))
            .get_by_test_id("stExpander")
            .filter(has_text=self.says(words))
        )

    def unfold(self, box: Locator) -> Locator:
        box.locator("summary").first.click()
        expect(box.get_by_test_id("stElementContainer").first).to_be_visible()
        self.rest()
        # It unfolds slowly, and a click would land where a button was.
        box.evaluate(_STANDS_STILL)
        return box

    @property
    def cut(self) -> list[str]:
        """Words and numbers that are not seen whole, nor in a moment: a chart that was drawn before
        its font came is drawn once more."""
        found: list[str] = []
        for _time in range(20):
            found = self.page.evaluate(_CUT)
            if not found:
                break
            self.page.wait_for_timeout(250)
        return found

    @property
    def sideways(self) -> list[int]:
        """By how many pixels the window, and the page in it, can be scrolled sideways."""
        found: list[int] = self.page.evaluate(_SIDEWAYS)
        return found

    def leave(self) -> None:
        """Closes the window, and with it the visit."""
        self.page.context.close()

    def choose(self, label: str, option: str) -> None:
        """Chooses in a select box; a long list shows what is typed."""
        label, option = self.says(label), self.says(option)
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    @property
    def title(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def options(self) -> Locator:
        """What is rarely changed, opened."""
        words = self.says("Options")
        opener = self.page.get_by_test_id("stPopover").get_by_role("button", name=words)
        body = self.page.get_by_test_id("stPopoverBody")
        if not body.is_visible():
            opener.click()
        expect(body).to_be_visible()
        body.evaluate(_STANDS_STILL)
        return body

    @property
    def caption(self) -> Locator:
        """The range in words, beside its fields; a small window leaves it out."""
        return self.page.locator("output").first

    @property
    def alert(self) -> Locator:
        """A message in a colored box."""
        return self.page.get_by_test_id("stAlert")

    @property
    def named_ranges(self) -> Locator:
        """The menu of named ranges."""
        return self.page.get_by_role("combobox", name=self.says("Named ranges"))

    @property
    def marked_range(self) -> str:
        """What the menu of named ranges says: the name of the range chosen, if it has one."""
        said: str = self.named_ranges.evaluate("menu => menu.selectedOptions[0].textContent")
        return said

    def end(self, which: str, ranged: str = "Months") -> Locator:
        """The field of an end ("From" or "To") of a range of months."""
        group = self.page.get_by_role("group", name=self.says(ranged), exact=True)
        return group.get_by_role("spinbutton", name=self.says(which), exact=True)

    @property
    def months(self) -> list[str]:
        """The range in the fields, as the address writes it."""
        said = [self.end(which).get_attribute("aria-valuetext") for which in ("From", "To")]
        with speaking(self.language):
            known = {month.words: str(month) for month in calendar()}
        return [known[words or ""] for words in said]

    @property
    def query(self) -> dict[str, list[str]]:
        """What the address asks for, but the language where all these tests are in it."""
        asked = parse_qs(urlsplit(self.page.url).query)
        if READER != ENGLISH:
            asked.pop("lang", None)
        return asked

    @property
    def waiting(self) -> Locator:
        """The places of charts that are drawn when somebody comes near."""
        return self.page.locator(".later")

    def draw_all(self) -> None:
        """Has the charts drawn that wait, as whoever prints the page does."""
        if self.waiting.count():
            self.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            expect(self.waiting).to_have_count(0)
            self.rest()

    @property
    def charts(self) -> list[Card]:
        self.draw_all()
        cards = self.page.locator(f"[class*='{_CARD}']")
        return [Card(self.page, cards.nth(place), self) for place in range(cards.count())]

    def chart(self, name: str) -> Card:
        """The chart of this name, which must be there."""
        self.draw_all()
        found = Card(self.page, self.page.locator(f".{_CARD}{name}"), self)
        expect(found.place).to_be_visible()
        return found


@dataclass
class Card:
    """A chart with its buttons."""

    page: Page
    place: Locator
    view: View

    @property
    def name(self) -> str:
        names = (self.place.get_attribute("class") or "").split()
        return next(name for name in names if name.startswith(_CARD)).removeprefix(_CARD)

    @property
    def alt(self) -> str:
        return self.place.get_by_role("figure").get_attribute("aria-label") or ""

    @property
    def words(self) -> list[str]:
        """Every text in the picture, title, subtitle, axes, labels and notes, once they stand
        still: while a chart is drawn once more, its axes have the old words and the new."""
        words: list[str] = []
        while words != (words := self.place.locator(".main-svg text").all_text_contents()):
            self.page.wait_for_timeout(200)
        return words

    @property
    def title(self) -> str:
        return figure_title(
            self.place.locator(".js-plotly-plot").evaluate("chart => ({layout: chart.layout})")
        )

    def saying(self, words: str) -> Locator:
        """A text in the picture, wherever it breaks into lines: between two lines there is no
        space."""
        words = self.view.says(words)
        return self.place.locator(".main-svg text").filter(
            has_text=re.compile(r"\s*".join(map(re.escape, words.split())))
        )

    def ticks(self, axis: str) -> Locator:
        return self.place.locator(f".{axis}tick text")

    def axis(self, axis: str) -> list[str]:
        """The labels of an axis."""
        return self.ticks(axis).all_text_contents()

    @property
    def lines(self) -> list[str]:
        """The drawn lines, as the paths they are."""
        drawn: list[str] = self.place.locator(".scatterlayer path.js-line").evaluate_all(
            "all => all.map(e => e.getAttribute('d'))"
        )
        return drawn

    def png(self) -> tuple[str, np.ndarray]:
        """The name and the pixels (rows, columns, red green blue alpha) of the picture behind
        "Download PNG"."""
        name, path = self._download("Download PNG")
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            return name, np.asarray(picture.convert("RGBA"))

    def svg(self) -> tuple[str, str]:
        """The name and the text of the picture behind "Download SVG"."""
        name, path = self._download("Download SVG")
        return name, path.read_text("utf-8")

    def described(self) -> dict[str, str]:
        """The texts in the metadata of the picture behind "Download PNG"."""
        with Image.open(self._download("Download PNG")[1]) as picture:
            picture.load()
            return {str(key): str(text) for key, text in picture.info.items()}

    def copied(self) -> np.ndarray:
        """The pixels of the picture that "Copy picture" lays into the clipboard."""
        name = self.view.says("Copy picture")
        self.place.get_by_role("button", name=name, exact=True).click()
        expect(self.place.get_by_role("status")).to_have_text(self.view.says("Picture copied"))
        data: str = self.page.evaluate(_CLIPBOARD)
        with Image.open(io.BytesIO(base64.b64decode(data.partition(",")[2]))) as picture:
            return np.asarray(picture.convert("RGBA"))

    def csv(self) -> tuple[str, list[dict[str, str]]]:
        """The name and the rows of the file behind "Download CSV"."""
        name, path = self._download("Download CSV")
        return name, list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))

    def xlsx(self) -> tuple[str, Path]:
        """The name and the place of the workbook behind "Download XLSX"."""
        return self._download("Download XLSX")

    def open(self, button: str) -> Locator:
        """Opens what a button of the toolbar shows below it."""
        opener = self.place.get_by_role("button", name=self.view.says(button), exact=True)
        opener.click()
        expect(opener).to_have_attribute("aria-expanded", "true")
        return self.place

    def _download(self, button: str) -> tuple[str, Path]:
        with self.page.expect_download() as coming:
            name = self.view.says(button)
            self.place.get_by_role("button", name=name, exact=True).click()
        return coming.value.suggested_filename, Path(coming.value.path())
