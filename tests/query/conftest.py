from collections.abc import Iterator
from contextlib import closing

import pytest

from lib.query.limits import Limits
from lib.query.sandbox import Sandbox
from lib.tables import Tables

PATIENT = Limits(seconds=60)


@pytest.fixture(scope="module")
def sandbox(tables: Tables) -> Iterator[Sandbox]:
    """What is refused by it is refused for what it is, not because a machine was slow."""
    with closing(Sandbox(tables, PATIENT, rest=0)) as made:
        yield made
