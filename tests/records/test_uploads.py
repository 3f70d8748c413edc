"""A visitor's files: counted beside others, and on disk only while they are read."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest

from lib.records.uploads import Choices, RecordsError, Rollups, look_at

FILES = Path(__file__).parent / "files"


def upload(name: str) -> tuple[str, io.BytesIO]:
    return name, io.BytesIO((FILES / name).read_bytes())


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_a_file_is_looked_at_and_counted_and_nothing_of_it_stays(tmp_path: Path) -> None:
    files = [upload("comma.csv")]
    form = look_at(files)
    assert form.columns == ("when", "who", "sex")
    job = Rollups().start(files, Choices(date_column="when", by="sex"))
    rolled = job.future.result(timeout=60)
    assert rolled.months["records"].tolist() == [3, 0, 2]
    assert rolled.counts == ["records", "M", "F"]
    assert job.progress == 1.0
    assert rolled.report.files[0].file == "comma.csv"
    assert list(tmp_path.iterdir()) == []


def test_a_bad_file_gets_its_line_under_the_visitors_own_name(tmp_path: Path) -> None:
    name, content = upload("bad_header_only.csv")
    with pytest.raises(RecordsError, match=r"^my/\.\./file\.csv: there are no rows below"):
        look_at([("my/../file.csv", content)])
    job = Rollups().start([(name, content)], Choices(date_column="when"))
    with pytest.raises(RecordsError, match=f"^{name}: there are no rows below"):
        job.future.result(timeout=60)
    assert list(tmp_path.iterdir()) == []


def test_several_counts_wait_for_each_other_and_do_not_mix() -> None:
    counts = Rollups()
    names = ["comma.csv", "duplicates.csv", "comma.csv", "duplicates.csv"]
    jobs = [counts.start([upload(name)], Choices()) for name in names]
    found = [job.future.result(timeout=60).months["records"].tolist() for job in jobs]
    assert found == [[3, 0, 2], [5, 0, 2], [3, 0, 2], [5, 0, 2]]
