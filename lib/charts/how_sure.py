"""How sure a difference is: every other border, and what the result depends on."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart
from lib.charts.look import Look
from lib.charts.marks import dots, line, middle, named, text
from lib.charts.notes import colors_note, key_note
from lib.charts.ruler import width
from lib.charts.sheet import Sheet
from lib.inference.phrases import percent, ratio_interval
from lib.inference.placebo import Placebo
from lib.inference.sensitivity import Outcome
from lib.measures import Series
from lib.months import MonthRange
from lib.text import _
from lib.words import caveats


def other_borders(found: Placebo, series: Series, look: Look) -> Chart:
    """The change at every border as a dot, the real one marked."""
    measure, real = found.measure, found.real
    title = _(
        "{measure}: this border's change is number {rank} of {number} by size",
        measure=measure.title,
        rank=found.rank,
        number=len(found.others) + 1,
    )
    said = {"before": found.months[0], "after": found.months[1]}
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("Each dot: {after} months against the {before} before them, in percent", **said),
        x_title=_("First month of the later group"),
        y_title=_("Change in percent"),
        right=24,
        top=6,
    )
    overlapping = any(border.overlaps for border in found.borders)
    changes = [100 * (border.ratio - 1) for border in found.borders]
    low, high = min(0.0, *changes), max(0.0, *changes)
    room = 0.12 * (high - low)
    # A month on either side, so that no dot is cut.
    months = MonthRange(found.borders[0].month - 1, found.borders[-1].month + 1)
    sheet.axes(
        axes.month_axis(months, sheet),
        {
            "range": [low - room, high + room],
            "ticksuffix": "%",
            "zeroline": True,
            "zerolinecolor": look.color["axis"],
        },
    )
    kinds = (
        (
            _("Other borders"),
            look.color["rest"],
            [not (b.real or b.overlaps) for b in found.borders],
        ),
        (_("Overlapping this one"), look.color["grid"], [b.overlaps for b in found.borders]),
        (_("This border"), look.color["second"], [b.real for b in found.borders]),
    )
    for name, color, which in kinds:
        shown = [at for at, here in enumerate(which) if here]
        marker = {"size": 12 if which[found.borders.index(real)] else 8, "color": color,
                  "line": {"width": 1, "color": look.color["axis"]}}  # fmt: skip
        sheet.draw(
            dots(
                [middle(found.borders[at].month) for at in shown],
                [changes[at] for at in shown],
                marker,
                name=name,
                hovertemplate=named(name, "%{y:+.1f}%<extra></extra>"),
            )
        )
    sheet.note(
        colors_note(((_("this border"), look.color["second"]),)),
        key_note(_("Pale: borders whose later months hold some of this one's."))
        if overlapping
        else None,
        _(
            "Ranked by size, up or down, among the borders with all months on one side of this "
            "one; pale ones are not ranked."
        ),
        *caveats([series]),
    )
    table = {
        "month": [str(border.month) for border in found.borders],
        "percent": [round(change, 2) for change in changes],
        "which": [
            _("this border") if b.real else _("overlaps it") if b.overlaps else _("other")
            for b in found.borders
        ],
    }
    headings = (_("First month of the later group"), _("Change in percent"), _("Which"))
    return sheet.chart(
        f"borders-{measure.id.replace('_', '-')}",
        pd.DataFrame(table),
        dict(zip(table, headings, strict=True)),
        alt=_(
            "Dot plot. {title}, {months}. At this one {change}.",
            title=title,
            months=months.words,
            change=percent(real.ratio, sign=True),
        ),
        kind="figure",
        credit=series.credit,
        trails=[series.trail],
    )


ROW = 30
"""Pixels of a choice's row."""


