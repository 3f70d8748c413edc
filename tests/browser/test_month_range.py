"""The month range: typed, stepped, picked, brushed, chosen by name, shared in an address, kept from
page to page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.source import ALL, TABLE_1, words
from tests.browser.view import PAGES, WITHOUT_RANGE, SlowLine, View

WITH_WINDOW = ("", "convictions", "detainers")
"""The pages with running averages."""
"""The pages whose charts the month range cuts."""


def test_the_fields_change_chart_caption_and_address(window: Window) -> None:
    view = window().open(months=["2008-11", "2017-07"])
    chart = view.charts[0]
    before = chart.alt, chart.lines, chart.words

    view.move("From", "ArrowUp", "January 2009 to July 2017 · 103 months", times=2)
    view.move("To", "ArrowDown", "January 2009 to June 2017 · 102 months")

    assert view.query["months"] == ["2009-01", "2017-06"]
    assert all(
        was != now for was, now in zip(before, (chart.alt, chart.lines, chart.words), strict=True)
    )
    said = "All ICE removals: 30,949 in January 2009, 16,982 in June 2017."
    assert view.says(said) in chart.alt
    assert [row["month"] for row in chart.csv()[1]][::101] == ["2009-01", "2017-06"]

    view.move("From", "PageUp", "January 2010 to June 2017 · 90 months")
    view.move("To", "PageDown", "January 2010 to June 2016 · 78 months")


def test_a_month_is_typed(window: Window) -> None:
    view = window().open(months=["2014-12", "2016-08"])
    june = view.says("June 2015").split()[0]
    for end, typed, months in (
        ("From", "2015-03", ["2015-03", "2016-08"]),
        ("From", "4/2015", ["2015-04", "2016-08"]),
        ("From", "may 2015", ["2015-05", "2016-08"]),
        ("From", "2015 June", ["2015-06", "2016-08"]),
        ("From", "2015", ["2015-01", "2016-08"]),
        ("To", "2015", ["2015-01", "2015-12"]),
        # Past the other end, which goes along: the range keeps its 12 months.
        ("From", "2017-01", ["2017-01", "2017-12"]),
        ("To", "2014-03", ["2013-04", "2014-03"]),
    ):
        view.write(end, typed.replace("June", june), words(*months))
        assert view.months == view.query["months"] == months, typed
        # A field that is entered anew is selected, so that typing replaces what stands there.
        view.end(end).blur()


def test_what_is_no_month_is_said_and_changes_nothing(window: Window) -> None:
    view = window().open(months=["2014-12", "2017-07"])
    alert = view.page.get_by_role("alert")
    field = view.end("From")
    tables = view.says(
        "The tables run from {first} to {last}.", first=view.says("Oct 2007"), last=""
    )
    unknown = "“{text}” is not a month; write it like 2014-12."
    for typed, said in (
        *((text, view.says(unknown, text=text)) for text in ("2014-13", "<b>x</b>", "Smarch 2014")),
        ("1999-01", tables.rstrip(" .")),
    ):
        # What was refused is selected, so that typing replaces it.
        field.focus()
        view.page.keyboard.type(typed)
        view.page.keyboard.press("Enter")
        expect(alert).to_contain_text(said)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(typed)
        assert view.query["months"] == ["2014-12", "2017-07"]
    view.page.keyboard.press("Escape")
    expect(field).to_have_value(view.says("Dec 2014"))
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(alert).to_have_count(0)


def test_a_month_is_picked_from_the_calendar(window: Window) -> None:
    view = window().open(months=["2014-12", "2017-07"])
    view.page.get_by_role("button", name="Choose the last month").press("Enter")
    calendar = view.page.get_by_role("dialog", name="Choose the last month")
    expect(calendar.get_by_role("button", name="July 2017")).to_be_focused()
    view.page.keyboard.press("ArrowLeft")
    expect(calendar.get_by_role("button", name="June 2017")).to_be_focused()
    calendar.get_by_role("combobox", name="Year").select_option("2016")
    calendar.get_by_role("button", name="The year before").click()
    calendar.get_by_role("button", name="October 2015").click()
    expect(view.caption).to_have_text(words("2014-12", "2015-10"))
    expect(calendar).to_be_hidden()
    view.page.get_by_role("button", name="Choose the first month").press("Enter")
    first = view.page.get_by_role("dialog", name="Choose the first month")
    first.get_by_role("combobox", name="Year").select_option(ALL[0][:4])
    # The tables begin in October 2007.
    expect(first.get_by_role("button", name="September 2007")).to_be_disabled()
    expect(first.get_by_role("button", name="October 2007")).to_be_enabled()
    view.page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    assert view.rest().query["months"] == ["2014-12", "2015-10"]


FIRST, LAST = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in ALL)
"""The ends of the strip, in months since the year 0."""


def _at(part: float) -> int:
    """The month at a part of the width of the strip."""
    return FIRST + int(part * (LAST - FIRST + 1))


def _written(*months: int) -> list[str]:
    return [f"{month // 12}-{month % 12 + 1:02}" for month in months]


def _drag(view: View, start: float, end: float) -> View:
    """Presses the pointer on the strip and moves it, in parts of the width."""
    box = view.page.locator(".plot").first.bounding_box()
    assert box
    mouse, height = view.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + start * box["width"], height)
    mouse.down()
    mouse.move(box["x"] + (start + end) / 2 * box["width"], height)
    mouse.move(box["x"] + end * box["width"], height)
    mouse.up()
    return view


def test_the_brush_draws_moves_and_stretches_a_range(window: Window) -> None:
    view = window().open()
    view.page.get_by_role("button", name="Draw the range over the whole record").click()
    drawn = [_at(0.2034), _at(0.4012)]
    expect(_drag(view, 0.2034, 0.4012).caption).to_have_text(words(*_written(*drawn)))

    # The window is taken along, whole.
    step = _at(0.5034) - _at(0.3034)
    moved = [month + step for month in drawn]
    view.rest()
    expect(_drag(view, 0.3034, 0.5034).caption).to_have_text(words(*_written(*moved)))

    # Its end is taken to another place.
    end = (moved[1] + 1 - FIRST) / (LAST - FIRST + 1)
    view.rest()
    expect(_drag(view, end, 0.8012).caption).to_have_text(words(*_written(moved[0], _at(0.8012))))
    assert view.rest().query["months"] == _written(moved[0], _at(0.8012))

    # A press outside brings the nearer end there.
    view.rest()
    expect(_drag(view, 0.1012, 0.1012).caption).to_have_text(
        words(*_written(_at(0.1012), _at(0.8012)))
    )


def test_a_range_with_a_name_sets_fields_chart_and_address(window: Window) -> None:
    view = window().open()
    for name, months in (
        ("PEP", ["2014-12", "2017-01"]),
        ("Trump, first term", ["2017-02", "2021-01"]),
        ("Trump, first term, to February 2020", ["2017-02", "2020-02"]),
        ("PEP + Trump, first term", ["2014-12", "2021-01"]),
        ("Table 1's 12 months", TABLE_1),
    ):
        view.preset(name, words(*months))
        assert view.months == months, name
        assert view.query["months"] == months, name
        assert view.marked_range == view.says(name)

    view.preset("Everything", words(*ALL))
    assert view.months == ALL
    assert "months" not in view.query


def test_no_named_range_is_marked_when_a_field_leaves_it(window: Window) -> None:
    view = window().open(months=["2014-12", "2017-01"])
    assert view.marked_range == "PEP"
    view.move("To", "ArrowUp", "27 months")
    assert view.marked_range == view.says("Named ranges")
    view.move("To", "ArrowDown", "26 months")
    assert view.marked_range == "PEP"


@pytest.mark.parametrize("path", ["", "convictions", "issued"], ids=lambda path: path or "front")
def test_an_address_gives_the_same_view_to_another_visitor(path: str, window: Window) -> None:
    mine = window().open(path).preset("PEP", "26 months").move("From", "ArrowUp", "25 months")
    if path in WITH_WINDOW:
        _set_window_to_six(mine)
    theirs = window(another=True)
    theirs.page.goto(mine.page.url)
    theirs.rest()

    assert theirs.page.url == mine.page.url
    for caption in (mine.caption, theirs.caption):
        expect(caption).to_have_text("January 2015 to January 2017 · 25 months")
    assert _content(theirs) == _content(mine)


def _set_window_to_six(view: View) -> None:
    handle = view.options().get_by_role("slider", name="Months in the running average")
    handle.focus()
    for _ in range(6):
        handle.press("ArrowLeft")
    expect(view.page).to_have_url(re.compile("window=6"))
    view.rest()


def _content(view: View) -> list[object]:
    figures = view.page.locator(".key-figures > div").all_inner_texts()
    return [
        figures,
        *((chart.name, chart.alt, chart.words, chart.lines, chart.csv()) for chart in view.charts),
    ]


def test_the_range_holds_from_page_to_page(window: Window) -> None:
    months = ["2017-02", "2021-01"]
    view = window().open().preset("Trump, first term", "48 months")
    for path, title in [*[*PAGES.items()][1:], ("", "At a glance")]:
        view.go(title)
        assert view.query["months"] == months, title
        if path in WITHOUT_RANGE:
            expect(view.named_ranges).to_be_hidden()
        else:
            assert view.months == months, title
            expect(view.caption).to_have_text(words(*months))


def test_back_gives_the_range_that_the_address_then_has(window: Window) -> None:
    view = window().open().preset("PEP", "26 months").go("Convictions")
    view.preset("Table 1's 12 months", "12 months")
    view.page.go_back()
    expect(view.title).to_have_text("At a glance")
    expect(view.caption).to_contain_text("26 months")
    assert view.rest().months == view.query["months"] == ["2014-12", "2017-01"]


def test_the_range_holds_through_a_reload(window: Window) -> None:
    view = window().open("detainers").preset("PEP", "26 months")
    view.page.reload()
    assert view.rest().months == ["2014-12", "2017-01"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("", ["<b>x</b>", "2017-07"]),
        ("convictions", ["1999-01", "2017-07"]),
    ],
    ids=["no month at all", "another page"],
)
def test_an_address_with_a_month_that_is_not_there_gives_all_of_them(
    path: str, asked: list[str], window: Window
) -> None:
    """What else is no range is tried without a browser (tests/pages/test_pages.py)."""
    view = window().open(path, months=asked)
    assert view.months == ALL
    expect(view.caption).to_have_text(words(*ALL))
    message = view.alert.filter(has_text=re.compile("The address asks for|La dirección pide"))
    expect(message).to_contain_text(f"“{view.says(' to ').join(asked)}”")

    view.preset("PEP", "26 months")
    expect(message).to_have_count(0)


def test_a_range_written_backwards_is_the_range(window: Window) -> None:
    view = window().open(months=["2017-07", "2014-12"])
    assert view.months == ["2014-12", "2017-07"]
    expect(view.caption).to_have_text(words("2014-12", "2017-07"))
    expect(view.alert).to_have_count(0)


def test_moves_made_before_the_answer_to_the_one_before_came_all_count(window: Window) -> None:
    view = window()
    line = SlowLine(view.page)
    view.open(months=["2008-11", "2017-07"])
    with line.held():
        for _ in range(2):
            view.end("From").press("ArrowUp")
            line.wait_for_answer()
    expect(view.caption).to_have_text("January 2009 to July 2017 · 103 months")
    assert view.rest().months == ["2009-01", "2017-07"]

    # There and back: the server must not count on a chart that the browser has thrown away
    # meanwhile.
    with line.held():
        for key in ["ArrowUp"] * 3 + ["ArrowDown"] * 4:
            view.end("From").press(key)
            line.wait_for_answer()
    expect(view.caption).to_have_text("December 2008 to July 2017 · 104 months")
    assert view.rest().months == ["2008-12", "2017-07"]
    assert view.says("December 2008") in view.charts[0].alt


def test_a_choice_holds_against_an_address_that_comes_late(window: Window) -> None:
    """Another control, touched before the answer came, sends the address along."""
    view = window()
    line = SlowLine(view.page)
    view.open(months=["2008-11", "2017-07"])
    log = view.options().get_by_role("switch", name="Log scale")
    for on in (True, False):
        with line.held():
            view.end("From").press("ArrowUp")
            line.wait_for_answer()
            view.options().get_by_text("Log scale").click()
            line.wait_for_answer()
        view.options()
        expect(log).to_be_checked(checked=on)
        view.rest()
    assert view.months == view.query["months"] == ["2009-01", "2017-07"]
    assert view.says("January 2009") in view.charts[0].alt
