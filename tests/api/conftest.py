"""One server process for all tests of what it sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("api") / "log.txt") as address:
        yield address
