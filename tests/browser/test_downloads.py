"""What leaves the page: the picture and the table of every chart."""

import hashlib
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import ImageColor
from playwright.sync_api import expect

from lib.charts import Look
from lib.charts.look import Width
from lib.versions import version_of
from tests.browser.conftest import ROOT, Window
from tests.browser.source import ALL, PEP_TRUMP, TABLE_1, table
from tests.browser.spoken import ALSO, READER
from tests.browser.view import Card
from tests.folders import DATA

VERSION = version_of(DATA)
YEAR_2016 = ["2016-01", "2016-12"]
CHARTS = {
    "": ["removals-by-source"],
    "removals": ["removals-by-source", "convicted-share-case-records"],
    "compare": ["measures-compared", "groups-sc-removals"],
    "convictions": ["convictions", "conviction-shares"],
    "issued": [
        "detainers-issued",
        "detainers-and-removals",
        "detainers-declined",
        "detainers-outcomes",
    ],
    "detainers": ["detainer-shares"],
    "reconciliation": ["apart-removals", "both-removals"],
    "who": [
        "agency-people",
        "agency-mean-months",
        "criminality-people",
        "criminality-mean-months",
        "citizenship",
    ],
}
WITHOUT_RANGE = {"detainers-declined", "detainers-outcomes"}
"""Charts that the month range does not cut: no months in their name, and only the address at the
end of their pictures follows it."""
# For each page ranges in which each of its charts has something else to show.
RANGES = {
    "": [ALL, ["2014-12", "2017-07"], TABLE_1],
    "removals": [ALL, ["2015-12", "2017-07"], ["2016-01", "2018-12"]],
    "compare": [PEP_TRUMP, ["2015-06", "2017-05"], TABLE_1],
    "convictions": [PEP_TRUMP, TABLE_1, ["2016-11", "2017-04"]],
    "issued": [ALL, ["2014-01", "2015-06"]],
    "detainers": [ALL, PEP_TRUMP, ["2015-01", "2015-12"]],
    "reconciliation": [ALL, YEAR_2016],
    "who": [PEP_TRUMP, ["2015-06", "2018-05"]],
}
EDGE = 8


def drawn_months(chart: Card) -> list[str]:
    """First and last month in the table of a chart; none where it has no months."""
    rows = chart.csv()[1]
    months = sorted(row["month"] for row in rows) if "month" in rows[0] else []
    return [months[0], months[-1]] if months else []


def assert_whole(pixels: np.ndarray, look: Look) -> None:
    """The picture has its size and no transparent pixel, and nothing reaches its edge: so nothing
    was cut off."""
    assert pixels.shape == (1350, 2400, 4)
    assert (pixels[..., 3] == 255).all()
    inside = np.zeros(pixels.shape[:2], dtype=bool)
    inside[EDGE:-EDGE, EDGE:-EDGE] = True
    background = (pixels[..., :3] == ImageColor.getrgb(look.color["background"])).all(axis=-1)
    rows, columns = np.nonzero(~background & ~inside)
    assert not len(rows), (
        f"drawn at the edge: rows {rows.min()} to {rows.max()}, "
        f"columns {columns.min()} to {columns.max()}"
    )
    assert background.mean() < 0.995, "there is nothing in the picture"


@pytest.mark.parametrize(
    ("path", "look", "language", "ranges"),
    [
        *((path, Look(), READER, 2) for path in CHARTS),
        # Colors and language have no hand in each other: the dark is seen in the other language.
        *(
            (path, Look(dark=True), also, 1)
            for also in ALSO or [READER]
            for path in ("", "compare", "issued", "who")
        ),
    ],
    ids=lambda value: str(value) or "front",
)
def test_each_picture_is_whole_and_follows_the_range(
    path: str, look: Look, language: str, ranges: int, window: Window
) -> None:
    seen: dict[str, list[bytes]] = {}
    view = window(dark=look.dark, language=language)
    for months in RANGES[path][:ranges]:
        view.open(path, months=months)
        assert [chart.name for chart in view.charts] == CHARTS[path]
        for chart in view.charts:
            name, pixels = chart.png()
            # The months that are drawn, which need not be those of the range.
            named = chart.name not in WITHOUT_RANGE | {"measures-compared"}
            in_name = (drawn_months(chart) or months) if named else []
            assert name == f"{'_'.join([chart.name, *in_name])}.png"
            assert_whole(pixels, look)
            seen.setdefault(name.split("_")[0], []).append(
                hashlib.sha256(pixels.tobytes()).digest()
            )
    for name, pictures in seen.items():
        assert len(set(pictures)) == len(pictures), name