def depends(outcomes: Sequence[Outcome], look: Look) -> Chart:
    """A row for each choice: the ratio as a dot with its interval, in percent. Raises ValueError
    where none has enough months."""
    asked = outcomes[0].choice
    known = [each.levels.ratio for each in outcomes if each.levels]
    if not known:
        raise ValueError("none of these choices has enough months")
    low, high = (percent(end(r.value for r in known), sign=True) for end in (min, max))
    if low == high:
        title = _("{measure}: a change of {low}, no matter what is compared", low=low,
                  measure=asked.measure.title)  # fmt: skip
    else:
        title = _(
            "{measure}: a change of {low} to {high}, depending on what is compared",
            measure=asked.measure.title,
            low=low,
            high=high,
        )
    names = [each.choice.words for each in outcomes]
    beside = look.beside
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("The second group against the first, per day, in percent; bars: 95% intervals"),
        x_title=_("Difference in percent"),
        y_title="",
        left=min(330, 28 + round(max(width(name, 12) for name in names))) if beside else 20,
        right=150 if beside else 20,
        top=4,
        height=(ROW if beside else 44) * len(outcomes),
    )
    values, lowest, highest = (
        [100 * (end - 1) for end in ends]
        for ends in zip(*((r.value, r.low, r.high) for r in known), strict=True)
    )
    # An interval that says nothing is cut at the edge of the plot rather than flattening the rest.
    edge = 2 * max(60.0, *(abs(each) for each in values))
    ends = max(min(lowest), -edge) * 1.1 - 2, min(max(highest), edge) * 1.1 + 2
    sheet.axes(
        {
            "range": [min(ends[0], -2), max(ends[1], 2)],
            "ticksuffix": "%",
            "zeroline": True,
            "zerolinecolor": look.color["axis"],
            "showgrid": True,
            "nticks": axes.ticks(sheet, "−100%"),
        },
        {"range": [len(outcomes) - 0.5, -0.6], "showticklabels": False, "showgrid": False},
    )
    sheet.layout["hovermode"] = "closest"
    for at, outcome in enumerate(outcomes):
        _draw_choice(sheet, at, outcome, edge)
    rows = [_row(at, each) for at, each in enumerate(outcomes, 1)]
    headings = (
        _("Number"), _("Choice"), _("First group"), _("Second group"), _("Months, first"),
        _("Months, second"), _("Difference in percent"), _("At least"), _("At most"),
    )  # fmt: skip
    trails = {each.trail.what: each.trail for each in outcomes}
    return sheet.chart(
        f"depends-{asked.measure.id.replace('_', '-')}",
        pd.DataFrame(rows),
        dict(zip(rows[0], headings, strict=True)),
        alt=_(
            "Dot plot. {title}: {choices}.", title=title, choices="; ".join(map(_said, outcomes))
        ),
        kind="figure",
        credit=sum((each.credit for each in outcomes[1:]), outcomes[0].credit),
        trails=list(trails.values()),
    )


def _draw_choice(sheet: Sheet, at: int, outcome: Outcome, edge: float) -> None:
    """A choice's words, its dot and interval, and both in numbers; why there are none where there
    are too few months."""
    look, ink = sheet.look, sheet.look.color["ink"]
    beside = look.beside
    lines = look.wrap(outcome.choice.words, 12) if not beside else (outcome.choice.words,)
    place = {"y": at, "yanchor": "middle"} if beside else {"y": at - 0.16, "yanchor": "bottom"}
    sheet.write_at_edge(lines, ink, 12, **place)
    if outcome.levels is None:
        words = _("too few months to say")
        sheet.write(text(words, look.color["muted"], 12, xref="paper", x=0.5, y=at))
        return
    ratio = outcome.levels.ratio
    value, low, high = (100 * (end - 1) for end in (ratio.value, ratio.low, ratio.high))
    color = look.color["second" if at == 0 else "axis"]
    sheet.draw(
        line([max(low, -edge), min(high, edge)], [at, at], color, 2),
        dots([value], [at], {"size": 10, "color": color}, name=outcome.choice.words,
             hovertemplate="%{x:+.1f}%<extra></extra>"),
    )  # fmt: skip
    if beside:
        words = _("<b>{value}</b> ({interval})", value=percent(ratio.value, sign=True),
                  interval=ratio_interval(ratio))  # fmt: skip
        sheet.write(text(words, ink, 12, xref="paper", x=1, xanchor="left", xshift=8, y=at))


def _said(outcome: Outcome) -> str:
    """A choice and what comes of it."""
    if outcome.levels is None:
        return _("{choice}: too few months to say", choice=outcome.choice.words)
    change = percent(outcome.levels.ratio.value, sign=True)
    return _("{choice}: {change}", choice=outcome.choice.words, change=change)


def _row(at: int, outcome: Outcome) -> dict[str, object]:
    choice, levels = outcome.choice, outcome.levels
    row: dict[str, object] = {
        "number": at,
        "choice": choice.words,
        "first": choice.first.words,
        "second": choice.second.words,
    }
    if levels is None:
        none = outcome.why or ""
        return row | dict.fromkeys(
            ("first_months", "second_months", "percent", "low", "high"), none
        )
    ratio = levels.ratio
    return row | {
        "first_months": levels.months[0],
        "second_months": levels.months[1],
        "percent": round(100 * (ratio.value - 1), 1),
        "low": round(100 * (ratio.low - 1), 1),
        "high": round(100 * (ratio.high - 1), 1),
    }
