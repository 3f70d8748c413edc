"""The forms of the Deportation Data Project, on files written after its descriptions."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from lib.records import load_profiles, recognize, roll_up
from tests.records.release_files import Row, draw_rows, write_cleaned, write_raw
from tests.records.releases import RELEASES

COUNTED = {
    "ddp-arrests": "arrests",
    "ddp-arrests-2023": "arrests",
    "ddp-arrests-joined": "arrests",
    "ddp-detainers": "detainers",
    "ddp-detention-2023": "book-ins",
    "ddp-detention-stays": "stays",
    "ddp-detention-stints": "book-ins",
    "ddp-encounters": "encounters",
    "ddp-removals": "removals",
    "ddp-removals-2023": "removals",
}
CONVICTED = {
    "arrests_2025": ("Apprehension Criminality", "1 Convicted Criminal"),
    "arrests_2026": ("Apprehension Criminality", "1 Convicted Criminal"),
    "joined_2026": ("Apprehension Criminality", "1 Convicted Criminal"),
    "removals_2025": ("MSC Criminal Charge Status", "Convicted"),
    "removals_2023": ("MSC Criminal Charge Status", "Convicted"),
    "stints_2025": ("Book In Criminality", "1 Convicted Criminal"),
    "stints_2026": ("Book In Criminality", "1 Convicted Criminal"),
    "stays_2026": ("Book In Criminality", "1 Convicted Criminal"),
    "encounters_2025": ("Encounter Criminality", "1 Convicted Criminal"),
}


def month(row: Row, column: str) -> str:
    day = row[column]
    assert isinstance(day, dt.datetime)
    return f"{day:%Y-%m}"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("cleaned", [False, True], ids=["raw", "cleaned"])
@pytest.mark.parametrize("name", RELEASES)
def test_a_release_is_recognized_and_counted(
    name: str, cleaned: bool, ending: str, tmp_path: Path
) -> None:
    release = RELEASES[name]
    if not cleaned and release.above < 0:
        pytest.skip("this table is the project's own: there is none by ICE")
    rows = draw_rows(release, 400, seed=len(name))
    path = tmp_path / f"release.{ending}"
    (write_cleaned if cleaned else write_raw)(release, rows, path)
    form = recognize([path])
    assert form.profile is not None
    assert form.profile.name == release.profile
    assert form.header_row == (1 if cleaned else release.above + 1)

    rollup = roll_up(form)
    report = rollup.report
    dated = release.cleaned(release.date) if cleaned else release.date
    assert (form.date_column, report.date_column) == (dated, dated)
    assert report.profile_tested is False
    assert (report.rows_read, report.rows_used) == (400, 400)
    months = rollup.months.set_index("month")
    assert dict(months[COUNTED[release.profile]]) == Counter(month(r, release.date) for r in rows)
    if name in CONVICTED:
        column, text = CONVICTED[name]
        convicted = Counter(month(r, release.date) for r in rows if r[column] == text)
        assert {key: n for key, n in months["convicted"].items() if n} == convicted
    if release.profile == "ddp-detainers":
        declined = [r for r in rows if r["Detainer Lift Reason"] == "Detainer Declined by LEA"]
        assert months["declined"].sum() == len(declined) > 0


@pytest.mark.parametrize("name", RELEASES)
def test_likely_duplicates_of_a_release(name: str, tmp_path: Path) -> None:
    release = RELEASES[name]
    # Few people in few days, so that some of them are there twice.
    rows = draw_rows(release, 300, seed=3, first=dt.datetime(2025, 7, 20))
    groups: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for row in rows:
        day = row[release.date]
        assert isinstance(day, dt.datetime)
        if row[release.person]:
            groups[row[release.person], day.date()] += 1
    again = sum(groups.values()) - len(groups)
    assert again > 10
    path = tmp_path / "release.csv"
    write_cleaned(release, rows, path)
    person = load_profiles()[release.profile].person
    assert person is not None
    rollup = roll_up(recognize([path]), same_person=[person], leave_out_same_person=True)
    found = rollup.report.same_person
    assert found is not None
    assert found.columns == (release.cleaned(release.person),)
    assert (found.rows, found.unnamed) == (again, sum(not row[release.person] for row in rows))
    assert rollup.report.rows_used == len(rows) - again


def test_detainers_without_birth_dates(tmp_path: Path) -> None:
    """As in the workbooks of fiscal years 2023 and 2024."""
    release = RELEASES["detainers_2026"]
    older = replace(
        release, columns=tuple(name for name in release.columns if name != "Birth Date")
    )
    rows = draw_rows(older, 200, seed=5)
    write_raw(older, rows, tmp_path / "fy24.xlsx")
    rollup = roll_up(recognize([tmp_path / "fy24.xlsx"]))
    assert rollup.report.profile == "ddp-detainers"
    assert rollup.months["detainers"].sum() == 200


def test_a_stay_begun_before_the_release_does_not_make_its_month_whole(tmp_path: Path) -> None:
    """The files have the stays that ended since some day, and so a part of those begun before."""
    release = RELEASES["stints_2026"]
    rows: list[Row] = []
    for number, row in enumerate(draw_rows(release, 500, seed=1)):
        begun = dt.datetime(2024, 1, 1) + dt.timedelta(hours=12 * number)
        ended = begun + dt.timedelta(days=number % 60)
        left = ended if ended < dt.datetime(2024, 9, 8) else ""
        if ended >= dt.datetime(2024, 3, 1):
            rows.append({**row, "Book In Date Time": begun, "Book Out Date Time": left})
    write_cleaned(release, rows, tmp_path / "stints.csv")
    months = roll_up(recognize([tmp_path / "stints.csv"])).months
    assert dict(zip(months["month"], months["whole"], strict=True)) == {
        "2024-01": False,
        "2024-02": False,
        "2024-03": True,
        "2024-04": True,
        "2024-05": True,
        "2024-06": True,
        "2024-07": True,
        "2024-08": True,
        "2024-09": False,
    }
