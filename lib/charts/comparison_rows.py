"""Two groups over several measures: a row each, with both values, the change, and whether it could
be chance."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart
from lib.charts.look import Look
from lib.charts.marks import dots, line, text
from lib.charts.months_table import cell
from lib.charts.notes import Note, colored, key_note
from lib.charts.ruler import width
from lib.charts.sheet import Sheet
from lib.comparison_rows import Row
from lib.inference.answer import chance_words, change_words, months_words
from lib.inference.words import Names
from lib.text import _
from lib.words import credit_of_all, of_secure_communities

ROW = 32
"""Pixels of a row on a desk; on a telephone a row has two lines."""

NARROW_ROW = 50

SIZE = 13
"""Pixels of the letters."""


def comparison_rows(rows: Sequence[Row], names: Names, chosen: str, look: Look) -> Chart:
    """A dumbbell a measure: the first group's level at zero, the second's at its change in percent
    of the first. ``names`` are those of the groups, ``chosen`` the id of the measure whose row is
    set off."""
    color = look.color
    beside = look.beside
    columns = _columns(rows) if beside else []
    left = 26 + round(max(width(row.name, SIZE, bold=True) for row in rows)) if beside else 16
    sheet = Sheet(
        look,
        title=_finding(rows) or _("{first} against {second}", first=names[0], second=names[1]),
        subtitle=_(
            "{first} against {second}: monthly means, shares sum over sum",
            first=colored([(names[0], color["first"])]),
            second=colored([(names[1], color["second"])]),
        ),
        x_title=_("Change from {first} in percent", first=names[0]),
        y_title="",
        left=left,
        right=16 + sum(column[2] for column in columns) if beside else 14,
        top=20 if beside else 4,
        height=(ROW if beside else NARROW_ROW) * len(rows),
    )
    changes = [row.comparison.percent or 0.0 for row in rows]
    low, high = min(0.0, *changes), max(0.0, *changes)
    # Room for the values outside the dots.
    scale = (high - low or 1) / max(40.0, sheet.plot_width - 2 * 64)
    low, high = low - 64 * scale, high + 64 * scale
    sheet.axes(
        {
            "range": [low, high],
            "ticksuffix": "%",
            "nticks": axes.ticks(sheet, "−100%"),
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": color["axis"],
        },
        {"range": [len(rows) - 0.5, -0.5], "showticklabels": False, "showgrid": False},
    )
    sheet.layout["hovermode"] = False
    for at, row in enumerate(rows):
        _draw_row(sheet, at, row, row.measure.id == chosen, columns)
    for place, (heading, _cells, _room) in zip(_places(columns), columns, strict=True):
        sheet.write(
            text(heading, color["muted"], 12, xref="paper", x=1, xanchor="left", xshift=place,
                 yref="paper", y=1, yanchor="bottom", yshift=2)
        )  # fmt: skip
    sheet.note(*_notes(rows))
    table = [_table_row(row) for row in rows]
    headings = (
        _("Measure"), names[0], names[1], _("Difference"), _("Percent"), _("Months, first"),
        _("Months, second"), _("Ratio per day, or of shares"), _("At least"), _("At most"),
        _("Could it be chance?"),
    )  # fmt: skip
    return sheet.chart(
        "measures-compared",
        pd.DataFrame(table),
        dict(zip(table[0], headings, strict=True)),
        alt=_(
            "Dots. {title}: {rows}.",
            title=sheet.title,
            rows="; ".join(
                _(
                    "{measure} {first} and {second}, {change}",
                    measure=row.name,
                    first=row.value_words(0),
                    second=row.value_words(1),
                    change=change_words(row.comparison),
                )
                for row in rows
            ),
        ),
        kind="figure",
        credit=credit_of_all(series for row in rows for series in row.series),
        trails=[
            trail
            for row in rows
            for trail in (row.comparison.trail, *(series.trail for series in row.series))
        ],
    )


def _finding(rows: Sequence[Row]) -> str:
    """SC removals +20%, All ICE removals −12%"""
    told = [row for row in rows if row.comparison.difference is not None]
    return ", ".join(f"{row.name} {change_words(row.comparison)}" for row in told[:2])


def _columns(rows: Sequence[Row]) -> list[tuple[str, list[str], int]]:
    """The columns right of the dots: heading, cells and room in pixels."""
    columns = (
        (_("change"), [change_words(row.comparison) for row in rows]),
        (_("months"), [months_words(row.comparison) for row in rows]),
        (_("could it be chance?"), [_chance(row) for row in rows]),
    )
    return [
        (
            heading,
            cells,
            18 + round(max(width(words, SIZE, bold=True) for words in (heading, *cells))),
        )
        for heading, cells in columns
    ]


def _places(columns: Sequence[tuple[str, list[str], int]]) -> list[int]:
    """How far each column begins right of the plot."""
    places, at = [], 14
    for _heading, _cells, room in columns:
        places.append(at)
        at += room
    return places


def _chance(row: Row) -> str:
    if row.comparison.difference is None:
        return "–"
    return chance_words(row.levels)


def _draw_row(
    sheet: Sheet,
    at: int,
    row: Row,
    is_chosen: bool,
    columns: Sequence[tuple[str, list[str], int]],
) -> None:
    look, beside = sheet.look, sheet.look.beside
    color = look.color
    # A picture is of all rows alike.
    is_bold = (is_chosen and not look.picture) or not beside
    name = f"<b>{row.name}</b>" if is_bold else row.name
    y = at if beside else at + 0.18
    if beside:
        sheet.write_at_edge([name], color["ink"], SIZE, y=at)
    else:
        place = {"xref": "paper", "y": at - 0.25}
        sheet.write(text(name, color["ink"], SIZE, x=0, xanchor="left", **place))
        said = f"{change_words(row.comparison)} · {_chance(row)}"
        sheet.write(text(said, color["ink"], SIZE, x=1, xanchor="right", **place))
    for where, (heading, cells, _room) in zip(_places(columns), columns, strict=True):
        words = cells[at]
        weight = f"<b>{words}</b>" if heading == columns[0][0] else words
        sheet.write(
            text(weight, color["ink"], SIZE, xref="paper", x=1, xanchor="left", xshift=where, y=at)
        )
    first, second = (row.value_words(side) for side in (0, 1))
    percent = row.comparison.percent
    if percent is None:
        _write_refusal(sheet, y, row, (first, second))
        return
    sheet.draw(line([0, percent], [y, y], color["rest"], 3))
    rises = percent >= 0
    for value, words, group, is_right in (
        (0.0, first, "first", not rises),
        (percent, second, "second", rises),
    ):
        # The first one is at zero for every measure.
        shown = {} if value else {"hoverinfo": "skip"}
        sheet.draw(dots([value], [y], {"size": 11, "color": color[group]}, **shown))
        side = {"xanchor": "left", "xshift": 9} if is_right else {"xanchor": "right", "xshift": -9}
        sheet.write(text(words, color[group], SIZE, x=value, y=y, **side))


def _write_refusal(sheet: Sheet, y: float, row: Row, words: tuple[str, str]) -> None:
    """What one group has, and in whose words the other has nothing."""
    color = sheet.look.color
    sides = (row.comparison.first, row.comparison.second)
    for side, (group, said) in enumerate(zip(("first", "second"), words, strict=True)):
        anchor = {"xanchor": "left", "xshift": 9} if side else {"xanchor": "right", "xshift": -9}
        if sides[side].known:
            sheet.draw(dots([0], [y], {"size": 11, "color": color[group]}, hoverinfo="skip"))
            sheet.write(text(said, color[group], SIZE, x=0, y=y, **anchor))
        else:
            sheet.write(text(f"<i>{said}</i>", color["muted"], SIZE, x=0, y=y, **anchor))


def _notes(rows: Sequence[Row]) -> list[Note | str]:
    short = [
        row.name
        for row in rows
        if any(0 < side.known < side.months for side in (row.comparison.first,
                                                         row.comparison.second))
    ]  # fmt: skip
    said: list[Note | str] = [
        Note(
            _(
                "Could it be chance: whether the 95% interval of the ratio, which allows for "
                "months that are alike, includes a difference of zero."
            ),
            brief=_("Chance: whether the 95% interval includes a difference of zero."),
        )
    ]
    if any("sc_" in row.id or row.id.startswith("convicted") for row in rows):
        said.insert(
            0,
            key_note(of_secure_communities()),
        )
    if short:
        said.append(
            _(
                "Some months do not count, because they are unknown, incomplete or provisional: "
                "{measures}.",
                measures=", ".join(short),
            )
        )
    if any(row.provisional for row in rows):
        said.append(_("Provisional months count where one group has no others."))
    else:
        said.append(_("Provisional months do not count."))
    return said


def _table_row(row: Row) -> dict[str, object]:
    kind, found = row.measure.kind, row.comparison
    values = {
        name: row.value_words(at) if side.mean is None else cell(side.mean, kind)
        for at, (name, side) in enumerate((("first", found.first), ("second", found.second)))
    }
    none = _("not comparable")
    ratio = row.levels.ratio if row.levels else None
    too_few = none if found.difference is None else _("too few months")
    return {
        "measure": row.measure.title,
        **values,
        "difference": none if found.difference is None else cell(found.difference, kind),
        "percent": none if found.percent is None else round(found.percent, 2),
        "first_months": f"{found.first.known}/{found.first.months}",
        "second_months": f"{found.second.known}/{found.second.months}",
        "ratio": round(ratio.value, 4) if ratio else too_few,
        "low": round(ratio.low, 4) if ratio else too_few,
        "high": round(ratio.high, 4) if ratio else too_few,
        "chance": _chance(row),
    }
