"""What the pages share: the tables, the month range, the look of the charts, and the card a chart stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.charts import Chart, Group, Line, Look
from lib.charts.style import PNG_HEIGHT, PNG_WIDTH, source_words
from lib.compare import Comparison, compare, statistics
from lib.datapackage import DataError
from lib.eras import presets
from lib.measures import LONGEST_WINDOW, Measure, extent, series, unknown_spans
from lib.months import Month, MonthRange
from lib.tables import Tables
from lib.trail import Trail
from lib.words import (
    MEAN_DIGITS,
    NOT_EVERY_MONTH,
    NOT_IN_TABLE,
    difference_words,
    number,
    unknown_words,
)

_HERE = Path(__file__).parent

# Only the browser knows how much width it has for the page; it says so once, and again when that changes because a
# window or the sidebar is made narrow or wide.
_VIEWPORT = st.components.v2.component(
    "viewport",
    css=(_HERE / "viewport.css").read_text("utf-8"),
    js=(_HERE / "viewport.js").read_text("utf-8"),
    isolate_styles=False,
)

_PICTURE = st.components.v2.component(
    "picture",
    html="""<div>
        <button type="button" name="png">Download PNG</button>
        <button type="button" name="svg">Download SVG</button>
        <button type="button" name="copy" hidden>Copy picture</button>
        <span role="status"></span>
    </div>""",
    css=(_HERE / "picture.css").read_text("utf-8"),
    js=(_HERE / "picture.js").read_text("utf-8"),
)


def steady() -> DeltaGenerator:
    """One place on the page for elements of changing number.

    A control that such elements push up or down is drawn anew, and the browser then no longer writes it into the address
    (Streamlit 1.67: the old one, on leaving, takes the address of the new one away).
    """
    return st.container()


WIDE = 720
"""Pixels that a page has at least where its charts are drawn for a wide screen."""


@st.cache_resource
def _read_tables() -> Tables:
    return Tables()


def tables() -> Tables:
    """The tables, read once for all visitors."""
    return _read_tables()


@contextmanager
def telling_of_broken_data() -> Iterator[None]:
    """Says what is wrong with the data folder, and where, instead of showing pages without it."""
    try:
        yield
    except DataError as error:
        st.error(str(error), title="The tables cannot be read", icon=":material/error:")
        st.stop()


def months() -> MonthRange:
    """The range of months the visitor has chosen."""
    return MonthRange.parse(*st.session_state["months"])


def choose(chosen: MonthRange) -> None:
    """Sets the month range, and with it the address; only for callbacks, which run before the widgets."""
    st.session_state["months"] = (str(chosen.first), str(chosen.last))
    _forget_address()


def _forget_address() -> None:
    st.session_state.pop("asked_months", None)


def month_range() -> None:
    """The one month range, with its presets; it lives in the address and holds on every page."""
    options = [str(month) for month in tables().calendar]
    asked = st.query_params.get_all("months")
    if asked and not (len(asked) == 2 and all(month in options for month in asked)):
        st.session_state["asked_months"] = " to ".join(asked)
        # The slider would take the half of it that is right.
        del st.query_params["months"]
        st.rerun()
    with st.container(border=True):
        st.select_slider(
            "Months",
            options,
            value=(options[0], options[-1]),
            key="months",
            bind="query-params",
            on_change=_forget_address,
        )
        # Buttons, which have no state: a chosen pill that the visitor's browser still believes in, because the answer
        # to a move of the slider is on its way, would take the slider back.
        with st.container(horizontal=True, gap="xsmall"):
            for name, span in presets(tables()).items():
                st.button(
                    name,
                    key=f"preset-{name}",
                    type="primary" if span == months() else "secondary",
                    on_click=choose,
                    args=(span,),
                )
    message = steady()
    if asked_months := st.session_state.get("asked_months"):
        message.warning(
            f"The address asks for “{asked_months}”. The tables hold {options[0]} to {options[-1]}; this is all of them.",
            icon=":material/calendar_month:",
        )
    st.caption(f"{months().words} · {months().count_words}")


def watch_screen() -> None:
    """Learns from the visitor's browser whether it has little width for the page, now and whenever that changes."""
    _VIEWPORT(
        key="viewport", data={"narrow": look().narrow, "wide": WIDE}, on_narrow_change=lambda: None
    )


def look() -> Look:
    """Light or dark, wide or narrow, as the visitor sees the page."""
    guess = "Mobi" in st.context.headers.get("User-Agent", "")
    narrow = st.session_state.get("viewport", {}).get("narrow", guess)
    return Look(dark=st.context.theme.type == "dark", narrow=bool(narrow))


