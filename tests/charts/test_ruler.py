"""Widths of words, held against the font itself; ``tests/browser/test_fonts.py`` holds them against
the browser."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from lib.charts import ruler
from lib.charts.ruler import balance, width, wrap
from lib.charts.sheet import FONT

ROOT = Path(__file__).resolve().parents[2]

FONTS = {
    bold: ImageFont.truetype(
        str(ROOT / "pages" / "static" / "fonts" / f"removals-sans-{weight}.woff2"),
        1000,
        # Each letter by itself: kerning is not in it.
        layout_engine=ImageFont.Layout.BASIC,
    )
    for bold, weight in ((False, 400), (True, 700))
}
LETTERS = json.loads((ROOT / "lib" / "charts" / "letters.json").read_text("utf-8"))
KNOWN = "".join(letters for _, letters in LETTERS["regular"]["widths"])


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_each_letter_is_as_wide_as_in_the_font(bold: bool) -> None:
    assert len(KNOWN) > 300
    for letter in KNOWN:
        shown = {"<": "&lt;", "&": "&amp;"}.get(letter, letter)
        assert width(shown, 1000, bold=bold) == pytest.approx(FONTS[bold].getlength(letter)), letter


def test_what_charts_and_their_languages_need_is_in_the_font() -> None:
    assert not set("0123456789,.%+−÷±×–—“”‘’·•…≤≥→°áéíóúüñÁÉÍÓÚÜÑ¿¡") - set(KNOWN)


def test_every_character_of_the_tables_and_the_code_is_in_the_font() -> None:
    """A word with another letter would be drawn in whatever font the visitor's machine has."""
    files = [
        *(ROOT / "lib").rglob("*.py"),
        *(ROOT / "pages").glob("*.py"),
        *(ROOT / "data").glob("*.*"),
    ]
    used = set().union(*(path.read_text("utf-8") for path in files if path.suffix != ".png"))
    assert not {letter for letter in used if letter.isprintable()} - set(KNOWN)


def test_figures_are_of_one_width() -> None:
    assert len({width(digit, 13) for digit in "0123456789"}) == 1


def test_letters_that_fit_into_each_other_stand_closer() -> None:
    # "T" leaves room under its arm.
    assert width("Trump", 100) < width("T", 100) + width("rump", 100) - 1


def test_markup_has_no_width_but_bold_has() -> None:
    assert width('<span style="color:#1767b3"><b>PEP</b></span>', 13) == width("PEP", 13, bold=True)
    assert width("PEP", 13, bold=True) > width("PEP", 13)
    assert width("<b>PEP</b>", 13, bold=True) == width("PEP", 13, bold=True)
    assert width("<b>Case records</b><br>to Jun 2017", 13) == width("<b>Case records</b>", 13)
    assert width("R&amp;D", 13) == pytest.approx(
        width("R", 13) + width("&amp;", 13) + width("D", 13)
    )


def test_a_letter_that_the_font_lacks_has_room() -> None:
    assert width("移", 20) == 20


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("one two", 1000, ("one two",)),
        ("one two", 30, ("one", "two")),
        ("detainer-connected", 60, ("detainer-", "connected")),
        ("12-month mean", 52, ("12-month", "mean")),
        ("", 100, ()),
        (
            '<span style="color:red">two words</span>, three',
            40,
            ('<span style="color:red">two words</span>,', "three"),
        ),
    ],
)
def test_lines_break_where_words_do(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, room, 12) == lines


def test_bold_goes_on_over_its_words() -> None:
    text = "<b>What the tables give</b>: 7,000"
    assert width(text, 12) == pytest.approx(
        width("What the tables give", 12, bold=True) + width(": 7,000", 12)
    )
    (line,) = wrap(text, width(text, 12) + 0.01, 12)
    assert line == text
    assert len(wrap(text, width(text, 12) - 1, 12)) == 2


WORDS = st.lists(st.text("abcdefgh-ñ", min_size=1, max_size=12), min_size=1, max_size=40)


@given(WORDS, st.integers(20, 900), st.booleans())
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(
    words: list[str], room: int, bold: bool
) -> None:
    text = " ".join(words)
    for lines in (wrap(text, room, 14, bold=bold), balance(text, room, 14, bold=bold)):
        # Kerning at a space is not counted where lines are made: "F " is half a pixel narrower than
        # F and a space.
        assert all(width(line, 14, bold=bold) <= room + 0.5 for line in lines)
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(WORDS, st.integers(100, 900))
def test_balanced_lines_are_as_few_and_no_longer(words: list[str], room: int) -> None:
    text = " ".join(words)
    wrapped, balanced = wrap(text, room, 14), balance(text, room, 14)
    assert len(balanced) == len(wrapped)
    assert max(width(line, 14) for line in balanced) <= max(width(line, 14) for line in wrapped) + 1


def test_no_word_stands_alone_on_the_last_line() -> None:
    subtitle = (
        "January 2015 to January 2017; thin line: each month; thick line: share over the 6 months "
        "that end there"
    )
    room = width(subtitle, 14) - 5
    assert wrap(subtitle, room, 14)[-1] == "there"
    assert len(balance(subtitle, room, 14)[-1]) > 40


def test_the_font_on_the_page_is_the_one_that_is_measured() -> None:
    assert FONT.startswith(f'"{ruler.FAMILY}"')
    assert {font.getname()[0] for font in FONTS.values()} == {ruler.FAMILY}
