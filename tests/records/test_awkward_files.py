"""Small files of the kinds that readers of records get wrong, each with its documented answer.

They lie beside the project with a NAME.expected.txt each; the table here says the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib.records import sheets
from tests.records.command import Outcome, in_a_process, read_outcome, run

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "awkward_files"

needs_files = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the awkward files are not beside the project"
)

SIX_A_MONTH = "2016-01: 6, 2016-02: 6, 2016-03: 6, 2016-04: 6; total 24"
TWENTY = "2016-10: 4, 2016-11: 3, 2016-12: 4, 2017-01: 3, 2017-02: 3, 2017-03: 3"
SHEETS = (
    f"{TWENTY}, 2017-05: 4, 2017-06: 3, 2017-07: 4, 2017-08: 3, 2017-09: 3, 2017-10: 3, "
    "2017-11: 4, 2017-12: 3, 2018-01: 4, 2018-02: 3, 2018-03: 3, 2018-04: 3; total 60"
)
MIDDLE_SHEET = tuple(f"2017-{month:02d}" for month in range(5, 11))
QUARTERS = "2015-10: 31, 2015-11: 30, 2015-12: 31; total 92"


def year_of_counts(year: int, counts: list[int]) -> str:
    return ", ".join(f"{year}-{month:02d}: {count}" for month, count in enumerate(counts, 1))


EVEN = [17] * 8 + [16] * 4


@dataclass(frozen=True)
class Given:
    """An input, and what is right for it."""

    months: str = ""
    """The counts as the document writes them; without any, only an error is right."""
    options: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    """Files given after the first."""
    aside: int | None = None
    """How many rows are set aside, where the document says so."""
    error: str | None = None
    """What the line says where an error is right (or right as well)."""
    column: str = "records"
    date_column: str | None = None
    sheet: str | None = None
    """A sheet that may be passed over instead, by name, its months neither zero nor whole."""
    split: tuple[tuple[str, int | None], ...] = ()
    """Patterns of the columns of the split, and what each adds up to."""
    uncovered: tuple[str, ...] = ()
    """Months that are not whole."""


GIVEN: dict[str, Given] = {
    "birth_date_only.csv": Given(
        SIX_A_MONTH, date_column="arrest date", error=r"(birth|arrest) date.*--date-column"
    ),
    "blank_rows_below.csv": Given(SIX_A_MONTH),
    "dates_comma_time.csv": Given(SIX_A_MONTH),
    "dates_compact_time.csv": Given(SIX_A_MONTH),
    "dates_sas.csv": Given(SIX_A_MONTH),
    "dates_sql_server.csv": Given(SIX_A_MONTH),
    "dates_weekday.csv": Given(SIX_A_MONTH),
    "day_first_one_slip.csv": Given(
        "2017-01: 8, 2017-02: 8, 2017-03: 8; total 24",
        aside=1,
        error=r"(?i)column date.*(both|order|day first|month first|D/M)",
    ),
    "dictionary_sheet_first.xlsx": Given(TWENTY + "; total 20"),
    "extra_header_cell.csv": Given(SIX_A_MONTH),
    "gap_2014.csv": Given(
        f"{year_of_counts(2014, EVEN)}, {year_of_counts(2016, EVEN)}; total 400",
        more=("gap_2016.csv",),
        uncovered=tuple(f"2015-{month:02d}" for month in range(1, 13)),
    ),
    "header_line_break.xlsx": Given(TWENTY + "; total 20"),
    "headerless_one_unknown.csv": Given(error="no row names the columns"),
    "ice_form_iso.csv": Given(QUARTERS, column="removals"),
    "ice_form_resaved.xlsx": Given(QUARTERS, column="removals"),
    "index_column_withheld_date.csv": Given(
        "2016-01: 6, 2016-02: 6, 2016-03: 5, 2016-04: 6; total 23",
        aside=1,
        date_column="arrest date",
    ),
    "long_first_cell.csv": Given(SIX_A_MONTH),
    "misnamed.xls": Given(SIX_A_MONTH),
    "mostly_not_released.csv": Given(
        "2016-01: 2, 2016-02: 2, 2016-03: 2, 2016-04: 2; total 8", aside=16
    ),
    "names_differ_by_mark.csv": Given(SIX_A_MONTH),
    "offset_two_digits.csv": Given(SIX_A_MONTH),
    # One row is set aside, or read; there are 23 records or 24.
    "one_backslash_quote.csv": Given("2016-01: 6, 2016-02: 6, 2016-03: 6, 2016-04: 5; total 23"),
    "one_stray_byte.csv": Given(
        options=("--by", "country"),
        split=(("MÉXICO", 12), ("PERÚ", 12), (r"ESPA\S+A", 1)),
    ),
    "open_quote.tsv": Given(SIX_A_MONTH, error=r"\brow 7\b"),
    "rows_end_early.xlsx": Given(
        year_of_counts(2016, [31, 29, 31, 30, 31, 30, 31, 31, 30, 26]) + "; total 300",
        options=("--date-column", "arrest date"),
    ),
    "rows_end_early_text.xlsx": Given(
        year_of_counts(2016, [31, 28, 31, 30, 31, 30, 31, 31, 30, 26]) + "; total 299",
        options=("--date-column", "arrest date"),
        aside=1,
    ),
    "same_names.csv": Given(SIX_A_MONTH, options=("--date-column", "date")),
    "semicolon_commas.csv": Given(year_of_counts(2016, EVEN) + "; total 200"),
    "serials_general.xlsx": Given(
        SIX_A_MONTH, options=("--date-column", "date"), error=r"(?i)excel.*\b42[,.]?[0-9]{3}\b"
    ),
    "sheets_leading_blank_column.xlsx": Given(
        SHEETS, options=("--date-column", "Date in"), error=r"\b2017\b", sheet="2017"
    ),
    "sheets_notes_column.xlsx": Given(
        SHEETS, options=("--date-column", "Date in"), error=r"\bFY17\b", sheet="FY17"
    ),
    "short_rows.csv": Given(SIX_A_MONTH),
    "short_rows_many.csv": Given(year_of_counts(2016, [500] * 12) + "; total 6000"),
    "space_after_comma.csv": Given(SIX_A_MONTH),
    "spread_header.xlsx": Given(SIX_A_MONTH, options=("--date-column", "Complaint date")),
    "summary_sheet_first.xlsx": Given(TWENTY + "; total 20", options=("--date-column", "Date in")),
    "timed_and_named.csv": Given(
        "2016-01: 6, 2016-02: 6, 2016-03: 6, 2016-04: 6, 2016-10: 2; total 26"
    ),
    "trailing_comma_rows.csv": Given(
        "2016-01: 6, 2016-02: 5, 2016-03: 6, 2016-04: 6; total 23", aside=1
    ),
    "trailing_comma_rows_all_dated.csv": Given(SIX_A_MONTH),
    "utc_midnight.parquet": Given(
        "2015-10: 31, 2015-11: 30; total 61", options=("--date-column", "book_in")
    ),
    "utc_midnight_unnamed.parquet": Given("2015-10: 31, 2015-11: 30", date_column="book_in"),
    "windows_1252.csv": Given(
        options=("--by", "country"), split=(("CÔTE D’IVOIRE", None), ("MÉXICO", None))
    ),
    "year_first_two_digits.csv": Given(SIX_A_MONTH, error=r"(?i)order|16-\d\d-\d\d"),
}

LARGE = ("rows_end_early.xlsx", "rows_end_early_text.xlsx")
ZONES = ("America/Los_Angeles", "Pacific/Auckland")


def counts_of(months: str) -> dict[str, int]:
    return {month: int(count) for month, count in re.findall(r"(\d{4}-\d\d): (\d+)", months)}


def check(name: str, outcome: Outcome) -> None:
    """Holds what the command gave for an input against what is right for it."""
    given = GIVEN[name]
    if outcome.code:
        assert given.error is not None, f"refused: {outcome.error}"
        assert re.search(given.error, outcome.error), outcome.error
        return
    assert given.months or given.split, f"counted {outcome.counted}"
    if given.split:
        check_split(given, outcome)
        return
    assert next(iter(outcome.counts)) == given.column
    expected = counts_of(given.months)
    counted = dict(outcome.counted)
    if name == "one_backslash_quote.csv" and outcome.report["rows_set_aside"] == 0:
        expected["2016-04"] += 1
    if given.sheet and given.sheet in named_as_passed_over(outcome):
        for month in MIDDLE_SHEET:
            assert outcome.months.get(month) is None
            assert not outcome.whole.get(month, False)
            del expected[month]
    assert counted == expected
    if given.aside is not None:
        assert outcome.report["rows_set_aside"] == given.aside
    if given.date_column:
        assert outcome.report["date_column"] == given.date_column
    assert outcome.report["profile"] == ("ice-removals" if given.column == "removals" else None)
    for month in given.uncovered:
        assert not outcome.whole[month], f"{month} is said to be whole"


def check_split(given: Given, outcome: Outcome) -> None:
    columns = list(outcome.counts)[1:]
    assert len(columns) == len(given.split), columns
    for pattern, total in given.split:
        (column,) = [column for column in columns if re.fullmatch(pattern, column)]
        if total is not None:
            assert sum(count or 0 for count in outcome.counts[column].values()) == total
    split = [count or 0 for name in columns for count in outcome.counts[name].values()]
    assert sum(split) == sum(outcome.counted.values())


def named_as_passed_over(outcome: Outcome) -> str:
    """The names of the sheets that the report says were not counted."""
    return " ".join(entry["name"] for entry in outcome.report.get("passed_over") or ())


def arguments(name: str) -> list[str]:
    given = GIVEN[name]
    return [*(str(FOLDER / file) for file in (name, *given.more)), *given.options]


@needs_files
@pytest.mark.parametrize("name", GIVEN)
def test_each_gives_its_documented_answer(name: str) -> None:
    check(name, run(*arguments(name)))


@needs_files
@pytest.mark.parametrize("name", [name for name in GIVEN if name.startswith("utc_midnight")])
@pytest.mark.parametrize("zone", ZONES)
def test_a_stored_instant_is_the_same_month_on_every_machine(
    name: str, zone: str, tmp_path: Path
) -> None:
    code, said, error = in_a_process(arguments(name), tmp_path, {"TZ": zone})
    assert (code, error) == (0, "")
    check(name, read_outcome(tmp_path / "months.csv", said))


@needs_files
@pytest.mark.parametrize("name", LARGE)
def test_the_reader_of_large_sheets_gives_the_same(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LARGE_SHEETS", 0)
    check(name, run(*arguments(name)))


@needs_files
@pytest.mark.parametrize(
    ("name", "sheet"),
    [("dictionary_sheet_first.xlsx", "Data dictionary"), ("summary_sheet_first.xlsx", "Summary")],
)
def test_a_sheet_that_is_not_counted_is_named(name: str, sheet: str) -> None:
    outcome = run(*arguments(name))
    assert outcome.code == 0, outcome.error
    assert sheet in named_as_passed_over(outcome)
    assert sheet in outcome.said


@needs_files
def test_the_table_is_what_the_documents_say() -> None:
    """Every input is here, with the command and the counts of its document."""
    documents = {path.name.removesuffix(".expected.txt"): path for path in FOLDER.glob("*.txt")}
    assert {Path(name).stem for name in GIVEN} == set(documents)
    for name, given in GIVEN.items():
        text = documents[Path(name).stem].read_text(encoding="utf-8")
        # The document of a birth date says in words what is right.
        assert given.months in text or not counts_of(text), name
        assert all(option in text for option in given.options), name
        if not given.error:
            assert "error" not in text.partition("Why:")[0], name