def card(draw: Callable[[Look], Chart], *, table_open: bool = False, ranged: bool = True) -> None:
    """A chart with its two downloads, the table behind it, and where its numbers come from.

    ``draw`` makes the chart for a look: the one of the screen and, on a narrow screen, a wide one for the picture.
    ``ranged`` says whether the month range cuts the chart, and so belongs into the names of its files.
    """
    screen = look()
    chart = draw(screen)
    picture = draw(replace(screen, narrow=False)).figure if screen.narrow else None
    file_name = f"{chart.name}_{months()}" if ranged else chart.name
    key = "chart-" + re.sub(r"[^a-z0-9]+", "-", chart.name)
    with st.container(border=True, key=f"card-{key}"):
        st.plotly_chart(
            # Plotly checks every property of a figure, which takes twice the time of making it; the tests do that once.
            go.Figure(chart.figure, _validate=False),
            key=key,
            theme=None,
            alt=chart.alt,
            config={
                "displaylogo": False,
                "modeBarButtons": [["toImage"]],
                "toImageButtonOptions": {
                    "format": "svg", "width": PNG_WIDTH, "height": PNG_HEIGHT, "filename": file_name,
                },
            },
        )  # fmt: skip
        with st.container(horizontal=True, key=f"downloads-{key}"):
            _PICTURE(
                key=f"picture-{key}",
                data={
                    "chart": key,
                    "picture": picture,
                    "name": file_name,
                    "title": chart.title,
                    "source": source_words(chart.figure),
                },
                width="content",
            )
            st.download_button(
                "Download CSV",
                # Made when asked for: a file made with each run is gone when a slow browser comes to look for it.
                lambda: chart.table.to_csv(index=False, lineterminator="\n"),
                file_name=f"{file_name}_{chart.sources}.csv",
                mime="text/csv",
                on_click="ignore",
                key=f"csv-{key}",
            )
        behind = st.expander(
            "The table behind it", expanded=table_open, on_change="rerun", key=f"table-{key}"
        )
        if behind.open:
            shown = _shown(chart)
            right = {
                name: st.column_config.TextColumn(alignment="right") for name in shown.columns[1:]
            }
            if (shown == _ABSENT).any(axis=None):
                behind.caption(
                    f"{_ABSENT}: the source does not have the month, or not every month that the mean needs."
                )
            behind.dataframe(
                shown,
                hide_index=True,
                column_config=right,
                alt=f"The numbers of the chart {chart.title}",
            )
        where_from(chart.trails, key)


def where_from(trails: Sequence[Trail], key: str) -> None:
    """The queries behind what is shown above, ready to be run elsewhere, with the rows they give."""
    box = st.expander(
        "Where does this come from",
        on_change="rerun",
        key=f"where-{key}",
        icon=":material/account_tree:",
    )
    if not box.open:
        return
    with box:
        st.caption(
            "Each query gives the same numbers in the `duckdb` shell, run in the folder that holds `data/`."
        )
        for trail in trails:
            used = ", ".join(f"`{name}`" for name in trail.tables_used(tables())) or "your file"
            st.markdown(f"**{trail.what}**: from {used}")
            st.code(trail.text(tables()), "sql")
            st.dataframe(trail.rows(tables()), hide_index=True, alt=f"The rows of {trail.what}")


_ABSENT = "—"


def _shown(chart: Chart) -> pd.DataFrame:
    """The table as people read it: thousands separated, shares in percent."""
    whole, part = {
        "count": ("{:,.0f}", "{:,.1f}"),
        "share": ("{:.2%}", "{:.2%}"),
        "figure": ("{:,}", "{:,}"),
    }[chart.kind]

    def cell(value: object, column: str) -> object:
        if value in (NOT_EVERY_MONTH, NOT_IN_TABLE):
            return _ABSENT
        if isinstance(value, str) or column in ("percent", "month_of_group"):
            return str(value)
        return (whole if isinstance(value, int) else part).format(value)

    table = chart.table.astype(object)
    shown = {
        heading: [cell(value, name) for value in table[name]]
        for name, heading in chart.headings.items()
    }
    return pd.DataFrame(shown)


def _why(measure: Measure, months: MonthRange) -> str:
    """The words of the source where a measure has no value in any month of a range."""
    words = {words for _, words in unknown_spans(series(tables(), measure, months))}
    return " / ".join(sorted(words)) or NOT_IN_TABLE


def own_measure() -> Measure | None:
    """The visitor's own monthly counts, where the visitor has laid them under the tables' series."""
    own: Measure | None = st.session_state.get("own_measure")
    return own


def range_slider(label: str, key: str, default: MonthRange) -> MonthRange:
    """A second range of months beside the one of the frame; it lives in the address under its key."""
    options = [str(month) for month in tables().calendar]
    chosen = st.select_slider(
        label, options, value=(str(default.first), str(default.last)), key=key, bind="query-params"
    )
    return MonthRange.parse(*chosen)


