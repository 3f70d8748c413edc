"""The data by address, asked of a server process over HTTP as a program asks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tomllib
from typing import Any
from urllib.parse import quote, unquote

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from lib.tables import Tables
from lib.verdict_table import as_csv, verdict_table
from lib.versions import version_of
from lib.views import views
from tests import folders
from tests.api.answer import Answer

API = "/api/v1"
PACKAGE = json.loads((folders.DATA / "datapackage.json").read_text("utf-8"))
TABLES = [resource["name"] for resource in PACKAGE["resources"]]
MEASURES = tomllib.loads((folders.DATA / "measures.toml").read_text("utf-8"))
ANSWERS = (
    f"{API}/measures",
    f"{API}/measures/sc_removals.csv?from=2016-08",
    f"{API}/measures/sc_removals.xlsx",
    f"{API}/charts/detainer-shares.csv?months=2015-01&months=2015-12&window=3",
    f"{API}/tables/eras.json",
    f"{API}/tables/eras.parquet",
    f"{API}/claims.csv",
    f"{API}/claims.json",
    f"{API}/datapackage.json",
)
VERSION = version_of(folders.DATA)
TRAC = "Secure Communities, Sanctuary Cities and the Role of ICE Detainers"


def read_csv(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.unpacked.decode())))


def shown(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The sheets of a workbook, months and days as texts."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [tuple(map(_written, row)) for row in sheet.iter_rows()] for sheet in book}


def _written(cell: Any) -> Any:
    if not isinstance(cell.value, dt.datetime):
        return cell.value
    return f"{cell.value:%Y-%m}" if cell.number_format == "yyyy-mm" else f"{cell.value:%Y-%m-%d}"


def test_every_measure_is_listed_with_what_must_be_known(server: str) -> None:
    listed = {each["id"]: each for each in Answer(server, f"{API}/measures").json["measures"]}
    assert list(listed) == list(MEASURES)
    # TRAC, Table 2: November 2008 to July 2017.
    removals = listed["sc_removals"]
    assert (removals["first"], removals["last"]) == ("2008-11", "2017-07")
    assert removals["unit"] == "People removed in the month"
    assert TRAC in removals["sources"][0]
    assert listed["sc_share_of_all"]["unit"] == "share of 1"
    for id, measure in MEASURES.items():
        assert listed[id]["title"] == measure["title"]
        assert set(measure.get("cautions", ())) <= set(listed[id]["cautions"])
    for address in removals["addresses"].values():
        assert Answer(server, f"{API}/{address}", "HEAD").status == 200


def test_a_measure_has_the_numbers_of_its_table(server: str) -> None:
    answer = Answer(server, f"{API}/measures/convicted_any.csv?from=2016-08&to=2017-07")
    rows = read_csv(answer)
    # TRAC, Table 1: the counts and the running averages that it prints beside them.
    table = folders.rows("convicted_removals")
    assert [(row["month"], row["value"]) for row in rows] == [
        (row["month"], row["any_offense"]) for row in table
    ]
    assert round(float(rows[-1]["average"])) == int(table[-1]["any_offense_average"])
    assert {row["average"] for row in rows[:-1]} == {""}
    assert {row["status"] for row in rows} == {"known"}


def test_the_window_is_that_of_the_average(server: str) -> None:
    path = f"{API}/measures/sc_removals.json?from=2017-05&to=2017-07&window=3"
    (_, _, july) = Answer(server, path).json["rows"]
    known = {row["month"]: int(row["sc_removals"]) for row in folders.rows("removals_by_source")}
    last_three = [known[month] for month in ("2017-05", "2017-06", "2017-07")]
    assert july["average"] == pytest.approx(sum(last_three) / 3)


def test_what_was_withheld_is_empty_and_says_so(server: str) -> None:
    rows = read_csv(Answer(server, f"{API}/measures/detainer_removals.csv?from=2015-11"))
    # TRAC, Table 2: ICE withheld detainers from January 2016 on.
    assert [(row["value"], row["status"]) for row in rows if row["month"] >= "2016-01"] == [
        ("", "ICE withheld")
    ] * 19
    july = read_csv(Answer(server, f"{API}/measures/all_removals.csv?from=2017-07"))
    assert [(row["value"], row["status"]) for row in july] == [("", "not yet released")]


def test_a_share_comes_with_what_it_is_a_share_of(server: str) -> None:
    path = f"{API}/measures/sc_share_of_all.json?from=2017-06&to=2017-06"
    (row,) = Answer(server, path).json["rows"]
    # TRAC, Table 2, June 2017.
    assert (row["part"], row["whole"]) == (6444, 16982)
    assert row["value"] == pytest.approx(6444 / 16982)


def test_months_beyond_the_source_are_not_made_up(server: str) -> None:
    said = Answer(server, f"{API}/measures/sc_removals.json?from=1990-01&to=2030-12").json
    assert (said["first"], said["last"], len(said["rows"])) == ("2008-11", "2017-07", 105)


@pytest.mark.parametrize(
    "path",
    [f"measures/{id}" for id in ("sc_removals", "ero_convicted_share", "releases_to_remove")]
    + [f"tables/{name}" for name in TABLES],
)
def test_all_forms_hold_the_same(path: str, server: str) -> None:
    said = Answer(server, f"{API}/{path}.json").json
    names = [column["name"] for column in said["columns"]]
    rows = [tuple(row[name] for name in names) for row in said["rows"]]
    book = shown(Answer(server, f"{API}/{path}.xlsx").body)
    assert list(book) == ["Data", "Columns", "Sources", "Cautions"]
    # A workbook holds fifteen digits of a number, the last of them rounded.
    assert [tuple(map(_short, row)) for row in book["Data"]] == [
        tuple(names),
        *(tuple(map(_short, row)) for row in rows),
    ]
    assert [name for name, _, _ in book["Columns"][1:]] == names
    assert said["data_version"] == VERSION
    of_version = f"Removals by Month, data version {VERSION}"
    assert [row for (row,) in book["Sources"][1:]] == [*said["sources"], of_version]
    assert [row for (row,) in book["Cautions"][1:]] == said["cautions"]
    packed = pq.read_table(io.BytesIO(Answer(server, f"{API}/{path}.parquet").body))
    kinds = {column["name"]: column["type"] for column in said["columns"]}
    assert [
        tuple(_as_text(row[name], kinds[name]) for name in names) for row in packed.to_pylist()
    ] == rows
    assert json.loads(packed.schema.metadata[b"sources"]) == said["sources"]
    assert json.loads(packed.schema.metadata[b"cautions"]) == said["cautions"]
    assert packed.schema.metadata[b"data_version"] == VERSION.encode()


def _short(cell: Any) -> Any:
    return float(f"{cell:.13g}") if isinstance(cell, float) else cell


def _as_text(cell: Any, kind: str) -> Any:
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m}" if kind == "month" else f"{cell:%Y-%m-%d}"
    return cell


def test_the_numbers_of_a_chart_follow_its_view(server: str) -> None:
    view = "detainer-shares.{}?months=2015-11&months=2016-02&window=3&data=0.1.0-bbbf399d"
    answer = Answer(server, f"{API}/charts/{view.format('csv')}")
    assert TRAC in unquote(answer.headers["Data-Source"])
    assert "ICE withheld" in unquote(answer.headers["Data-Cautions"])
    rows = read_csv(answer)
    known = {row["month"]: row for row in folders.rows("removals_by_source")}
    assert [row["month"] for row in rows] == ["2015-11", "2015-12", "2016-01", "2016-02"]
    for row in rows[:2]:
        counts = known[row["month"]]
        share = int(counts["detainer_removals"]) / int(counts["sc_removals"])
        assert float(row["detainer_share_of_sc"]) == pytest.approx(share, abs=1e-6)
    assert [row["detainer_share_of_sc_status"] for row in rows[2:]] == ["ICE withheld"] * 2
    book = shown(Answer(server, f"{API}/charts/{view.format('xlsx')}").body)
    assert list(book["Data"][0]) == list(rows[0])
    assert [row[0] for row in book["Data"][1:]] == [row["month"] for row in rows]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_names_the_version_of_the_data(path: str, server: str) -> None:
    answer = Answer(server, path)
    assert answer.headers["Data-Version"] == VERSION
    if path.endswith("datapackage.json"):
        assert answer.json["version"] == VERSION
    elif path.endswith("claims.json"):
        assert answer.json["data_version"] == VERSION


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_file_and_typed_elsewhere(name: str, server: str) -> None:
    whole = Answer(server, f"{API}/tables/{name}.csv").body
    assert whole == (folders.DATA / f"{name}.csv").read_bytes()
    rows = Answer(server, f"{API}/tables/{name}.json").json["rows"]
    known = folders.rows(name)
    assert len(rows) == len(known)
    schema = next(each["schema"] for each in PACKAGE["resources"] if each["name"] == name)
    for field in schema["fields"]:
        # A table of months is in their order.
        typed = sorted(_cell(row, field) for row in rows)
        assert typed == sorted(row[field["name"]] for row in known), field["name"]


def _cell(row: dict[str, Any], field: dict[str, Any]) -> str:
    """A typed cell as the file writes it."""
    value = row[field["name"]]
    if value is None:
        return str(row[f"{field['name']}_status"])
    if isinstance(value, bool):
        return str(value).lower()
    is_whole = field["type"] == "number" and value == int(value)
    return str(int(value) if is_whole else value)


def test_the_claims_are_those_of_the_page(server: str, tables: Tables) -> None:
    answer = Answer(server, f"{API}/claims.csv")
    assert answer.body == as_csv(verdict_table(tables))
    said = Answer(server, f"{API}/claims.json").json
    rows = {row["claim"]: row for row in said["claims"]}
    assert set(rows) == {row["id"] for row in folders.rows("claims")}
    # TRAC's report: Table 1 has at most 14,101 such removals, ICE said 43,300.
    assert rows["ice_43300"]["verdict"] == "does not hold"
    assert said["finding"].startswith(f"Of {len(rows)} claims, ")
    assert any(TRAC in source for source in said["sources"])


def test_the_description_leads_to_every_table(server: str) -> None:
    described = Answer(server, f"{API}/datapackage.json").json
    assert [resource["name"] for resource in described["resources"]] == TABLES
    for resource in described["resources"]:
        answer = Answer(server, f"{API}/{resource['path']}")
        header = next(csv.reader(io.StringIO(answer.body.decode())))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert all(source["title"] for source in resource["sources"])


def test_health_asks_the_tables(server: str) -> None:
    answer = Answer(server, "/healthz")
    assert answer.json == {"status": "ok", "sources": len(folders.rows("sources"))}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status", "kind", "allowed"),
    [
        (f"{API}/measures/removals.csv", 404, "no-such-name", "sc_removals"),
        (f"{API}/measures/sc_removals.pdf", 404, "no-such-name", "parquet"),
        (f"{API}/tables/nothing.csv", 404, "no-such-name", "eras"),
        (f"{API}/tables/eras_text.csv", 404, "no-such-name", "eras"),
        (
            f"{API}/tables/{quote('eras; DROP TABLE eras', safe='')}.csv",
            404,
            "no-such-name",
            "eras",
        ),
        (f"{API}/tables/.csv", 404, "not-found", f"{API}/openapi.json"),
        (f"{API}/claims.xlsx", 404, "no-such-name", "csv"),
        (f"{API}/measures/sc_removals", 404, "not-found", f"{API}/openapi.json"),
        (f"{API}/measures/", 404, "not-found", f"{API}/openapi.json"),
        ("/api/v2", 404, "not-found", f"{API}/openapi.json"),
        (f"{API}/?x=1", 400, "unknown-parameter", None),
        (f"{API}/charts/none.csv", 404, "no-such-name", "removals-by-source"),
        (f"{API}/charts/removals-by-source.png", 404, "no-such-name", "xlsx"),
        (f"{API}/charts/removals-by-source.csv?window=25", 400, "wrong-value", "24"),
        (f"{API}/charts/removals-by-source.csv?month=2016-01", 400, "wrong-value", "months"),
        (f"{API}/charts/removals-by-source.csv?months=2016-01", 400, "wrong-value", None),
        (f"{API}/charts/claim.csv?claim=none", 400, "wrong-value", "ice_43300"),
        (
            f"{API}/charts/detainers-issued.csv?months=2020-01&months=2020-12",
            404,
            "no-such-months",
            None,
        ),
        (f"{API}/measures?from=2016-01", 400, "unknown-parameter", None),
        (f"{API}/measures/sc_removals.csv?form=2016-01", 400, "unknown-parameter", "from"),
        (f"{API}/measures/sc_removals.csv?to=2016-01&to=2016-02", 400, "unknown-parameter", "to"),
        (f"{API}/measures/sc_removals.csv?from=2016-13", 400, "wrong-value", None),
        (f"{API}/measures/sc_removals.csv?from=", 400, "wrong-value", None),
        (f"{API}/measures/sc_removals.csv?from=Jan%202016", 400, "wrong-value", None),
        (f"{API}/measures/sc_removals.csv?from=2016-02&to=2016-01", 400, "wrong-value", None),
        (f"{API}/measures/sc_removals.csv?window=0", 400, "wrong-value", "24"),
        (f"{API}/measures/sc_removals.csv?window=25", 400, "wrong-value", "24"),
        (f"{API}/measures/sc_removals.csv?window=1e1", 400, "wrong-value", "24"),
        (f"{API}/measures/sc_removals.csv?from=2030-01", 404, "no-such-months", "2017-07"),
        (f"{API}/measures/sc_removals.csv?to=2000-01", 404, "no-such-months", "2008-11"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_what_can(
    path: str, status: int, kind: str, allowed: str | None, server: str
) -> None:
    answer = Answer(server, path)
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    said = answer.json
    assert said["status"] == status
    assert said["type"].endswith(f"/{kind}")
    assert said["title"] and said["detail"]
    assert allowed is None or allowed in said["allowed"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    "path", [f"{API}/measures", f"{API}/tables/eras.csv", "/healthz", "/api/x"]
)
def test_nothing_is_written(path: str, method: str, server: str) -> None:
    answer = Answer(server, path, method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json["allowed"] == ["GET", "HEAD", "OPTIONS"]


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_is_packed_and_not_sent_again(path: str, server: str) -> None:
    plain = Answer(server, path)
    assert plain.headers["Content-Encoding"] is None
    assert plain.headers["Cache-Control"] == "public, max-age=300"
    for offer in ("br", "gzip"):
        packed = Answer(server, path, Accept_Encoding=offer)
        assert (packed.status, packed.headers["Content-Encoding"]) == (200, offer)
        assert packed.unpacked == plain.body
        assert "accept-encoding" in packed.headers["Vary"].lower()
        tag = packed.headers["ETag"]
        assert tag != plain.headers["ETag"]
        again = Answer(server, path, Accept_Encoding=offer, If_None_Match=tag)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert Answer(server, path, If_None_Match='"other"').body == plain.body


@pytest.mark.parametrize("path", [*ANSWERS, f"{API}/nowhere"])
def test_the_head_is_that_of_the_answer(path: str, server: str) -> None:
    whole, head = Answer(server, path), Answer(server, path, "HEAD")
    assert (head.status, head.body) == (whole.status, b"")
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control", "Data-Source", "Link"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-3", 0, 4),
        ("bytes=-8", -8, None),
        ("bytes=10-", 10, None),
        ("bytes=4-9999999", 4, None),
    ],
)
def test_a_part_of_a_file_is_sent_as_readers_of_parquet_ask_for_it(
    asked: str, start: int, end: int | None, server: str
) -> None:
    path = f"{API}/tables/eras.parquet"
    whole = Answer(server, path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = Answer(server, path, Range=asked, Accept_Encoding="gzip")
    assert (part.status, part.body) == (206, whole.body[start:end])
    first = start % len(whole.body)
    last = first + len(part.body) - 1
    assert part.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole.body)}"
    assert part.headers["Content-Encoding"] is None
    other = Answer(server, path, Range=asked, If_Range='"other"')
    assert (other.status, other.body) == (200, whole.body)


def test_a_part_that_is_none_is_refused_and_nonsense_is_answered_whole(server: str) -> None:
    path = f"{API}/tables/eras.parquet"
    whole = Answer(server, path).body
    beyond = Answer(server, path, Range="bytes=9999999-")
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")
    for asked in ("bytes=", "bytes=-", "bytes=5-2", "rows=1-2", "bytes=0-1,4-5", "bytes=a-b"):
        assert Answer(server, path, Range=asked).body == whole, asked


@pytest.mark.parametrize("path", [f"{API}/measures", f"{API}/tables/eras.csv", f"{API}/nowhere"])
def test_pages_of_other_sites_may_read_and_no_more(path: str, server: str) -> None:
    asked = {"Origin": "https://example.org", "Access_Control_Request_Method": "GET"}
    before = Answer(server, path, "OPTIONS", **asked)
    assert (before.status, before.body) == (204, b"")
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for answer in (before, Answer(server, path, Origin="https://example.org")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Credentials"] is None
        assert answer.headers["Set-Cookie"] is None


@pytest.mark.parametrize(
    "path",
    [
        f"{API}/measures/convicted_any.csv",
        f"{API}/tables/removals_by_source.csv",
        f"{API}/claims.csv",
    ],
)
def test_a_csv_names_its_sources_and_cautions_in_its_head(path: str, server: str) -> None:
    headers = Answer(server, path).headers
    assert TRAC in unquote(headers["Data-Source"])
    assert unquote(headers["Data-Cautions"]).startswith('%"')
    address = headers["Link"].split("<")[2].split(">")[0]
    assert headers["Link"].endswith('rel="describedby"')
    assert Answer(server, address).status == 200


@pytest.mark.parametrize("name", ["..%2F..%2Fpyproject", "%2Fetc%2Fpasswd", "..%2Fdatapackage"])
def test_no_file_beside_the_tables_is_sent(name: str, server: str) -> None:
    answer = Answer(server, f"{API}/tables/{name}.csv")
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body


def test_no_page_has_an_address_of_the_data() -> None:
    assert not [path for path in views() if path.split("/")[0] in ("api", "healthz", "static")]
