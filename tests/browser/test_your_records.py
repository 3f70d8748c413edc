"""A visitor's own file: dropped on the page, counted, laid under the other pages, and gone."""

import base64
import csv
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Locator, expect

from bench import synthetic
from lib.charts import Look
from lib.charts.look import Width
from tests.browser.conftest import ROOT, Window
from tests.browser.test_downloads import assert_whole
from tests.browser.view import View

REAL = ROOT.parent / "shared" / "data" / "removal_records" / "ICERemovals_FY2017.csv.gz"
GIVEN = ROOT.parent / "shared" / "data" / "awkward_files"
FORM = re.compile("(Recognized: ICE removals, release|Reconocido: Deportaciones de ICE, entrega)"
                  " 2019-ICFO-53623")  # fmt: skip
LAY = "Show these months on the other pages"
LONG = 240_000
"""Milliseconds for what is a second's work of a free machine for each 30 MB."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthetic records of the form of ICE's release, 2015-10 to 2019-08."""
    plain = tmp_path_factory.mktemp("records") / "removals.csv"
    synthetic.write_csv(20_000, plain)
    path = plain.with_suffix(".csv.gz")
    path.write_bytes(gzip.compress(plain.read_bytes()))
    return path


@pytest.fixture(autouse=True)
def nothing_stays_on_the_disk(server: str, server_folder: Path) -> Iterator[None]:  # noqa: ARG001 # its temporary files
    # The Chromium in which the server draws pictures for other tests has its files there, too.
    before = set((server_folder / "temporary").iterdir())
    yield
    assert set((server_folder / "temporary").iterdir()) - before == set()


def drop(view: View, *files: Path) -> None:
    """Lets files fall on the page, as from a window of the desktop."""
    contents = [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files]
    dropped = view.page.evaluate_handle(
        """(files) => {
            const dropped = new DataTransfer();
            for (const [name, content] of files) {
                const bytes = Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0));
                dropped.items.add(new File([bytes], name));
            }
            return dropped;
        }""",
        contents,
    )
    view.page.get_by_test_id("stFileUploaderDropzone").dispatch_event(
        "drop", {"dataTransfer": dropped}
    )
    expect(view.alert).to_be_visible()
    view.rest()


def count(view: View) -> None:
    button(view).click()
    expect(view.page.get_by_role("button", name="Download the months (CSV)")).to_be_visible(
        timeout=LONG
    )
    view.rest()


def button(view: View) -> Locator:
    return view.page.get_by_role("button", name="Count by month")


def under_way(view: View) -> Locator:
    return view.page.get_by_test_id("stProgress")


def months(view: View) -> bytes:
    with view.page.expect_download() as coming:
        view.page.get_by_role("button", name="Download the months (CSV)").click()
    assert coming.value.suggested_filename == "months.csv"
    return Path(coming.value.path()).read_bytes()


def told(view: View) -> dict[str, str]:
    """What the tables of what was read say: of each row the first cell, and the second."""
    cells = (
        view.page.get_by_test_id("stTable")
        .locator("tr")
        .evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))")
    )
    return {row[0]: row[1] for row in cells}


def command(folder: Path, *arguments: str | Path) -> tuple[bytes, dict[str, Any]]:
    """The table that the command writes, and its report."""
    out = folder / "months.csv"
    words = [sys.executable, "-m", "lib.records", *map(str, arguments), "--out", str(out)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    return out.read_bytes(), json.loads(out.with_suffix(".report.json").read_text("utf-8"))


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(table.decode().splitlines()))


@pytest.mark.parametrize("which", ["real", "synthetic"])
def test_a_dropped_file_gives_the_months_that_the_command_writes(
    which: str, made: Path, tmp_path: Path, window: Window
) -> None:
    file = REAL if which == "real" else made
    if not file.exists():
        pytest.skip("the folder of real records is not beside the project")
    view = window().open("records")
    drop(view, file)
    expect(view.alert).to_contain_text(FORM)
    expect(
        view.page.get_by_role("combobox", name="Column with the date of each record")
    ).to_be_enabled()
    assert view.charts == []

    count(view)
    table, report = command(tmp_path, file)
    assert months(view) == table
    chart = view.chart("your-records")
    assert view.says("Month of Departed Date") in chart.words
    assert view.says("Removals in the month") in chart.words
    drawn = {row["month"]: row["own_records"] for row in chart.csv()[1]}
    assert drawn == {row["month"]: row["removals"] for row in rows(table) if row["whole"] == "true"}
    facts = told(view)
    assert facts[view.says("Rows read")] == f"{report['rows_read']:,}"
    assert facts[view.says("Rows used")] == f"{report['rows_used']:,}"
    assert facts[view.says("Rows set aside")] == f"{report['rows_set_aside']:,}"
    assert facts[view.says("Dates")] == view.says(
        f"{report['first_date']} to {report['last_date']}"
    )
    assert facts[view.says("Date column")] == view.says(
        "{column}, read as {forms}", column="Departed Date", forms="M/D/YYYY"
    )
    assert facts[view.says("Known form")] == "ice-removals"
    assert facts[file.name] == f"{report['rows_read']:,}"


