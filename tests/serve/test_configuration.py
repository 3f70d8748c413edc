"""What nginx is given to read, read by nginx."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from deploy.configuration import Member, configuration
from deploy.proxy import find
from deploy.settings import Settings


def said_of(settings: Settings) -> str:
    """What nginx says of a configuration that it reads and does not use."""
    settings.folder.mkdir(parents=True)
    path = settings.folder / "nginx.conf"
    path.write_text(configuration(settings, [Member(1, 8601), Member(2, 8602)], 1), "utf-8")
    nginx = find()
    assert nginx
    command: list[str | Path] = [nginx, "-t", "-e", "stderr", "-p", settings.folder, "-c", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return str(done.stderr)


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for what is passing, with a name that people give."""
    folder = tmp_path / 'My "files"; C:\\2026 {new}'
    monkeypatch.setattr("tempfile.tempdir", str(folder))


@pytest.mark.usefixtures("odd")
def test_a_folder_may_have_any_name() -> None:
    assert "test is successful" in said_of(Settings(port=8600))
    assert {"body", "proxy", "cache"} <= {one.name for one in Settings(port=8600).folder.iterdir()}


@pytest.mark.usefixtures("odd")
def test_so_may_a_certificate(tmp_path: Path) -> None:
    file = tmp_path / 'a "b".pem'
    said = said_of(Settings(port=8600, certificate=file, key=tmp_path / "a; b.key"))
    # It is looked for where it is said to be.
    assert f'cannot load certificate "{file}"' in said
