"""Declined detainers, by year."""

from __future__ import annotations

from lib.charts import axes
from lib.charts.chart import Chart
from lib.charts.look import Look
from lib.charts.marks import hover, named, text
from lib.charts.ruler import width
from lib.charts.sheet import Note, Sheet, colored
from lib.text import _, prose
from lib.trail import Answer, Row


def declined(found: Answer, look: Look) -> Chart:
    """Detainers of each year: declined, ended for another reason, and without a reason, which is
    pending."""
    years = [f"{row['year']}" if row["whole_year"] else f"{row['year']}*" for row in found]
    places = list(range(len(years)))
    title = _("Declined detainers, by year of issue")
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("Above the bars: number declined, and their share of all issued in the year"),
        x_title=_("Year of issue (* part of the year)"),
        y_title=_("Detainers"),
        right=20,
        top=4,
    )
    sheet.layout.update({"barmode": "stack", "bargap": 0.28})
    issued_in = [float(value) for value in found.column("issued")]
    sheet.axes({"tickvals": places, "ticktext": years}, axes.value_axis(issued_in, "count"))
    parts = (
        ("declined", _("declined"), look.color["issued"]),
        ("other_reason", _("ended for another reason"), look.tint("issued", 0.45)),
        ("no_reason", _("no reason recorded: pending"), look.color["rest"]),
    )
    for column, label, color in parts:
        pattern = {"pattern": {"shape": "/", "solidity": 0.25}} if column == "no_reason" else {}
        sheet.draw(
            {
                "type": "bar",
                "name": label,
                "x": places,
                "y": [float(value) for value in found.column(column)],
                "marker": {"color": color, **pattern},
                "hovertemplate": named(label, hover("count")),
            }
        )
    above = [_declined_words(row) for row in found]
    room = sheet.plot_width / len(places)
    size = next(
        (size for size in (12, 11, 10, 9) if max(width(words, size) for words in above) < room), 8
    )
    for words, place, total in zip(above, places, issued_in, strict=True):
        at = {"x": place, "y": total, "yanchor": "bottom", "yshift": 2}
        sheet.write(text(words, look.color["issued"], size, **at))
    key = colored((label, color) for column, label, color in parts)
    sheet.note(
        Note(_("Colors, from the bottom: {names}.", names=key), "line"), prose("charts/pending")
    )
    headings = {
        "year": _("Year"),
        "whole_year": _("Whole year"),
        "issued": _("Issued"),
        "declined": _("Declined"),
        "other_reason": _("Ended for another reason"),
        "no_reason": _("No reason recorded: pending"),
        "share_of_issued": _("Declined, of all issued"),
        "share_of_recorded": _("Declined, of those with a reason"),
    }
    table = found.frame.assign(
        whole_year=[
            _("yes") if held else _("part of the year") for held in found.column("whole_year")
        ],
        year=[str(year) for year in found.column("year")],
        share_of_issued=[round(share, 6) for share in found.column("share_of_issued")],
        share_of_recorded=[round(share, 6) for share in found.column("share_of_recorded")],
    )
    words = ", ".join(
        _(
            "{year}: {declined:,} of {issued:,}",
            year=year,
            declined=row["declined"],
            issued=row["issued"],
        )
        for row, year in zip(found, years, strict=True)
    )
    return sheet.chart(
        "detainers-declined",
        table[list(headings)],
        headings,
        alt=_("Stacked bars. {title}. {years}.", title=title, years=words),
        kind="figure",
        credit=found.credit,
        trails=[found.trail],
    )


def _declined_words(row: Row) -> str:
    """How many of a year's detainers were declined, over which share of them."""
    share = row["share_of_issued"]
    return f"<b>{row['declined']:,}</b><br>{share:.{1 if share > 0.005 else 2}%}"
