"""Declined detainers, and what became of all, by year of issue."""

from __future__ import annotations

import pandas as pd

from lib.charts.chart import Chart
from lib.charts.look import EDGE, Look
from lib.charts.marks import named, text
from lib.charts.notes import Note, colored
from lib.charts.ruler import width
from lib.charts.sheet import Sheet
from lib.text import _, prose
from lib.trail import Answer, Row

ROW = 24
"""Pixels of a year."""

SIZE = 12
"""Pixels of the words beside the bars."""

PARTIAL = 0.5
"""How much of its color a year keeps of which the release has a part only."""


def declined(found: Answer, look: Look) -> Chart:
    """The share of each year's detainers that were declined, a bar a year, with the counts beside
    it; ``found`` is what ``detainers.declined`` gives."""
    shares = [float(share) for share in found.column("share_of_issued")]
    told = [_declined_words(row, look) for row in found]
    beside = max(width(words, SIZE) for words in told) + 12
    sheet = _years(
        found,
        look,
        title=_finding(found),
        subtitle=_("Declined, of all detainers issued in the year (* part of the year)"),
        x_title="",
        right=EDGE,
    )
    color = look.color["issued"]
    marker: dict[str, object] = {
        "color": [color if row["whole_year"] else look.tint("issued", PARTIAL) for row in found]
    }
    words = named(_("declined"), "%{x:.2%}<extra></extra>")
    places = list(range(len(shares)))
    sheet.draw(_bars(places, shares, _("Declined"), marker, words))
    # The longest bar leaves the room for its words.
    reach = max(shares) / (1 - beside / sheet.plot_width)
    sheet.axes({"range": [0, reach], "showticklabels": False, "ticks": "", "showline": False})
    for place, share, said in zip(places, shares, told, strict=True):
        at = {"x": share, "y": place, "xanchor": "left", "yanchor": "middle", "xshift": 4}
        sheet.write(text(said, look.color["ink"], SIZE, **at))
    sheet.note(
        Note(
            prose("charts/pending"),
            brief=_("While detainers are pending, the share is not final."),
        )
    )
    return sheet.chart(
        "detainers-declined",
        lambda: _table(found),
        _headings(),
        alt=_("Bars. {title}. {years}.", title=sheet.title, years=_said(found, "declined")),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def outcomes(found: Answer, look: Look) -> Chart:
    """What became of each year's detainers, in parts of all: declined, ended for another reason,
    and without a reason, which is pending."""
    parts = (
        ("declined", _("declined"), look.color["issued"]),
        ("other_reason", _("ended for another reason"), look.tint("issued", 0.45)),
        ("no_reason", _("no reason recorded: pending"), look.color["rest"]),
    )
    sheet = _years(
        found,
        look,
        title=_pending(found),
        subtitle=_(
            "Of all detainers issued in the year: {parts}",
            parts=colored((label, color) for _column, label, color in parts),
        ),
        x_title=_("Share of the year’s detainers (* part of the year)"),
        right=EDGE + 8,
    )
    sheet.layout.update({"barmode": "stack", "barnorm": "percent"})
    places = list(range(len(found)))
    for column, label, color in parts:
        counts = [float(row[column]) for row in found]
        told = [f"{row[column] / row['issued']:.1%}" for row in found]
        marker: dict[str, object] = {"color": color}
        if column == "no_reason":
            marker["pattern"] = {"shape": "/", "solidity": 0.25}
        words = named(label, "%{x:,.0f} (%{customdata})<extra></extra>")
        sheet.draw(_bars(places, counts, label, marker, words) | {"customdata": told})
    quarters = [0, 25, 50, 75, 100]
    ticks = [f"{percent}%" for percent in quarters]
    sheet.axes({"range": [0, 100], "tickvals": quarters, "ticktext": ticks})
    sheet.note(Note(prose("charts/pending"), brief=_("Pending does not mean honored.")))
    return sheet.chart(
        "detainers-outcomes",
        lambda: _table(found),
        _headings(),
        alt=_(
            "Stacked bars. {title}. {years}.", title=sheet.title, years=_said(found, "no_reason")
        ),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def _years(
    found: Answer, look: Look, *, title: str, subtitle: str, x_title: str, right: int
) -> Sheet:
    """A sheet with a row for each year, the first on top."""
    years = _year_words(found)
    sheet = Sheet(
        look,
        title=title,
        subtitle=subtitle,
        x_title=x_title,
        y_title="",
        right=right,
        top=2,
        left=EDGE + 44,
        height=ROW * len(years),
    )
    sheet.layout.update({"bargap": 0.28, "hovermode": "y unified"})
    places = list(range(len(years)))
    rows = {"tickvals": places, "ticktext": years, "range": [len(years) - 0.5, -0.5]}
    sheet.axes(None, rows | {"showgrid": False})
    return sheet


def _bars(
    places: list[int], values: list[float], name: str, marker: dict[str, object], words: str
) -> dict[str, object]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": values,
        "y": places,
        "marker": marker,
        "hovertemplate": words,
    }


def _year_words(found: Answer) -> list[str]:
    return [f"{row['year']}" if row["whole_year"] else f"{row['year']}*" for row in found]


def _finding(found: Answer) -> str:
    """The highest share, and when."""
    most = max(found, key=lambda row: row["share_of_issued"])
    return _(
        "At most {share} of a year’s detainers were declined: {declined:,} of those of {year}",
        share=_percent(most["share_of_issued"]),
        declined=most["declined"],
        year=most["year"],
    )


def _pending(found: Answer) -> str:
    """How many have no reason recorded, of all the release has."""
    pending = sum(found.column("no_reason"))
    issued = sum(found.column("issued"))
    return _("{share:.0%} of all detainers have no reason recorded", share=pending / issued)


def _percent(share: float) -> str:
    return f"{share:.{1 if share > 0.005 else 2}%}"


def _declined_words(row: Row, look: Look) -> str:
    """The share, and how many of a year's detainers it is."""
    share = _percent(row["share_of_issued"])
    if not look.beside:
        return f"<b>{share}</b> ({row['declined']:,})"
    return _(
        "<b>{share}</b> ({declined:,} of {issued:,})",
        share=share,
        declined=row["declined"],
        issued=row["issued"],
    )


def _said(found: Answer, what: str) -> str:
    """How many of each year's detainers ended so; ``what`` is a column of theirs."""
    return ", ".join(
        _(
            "{year}: {ended:,} of {issued:,}",
            year=year,
            ended=row[what],
            issued=row["issued"],
        )
        for row, year in zip(found, _year_words(found), strict=True)
    )


def _headings() -> dict[str, str]:
    return {
        "year": _("Year"),
        "whole_year": _("Whole year"),
        "issued": _("Issued"),
        "declined": _("Declined"),
        "other_reason": _("Ended for another reason"),
        "no_reason": _("No reason recorded: pending"),
        "share_of_issued": _("Declined, of all issued"),
        "share_of_recorded": _("Declined, of those with a reason"),
    }


def _table(found: Answer) -> pd.DataFrame:
    table = found.frame.assign(
        whole_year=[
            _("yes") if held else _("part of the year") for held in found.column("whole_year")
        ],
        year=[str(year) for year in found.column("year")],
        share_of_issued=[round(share, 6) for share in found.column("share_of_issued")],
        share_of_recorded=[round(share, 6) for share in found.column("share_of_recorded")],
    )
    return table[list(_headings())]
