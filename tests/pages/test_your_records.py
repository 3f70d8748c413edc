"""The page of a visitor's own records: what it offers, asks and says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Multiselect, Selectbox

from pages.as_written import as_written
from tests.figures import figure_title
from tests.pages.test_pages import FRAME

Files = dict[str, str | bytes]
Rows = list[list[object]]

MONTHS = [f"2016-{month:02}" for month in range(1, 7)]
PLAIN = "\n".join(
    [
        "case,opened,closed",
        *(f"{n},2016-{n % 6 + 1:02}-01,2017-{n % 6 + 1:02}-01" for n in range(24)),
    ]
)
EITHER_ORDER = "\n".join(
    ["case,arrest", *(f"{n},{n % 12 + 1}/{n % 11 + 1}/2016" for n in range(132))]
)
"""No day is past the 12th: nothing tells the day from the month."""


def open_page() -> AppTest:
    app = AppTest.from_file(str(FRAME), default_timeout=60).run()
    return app.switch_page("your_records.py").run()


def give(app: AppTest, files: Files, place: int = 0) -> AppTest:
    given = [
        (name, body.encode() if isinstance(body, str) else body, "application/octet-stream")
        for name, body in files.items()
    ]
    return app.file_uploader[place].set_value(given).run()


def with_files(files: Files) -> AppTest:
    return give(open_page(), files)


def button(app: AppTest, words: str) -> Button:
    return next(one for one in app.button if one.label == words)


def click(app: AppTest, words: str) -> AppTest:
    app = button(app, words).click().run()
    assert not app.exception
    return app


def count(app: AppTest) -> AppTest:
    return click(app, "Count by month")


def selectbox(app: AppTest, label: str) -> Selectbox[Any]:
    return next(one for one in app.selectbox if one.label == label)


def multiselect(app: AppTest, label: str) -> Multiselect[Any]:
    return next(one for one in app.multiselect if one.label == label)


def months(app: AppTest) -> dict[str, int]:
    """The table of all months, which stands last among those of the count."""
    frame = next(one.value for one in app.dataframe if "whole" in one.value.columns)
    return {
        month: int(number)
        for month, number in zip(frame["month"], frame.iloc[:, 1], strict=True)
        if pd.notna(number)
    }


def told(app: AppTest) -> str:
    """All that stands in the tables of what was read, without marks of Markdown."""
    cells = [str(cell) for one in app.table for row in one.value.to_numpy() for cell in row]
    return " | ".join(cells).replace("\\", "")


def titles(app: AppTest) -> list[str]:
    return [figure_title(json.loads(chart.proto.spec)) for chart in app.get("plotly_chart")]


def messages(app: AppTest) -> str:
    alerts = [*app.error, *app.warning, *app.info, *app.success]
    said = [f"{one.proto.title} {one.value}" for one in alerts]
    return " | ".join(said).replace("\\", "")


def test_a_chart_says_what_the_file_holds_and_takes_another_name() -> None:
    app = count(
        with_files({"cases.csv": PLAIN}).selectbox(key="own_date_column_1").select("opened").run()
    )
    assert titles(app) == ["Records: 4 in May 2016, the most in a month"]
    spec = app.get("plotly_chart")[0].proto.spec
    assert "Records in the month" in spec and "Month of opened" in spec
    assert "People removed" not in spec and "Month of departure" not in spec
    app.text_input[0].set_value("Cases of a <clinic>").run()
    assert "Cases of a &lt;clinic>: 4 in May 2016" in titles(app)[0]
    assert "Holds** | Cases of a <clinic>" in told(app)


def test_what_is_known_can_be_counted_by_another_of_its_dates() -> None:
    header = (
        "Area of Responsibility,Apprehension Date,Processing Disposition Code,Birth Date,"
        "Citizenship,Gender,RC Threat Level,Final Charge Section,Departed Date,Removal Date"
    )
    rows = [
        f"A,1/1/2016,X,1980,MEXICO,M,NA,S,{n % 3 + 1}/1/2016,{n % 2 + 7}/20/2016" for n in range(12)
    ]
    app = with_files({"removals.csv": "\n".join([header, *rows])})
    assert "Recognized" in messages(app)
    assert titles(count(app)) == ["Removals by month of Departed Date"]
    assert "Month of Departed Date" in app.get("plotly_chart")[0].proto.spec
    assert months(app) == {"2016-01": 4, "2016-02": 4, "2016-03": 4}
    selectbox(app, "Column with the date of each record").select("Removal Date").run()
    assert titles(count(app)) == ["Records by month of Removal Date"]
    assert "Month of Removal Date" in app.get("plotly_chart")[0].proto.spec
    assert months(app) == {"2016-07": 6, "2016-08": 6}


def test_the_order_is_asked_for_where_it_cannot_be_told_and_no_option_is_named() -> None:
    app = count(with_files({"either.csv": EITHER_ORDER}))
    said = messages(app)
    assert "Which comes first: the day, the month or the year?" in said
    assert "Say which comes first under “Order of day and month”" in said
    assert "--" not in said
    assert not app.get("plotly_chart")
    assert button(app, "Count by month").disabled
    selectbox(app, "Order of day and month").select("day-first").run()
    count(app)
    # n % 11 + 1 is the month: twelve rows of each of eleven.
    assert months(app) == {f"2016-{month:02}": 12 for month in range(1, 12)}
    assert "day first" in told(app) and "asked for" in told(app)
    selectbox(app, "Order of day and month").select("month-first").run()
    assert months(count(app)) == {f"2016-{month:02}": 11 for month in range(1, 13)}


def workbook(folder: Path, sheets: dict[str, Rows]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "book.xlsx")
    return (folder / "book.xlsx").read_bytes()


def test_sheets_and_the_header_can_be_chosen(tmp_path: Path) -> None:
    rows: Rows = [["case", "date in"], *([n, f"2016-0{n % 3 + 1}-01"] for n in range(9))]
    later: Rows = [["case", "date in"], *([n, f"2016-0{n % 2 + 5}-01"] for n in range(8))]
    words: Rows = [["term", "meaning"], ["case", "a case"], ["date in", "when it came"]]
    book = workbook(tmp_path, {"One": rows, "Two": later, "Words": words})
    app = with_files({"book.xlsx": book})
    assert "Not counted: book.xlsx (Words)" in messages(app)
    count(app)
    assert sum(months(app).values()) == 17
    assert "book.xlsx (Words) | 2 | not used" in told(app)
    multiselect(app, "Sheets").select("Two").run()
    assert months(count(app)) == {"2016-05": 4, "2016-06": 4}
    app.number_input[0].set_value(40).run()
    assert "Choose another row under “Row that names the columns”" in messages(app) or (
        "This cannot be read as records" in messages(app)
    )
    app.number_input[0].set_value(1).run()
    assert months(count(app)) == {"2016-05": 4, "2016-06": 4}


def test_times_with_an_offset_are_told_in_the_zone_that_is_chosen() -> None:
    rows = [f"{n},2016-0{n % 3 + 2}-01T02:00:00Z" for n in range(12)]
    app = count(with_files({"zoned.csv": "\n".join(["case,booked", *rows])}))
    assert months(app) == {"2016-02": 4, "2016-03": 4, "2016-04": 4}
    assert "--" not in told(app)
    selectbox(app, "Time zone of the days").select("America/New_York").run()
    assert months(count(app)) == {"2016-01": 4, "2016-02": 4, "2016-03": 4}


def test_likely_duplicates_are_counted_and_left_out_where_asked() -> None:
    rows = [f"P{n // 2},2016-0{n // 2 % 3 + 1}-05,{n}" for n in range(12)]
    app = with_files({"twice.csv": "\n".join(["person,day,row", *rows])})
    multiselect(app, "Columns that stand for a person").select("person").run()
    assert sum(months(count(app)).values()) == 12
    assert "Likely duplicates** | 6 rows that repeat person" in told(app)
    next(one for one in app.toggle if one.label == "Leave likely duplicates out").set_value(
        True
    ).run()
    assert sum(months(count(app)).values()) == 6


def test_a_known_form_offers_its_column_of_persons() -> None:
    header = (
        "Departed Date,Departure Country,Port of Departure,Case Status,Case Category,"
        "MSC NCIC Charge,MSC Criminal Charge Status,Unique Identifier"
    )
    rows = [f"2025-0{n % 3 + 1}-05,MEXICO,X,8,C,,,U{n}" for n in range(9)]
    app = with_files({"ddp.csv": "\n".join([header, *rows])})
    offered = multiselect(app, "Columns that stand for a person")
    assert offered.options[0] == "Unique Identifier" and not offered.value


def test_a_guess_that_was_close_is_shown_as_one() -> None:
    rows = [f"2016-0{n % 3 + 1}-01,{'2015-01-01' if n % 5 < 2 else ''}" for n in range(20)]
    app = with_files({"close.csv": "\n".join(["arrested,charged", *rows])})
    captions = " ".join(one.value for one in app.caption)
    assert "charged also holds dates, in 8 of the first 20 rows; arrested does in 20." in captions
    assert "charged: a date in 8 of the first 20 rows" in told(count(app))


def test_rows_set_aside_are_told_by_reason_with_examples() -> None:
    cells = ["2016-01-05"] * 10 + ["2016-02-05"] * 10 + ["", "soon", "soon", "2999-01-05"]
    app = with_files(
        {"odd.csv": "\n".join(["day,x", *(f"{cell},1" for cell in cells), "2016-01-06,1,2"])}
    )
    said = told(count(app))
    assert "No date: blank | 1 | odd.csv, row 22: “”" in said
    assert "No date: not a date | 2 | odd.csv, row 23: “soon”; odd.csv, row 24: “soon”" in said
    assert "No date: a year outside 1900 to 2099 | 1 | odd.csv, row 25: “2999-01-05”" in said
    assert "More cells than the header | 1 | odd.csv, row 26" in said


OLD = [f"A{n},2016-{n % 6 + 1:02}-{n % 28 + 1:02},{'X' if n % 2 else 'Y'}" for n in range(300)]
NEW = [
    f"A{n},2016-{n % 7 + 1:02}-{n % 28 + 1:02},{'X' if n % 2 else 'Why'},z" for n in range(10, 360)
]


def test_two_releases_stand_side_by_side() -> None:
    app = count(with_files({"new.csv": "\n".join(["id,date,kind,more", *NEW])}))
    give(app, {"old.csv": "\n".join(["id,date,kind", *OLD])}, place=1)
    multiselect(app, "Columns that identify a record, if any").select("id").run()
    click(app, "Compare the two releases")
    assert titles(app)[1] == ("Records: 250 in the months drawn of the old release, 300 of the new")
    frame = next(one.value for one in app.dataframe if "Difference" in one.value.columns)
    by_month = {row[0]: tuple(row[1:5]) for row in frame.itertuples(index=False)}
    assert by_month["2016-01"] == ("50", "50", "0", "0")
    assert by_month["2016-07"] == ("—", "50", "—", "—")
    said = told(app)
    assert "Rows used | 300 | 350" in said
    assert "Columns only there | — | more" in said
    # A0 to A9 are gone, A300 to A359 are new.
    assert "Rows only there | 10 | 60" in said
    assert "kind | Y | Why | 150" in said


def test_releases_that_cannot_be_compared_say_why() -> None:
    app = count(with_files({"new.csv": "\n".join(["id,date,kind,more", *NEW])}))
    give(app, {"old.csv": "\n".join(["letter,word", "a,b", "c,d"])}, place=1)
    click(app, "Compare the two releases")
    assert "The two releases cannot be compared" in messages(app)
    assert "--" not in messages(app)


def test_forgetting_a_file_forgets_all_of_it() -> None:
    app = count(
        with_files({"cases.csv": PLAIN}).selectbox(key="own_date_column_1").select("opened").run()
    )
    app.text_input[0].set_value("Secret cases").run()
    give(app, {"older.csv": PLAIN}, place=1)
    click(app, "Compare the two releases")
    next(one for one in app.toggle if "other pages" in one.label).set_value(True).run()
    assert "cases.csv" in repr(app.session_state.to_dict())
    click(app, "Forget this file")
    assert not app.get("plotly_chart") and not app.file_uploader[0].value
    left = repr(app.session_state.to_dict()).lower()
    assert not [word for word in ("cases", "older", "opened", "clinic") if word in left]


def test_other_files_bring_nothing_of_those_before() -> None:
    app = count(with_files({"either.csv": EITHER_ORDER}))
    give(app, {"cases.csv": PLAIN})
    assert "Which comes first" not in messages(app)
    assert selectbox(app, "Order of day and month").value is None
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("text", ["a*b_c", "![x](http://example.org)", "$5 and $6", "<b>", "1. x"])
def test_text_of_a_file_is_no_markdown(text: str) -> None:
    marked = as_written(text)
    assert marked.replace("\\", "") == text
    assert all(marked[place - 1] == "\\" for place, mark in enumerate(marked) if mark in "*_[]($<")
