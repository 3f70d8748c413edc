"""How sure a difference is: the trend carried on, every other border, and what the result depends
on."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.charts import axes
from lib.charts.chart import Chart
from lib.charts.look import Look
from lib.charts.marks import Mark, dots, hover, line, middle, named, start, upright
from lib.charts.months_table import cell
from lib.charts.sheet import Sheet, colors_note
from lib.inference.placebo import Placebo
from lib.inference.sensitivity import Outcome
from lib.inference.trend import Trend
from lib.inference.words import Names, left_out_words, shape_words
from lib.measures import Series
from lib.months import MonthRange
from lib.text import _
from lib.words import caveats


def counterfactual(found: Trend, series: Series, names: Names, look: Look) -> Chart:
    """The months as dots, the model's line, and the trend carried on with its 95 % band;
    ``series`` is what the sample was taken from."""
    measure, kind = found.measure, found.measure.kind
    title = _("{measure}: the trend carried on", measure=measure.title)
    months = MonthRange(found.calendar[0], found.calendar[-1])
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("{months}; band: 95% interval of the line carried on", months=months.words),
        x_title=measure.dated,
        y_title=measure.axis,
        right=24,
        top=6,
    )
    sheet.axes(
        axes.month_axis(months, sheet),
        axes.value_axis([*found.values, *found.fitted, *found.counterfactual], kind),
    )
    before = found.months[0]
    x = [middle(month) for month in found.calendar]
    said = hover(kind)
    first, second = look.color["first"], look.color["second"]
    carried = _("The trend of {first} carried on", first=names[0])
    sheet.draw(
        _band(x[before:], found.low, found.high, look.tint("first", 0.25)),
        line(x[before:], found.counterfactual, first, 2, dash="dash", name=carried,
             hovertemplate=named(carried, said)),
        line(x[:before], found.fitted[:before], first, 2),
        line(x[before:], found.fitted[before:], second, 2),
    )  # fmt: skip
    for name, color, part in (
        (names[0], first, slice(None, before)),
        (names[1], second, slice(before, None)),
    ):
        shown = {"name": name, "hovertemplate": named(name, said)}
        sheet.draw(dots(x[part], found.values[part], {"size": 7, "color": color}, **shown))
    sheet.shade(upright(start(found.asked[1].first), look.color["axis"]))
    sheet.note(
        colors_note(((names[0], first), (names[1], second))),
        _("Dashed: the trend of {first} carried on.", first=names[0]),
        shape_words(found),
        left_out_words(found.left_out),
        *caveats([series]),
    )
    ahead = [None] * before
    table = {
        "month": [str(month) for month in found.calendar],
        measure.id: [cell(value, kind) for value in found.values],
        "fitted": [cell(value, kind) for value in found.fitted],
    }
    for name, values in (
        ("carried_on", found.counterfactual),
        ("low", found.low),
        ("high", found.high),
    ):
        before_border = [_("before the border") for _empty in ahead]
        table[name] = [*before_border, *(cell(value, kind) for value in values)]
    headings = (
        _("Month"), measure.label, _("The model"), _("The trend carried on"), _("At least"),
        _("At most"),
    )  # fmt: skip
    return sheet.chart(
        f"trend-{measure.id.replace('_', '-')}",
        pd.DataFrame(table),
        dict(zip(table, headings, strict=True)),
        alt=_(
            "Line chart. {title}, {months}. {shape}",
            title=title,
            months=months.words,
            shape=shape_words(found),
        ),
        kind=kind,
        credit=series.credit,
        trails=[series.trail],
    )


def _band(x: Sequence[str], low: Sequence[float], high: Sequence[float], color: str) -> Mark:
    return {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [*x, *reversed(x)],
        "y": [*low, *reversed(high)],
        "line": {"width": 0},
        "fill": "toself",
        "fillcolor": color,
    }


def other_borders(found: Placebo, series: Series, look: Look) -> Chart:
    """The change at every border as a dot, the real one marked."""
    measure, real = found.measure, found.real
    title = _("{measure}: the same comparison at every border", measure=measure.title)
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
    months = MonthRange(found.borders[0].month, found.borders[-1].month)
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
        _("Pale: borders whose later months hold some of this one's.") if overlapping else None,
        _(
            "Its change is number {rank} of {number} by size, up or down.",
            rank=found.rank,
            number=len(found.others) + 1,
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
        alt=_("Dot plot. {title}, {months}.", title=title, months=months.words),
        kind="figure",
        credit=series.credit,
        trails=[series.trail],
    )


def depends(outcomes: Sequence[Outcome], look: Look) -> Chart:
    """The ratio under each choice as a dot with its interval, in percent; the choices are numbered,
    and the table and the notes name them. Raises ValueError where none has enough months."""
    asked = outcomes[0].choice
    title = _("{measure}: what the difference depends on", measure=asked.measure.title)
    sheet = Sheet(
        look,
        title=title,
        subtitle=_("The second group against the first, per day, in percent; bars: 95% intervals"),
        x_title=_("Choice"),
        y_title=_("Difference in percent"),
        right=24,
        top=6,
    )
    known = [(at, each.levels.ratio) for at, each in enumerate(outcomes, 1) if each.levels]
    if not known:
        raise ValueError("none of these choices has enough months")
    x = [at for at, _ratio in known]
    y, low, high = (
        [100 * (end - 1) for end in ends]
        for ends in zip(*((r.value, r.low, r.high) for _at, r in known), strict=True)
    )
    # An interval that says nothing is cut at the edge of the plot rather than flattening the rest.
    edge = 2 * max(60.0, *(abs(each) for each in y))
    color = look.color["second"]
    stems_x = [place for at in x for place in (at, at, None)]
    stems_y = [end for a, b in zip(low, high, strict=True)
               for end in (max(a, -edge), min(b, edge), None)]  # fmt: skip
    sheet.draw(
        line(stems_x, stems_y, color, 2),
        dots(x, y, {"size": 10, "color": color}, name=_("Difference"),
             hovertemplate="%{y:+.1f}%<extra></extra>"),
    )  # fmt: skip
    sheet.axes(
        {
            "range": [0.4, len(outcomes) + 0.6],
            "tickvals": list(range(1, len(outcomes) + 1)),
            "ticktext": [str(at) for at in range(1, len(outcomes) + 1)],
        },
        {
            "range": [max(min(low), -edge) * 1.1 - 2, min(max(high), edge) * 1.1 + 2],
            "ticksuffix": "%",
            "zeroline": True,
            "zerolinecolor": look.color["axis"],
        },
    )
    numbered = "; ".join(f"{at} {each.choice.words}" for at, each in enumerate(outcomes, 1))
    sheet.note(_("{choices}.", choices=numbered))
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
        alt=_("Dot plot. {title}: {choices}.", title=title, choices=numbered),
        kind="figure",
        credit=sum((each.credit for each in outcomes[1:]), outcomes[0].credit),
        trails=list(trails.values()),
    )


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
