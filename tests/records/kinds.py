"""What is awkward about people's files, each kind a function that makes a draft so.

A kind says what is owed to a file that has nothing else about it: COUNTED, every record in its
month; READ, not refused, with all that is not counted in the report; ASKED, either, or a refusal.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.records.dates_written import SHAPES, UNDECIDED
from tests.records.drafts import DATE, NAMES, Draft, Row, Table

Draw = Callable[[st.SearchStrategy[int]], int]

COUNTED, READ, ASKED = "counted", "read", "asked"
ASPECTS = (
    "parts", "months", "columns", "header", "above", "rows", "dates", "withheld", "quotes", "text",
    "bytes", "line ends", "packing",
)  # fmt: skip
"""What of a file a kind is about, in the order in which kinds are applied. A file has at most one
kind of each."""


@dataclass(frozen=True)
class Kind:
    name: str
    aspect: str
    owed: str
    where: str
    """text, workbook or any."""
    apply: Callable[[Draft, Draw], None]


KINDS: dict[str, Kind] = {}


def kind(
    aspect: str, owed: str, where: str = "any"
) -> Callable[[Callable[[Draft, Draw], None]], Callable[[Draft, Draw], None]]:
    def register(apply: Callable[[Draft, Draw], None]) -> Callable[[Draft, Draw], None]:
        name = apply.__name__
        KINDS[name] = Kind(name, aspect, owed, where, apply)
        return apply

    return register


def number(draw: Draw, least: int, most: int) -> int:
    return draw(st.integers(least, most))


def one_of(draw: Draw, rows: Sequence[Row]) -> Row:
    return rows[number(draw, 0, len(rows) - 1)]


# Parts: several files, several sheets.


def part(draft: Draft, draw: Draw) -> tuple[Table, Table]:
    """Cuts the table into two: files or sheets."""
    (table,) = draft.tables
    cut = number(draw, 3, len(table.rows) - 3)
    names = ("2016", "2017") if draft.workbook else ("one", "two")
    first, second = (
        Table(name, list(table.header), rows)
        for name, rows in zip(names, (table.rows[:cut], table.rows[cut:]), strict=True)
    )
    draft.tables = [first, second]
    return first, second


@kind("parts", COUNTED)
def two_parts(draft: Draft, draw: Draw) -> None:
    part(draft, draw)


@kind("parts", COUNTED)
def columns_in_another_order(draft: Draft, draw: Draw) -> None:
    _, second = part(draft, draw)
    second.header.reverse()
    for row in second.rows:
        row.cells.reverse()
    second.date = len(second.header) - 1 - second.date


@kind("parts", COUNTED)
def one_part_lacks_a_column(draft: Draft, draw: Draw) -> None:
    table = part(draft, draw)[number(draw, 0, 1)]
    table.header.pop()
    for row in table.rows:
        row.cells.pop()


@kind("parts", COUNTED)
def one_part_has_a_note_column(draft: Draft, draw: Draw) -> None:
    table = part(draft, draw)[number(draw, 0, 1)]
    table.insert(len(table.header), "notes", lambda row: "seen" if row % 3 == 0 else "")


@kind("parts", READ)
def one_part_renames_a_column(draft: Draft, draw: Draw) -> None:
    part(draft, draw)[number(draw, 0, 1)].header[2] = "offense"


@kind("parts", ASKED)
def one_part_renames_the_date_column(draft: Draft, draw: Draw) -> None:
    part(draft, draw)[number(draw, 0, 1)].header[1] = "date of arrest"


@kind("parts", COUNTED, "workbook")
def one_sheet_begins_with_a_blank_column(draft: Draft, draw: Draw) -> None:
    table = part(draft, draw)[number(draw, 0, 1)]
    table.insert(0, "", lambda row: " " if row == 0 else "")


@kind("parts", COUNTED, "workbook")
def dictionary_sheet_first(draft: Draft, _: Draw) -> None:
    meanings = [Row([name, f"the {name}"], None) for name in NAMES]
    draft.tables.insert(0, Table("Key", ["field", "meaning"], meanings, is_note=True))


@kind("parts", COUNTED, "workbook")
def summary_sheet_first(draft: Draft, _: Draw) -> None:
    places = [Row([name, "1", "2", "3", "4"], None) for name in ("north", "south")]
    header = ["place", "number", "cost", "number", "cost"]
    draft.tables.insert(0, Table("Summary", header, places, is_note=True))


@kind("parts", COUNTED, "workbook")
def notes_sheet_last(draft: Draft, _: Draw) -> None:
    draft.tables.append(Table("Notes", ["read me"], [Row(["as of today"], None)], is_note=True))


# Months.


@kind("months", COUNTED)
def a_year_is_missing(draft: Draft, draw: Draw) -> None:
    months = sorted(draft.months)
    last = months[number(draw, 0, len(months) - 2)]
    for row in draft.rows:
        if row.day and f"{row.day:%Y-%m}" > last:
            row.day = row.day.replace(year=row.day.year + 1)
    year, month = (int(digits) for digits in last.split("-"))
    places = [year * 12 + month + later for later in range(12)]
    draft.gap = [f"{place // 12}-{place % 12 + 1:02d}" for place in places]


# Columns.


@kind("columns", ASKED)
def a_birth_date_beside(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.insert(1, "birth date", lambda row: f"19{60 + row % 40}-0{row % 9 + 1}-11")


@kind("columns", COUNTED)
def a_birth_date_beside_and_the_date_named(draft: Draft, draw: Draw) -> None:
    a_birth_date_beside(draft, draw)
    draft.options = ["--date-column", DATE]


@kind("columns", ASKED)
def only_a_birth_date_reads_as_one(draft: Draft, draw: Draw) -> None:
    a_birth_date_beside(draft, draw)
    draft.write_day = lambda day: f"the {day.day}th of {day:%B}, {day.year}"
    draft.options = []


@kind("columns", ASKED)
def case_numbers_like_dates(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        for place, row in enumerate(table.rows):
            row.cells[0] = f"2011{place % 12 + 1:02d}{place % 28 + 1:02d}"


@kind("columns", ASKED)
def case_numbers_like_dates_and_dates_unknown(draft: Draft, draw: Draw) -> None:
    case_numbers_like_dates(draft, draw)
    draft.write_day = lambda day: f"the {day.day}th of {day:%B}, {day.year}"
    draft.options = []


# The header.


@kind("header", COUNTED)
def index_column_without_name(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.insert(0, "", str)


@kind("header", COUNTED, "text")
def index_column_without_header_cell(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.insert(0, "", str)
        table.header.pop(0)


@kind("header", COUNTED)
def column_without_name(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.insert(3, "", lambda _: "x")


@kind("header", COUNTED, "text")
def header_ends_in_a_delimiter(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.header_edits.append(trailing)


@kind("header", COUNTED, "text")
def rows_end_in_a_delimiter(draft: Draft, _: Draw) -> None:
    for row in draft.rows:
        row.edits.append(trailing)


@kind("header", COUNTED, "text")
def all_lines_end_in_a_delimiter(draft: Draft, draw: Draw) -> None:
    header_ends_in_a_delimiter(draft, draw)
    rows_end_in_a_delimiter(draft, draw)


def trailing(line: str, delimiter: str) -> str:
    return line + delimiter


@kind("header", COUNTED)
def names_over_two_lines(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.header = [name.replace(" ", "\n") for name in table.header]
        table.header[2] += "\nas written"


@kind("header", COUNTED)
def two_columns_of_one_name(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.insert(3, "charge", lambda _: "fraud")


@kind("header", COUNTED)
def names_that_differ_in_a_mark(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.insert(3, "charge #", str)


@kind("header", ASKED)
def no_header(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.header = []


# What stands above it.


@kind("above", COUNTED)
def titles(draft: Draft, draw: Draw) -> None:
    for table in draft.records:
        table.above = [[f"Notice {place}"] for place in range(number(draw, 1, 6))]


@kind("above", COUNTED)
def titles_as_wide_as_the_table(draft: Draft, draw: Draw) -> None:
    for table in draft.records:
        blank = [""] * (len(table.header) - 1)
        table.above = [[f"Notice {place}", *blank] for place in range(number(draw, 1, 6))]


@kind("above", COUNTED, "text")
def titles_with_delimiters(draft: Draft, draw: Draw) -> None:
    for table in draft.records:
        table.above = [["Office", " of Records", ""] for _ in range(number(draw, 1, 4))]


@kind("above", COUNTED, "workbook")
def header_over_merged_cells(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        table.above = [["", "Extract"], []]
        for place in range(len(table.header), 0, -1):
            table.insert(place, "", lambda _: "")
            table.insert(place, "", lambda _: "")


# Rows.


@kind("rows", COUNTED, "text")
def rows_without_their_last_blank_cell(draft: Draft, _: Draw) -> None:
    for place, row in enumerate(draft.rows):
        if place % 3 == 0 and not row.is_blank:
            row.cells[-1] = ""
            row.edits.insert(0, lambda line, delimiter: line.removesuffix(delimiter))


@kind("rows", READ, "text")
def one_row_too_long(draft: Draft, draw: Draw) -> None:
    one_of(draw, draft.records[0].rows).edits.insert(0, lambda line, mark: f"{line}{mark}x")


@kind("rows", READ, "text")
def one_row_cut_off(draft: Draft, draw: Draw) -> None:
    row = one_of(draw, draft.records[0].rows)
    row.edits.insert(0, lambda line, delimiter: line.partition(delimiter)[0])


@kind("rows", COUNTED, "text")
def blank_lines(draft: Draft, draw: Draw) -> None:
    for table in draft.records:
        for place in (len(table.rows), number(draw, 0, len(table.rows))):
            table.rows.insert(place, Row([""] * len(table.header), None, edits=[_nothing]))


def _nothing(_line: str, _delimiter: str) -> str:
    return ""


@kind("rows", COUNTED)
def emptied_rows_within(draft: Draft, draw: Draw) -> None:
    for table in draft.records:
        width = len(table.rows[0].cells)
        for _ in range(number(draw, 1, 3)):
            table.rows.insert(number(draw, 0, len(table.rows)), Row([""] * width, None))


@kind("rows", COUNTED)
def more_emptied_rows_than_records_below(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        width = len(table.rows[0].cells)
        table.rows += [Row([""] * width, None) for _ in range(len(table.rows) + 5)]


@kind("rows", COUNTED)
def footnotes_below(draft: Draft, _: Draw) -> None:
    for table in draft.records:
        blank = [""] * (len(table.rows[0].cells) - 1)
        note = Row(["* as released", *blank], None, mark="" if table.date else None)
        note.edits.append(lambda line, delimiter: line.rstrip(delimiter))
        table.rows.append(note)


# Dates.


def _shape(name: str, owed: str, write: Callable[[dt.date, int], str]) -> None:
    def apply(draft: Draft, draw: Draw) -> None:
        salt = number(draw, 0, 3)
        draft.write_day = lambda day: write(day, salt + day.day)
        if name.startswith(("epoch", "serials")):
            draft.options = ["--date-column", DATE]

    KINDS[f"dates_{name}"] = Kind(f"dates_{name}", "dates", owed, "any", apply)


for _name, _write in SHAPES.items():
    _shape(_name, COUNTED, _write)
for _name, _write in UNDECIDED.items():
    _shape(_name, ASKED, _write)


@kind("dates", ASKED)
def one_slip_among_day_first(draft: Draft, draw: Draw) -> None:
    draft.write_day = lambda day: f"{day:%d/%m/%Y}"
    slip(draft, draw, "%m/%d/%Y")


@kind("dates", ASKED)
def one_slip_among_month_first(draft: Draft, draw: Draw) -> None:
    draft.write_day = lambda day: f"{day:%m/%d/%Y}"
    slip(draft, draw, "%d/%m/%Y")


def slip(draft: Draft, draw: Draw, form: str) -> None:
    late = [row for row in draft.rows if row.day and row.day.day > 12 and row.mark is None]
    row = one_of(draw, late)
    assert row.day is not None
    row.mark = row.day.strftime(form)


@kind("dates", ASKED)
def month_first_and_every_day_early(draft: Draft, _: Draw) -> None:
    early_days(draft)
    draft.write_day = lambda day: f"{day:%m/%d/%Y}"


@kind("dates", ASKED)
def day_first_and_every_day_early(draft: Draft, _: Draw) -> None:
    early_days(draft)
    draft.write_day = lambda day: f"{day:%d/%m/%Y}"


def early_days(draft: Draft) -> None:
    for row in draft.rows:
        if row.day:
            row.day = row.day.replace(day=(row.day.day - 1) % 12 + 1)


# Withheld dates.

MARKS = ("(B)(6);(B)(7)(C) ", "", "unknown", "NA", "2016-02-31", "9/9/9999")


@kind("withheld", COUNTED)
def a_few_dates_withheld(draft: Draft, draw: Draw) -> None:
    for _ in range(number(draw, 1, 3)):
        row = one_of(draw, draft.records[0].rows)
        if row.day and row.mark is None:
            row.day, row.mark = None, MARKS[number(draw, 0, len(MARKS) - 1)]


@kind("withheld", COUNTED)
def most_dates_withheld_and_the_column_named(draft: Draft, draw: Draw) -> None:
    mark = MARKS[number(draw, 0, 3)]
    for place, row in enumerate(draft.rows):
        if row.day and row.mark is None and place % 3:
            row.day, row.mark = None, mark
    draft.options = ["--date-column", DATE]


# Quotation marks and what they hold.


def text_of(row: Row, text: str) -> None:
    """Puts a text into a cell that is not the date: the charge."""
    row.cells[row.cells.index("theft")] = text


def with_charge(draft: Draft) -> list[Row]:
    return [row for row in draft.rows if "theft" in row.cells]


@kind("quotes", ASKED, "text")
def a_quote_that_never_closes(draft: Draft, draw: Draw) -> None:
    row = one_of(draw, with_charge(draft))
    quote(row, "Slim", '"Slim')


@kind("quotes", ASKED, "text")
def a_quote_that_closes_rows_below(draft: Draft, draw: Draw) -> None:
    rows = with_charge(draft)
    first = number(draw, 0, len(rows) - 4)
    quote(rows[first], "Slim", '"Slim')
    quote(rows[first + 3], "Jo", 'Jo"')


def quote(row: Row, name: str, written: str) -> None:
    """Puts a name into a cell that is not the date, and writes it so, unquoted."""
    text_of(row, name)
    row.edits.insert(0, lambda line, _: line.replace(name, written))


@kind("quotes", READ, "text")
def a_quote_within_a_cell(draft: Draft, draw: Draw) -> None:
    row = one_of(draw, with_charge(draft))
    quote(row, "5 inch", '5" pipe')


@kind("quotes", READ, "text")
def backslashes_before_quotes(draft: Draft, draw: Draw) -> None:
    row = one_of(draw, with_charge(draft))
    quote(row, "Old One", r'"the \"old\" one"')


@kind("quotes", ASKED, "text")
def backslashes_before_quotes_and_a_delimiter(draft: Draft, draw: Draw) -> None:
    row = one_of(draw, with_charge(draft))
    text_of(row, "Old One")
    row.edits.insert(0, lambda line, mark: line.replace("Old One", rf'"the \"old{mark} grey\" 1"'))


@kind("quotes", COUNTED)
def cells_over_several_lines(draft: Draft, draw: Draw) -> None:
    for row in with_charge(draft)[:: number(draw, 2, 5)]:
        text_of(row, 'theft,\nof a "car"\nby night')


@kind("quotes", COUNTED, "text")
def spaces_after_delimiters(draft: Draft, _: Draw) -> None:
    for row in with_charge(draft):
        text_of(row, "Doe, Jane")
    for table in draft.records:
        table.header_edits.insert(0, _spaced)
        for row in table.rows:
            row.edits.insert(0, _spaced)


def _spaced(line: str, delimiter: str) -> str:
    (cells,) = csv.reader([line], delimiter=delimiter)
    quoted = [f'"{cell}"' if delimiter in cell else cell for cell in cells]
    return f"{delimiter} ".join(quoted)


@kind("quotes", COUNTED, "text")
def every_cell_quoted(draft: Draft, _: Draw) -> None:
    draft.quote_all = True


@kind("quotes", COUNTED)
def a_first_cell_of_140000_letters(draft: Draft, _: Draw) -> None:
    for row in with_charge(draft)[:1]:
        # A cell of a workbook holds no more than 32,767.
        text_of(row, "n" * (30_000 if draft.workbook else 140_000))


# Delimiters.


@kind("text", COUNTED, "text")
def semicolons_and_commas_in_the_text(draft: Draft, _: Draw) -> None:
    draft.delimiter = ";"
    for row in with_charge(draft):
        text_of(row, "North, Some County, WA, USA")


@kind("text", COUNTED, "text")
def tabs_and_commas_in_the_text(draft: Draft, _: Draw) -> None:
    draft.delimiter = "\t"
    for row in with_charge(draft):
        text_of(row, "North, Some County, WA")


@kind("text", COUNTED, "text")
def bars_and_semicolons_in_the_text(draft: Draft, _: Draw) -> None:
    draft.delimiter = "|"
    for row in with_charge(draft):
        text_of(row, "one; two; three; four")


# Bytes.

ABROAD = "CÔTE D’IVOIRE"


def accented(draft: Draft) -> list[Row]:
    """Puts letters beyond ASCII into the areas, and gives their rows."""
    rows = [row for row in draft.rows if "north" in row.cells]
    for row in rows:
        row.cells[row.cells.index("north")] = ABROAD
    return rows


def _encoding(name: str, encoding: str) -> None:
    def apply(draft: Draft, _: Draw) -> None:
        accented(draft)
        draft.encode = lambda text: text.encode(encoding)

    KINDS[name] = Kind(name, "bytes", COUNTED, "text", apply)


for _name, _codec in (
    ("utf_8_with_a_mark", "utf-8-sig"),
    ("utf_16", "utf-16"),
    ("utf_16_without_a_mark", "utf-16-le"),
    ("windows_1252", "cp1252"),
):
    _encoding(_name, _codec)


@kind("bytes", COUNTED, "text")
def one_stray_byte(draft: Draft, draw: Draw) -> None:
    row = one_of(draw, accented(draft))
    row.cells[row.cells.index(ABROAD)] = "ESPAÑA"
    draft.encode = lambda text: text.encode().replace("ESPAÑA".encode(), b"ESPA\xd1A")


# Line ends, packing.


def _line_ends(name: str, *ends: str) -> None:
    def apply(draft: Draft, _: Draw) -> None:
        draft.line_ends = ends

    KINDS[name] = Kind(name, "line ends", COUNTED, "text", apply)


_line_ends("line_ends_of_windows", "\r\n")
_line_ends("line_ends_of_two_kinds", "\r\n", "\n", "\n")
_line_ends("line_ends_of_old_macs", "\r")


@kind("packing", COUNTED, "text")
def gzip(draft: Draft, _: Draw) -> None:
    draft.packed = True


# Drafts.


@st.composite
def drafts(draw: st.DrawFn, only: str | None = None) -> Draft:
    """A file of known records with one to three kinds, or with one only."""
    where = KINDS[only].where if only else "any"
    workbook = draw(st.booleans()) if where == "any" else where == "workbook"
    draft = plain_draft(draw, workbook)
    fitting = [
        one for one in KINDS.values() if one.where in ("any", "workbook" if workbook else "text")
    ]
    chosen = (
        [KINDS[only]]
        if only
        else draw(
            st.lists(
                st.sampled_from(fitting), min_size=1, max_size=3, unique_by=lambda one: one.aspect
            )
        )
    )
    for one in sorted(chosen, key=lambda one: ASPECTS.index(one.aspect)):
        one.apply(draft, draw)
        draft.kinds.append(one.name)
    return draft


def plain_draft(draw: st.DrawFn, workbook: bool) -> Draft:
    """Some months in a row, each with a few records, and days early and late in every month."""
    first = draw(st.integers(2014 * 12, 2017 * 12))
    rows: list[Row] = []
    for place in range(first, first + draw(st.integers(3, 5))):
        early = draw(st.lists(st.integers(1, 12), min_size=2, max_size=4))
        late = draw(st.lists(st.integers(13, 28), min_size=4, max_size=5))
        for day in early + late:
            cells = [f"C{len(rows)}", "", "theft", "north"]
            rows.append(Row(cells, dt.date(place // 12, place % 12 + 1, day)))
    draft = Draft([Table("records", list(NAMES), rows)], workbook)
    if workbook:
        draft.write_day = lambda day: dt.datetime(day.year, day.month, day.day)
    elif draw(st.booleans()):
        draft.write_day = lambda day: f"{day.month}/{day.day}/{day.year}"
    if draw(st.booleans()):
        draft.options = ["--date-column", DATE]
    return draft
