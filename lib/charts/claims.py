"""A stated figure beside what the tables give."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart, Reference
from lib.charts.look import Look
from lib.charts.marks import Mark, band, dots, level, line, text
from lib.charts.ruler import wrap
from lib.charts.sheet import Note, Sheet
from lib.claims import Claim, spread_words
from lib.months import Month
from lib.sources import Credit
from lib.text import _
from lib.trail import Answer
from lib.verdicts import OWN_FIGURES, Verdict

Reading = tuple[str, float, float]
"""What is held against a claim, in words, and the least and the greatest value it gives."""


def has_number_line(claim: Claim, verdict: Verdict) -> bool:
    """Whether there is something to place: not for a date or a word, nor for a claim that cannot be
    checked."""
    return (
        claim.value is not None
        and verdict.low is not None
        and not isinstance(claim.value, dt.date)
        and not isinstance(verdict.low, dt.date)
    )


def number_line(claim: Claim, verdict: Verdict, stated_in: Credit, look: Look) -> Chart:
    """The stated figure, what its qualifier allows, and what the tables give, on one scale.

    Where the rows of the check are readings of the claim (``reading, low, high``), each has a row
    of its own. ``stated_in`` is the document's credit. Raises ValueError where there is nothing to
    place (``has_number_line``).
    """
    if not has_number_line(claim, verdict):
        raise ValueError(f"the claim {claim.id} has no number to place")
    readings = _readings(verdict)
    stated = float(claim.stated)
    edges = _edges([stated, *(end for _, *ends in readings for end in ends)])
    least, most = (min(max(value, edges[0]), edges[1]) for value in claim.allowed)
    title = _("{speaker}: {stated}", speaker=claim.speaker, stated=claim.words)
    subtitle = claim.period
    if least < most:
        subtitle = _(
            "{period}; shaded: what “{qualifier}” allows",
            period=claim.period,
            qualifier=claim.qualifier.name,
        )
    sheet = Sheet(
        look,
        title=title,
        subtitle=subtitle,
        x_title=claim.unit.capitalize(),
        y_title="",
        right=30,
        top=6,
    )
    sheet.layout["hovermode"] = False
    ticks = {"tickformat": ",", "showgrid": True, "nticks": axes.ticks(sheet, "000,000")}
    sheet.axes(
        {"range": list(edges), **ticks},
        {"range": [-len(readings) - 0.5, 0.75], "showticklabels": False, "showgrid": False},
    )
    for row, (words, start, end) in enumerate(readings, start=1):
        stop = end if math.isfinite(end) else edges[1]
        color = look.color["sc"] if row == 1 else look.color["all"]
        sheet.draw(line([start, stop], [-row, -row], color, 7))
        marks = [start, end] if math.isfinite(end) else [start]
        size = {"size": 11, "color": color}
        sheet.draw(dots(marks, [-row] * len(marks), size, hoverinfo="skip"))
        span = spread_words(start, end, claim.unit)
        words = _("<b>{reading}</b>: {value}", reading=words, value=span)
        sheet.write(_over(words, look.color["ink"], -row, sheet))
    marker = {"size": 15, "symbol": "diamond", "color": look.color["stated"]}
    sheet.draw(dots([stated], [0], marker, hoverinfo="skip"))
    words = _("<b>Stated</b>: {stated}", stated=claim.words)
    sheet.write(_over(words, look.color["stated"], 0, sheet))
    if least < most:
        sheet.shade(band(least, most, look.tint("stated", 0.14)))
    sheet.note(Note(_("Verdict: {verdict}.", verdict=_(str(verdict.kind))), "line"))
    found = [
        {"what": words, "low": start, "high": end if math.isfinite(end) else _("no bound")}
        for words, start, end in readings
    ]
    return sheet.chart(
        f"claim-{claim.id.replace('_', '-')}",
        pd.DataFrame([{"what": _("stated"), "low": stated, "high": stated}, *found]),
        {"what": "", "low": _("At least"), "high": _("At most")},
        alt=_("Number line. {title}. {reason}", title=title, reason=verdict.reason),
        kind="figure",
        credit=stated_in,
        credited=_("Stated in"),
        trails=verdict.trails,
    )


def _readings(verdict: Verdict) -> list[Reading]:
    rows = verdict.used.rows if verdict.used else ()
    if rows and {"reading", "low", "high"} <= rows[0].keys():
        return [(row["reading"], float(row["low"]), float(row["high"])) for row in rows]
    low, high = float(verdict.low), float(verdict.high)  # type: ignore[arg-type] # neither a date nor None
    if verdict.source == OWN_FIGURES:
        return [(_("What the document's own figures give"), low, high)]
    return [(_("What the tables give"), low, high)]


def _edges(values: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis with some room beside the values; not below zero where no value is."""
    ends = [value for value in values if math.isfinite(value)]
    low, high = min(ends), max(ends)
    room = (high - low or high or 1) * 0.14
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def _over(words: str, color: str, row: int, sheet: Sheet) -> Mark:
    """Words over a row, at the left edge of the plot."""
    lines = wrap(words, sheet.plot_width, 12)
    place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": 4, "yanchor": "bottom"}
    return text("<br>".join(lines), color, 12, align="left", y=0.18 + row, **place)


def stated_share(claim: Claim, color: str) -> Reference:
    """A share that a document states in percent, as a level on a chart of shares."""
    stated = claim.words.replace(" percent", "%")
    short = _("{speaker}: {stated}", speaker=claim.speaker, stated=stated)
    full = _(
        "{speaker}, “{stated}”: {claim}",
        speaker=claim.speaker,
        stated=claim.words,
        claim=claim.claim,
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
    title = _("Which most recent months give “{stated}”?", stated=claim.words)
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
    within = [row["months"] for row in known if claim.allows(row["percent"])]
    qualifier = claim.qualifier.name
    which = _("No window falls within it.")
    if within:
        which = _(
            "Within what “{qualifier}” allows: the latest {numbers} months.",
            qualifier=qualifier,
            numbers=_runs(within),
        )
    sheet.note(_("Shaded: what “{qualifier}” allows.", qualifier=qualifier), which)
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
    return sheet.chart(
        f"windows-{claim.id.replace('_', '-')}",
        table,
        {name: _(name.replace("_", " ").capitalize()) for name in table.columns},
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