def statistics_table(comparison: Comparison, groups: Sequence[Group]) -> pd.DataFrame:
    """The statistics of both groups, a row each, written for people."""
    kind = comparison.measure.kind
    one, two = comparison.first, comparison.second
    one_months, two_months = (group.months for group in groups)
    between = "cannot be made"
    if comparison.difference is not None:
        between = difference_words(comparison, MEAN_DIGITS).removesuffix(" than")
    means = [
        number(side.mean, kind, MEAN_DIGITS if kind == "count" else None) for side in (one, two)
    ]
    rows = [
        ("From", one_months.first.words, two_months.first.words),
        ("To", one_months.last.words, two_months.last.words),
        ("Months", str(one.months), str(two.months)),
        ("Months that have a value", str(one.known), str(two.known)),
        ("Total, known months", number(one.total, kind), number(two.total, kind)),
        ("Mean month" if kind == "count" else "Sum over sum", *means),
        ("Median month", number(one.median, kind), number(two.median, kind)),
        (
            "Lowest month",
            _extreme(one.lowest, one.lowest_month, kind),
            _extreme(two.lowest, two.lowest_month, kind),
        ),
        (
            "Highest month",
            _extreme(one.highest, one.highest_month, kind),
            _extreme(two.highest, two.highest_month, kind),
        ),
        ("Second against first", "", between),
    ]
    if kind == "share":
        rows = [row for row in rows if not row[0].startswith("Total")]
    return pd.DataFrame(rows, columns=["", *(group.name for group in groups)])


def _extreme(value: float | None, month: Month | None, kind: str) -> str:
    return number(value, kind) + (f" ({month.short})" if month else "")


def window_slider() -> int:
    """The window of the running averages, in months; it lives in the address."""
    return st.slider(
        "Months in the running average", 1, LONGEST_WINDOW, 12, key="window", bind="query-params", width=320,
        help="The mean of a month and those before it; 1 shows the months alone.",
    )  # fmt: skip


def recovered_toggle() -> bool:
    """Whether to add the months that Table 1 does not print; it lives in the address."""
    return st.toggle(
        "Add the months recovered from the published averages", key="recovered", bind="query-params",
        help="Table 1 prints 12 months and averages that reach back 11 more. The averages determine those months, up to rounding.",
    )  # fmt: skip


def key_figures(tables: Tables, measures: Sequence[Measure], months: MonthRange) -> None:
    """Each measure over the range, against the range of the same length before it."""
    trails = []
    before = months.before().overlap(tables.calendar)
    if before and len(before) < len(months):
        before = None
    with steady():
        # Four numbers beside each other do not fit a narrow page.
        in_a_row = 2 if look().narrow else len(measures)
        columns = [
            column for _ in range(0, len(measures), in_a_row) for column in st.columns(in_a_row)
        ]
        for column, measure in zip(columns, measures, strict=False):
            now = statistics(tables, measure, months)
            trails.append(now.trail)
            words = [f"{now.known} of {now.months} months known"] if now.known < now.months else []
            if now.known and measure.kind == "count":
                words.append(f"{number(now.mean, 'count')} a month")
            # Half a range against a whole one would be another comparison than the words say.
            if before and now.known == now.months:
                earlier = statistics(tables, measure, before)
                trails.append(earlier.trail)
                if earlier.known == earlier.months:
                    comparison = compare(tables, measure, before, months)
                    trails.append(comparison.trail)
                    words.append(f"{difference_words(comparison)} {before.words}")
                else:
                    words.append(f"{earlier.known} of the {earlier.months} months before known")
            with column.container(border=True, height="stretch"):
                value = now.total if measure.kind == "count" else now.mean
                st.caption(measure.title)
                st.metric(
                    measure.title,
                    number(value, measure.kind) if now.known else _why(measure, months),
                    label_visibility="collapsed",
                )
                if said := "; ".join(words) if now.known else "no month of this range has a value":
                    st.caption(said)
        if not before:
            st.caption("The tables hold no earlier range of this length to compare with.")
        where_from(trails, "key-figures")


def can_draw(lines: Sequence[Line]) -> bool:
    """Whether the lines make a chart; where they do not, says why and gives the values there are."""
    frames = [line.series.frame for line in lines]
    if not any(line.series.known for line in lines):
        words = [sentence for line in lines for sentence in unknown_words(line.series)]
        held = " ".join(
            f"{line.series.measure.title}: {extent(tables(), line.series.measure).words}."
            for line in lines
            if line.series.frame.empty
        )
        st.info(
            " ".join(words)
            + (f" The tables hold other months: {held}" if held else "")
            + " Choose a wider range above.",
            title="There is no number to draw in these months",
            icon=":material/visibility_off:",
        )
        return False
    if max(len(frame) for frame in frames) < 2:
        st.info(
            "One month makes no line. Choose a second month above to see a chart.",
            title=f"One month: {months().words}"
            if len(months()) == 1
            else "Only one month of this range has data",
            icon=":material/calendar_today:",
        )
        st.dataframe(
            pd.DataFrame(
                {
                    "measure": [
                        line.series.measure.title for line in lines if not line.series.frame.empty
                    ],
                    "value": [
                        status if pd.isna(value) else number(value, line.series.measure.kind)
                        for line in lines
                        for value, status in zip(
                            line.series.frame["value"], line.series.frame["status"], strict=True
                        )
                    ],
                }
            ),
            hide_index=True,
            alt="The values of the one month",
        )
        return False
    return True