@pytest.mark.parametrize(
    ("path", "width"),
    [
        *((path, "narrow") for path in ("compare", "convictions", "issued", "reconciliation")),
        ("compare", "broad"),
        ("", "wide"),
    ],
    ids=lambda value: value or "front",
)
def test_the_picture_from_a_telephone_is_the_one_from_a_desk(
    path: str, width: Width, window: Window
) -> None:
    months = RANGES[path][1]
    desk = window().open(path, months=months)
    telephone = window(width=width).open(path, months=months)
    for chart in desk.charts:
        there = telephone.chart(chart.name)
        shown = there.words
        name, pixels = there.png()
        of_desk, expected = chart.png()
        assert name == of_desk
        assert (pixels == expected).all(), chart.name
        assert there.words == shown
        assert width == "wide" or shown != chart.words


def test_a_picture_says_what_it_is_where_it_is_from_and_how_to_see_it_again(
    window: Window,
) -> None:
    view = window().open(months=PEP_TRUMP)
    chart = view.charts[0]
    said = chart.described()
    assert said["Title"] == chart.title
    assert said["Source"].startswith(view.says("Office of Homeland Security Statistics (OHSS)"))
    assert "Transactional Records Access Clearinghouse (TRAC)" in said["Source"]
    assert said["URL"] == view.page.url
    assert parse_qs(urlsplit(said["URL"]).query)["months"] == PEP_TRUMP
    _, svg = chart.svg()
    root = ElementTree.fromstring(svg)
    texts = {
        name: root.findtext(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc")
    }
    assert texts == {"title": chart.title, "desc": f"{said['Source']}. {view.page.url}"}


def test_a_copied_picture_is_the_downloaded_one(window: Window) -> None:
    view = window(another=True)
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chart = view.open().charts[0]
    assert (chart.copied() == chart.png()[1]).all()


def test_where_the_browser_cannot_copy_a_picture_nothing_offers_it(window: Window) -> None:
    view = window(another=True)
    view.page.add_init_script("delete window.ClipboardItem")
    chart = view.open().charts[0]
    expect(chart.place.get_by_role("button", name="Download SVG")).to_be_visible()
    expect(chart.place.get_by_role("button", name="Copy picture")).to_have_count(0)


def test_a_picture_that_cannot_be_made_says_so(window: Window) -> None:
    view = window(another=True)
    chart = view.open().charts[0]
    view.page.route("**/fonts/*", lambda route: route.fulfill(body="not a font"))
    chart.place.get_by_role("button", name="Download PNG").click()
    expect(chart.place.get_by_role("status")).to_contain_text("This could not be made")


MEASURES = [
    "Detainer share of Secure Communities removals",
    "All ICE removals",
    "Convicted share, case records (inferred)",
]


@pytest.mark.parametrize("measure", MEASURES)
def test_the_pictures_of_other_measures_are_whole(measure: str, window: Window) -> None:
    for chart in window().open("compare", measure=measure).charts:
        assert_whole(chart.png()[1], Look())


STATUSES = ("ICE withheld", "not yet released", "not in the table")


def cells(chart: Card, columns: list[str]) -> dict[str, tuple[str, ...]]:
    """The columns by month; where a number is missing, the words of the status beside it, as the
    data folder writes them."""
    english = {chart.view.says(words): words for words in STATUSES}
    return {
        row["month"]: tuple(row[column] or english[row[f"{column}_status"]] for column in columns)
        for row in chart.csv()[1]
    }


@pytest.mark.parametrize("months", [ALL, PEP_TRUMP, TABLE_1], ids=lambda months: "_".join(months))
def test_the_table_of_removals_is_the_sources_month_for_month(
    months: list[str], window: Window
) -> None:
    chart = window().open(months=months).charts[0]
    trac, records = table("removals_by_source.csv"), table("removals_from_records.csv")
    official = table("ero_removals.csv")
    absent = "not in the table"
    columns = ["all_removals", "sc_removals", "detainer_removals"]
    expected = {
        month: (
            *(trac.get(month, {}).get(column, absent) for column in columns),
            records.get(month, {}).get("removals", absent),
            official.get(month, {}).get("removals_and_returns", absent),
        )
        for month in sorted({*trac, *records, *official})
        if months[0] <= month <= months[1]
    }
    # TRAC gave two more months of Secure Communities removals later: May 2018 and April 2019.
    later = "+trac_570" if months[0] <= "2018-05" <= months[1] else ""
    assert chart.csv()[0] == (
        f"removals-by-source_{min(expected)}_{max(expected)}"
        f"_ohss_2024+trac_2017+ice_removals_2019{later}_{VERSION}.csv"
    )
    assert cells(chart, [*columns, "records_removals", "ero_removals"]) == expected
    assert expected["2017-07"] == ("not yet released", "5478", "ICE withheld", "15972", "15770")


def test_the_table_of_the_convicted_share_divides_the_case_records(window: Window) -> None:
    rows = window().open("removals").charts[1].csv()[1]
    records = table("removals_from_records.csv")
    assert [row["month"] for row in rows] == list(records)
    for row in rows:
        counts = records[row["month"]]
        share = int(counts["convicted"]) / int(counts["removals"])
        assert float(row["records_convicted_share"]) == pytest.approx(share, abs=1e-6)


def test_the_table_of_convictions_is_table_1(window: Window) -> None:
    chart = window().open("convictions").charts[0]
    columns = ["any_offense", "serious_offense", "any_offense_average", "serious_offense_average"]
    drawn = [
        "convicted_any",
        "convicted_serious",
        *(f"convicted_{which}_published_mean_of_12" for which in ("any", "serious")),
    ]
    assert cells(chart, drawn) == {
        month: tuple(row[column] for column in columns)
        for month, row in table("convicted_removals.csv").items()
    }


def test_the_table_of_shares_divides_the_source(window: Window) -> None:
    view = window().open("detainers", months=["2015-11", "2016-02"])
    (chart,) = view.charts
    name, rows = chart.csv()
    assert name == f"detainer-shares_2015-11_2016-02_trac_2017_{VERSION}.csv"
    trac = table("removals_by_source.csv")
    assert [row["month"] for row in rows] == ["2015-11", "2015-12", "2016-01", "2016-02"]
    for row in rows[:2]:
        counts = trac[row["month"]]
        share = int(counts["detainer_removals"]) / int(counts["sc_removals"])
        assert float(row["detainer_share_of_sc"]) == pytest.approx(share, abs=1e-6)
    for column in ("detainer_share_of_sc", "detainer_share_of_all"):
        assert {row[column] for row in rows[2:]} == {""}
        assert {row[f"{column}_status"] for row in rows[2:]} == {view.says("ICE withheld")}


def test_the_workbook_has_the_numbers_of_the_csv(window: Window) -> None:
    chart = window().open("detainers", months=["2015-11", "2016-02"]).charts[0]
    name, path = chart.xlsx()
    assert name == f"detainer-shares_2015-11_2016-02_trac_2017_{VERSION}.xlsx"
    book = load_workbook(io.BytesIO(path.read_bytes()))
    rows = [list(row) for row in book[chart.view.says("Data")].values]
    _, csv = chart.csv()
    assert rows[0] == list(csv[0])
    place = rows[0].index("detainer_share_of_sc")
    assert [row[place] for row in rows[1:]] == [
        float(row["detainer_share_of_sc"]) if row["detainer_share_of_sc"] else None for row in csv
    ]


CITED = {
    "en": "“{title}.” Removals by Month, data version {version}. {address}&data={version} "
    "(retrieved {day}). Source: Transactional Records Access Clearinghouse (TRAC), Syracuse "
    "University, “Secure Communities, Sanctuary Cities and the Role of ICE Detainers” (2017-11), "
    "http://trac.syr.edu/foia/ice/20170608/.",
    "es": "“{title}.” Deportaciones por mes, versión de los datos {version}. "
    "{address}&data={version} (consultado el {day}). Fuente: Transactional Records Access "
    "Clearinghouse (TRAC), Syracuse University, “Secure Communities, Sanctuary Cities and the "
    "Role of ICE Detainers” (2017-11), http://trac.syr.edu/foia/ice/20170608/.",
}


def test_a_citation_names_the_sources_the_view_and_the_day(window: Window) -> None:
    view = window(another=True)
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chart = view.open("detainers", months=["2015-01", "2015-12"]).charts[0]
    place = chart.open("Cite this chart")
    said = view.page.evaluate("navigator.clipboard.readText()")
    expect(place.get_by_text(re.compile(re.escape(said)))).to_be_visible()
    day = view.page.evaluate(
        "language => new Date().toLocaleDateString(`${language}-US`, { dateStyle: 'long' })",
        view.language,
    )
    assert said == CITED[view.language].format(
        title=chart.title, version=VERSION, address=view.page.url, day=day
    )


def test_a_link_is_the_address_of_the_view(window: Window) -> None:
    view = window(another=True)
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chart = view.open("convictions").preset("Table 1's 12 months", "12 months").charts[0]
    chart.place.get_by_role("button", name="Copy link to this view").click()
    expect(chart.place.get_by_role("status")).to_have_text("Link copied")
    copied = view.page.evaluate("navigator.clipboard.readText()")
    assert copied == view.page.url and parse_qs(urlsplit(copied).query)["months"] == TABLE_1


def test_table_and_queries_open_in_place_one_at_a_time(window: Window) -> None:
    view = window().open("detainers")
    chart = view.charts[0]
    expect(chart.place.get_by_role("table")).to_have_count(0)
    chart.open("Table of the numbers")
    expect(chart.place.get_by_role("table")).to_have_count(1)
    chart.open("Queries behind the numbers")
    expect(chart.place.get_by_test_id("stCode")).to_have_count(2)
    table = chart.place.get_by_role("button", name="Table of the numbers")
    expect(table).to_have_attribute("aria-expanded", "false")
    # What is open stays so when the range changes.
    view.preset("PEP", "26 months")
    expect(chart.place.get_by_test_id("stCode")).to_have_count(2)
    chart.place.get_by_role("button", name="Queries behind the numbers").click()
    expect(chart.place.get_by_test_id("stCode")).to_have_count(0)


def test_the_table_of_a_comparison_holds_both_groups(window: Window) -> None:
    view = window().open("compare")
    view.unfold(view.folded("Month by month"))
    _, groups, overlay, _, pairs = view.charts
    trac = table("removals_by_source.csv")
    of_group = {row["month"]: row["group"] for row in groups.csv()[1]}
    assert list(of_group) == list(trac)
    edges = ("2014-11", "2014-12", "2017-01", "2017-02", "2017-07")
    neither, pep, trump = map(
        view.says, ("neither", "Obama, PEP", "Trump, first term, to Jul 2017")
    )
    sides = [neither, pep, pep, trump, trump]
    assert [of_group[month] for month in edges] == sides
    assert {row["month"]: row["sc_removals"] for row in overlay.csv()[1]} == {
        month: row["sc_removals"] for month, row in trac.items() if month >= "2014-12"
    }
    # Table 2: each of the six Trump months beside the same month a year before.
    assert len(pairs.csv()[1]) == 6
    for row in pairs.csv()[1]:
        assert row["sc_removals_first"] == trac[row["first_month"]]["sc_removals"]
        assert row["sc_removals_second"] == trac[row["second_month"]]["sc_removals"]


def test_the_tables_of_the_sources_page_are_the_files_themselves(window: Window) -> None:
    described = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
    view = window().open("sources")
    package, downloaded = view.page.get_by_test_id("stExpander"), []
    # The last one says what the numbers do not.
    assert package.count() - 1 == len(described["resources"])
    opened = (0, 3, len(described["resources"]) - 1)
    for position in opened:
        download = view.says("Download {file}", file="")
        button = view.unfold(package.nth(position)).get_by_role("button", name=download.strip())
        with view.page.expect_download() as coming:
            button.click()
        name, path = coming.value.suggested_filename, Path(coming.value.path())
        assert path.read_bytes() == (ROOT / "data" / name).read_bytes()
        downloaded.append(name)
    assert downloaded == [described["resources"][position]["path"] for position in opened]
