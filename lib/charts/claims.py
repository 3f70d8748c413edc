"""A stated figure beside what the tables give."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart, Reference
from lib.charts.look import EDGE, Look
from lib.charts.marks import Mark, band, dots, level, line, text
from lib.charts.notes import key_note
from lib.charts.ruler import width, wrap
from lib.charts.sheet import Sheet
from lib.claims import Claim, spread_words
from lib.judgment import held_against
from lib.months import Month
from lib.sources import Credit
from lib.text import _
from lib.trail import Answer
from lib.verdicts import Verdict
from lib.words import credit_of_all

Reading = tuple[str, float, float]
"""What is held against a claim, in words, and the least and the greatest value it gives."""


LEFT, RIGHT = EDGE + 8, 30
"""Pixels beside the plot of a number line: there is nothing to be written but half a number."""

SIZE = 12
"""Pixels of the text on it."""


def has_number_line(claim: Claim, verdict: Verdict) -> bool:
    """Whether there is something to place: not for a date, a year or a word, nor for a claim that
    cannot be checked."""
    return (
        claim.value is not None
        and claim.unit != "year"
        and verdict.low is not None
        and not isinstance(claim.value, dt.date)
        and not isinstance(verdict.low, dt.date)
    )


def number_line(claim: Claim, verdict: Verdict, stated_in: Credit, look: Look) -> Chart:
    """The stated figure, what its qualifier allows, and what the tables give, on one scale from
    zero.

    Where the rows of the check are readings of the claim (``reading, low, high``), each has a row
    of its own. ``stated_in`` is the document's credit; that of the chart names the sources of what
    it is held against too. Raises ValueError where there is nothing to place (``has_number_line``).
    """
    if not has_number_line(claim, verdict):
        raise ValueError(f"the claim {claim.id} has no number to place")
    readings = _readings(verdict)
    stated = float(claim.stated)
    named = [
        (words, spread_words(low, high, claim.unit), low, high) for words, low, high in readings
    ]
    named.insert(0, (_("Stated"), claim.words, stated, stated))
    edges = _edges(named, look.sizes.figure - LEFT - RIGHT)
    rows = _Rows(look, edges)
    for place, (words, value, *ends) in enumerate(named):
        color = look.color[("stated", "sc")[place] if place < 2 else "all"]
        rows.add(words, value, ends, color, "circle" if place else "diamond")
    sheet = Sheet(
        look,
        title=_title(claim, verdict),
        subtitle=_subtitle(claim),
        x_title=_(claim.unit).capitalize(),
        y_title="",
        left=LEFT,
        right=RIGHT,
        top=6,
        height=rows.height + 8,
    )
    sheet.layout["hovermode"] = False
    ticks = {"tickformat": ",", "showgrid": True, "nticks": axes.ticks(sheet, "000,000")}
    sheet.axes(
        {"range": list(edges), **ticks},
        {"range": [-rows.height - 8, 0], "showticklabels": False, "showgrid": False},
    )
    sheet.draw(*rows.marks)
    sheet.write(*rows.texts)
    least, most = (min(max(value, edges[0]), edges[1]) for value in claim.allowed)
    if least < most:
        sheet.shade(band(least, most, look.tint("stated", 0.14)))
    sheet.shade(_through(stated, look.color["stated"]))
    said = [_("Verdict: {verdict}.", verdict=verdict.kind.words)]
    held = stated_in + credit_of_all(
        answer for answer in (verdict.check, verdict.used) if answer is not None
    )
    more = held.ids != stated_in.ids
    if more:
        by = stated_in.words if look.picture else stated_in.short
        said.append(_("Stated in: {document}.", document=by))
    sheet.note(key_note(" ".join(said), "line"))
    found = [
        {"what": words, "low": start, "high": end if math.isfinite(end) else _("no bound")}
        for words, start, end in readings
    ]
    return sheet.chart(
        f"claim-{claim.id.replace('_', '-')}",
        pd.DataFrame([{"what": _("stated"), "low": stated, "high": stated}, *found]),
        {"what": "", "low": _("At least"), "high": _("At most")},
        alt=_("Number line. {title}. {reason}", title=sheet.title, reason=verdict.reason),
        kind="figure",
        credit=held,
        credited=None if more else _("Stated in"),
        trails=verdict.trails,
    )


def _title(claim: Claim, verdict: Verdict) -> str:
    """What is stated and what is found, so that the picture says both where it stands alone."""
    low, high = verdict.low, verdict.high
    assert low is not None and high is not None
    return _(
        "{speaker}: {stated}; {source}: {found}",
        speaker=claim.speaker,
        stated=claim.words,
        source=held_against(verdict.source),
        found=spread_words(low, high, claim.unit),
    )


def _subtitle(claim: Claim) -> str:
    said = {"claim": claim.translated, "qualifier": claim.qualifier.word}
    if claim.allowed[0] == claim.allowed[1]:
        return _("{claim}", **said)
    return _("{claim}. Shaded: what “{qualifier}” allows", **said)


class _Rows:
    """Rows below each other: a name, and under it the marks of a value or a range, with the value
    beside them. An upright unit is a pixel on the page."""

    def __init__(self, look: Look, edges: tuple[float, float]) -> None:
        self.edges = edges
        self.room = look.sizes.figure - LEFT - RIGHT
        self.height = 0
        self.marks: list[Mark] = []
        self.texts: list[Mark] = []

    def add(
        self, name: str, value: str, ends: Sequence[float], color: str, symbol: str = "circle"
    ) -> None:
        """Adds a row; a range without an upper end runs to the edge and has no mark there."""
        low, high = ends[0], min(ends[1], self.edges[1])
        beside = self._beside(value, low, high)
        words = _("<b>{name}</b>", name=name)
        if not beside:
            words = _("<b>{name}</b>: {value}", name=name, value=value)
        lines = wrap(words, self.room, SIZE)
        at = -(self.height + 8 + len(lines) * SIZE * 1.3 + 10)
        self.height = round(-at + 10)
        self.marks.append(line([low, high], [at, at], color, 7))
        found = [end for end in dict.fromkeys(ends) if math.isfinite(end)]
        marker = {"size": 11 if symbol == "circle" else 15, "symbol": symbol, "color": color}
        drawn = {"hoverinfo": "skip", "cliponaxis": False}
        self.marks.append(dots(found, [at] * len(found), marker, **drawn))
        left = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": EDGE - LEFT}
        above = {"y": at, "yanchor": "bottom", "yshift": 8, "align": "left"}
        self.texts.append(text("<br>".join(lines), color, SIZE, **left, **above))
        if beside:
            self.texts.append(text(value, color, SIZE, y=at, yanchor="middle", **beside))

    def _beside(self, value: str, low: float, high: float) -> dict[str, Any]:
        """Where a value stands: right of its mark, or left of it; nowhere without room."""
        least, most = self.edges
        pixels = self.room / (most - least)
        needed = width(value, SIZE) + 13
        if (most - high) * pixels >= needed:
            return {"x": high, "xanchor": "left", "xshift": 10}
        if (low - least) * pixels >= needed:
            return {"x": low, "xanchor": "right", "xshift": -10}
        return {}


def _through(value: float, color: str) -> Mark:
    """A thin line from the top to the bottom, below everything."""
    across = {"xref": "x", "x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", "line": {"width": 1.5, "color": color}} | across


def _readings(verdict: Verdict) -> list[Reading]:
    rows = verdict.used.rows if verdict.used else ()
    if rows and {"reading", "low", "high"} <= rows[0].keys():
        return [(_(row["reading"]), float(row["low"]), float(row["high"])) for row in rows]
    low, high = float(verdict.low), float(verdict.high)  # type: ignore[arg-type] # neither a date nor None
    source = held_against(verdict.source)
    found = [(source[0].upper() + source[1:], low, high)]
    if verdict.other is not None and not isinstance(verdict.other, dt.date):
        found.append((_("The release that the figure comes from"), verdict.other, verdict.other))
    return found


def _edges(rows: Sequence[tuple[str, str, float, float]], room: float) -> tuple[float, float]:
    """The ends of an axis with zero on it, and room beyond the marks for what is written there;
    ``rows`` are (name, value in words, low, high), ``room`` is the pixels of the plot."""
    ends = [(end, value) for _, value, *both in rows for end in both if math.isfinite(end)]
    low = min(0.0, *(end for end, _ in ends))
    high = max(0.0, *(end for end, _ in ends))
    beyond = (high - low or 1) * 0.14
    # Room for the words beside the farthest mark, where they do not need too much of the plot.
    shares = [(end, min(0.3, (width(words, SIZE) + 14) / room)) for end, words in ends]
    most = max(high, *(low + (end - low) / (1 - share) for end, share in shares))
    return (low - beyond if low < 0 else 0.0), (most if high > 0 else 0.0)


def stated_share(claim: Claim, color: str) -> Reference:
    """A share that a document states in percent, as a level on a chart of shares."""
    stated = claim.words.replace(f" {_(claim.unit)}", "%")
    short = _("{speaker}: {stated}", speaker=claim.speaker, stated=stated)
    full = _(
        "{speaker}, “{stated}”: {claim}",
        speaker=claim.speaker,
        stated=claim.words,
        claim=claim.translated,
    )
    return Reference(float(claim.stated) / 100, short, full, color)


def windows(
    shares: Answer, claim: Claim, verdict: Verdict, stated_in: Credit, color: str, look: Look
) -> Chart:
    """The detainer share of every window of months that ends in the same month.

    ``shares`` is what ``verdicts.shares_ending`` gives, ``color`` that of the measure.
    """
    known = [row for row in shares if row["percent"] is not None]
    last = Month.of(known[0]["last_month"])
    within = [row for row in known if claim.allows(row["percent"])]
    runs = _runs([row["months"] for row in within])
    title = _("No number of latest months gives “{stated}”", stated=claim.words)
    if within:
        title = _(
            "“{stated}”: that is the latest {numbers} months", stated=claim.words, numbers=runs
        )
    sheet = Sheet(
        look,
        title=title,
        subtitle=_(
            "Detainer share of every window that ends in {month}: sum over sum, in percent",
            month=last.words,
        ),
        x_title=_("Months in the window"),
        y_title=_("Percent"),
        right=24,
    )
    counts = [row["months"] for row in known]
    percents = [row["percent"] for row in known]
    stated = float(claim.stated)
    sheet.axes(
        {"range": [0, len(known) + 1], "nticks": axes.ticks(sheet, "00")},
        axes.value_axis([*percents, stated], "count") | {"tickformat": ""},
    )
    starts = [Month.of(row["first_month"]).words for row in known]
    words = _(
        "{first} to the last month: {share}",
        first="%{customdata}",
        share="%{y:.2f}%<extra></extra>",
    )
    shown: dict[str, Any] = {"customdata": starts, "hovertemplate": words}
    sheet.draw(line(counts, percents, look.color[color], 2.5, dots=5, **shown))
    least, most = (min(max(value, 0.0), 100.0) for value in claim.allowed)
    across = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": least, "y1": most}
    sheet.shade(band(0, 1, look.tint("stated", 0.14)) | across, level(stated, look.color["stated"]))
    place = {"xref": "paper", "x": 1, "xanchor": "right", "yanchor": "bottom", "yshift": 3}
    sheet.write(text(f"<b>{claim.words}</b>", look.color["stated"], 12, y=stated, **place))
    held = {"size": 11, "color": look.color["stated"]}
    at = {"x": [row["months"] for row in within], "y": [row["percent"] for row in within]}
    sheet.draw(dots(at["x"], at["y"], held, hoverinfo="skip"))
    for row in (*(within if len(within) < 3 else ()), known[-1]):
        beside = {"xanchor": "left", "yanchor": "top", "xshift": 6, "yshift": -2}
        if row is known[-1]:
            beside = {"xanchor": "right", "yanchor": "bottom", "yshift": 6}
        value = f"{row['percent']:.2f}"
        sheet.write(text(value, look.color["ink"], 12, x=row["months"], y=row["percent"], **beside))
    qualifier = claim.qualifier.word
    which = _("No window falls within it.")
    if within:
        which = _(
            "Within what “{qualifier}” allows: the latest {numbers} months.",
            qualifier=qualifier,
            numbers=runs,
        )
    sheet.note(key_note(_("Shaded: what “{qualifier}” allows.", qualifier=qualifier)), which)
    table = pd.DataFrame(
        [
            dict(row)
            | {
                "first_month": str(Month.of(row["first_month"])),
                "last_month": str(Month.of(row["last_month"])),
                "percent": round(row["percent"], 4),
            }
            for row in known
        ]
    )
    headings = {
        "first_month": _("First month"),
        "last_month": _("Last month"),
        "months": _("Months"),
        "detainer_removals": _("Detainer removals"),
        "sc_removals": _("SC removals"),
        "all_removals": _("All removals"),
        "percent": _("Percent"),
    }
    return sheet.chart(
        f"windows-{claim.id.replace('_', '-')}",
        table,
        {name: headings[name] for name in table.columns},
        alt=_("Line chart. {title} {within}", title=title, within=which),
        kind="figure",
        credit=stated_in,
        credited=_("Stated in"),
        trails=verdict.trails,
    )


def _runs(numbers: list[int]) -> str:
    """1 to 4, 6: whole numbers with neighbors drawn together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(run[0]) if len(run) == 1 else _("{low} to {high}", low=run[0], high=run[-1])
        for run in runs
    )
