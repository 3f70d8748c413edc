"""A link to a page, opened on a server that nobody has visited."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import ALL, words
from tests.browser.view import PAGES, WITHOUT_RANGE


@pytest.mark.parametrize(("path", "title"), PAGES.items(), ids=[path or "front" for path in PAGES])
def test_a_link_to_a_page_shows_it_in_its_frame(
    path: str, title: str, fresh_server: str, window: Window
) -> None:
    view = window(address=fresh_server, another=True).open(path)

    expect(view.title).to_have_text([title])
    # What stood there before the page did is gone.
    expect(view.page.locator("#first-paint")).to_have_count(0)
    # What the page shows may stand before its name.
    expect(view.page).to_have_title(
        re.compile(rf"(^|· ){view.says(f'{title} · Removals by month')}$")
    )
    assert view.page.get_by_test_id("stSidebarNav").get_by_role("link").count() == len(PAGES)
    if path not in WITHOUT_RANGE:
        assert view.months == ALL
        expect(view.caption).to_have_text(words(*ALL))
    expect(view.page.get_by_text("Page not found")).to_have_count(0)
