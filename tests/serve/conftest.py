from collections.abc import Iterator

import pytest

from tests.serve.served import Served, serving


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """One server for all tests."""
    with serving() as server:
        yield server
