"""No package that the dashboard runs on asks more of us than to name it."""

import re

import pytest

from lib.licenses import license_of, locked

FREE = re.compile(
    "MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|HPND|Zlib|CC0"
)


@pytest.mark.parametrize("package", locked())
def test_a_license_is_known_and_free(package: str) -> None:
    found = license_of(package)
    if found is None:
        pytest.skip("not installed on this machine")
    assert FREE.search(found), f"{package}: {found or 'unknown'}"
    assert not re.search(r"\bA?GPL", found), found


def test_more_than_the_direct_ones_are_looked_at() -> None:
    assert {"streamlit", "starlette", "numpy", "protobuf"} <= set(locked())
