"""One server process for all tests of what it sends."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from lib.shown.charts import main_chart
from lib.views import views
from tests.api.answer import Answer
from tests.browser.conftest import serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("api") / "log.txt") as address:
        until = time.monotonic() + 60
        # At first a page does not wait for what its view says of itself.
        for path in {main.page for main in map(main_chart, views()) if main} - {"claims"}:
            while b".png?preview=true" not in Answer(address, f"/{path}").body:
                assert time.monotonic() < until, path
                time.sleep(0.2)
        yield address
