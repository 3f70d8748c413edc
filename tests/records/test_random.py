"""Random tables, written by Python's own csv module: no row is lost and none is invented."""

import csv
import datetime as dt
import gzip
import io
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.records import recognize, roll_up

DAYS = st.dates(dt.date(2014, 1, 1), dt.date(2016, 12, 31))
FORMATS: dict[str, Callable[[dt.date], str]] = {
    "YYYY-MM-DD": lambda day: day.isoformat(),
    "M/D/YYYY": lambda day: f"{day.month}/{day.day}/{day.year}",
    "MM/DD/YYYY": lambda day: f"{day:%m/%d/%Y}",
    "D-Mon-YYYY": lambda day: f"{day:%d-%b-%Y}",
    "Mon D, YYYY": lambda day: f"{day:%B} {day.day}, {day.year}",
    "YYYYMMDD": lambda day: f"{day:%Y%m%d}",
}
MARKS = st.sampled_from(
    [
        "",
        " ",
        "(B)(6);(B)(7)(C) ",
        "NA",
        "unknown",
        "2015-13-01",
        "31/31/2015",
        "0015-01-01",
        "9/9/9999",
    ]
)
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0xFF)
CELLS = st.text(LETTERS | st.sampled_from('",;|\t\n\'"'), max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, bool, list[tuple[str, dt.date | None, str]]]:
    """A file's bytes, whether it is packed, and its rows: the date's text, the date, the mark."""
    write_day = FORMATS[draw(st.sampled_from(sorted(FORMATS)))]
    rows = draw(
        st.lists(
            st.tuples(DAYS | st.none(), MARKS, CELLS, CELLS, st.sampled_from(["NA", "(B)(7)(E) "])),
            max_size=40,
        )
    )
    # Most values must be dates for the column to be found; the rest may be anything.
    days = draw(st.lists(DAYS, min_size=len(rows) + 1, max_size=len(rows) + 5))
    rows += [(day, "", "x", "y", "NA") for day in days]
    rows = draw(st.permutations(rows))
    delimiter = draw(st.sampled_from([",", ";", "|", "\t", "^"]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    out = io.StringIO(newline="")
    preamble = draw(
        st.lists(
            st.sampled_from(["A title", "", "For Official Use Only", '"In ""quotes"", once"']),
            max_size=5,
        )
    )
    for line in preamble:
        # Some programs pad a title to the width of the table, others do not.
        out.write(line + (delimiter * 3 if draw(st.booleans()) else "") + end)
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=end,
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerow(["note", "left on", "threat level", "other"])
    kept = []
    for day, mark, note, other, level in rows:
        text = write_day(day) if day else mark
        writer.writerow([note, text, level, other])
        kept.append((text, day, level))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"]))
    data = out.getvalue().encode(encoding)
    packed = draw(st.booleans())
    return (gzip.compress(data) if packed else data), packed, kept


@given(tables())
@settings(deadline=None)
def test_rows_in_are_rows_used_and_rows_set_aside(
    table: tuple[bytes, bool, list[tuple[str, dt.date | None, str]]],
) -> None:
    data, packed, rows = table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("table.csv.gz" if packed else "table.csv")
        path.write_bytes(data)
        rollup = roll_up(
            recognize([path]),
            date_column="left on",
            flags={"redacted": "threat level starts with (B)"},
            threads=1,
            # A few dates do not tell their order, and are asked about.
            order="month-first",
        )
    report = rollup.report
    assert report.rows_read == report.rows_used + report.rows_set_aside == len(rows)
    expected = Counter(f"{day:%Y-%m}" for _, day, _ in rows if day)
    redacted = Counter(f"{day:%Y-%m}" for _, day, level in rows if day and level.startswith("(B)"))
    months = rollup.months
    assert months["month"].tolist()[0] == min(expected)
    assert months["month"].tolist()[-1] == max(expected)
    assert not any(expected[month] for month in report.not_covered)
    covered = months[~months["month"].isin(report.not_covered)]
    assert months["records"].isna().sum() == len(report.not_covered)
    assert dict(zip(covered["month"], covered["records"], strict=True)) == {
        m: expected[m] for m in covered["month"]
    }
    assert dict(zip(covered["month"], covered["redacted"], strict=True)) == {
        m: redacted[m] for m in covered["month"]
    }
    assert sum(file.read for file in report.files) == report.rows_read
    assert len(report.examples) == min(5, report.rows_set_aside)
