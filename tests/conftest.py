import pytest

from lib.tables import Tables


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The project's own tables, read once."""
    return Tables()
