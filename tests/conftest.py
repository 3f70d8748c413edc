import os

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from lib.tables import Tables
from tests.browser.started import started

__all__ = ["started"]

# Every run of `make test` tries the same examples, so that it fails for a change and for nothing
# else. `make fuzz` draws others each time, and thirty times as many. A test that needs fewer asks
# for a part of `settings().max_examples`. How long an example takes is the machine's matter.
settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "fuzz", settings.get_profile("fixed"), derandomize=False, max_examples=2_000, print_blob=True
)
FUZZ = bool(os.environ.get("FUZZ"))
settings.load_profile("fuzz" if FUZZ else "fixed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under `make fuzz`, only the tests that draw their examples."""
    if FUZZ:
        fixed = [item for item in items if not _draws(item)]
        config.hook.pytest_deselected(items=fixed)
        items[:] = [item for item in items if _draws(item)]


def _draws(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The project's own tables, read once."""
    return Tables()
