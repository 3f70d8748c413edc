"""A stated figure beside what the tables give."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart, Figure, Reference
from lib.charts.marks import band, dots, level, line, text
from lib.charts.style import Look, layout, mixed, set_notes
from lib.claims import Claim, Verdict, spread_words, trails
from lib.sources import sources
from lib.tables import Tables


def has_number_line(claim: Claim, verdict: Verdict) -> bool:
    """Whether there is something to place: not for a date, nor for a claim that cannot be checked."""
    return (
        verdict.low is not None
        and not isinstance(claim.value, dt.date)
        and not isinstance(verdict.low, dt.date)
    )


def number_line(tables: Tables, claim: Claim, verdict: Verdict, look: Look) -> Chart:
    """The stated figure, what its qualifier allows, and what the tables give, on one scale.

    Where the rows of the check are readings of the claim (``reading, low, high``), each has a row of its own.
    Raises ValueError where there is nothing to place (``has_number_line``).
    """
    if not has_number_line(claim, verdict):
        raise ValueError(f"the claim {claim.id} has no number to place")
    low, high = float(verdict.low), float(verdict.high)  # type: ignore[arg-type] # neither a date nor None
    readings = [(f"What {verdict.source} give", low, high)]
    if {"reading", "low", "high"} <= set(verdict.rows.columns):
        readings = [
            (row["reading"], row["low"], row["high"]) for row in verdict.rows.to_dict("records")
        ]
    stated = float(claim.stated)
    title = f"{claim.speaker}: {claim.words}"
    ends = [stated, *(value for _, *pair in readings for value in pair if math.isfinite(value))]
    room = (max(ends) - min(ends) or stated or 1) * 0.14
    edges = (min(ends) - room, max(ends) + room)
    if min(ends) >= 0:
        edges = (max(0.0, edges[0]), edges[1])
    least, most = (min(max(value, edges[0]), edges[1]) for value in claim.allowed)
    figure: Figure = {"data": []}
    labels = []
    for row, (words, start, end) in enumerate(readings, start=1):
        stop = end if math.isfinite(end) else edges[1]
        color = look.color["sc"] if row == 1 else look.color["all"]
        figure["data"].append(line([start, stop], [-row, -row], color, 7))
        marks = [start, end] if math.isfinite(end) else [start]
        figure["data"].append(
            dots(marks, [-row] * len(marks), {"size": 11, "color": color}, hoverinfo="skip")
        )
        span = spread_words(start, end, claim.unit)
        place = {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "xshift": 4,
            "y": 0.18 - row,
            "yanchor": "bottom",
        }
        labels.append(
            text(
                "<br>".join(look.wrap(f"<b>{words}</b>: {span}", 12)),
                look.color["ink"],
                12,
                align="left",
                **place,
            )
        )
    marker = {"size": 15, "symbol": "diamond", "color": look.color["detainer"]}
    figure["data"].append(dots([stated], [0], marker, hoverinfo="skip"))
    place = {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": 4,
        "y": 0.18,
        "yanchor": "bottom",
    }
    labels.append(text(f"<b>Stated</b>: {claim.words}", look.color["detainer"], 12, **place))
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=claim.period
        + (f"; shaded: what “{claim.qualifier.name}” allows" if least < most else ""),
        x_title=claim.unit.capitalize(),
        y_title="",
        right=30,
        top=6,
    )
    figure["layout"]["annotations"] += labels
    tint = mixed(look.color["detainer"], look.color["background"], 0.14)
    if least < most:
        figure["layout"]["shapes"].append(band(least, most, tint))
    figure["layout"]["xaxis"] |= {
        "range": list(edges),
        "tickformat": ",",
        "showgrid": True,
        "nticks": 4 if look.narrow else 8,
    }
    figure["layout"]["yaxis"] |= {
        "range": [-len(readings) - 0.5, 0.75],
        "showticklabels": False,
        "showgrid": False,
    }
    figure["layout"]["hovermode"] = False
    set_notes(
        figure,
        look,
        [f"Verdict: {verdict.kind}.", f"Stated in: {sources(tables)[claim.document].citation}."],
    )
    table = pd.DataFrame(
        [
            {"what": "stated", "low": stated, "high": stated},
            *(
                {"what": words, "low": start, "high": end if math.isfinite(end) else "no bound"}
                for words, start, end in readings
            ),
        ]
    )
    return Chart(
        name=f"claim-{claim.id.replace('_', '-')}",
        title=title,
        figure=figure,
        table=table,
        headings={"what": "", "low": "At least", "high": "At most"},
        alt=f"Number line. {title}. {verdict.reason}",
        sources=claim.document,
        kind="figure",
        trails=trails(verdict),
    )


def stated_share(claim: Claim, color: str) -> Reference:
    """A share that a document states in percent, as a level on a chart of shares."""
    short = f"{claim.speaker}: {claim.words}".replace(" percent", "%")
    return Reference(
        float(claim.stated) / 100, short, f"{claim.speaker}, “{claim.words}”: {claim.claim}", color
    )


def windows(
    tables: Tables, shares: pd.DataFrame, claim: Claim, verdict: Verdict, look: Look
) -> Chart:
    """The detainer share of every window of months that ends in the same month; ``shares`` is what
    ``claims.shares_ending`` gives."""
    known = shares.dropna(subset=["percent"])
    last = pd.Timestamp(known["last_month"].iloc[0])
    title = f"Which latest months make “{claim.words}”?"
    figure: Figure = {
        "data": [
            line(
                known["months"].tolist(),
                known["percent"].tolist(),
                look.color["sc"],
                2.5,
                dots=5,
                customdata=[f"{pd.Timestamp(first):%B %Y}" for first in known["first_month"]],
                hovertemplate="%{customdata} to the last month: %{y:.2f}%<extra></extra>",
            )
        ]
    }
    figure["layout"] = layout(
        look,
        title=title,
        subtitle=f"Detainer share of every window that ends in {last:%B %Y}: sum over sum, in percent",
        x_title="Months in the window",
        y_title="Percent",
        right=24,
    )
    stated = float(claim.stated)
    tint = mixed(look.color["detainer"], look.color["background"], 0.14)
    least, most = (min(max(value, 0.0), 100.0) for value in claim.allowed)
    figure["layout"]["shapes"] += [
        band(0, 1, tint)
        | {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": least, "y1": most},
        level(stated, look.color["detainer"]),
    ]
    place = {
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "y": stated,
        "yanchor": "bottom",
        "yshift": 3,
    }
    figure["layout"]["annotations"].append(
        text(f"<b>{claim.words}</b>", look.color["detainer"], 12, **place)
    )
    figure["layout"]["xaxis"] |= {"range": [0, len(known) + 1], "nticks": 6 if look.narrow else 12}
    figure["layout"]["yaxis"] |= axes.value_axis([*known["percent"], stated], "count") | {
        "tickformat": ""
    }
    within = [
        months
        for months, percent in zip(known["months"], known["percent"], strict=True)
        if claim.allows(percent)
    ]
    which = (
        f"Within what “{claim.qualifier.name}” allows: the latest {_runs(within)} months."
        if within
        else "No window is within it."
    )
    notes = [
        f"Shaded: what “{claim.qualifier.name}” allows. {which}",
        f"Stated in: {sources(tables)[claim.document].citation}.",
    ]
    set_notes(figure, look, notes)
    table = known.assign(
        first_month=[f"{month:%Y-%m}" for month in known["first_month"]],
        last_month=[f"{month:%Y-%m}" for month in known["last_month"]],
        percent=known["percent"].round(4),
    )
    return Chart(
        name=f"windows-{claim.id.replace('_', '-')}",
        title=title,
        figure=figure,
        table=table,
        headings={name: name.replace("_", " ").capitalize() for name in table.columns},
        alt=f"Line chart. {title} {which}",
        sources=claim.document,
        kind="figure",
        trails=trails(verdict),
    )


def _runs(numbers: list[int]) -> str:
    """1 to 4, 6: whole numbers with neighbors drawn together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
