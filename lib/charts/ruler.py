"""How wide words are in the charts' font, and where they break into lines.

A figure is laid out on the server and its text does not flow, so what fits is worked out here, from
the widths and the kerning of the font itself (``letters.json``, made with the font by
``docs/make_font.py``). Sizes and widths are in CSS pixels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path

FAMILY = "Removals Sans"
"""The font that the widths are of."""

_LETTERS = Path(__file__).with_name("letters.json")

_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_WORD = re.compile(r"(?:<span[^>]*>.*?</span>|<[^>]*>|[^\s<])+")
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])")


@dataclass(frozen=True)
class _Font:
    """Widths of letters, and of the steps from one letter to the next, in em."""

    widths: dict[str, float]
    kerning: dict[str, float]

    def advances(self, text: str) -> Iterator[float]:
        """For each letter how far the next one stands from it. A letter that the font lacks is
        taken to be an em wide."""
        for one, two in pairwise(text + "\0"):
            yield self.widths.get(one, 1.0) + self.kerning.get(one + two, 0.0)


@cache
def _fonts() -> tuple[_Font, _Font]:
    """Regular and bold."""
    read = json.loads(_LETTERS.read_text("utf-8"))
    em = read["units"]
    return tuple(  # type: ignore[return-value] # two of them
        _Font(
            {letter: wide / em for wide, letters in weight["widths"] for letter in letters},
            {
                one + two: apart / em
                for ones, *row in weight["kerning"]
                for one in ones
                for apart, twos in row
                for two in twos
            },
        )
        for weight in (read["regular"], read["bold"])
    )


def _runs(markup: str, bold: bool) -> Iterator[tuple[str, bool]]:
    """The text of one line and whether it is bold, run by run; other tags change no width."""
    depth, start = int(bold), 0
    for tag in _TAG.finditer(markup):
        yield unescape(markup[start : tag.start()]), depth > 0
        start = tag.end()
        if tag[2] == "b":
            depth += -1 if tag[1] else 1
    yield unescape(markup[start:]), depth > 0


@lru_cache(4096)
def width(markup: str, size: float, *, bold: bool = False) -> float:
    """Width of the widest line; knows ``<b>``, ``<br>`` and ``<span>``."""
    fonts, widest = _fonts(), 0.0
    for line in markup.split("<br>"):
        runs = _runs(line, bold)
        widest = max(widest, sum(sum(fonts[heavy].advances(text)) for text, heavy in runs))
    return widest * size


def split(text: str) -> list[str]:
    """What of a text without markup stays together on a line: words, and parts of words with
    hyphens."""
    return [part for word in text.split() for part in _AFTER_HYPHEN.split(word)]


@lru_cache(2048)
def wrap(markup: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than ``room``, each as full as it can be.

    Lines break between words and after hyphens between letters. The words of a ``<span>`` stay
    together. A word wider than the room is cut, but for one with markup.
    """
    return _lines(_pieces(markup, room, size, bold), room)


@lru_cache(2048)
def balance(markup: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """As few lines as ``wrap`` makes, as even as they can be: no single word on the last of
    them."""
    pieces = _pieces(markup, room, size, bold)
    lines = _lines(pieces, room)
    narrow, wide = max((piece.width for piece in pieces), default=0.0), room
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(_lines(pieces, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return _lines(pieces, wide)


@dataclass(frozen=True)
class _Piece:
    """What no line breaks; ``space`` is the width of the space before it, 0 where it continues a
    word."""

    text: str
    width: float
    space: float


def _pieces(markup: str, room: float, size: float, bold: bool) -> list[_Piece]:
    pieces, depth = [], int(bold)
    for word in _WORD.findall(markup):
        parts = [word]
        if "<" not in word:
            parts = [
                part
                for whole in _AFTER_HYPHEN.split(word)
                for part in _cut(whole, room, size, depth > 0)
            ]
        for position, part in enumerate(parts):
            space = 0.0 if position else width(" ", size, bold=depth > 0)
            pieces.append(_Piece(part, width(part, size, bold=depth > 0), space))
        depth += word.count("<b>") - word.count("</b>")
    return pieces


def _cut(word: str, room: float, size: float, bold: bool) -> list[str]:
    """The parts of a word, one where it fits the room."""
    if width(word, size, bold=bold) <= room:
        return [word]
    parts = [word[0]]
    for letter in word[1:]:
        if width(parts[-1] + letter, size, bold=bold) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _lines(pieces: list[_Piece], room: float) -> tuple[str, ...]:
    lines: list[str] = []
    taken = 0.0
    for piece in pieces:
        if lines and taken + piece.space + piece.width <= room:
            lines[-1] += (" " if piece.space else "") + piece.text
            taken += piece.space + piece.width
        else:
            lines.append(piece.text)
            taken = piece.width
    return tuple(lines)