def test_a_form_that_is_not_known_asks_which_column_dates_a_record(
    tmp_path: Path, window: Window
) -> None:
    file = tmp_path / "arrests.csv"
    lines = [
        f"{day};2014-{month:02}-{day:02};2015-{month:02}-{day:02};{'north' if day % 3 else 'south'}"
        for month in range(1, 7)
        for day in range(1, 29)
    ]
    file.write_text("\n".join(["case;opened;closed;district", *lines]) + "\n", "utf-8")
    view = window().open("records")
    drop(view, file)
    expect(view.alert).to_contain_text(
        "This layout is not one we know. Choose the column with the date of each record."
    )
    expect(button(view)).to_be_disabled()

    view.choose("Column with the date of each record", "closed")
    view.choose("Split by", "district")
    expect(button(view)).to_be_enabled()
    view.rest()
    count(view)
    table, _ = command(tmp_path, file, "--date-column", "closed", "--by", "district")
    assert months(view) == table
    assert {row["month"]: (row["north"], row["south"]) for row in rows(table)}["2015-02"] == (
        "19",
        "9",
    )
    expect(view.chart("your-records").saying("south")).to_be_visible()


def cut_short(made: Path) -> bytes:
    whole = made.read_bytes()
    return whole[: len(whole) // 2]


BROKEN = {
    "cut.csv.gz": (
        cut_short,
        "cut.csv.gz: the gzip file is damaged or incomplete. Download it again",
    ),
    "letter.txt": (
        lambda _: b"Dear reader,\n\nthis is a letter.\n",
        "letter.txt: this is not a table: no delimiter splits its lines into columns",
    ),
    "bytes.csv": (
        lambda _: bytes(range(256)) * 40,
        "bytes.csv: this is a binary file, not a table",
    ),
    "empty.csv": (lambda _: b"", "empty.csv: the file is empty"),
    "book.xlsx": (
        lambda _: b"PK\x03\x04" + bytes(100),
        "book.xlsx: the ZIP archive is damaged or incomplete",
    ),
    "page.csv": (
        lambda _: b"<!DOCTYPE html><html><body><table><tr><td>day</td></tr></table></html>",
        "page.csv: this is a web page (HTML), whatever its name",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gives_one_clear_line(
    name: str, made: Path, tmp_path: Path, window: Window
) -> None:
    content, words = BROKEN[name]
    file = tmp_path / name
    file.write_bytes(content(made))
    view = window().open("records")
    drop(view, file)
    if button(view).is_visible():
        button(view).click()
    refused = re.compile("This cannot be|Esto no se puede")
    message = view.alert.filter(has_text=refused)
    for part in words.split(". "):
        expect(message).to_contain_text(part)
    view.rest()
    _, title, *lines = filter(
        None, message.inner_text().splitlines()
    )  # the name of the icon stands first
    assert refused.match(title) and len(lines) == 1
    expect(view.page.get_by_test_id("stException")).to_have_count(0)
    assert view.charts == []


AWKWARD: dict[str, tuple[list[str], dict[str, str]]] = {
    "sheets": (
        ["sheets_notes_column.xlsx"],
        {f"sheets_notes_column.xlsx (FY{year})": "20" for year in (16, 17, 18)},
    ),
    "header": (
        ["index_column_withheld_date.csv"],
        {"Rows read": "24", "Rows set aside": "1", "Date column": "arrest date"},
    ),
    "order": (
        ["day_first_one_slip.csv"],
        {"Order of day and month": "day first", "Rows used": "24"},
    ),
    "gap": (
        ["gap_2014.csv", "gap_2016.csv"],
        {"Months not covered": "January 2015 to December 2015", "Rows used": "400"},
    ),
    "quote": (["open_quote.tsv"], {"Rows read": "24", "Rows set aside": "0"}),
}
"""One of each kind of awkward file, and what the account of it has to say."""


@pytest.mark.parametrize("kind", AWKWARD)
def test_an_awkward_file_is_counted_right(kind: str, window: Window) -> None:
    names, facts = AWKWARD[kind]
    files = [GIVEN / name for name in names]
    if not files[0].exists():
        pytest.skip("the folder of awkward files is not beside the project")
    expected = files[0].with_suffix(".expected.txt").read_text("utf-8")
    view = window().open("records")
    drop(view, *files)
    if kind == "sheets":
        view.choose("Column with the date of each record", "Date in")
        view.rest()
    count(view)
    counted = {row["month"]: row["records"] for row in rows(months(view))}
    right = dict(re.findall(r"(\d{4}-\d{2}): (\d+)", expected))
    assert right
    assert {month: number for month, number in counted.items() if number not in ("", "0")} == right
    said = told(view)
    facts = {view.says(name): view.says(words) for name, words in facts.items()}
    assert {name: words for name, words in facts.items() if not said[name].startswith(words)} == {}
    if kind == "gap":
        assert all(counted[f"2015-{month:02}"] == "" for month in range(1, 13))
        expect(view.chart("your-records").saying("not covered by the file").first).to_be_visible()
    if kind == "order":
        assert said[view.says("No date: a date in another order of day and month only")] == "1"
    assert "--" not in view.page.get_by_test_id("stMain").inner_text()


def test_the_order_is_asked_for_and_answered(tmp_path: Path, window: Window) -> None:
    file = tmp_path / "either.csv"
    lines = [f"{n},{n % 12 + 1}/{n % 11 + 1}/2016" for n in range(132)]
    file.write_text("\n".join(["case,arrest", *lines]) + "\n", "utf-8")
    view = window().open("records")
    drop(view, file)
    button(view).click()
    asked = view.alert.filter(has_text="Which comes first: the day, the month or the year?")
    expect(asked).to_contain_text("Say which comes first under “Order of day and month”")
    view.rest()
    assert "--" not in asked.inner_text()
    expect(button(view)).to_be_disabled()
    assert view.charts == []

    view.choose("Order of day and month", "Day first: 31/3/2016")
    expect(button(view)).to_be_enabled()
    view.rest()
    count(view)
    table, _ = command(tmp_path, file, "--order", "day-first")
    assert months(view) == table
    order = told(view)[view.says("Order of day and month")]
    assert order.startswith(view.says("day first"))

    # What was chosen can be chosen again.
    view.unfold(view.folded("How it is read and counted"))
    view.choose("Order of day and month", "Month first: 3/31/2016")
    view.rest()
    button(view).click()
    expect(view.page.get_by_text(f"{view.says('month first')}: ").first).to_be_visible()
    view.rest()
    assert months(view) == command(tmp_path, file, "--order", "month-first")[0]


def test_two_releases_are_compared(tmp_path: Path, window: Window) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    lines = [f"A{n},2016-{n % 6 + 1:02}-{n % 28 + 1:02}" for n in range(300)]
    old.write_text("\n".join(["id,date", *lines]) + "\n", "utf-8")
    later = [f"A{n},2016-{n % 5 + 1:02}-{n % 28 + 1:02},x" for n in range(20, 320)]
    new.write_text("\n".join(["id,date,more", *later]) + "\n", "utf-8")
    view = window().open("records")
    drop(view, new)
    count(view)
    view.page.locator("input[type=file]").nth(1).set_input_files(old)
    view.page.get_by_role("button", name="Compare the two releases").click()
    chart = view.chart("two-releases")
    view.rest()
    title = "Records: 250 in the months drawn of the old release, 240 of the new"
    assert chart.title == view.says(title)
    with view.page.expect_download() as coming:
        view.page.get_by_role("button", name="Download the comparison (CSV)").click()
    found = rows(Path(coming.value.path()).read_bytes())
    counted = {row["month"]: (row["old"], row["new"]) for row in found}
    assert counted == {f"2016-{month:02}": ("50", "60") for month in range(1, 6)} | {
        "2016-06": ("50", "")
    }
    cells = view.page.get_by_role("row", name="Columns only there").inner_text().split()
    assert cells == [*view.says("Columns only there").split(), "—", "more"]

    view.page.get_by_role("button", name="Forget this file").click()
    expect(view.page.get_by_role("button", name="Compare the two releases")).to_have_count(0)
    expect(view.page.get_by_test_id("stFileUploaderFile")).to_have_count(0)
    view.rest()
    assert view.charts == []


def test_the_months_lie_under_the_other_pages_for_this_visit_only(
    made: Path, window: Window
) -> None:
    mine = window().open("records")
    drop(mine, made)
    count(mine)
    counted = {
        row["month"]: row["removals"] for row in rows(months(mine)) if row["whole"] == "true"
    }
    mine.switch(LAY).go("Removals")
    chart = mine.chart("removals-by-source")
    expect(chart.saying("Your records").first).to_be_visible()
    drawn = {row["month"]: row["own_records"] for row in chart.csv()[1]}
    assert {month: drawn[month] for month in counted} == counted
    mine.go("PEP vs Trump").choose("Measure", "Your records")
    expect(mine.page.get_by_role("heading", level=2)).to_contain_text("Your records")
    mine.rest()

    theirs = window(another=True)
    theirs.page.goto(mine.page.url)
    theirs.rest()
    expect(theirs.page.get_by_role("heading", level=2)).not_to_contain_text("Your records")
    measure = theirs.page.get_by_role("combobox", name="Measure")
    measure.click()
    # A long list shows what is typed, and nothing else.
    measure.fill(theirs.says("All ICE removals"))
    expect(theirs.page.get_by_role("option", name="All ICE removals", exact=True)).to_be_visible()
    measure.fill(theirs.says("Your records"))
    expect(theirs.page.get_by_role("option", name="All ICE removals", exact=True)).to_have_count(0)
    expect(theirs.page.get_by_role("option", name="Your records")).to_have_count(0)
    theirs.open("records")
    expect(theirs.page.get_by_role("button", name="Download the months (CSV)")).to_have_count(0)
    expect(theirs.page.get_by_test_id("stFileUploaderFile")).to_have_count(0)
    expect(theirs.page.get_by_text(made.name)).to_have_count(0)
    assert theirs.charts == []
    theirs.go("Removals")
    assert "own_records" not in theirs.chart("removals-by-source").csv()[1][0]
    expect(theirs.chart("removals-by-source").saying("Your records")).to_have_count(0)

    mine.go("Your records")
    expect(mine.page.get_by_role("switch", name=LAY)).to_be_checked()
    mine.page.get_by_role("button", name="Forget this file").click()
    expect(mine.page.get_by_role("button", name="Download the months (CSV)")).to_have_count(0)
    mine.rest().go("Removals")
    expect(mine.chart("removals-by-source").saying("Your records")).to_have_count(0)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_million_records_a_month_have_their_place_in_the_picture(
    width: Width, tmp_path: Path, window: Window
) -> None:
    file = tmp_path / "many.parquet"
    days = (
        "SELECT DATE '2015-01-01' + (i % 90)::INT AS day, 'a' AS place "
        "FROM range(5_000_000) AS numbers(i)"
    )
    duckdb.sql(f"COPY ({days}) TO '{file}'")
    view = window(width=width).open("records")
    drop(view, file)
    count(view)
    chart = view.chart("your-records")
    assert {"0", "500k", "1M", "1.5M"} <= {*chart.axis("y")}
    assert_whole(chart.png()[1], view.look)


def test_two_large_files_do_not_stop_a_third_visitor(
    tmp_path: Path, window: Window, server_folder: Path
) -> None:
    large = tmp_path / "large.csv"
    synthetic.write_csv(160_000, large)
    body = large.read_bytes()
    records = body[body.index(b"\n", body.index(b"Removal Date")) + 1 :]
    with large.open("ab") as file:
        for _ in range(9):
            file.write(records)
    assert large.stat().st_size > 200_000_000

    third = window().open(months=["2008-11", "2017-07"])
    before = third.charts[0].lines
    counting = [window(another=True).open("records") for _ in range(2)]
    for view in counting:
        view.page.locator("input[type=file]").set_input_files(large)
    for view in counting:
        expect(view.alert).to_contain_text(FORM, timeout=LONG)
        view.rest()
    for view in counting:
        button(view).click()
    for view in counting:
        expect(under_way(view)).to_be_visible()
    third.move("From", "ArrowUp", "December 2008 to July 2017 · 104 months")
    assert third.charts[0].lines != before
    for view in counting:
        assert under_way(view).is_visible(), (
            "counted before the third visitor was served: nothing was tested"
        )
    assert len(list((server_folder / "temporary").glob("visit-*"))) == 2
    # Whatever they touch meanwhile, their count goes on.
    counting[0].choose("Split by", "Gender")
    counting[1].page.set_viewport_size({"width": 390, "height": 844})
    counting[1].look = Look(width="narrow")

    for view in counting:
        expect(view.page.get_by_role("button", name="Download the months (CSV)")).to_be_visible(
            timeout=LONG
        )
        view.rest()
        assert sum(int(row["removals"]) for row in rows(months(view))) == 1_600_000
