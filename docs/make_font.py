"""Makes the font of the charts, and the widths that the ruler reads, from Source Sans 3.

    python -m venv /tmp/font
    /tmp/font/bin/pip install fonttools==4.68.0 brotli==1.2.1 uharfbuzz==0.57.0
    npm pack source-sans@3.52.0 && tar -xzf source-sans-3.52.0.tgz
    /tmp/font/bin/python docs/make_font.py package/TTF

Done once; ``tests/charts/test_ruler.py`` holds the widths against the font,
``tests/browser/test_fonts.py`` against the browser.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from itertools import product
from pathlib import Path

import uharfbuzz
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "pages" / "static" / "fonts"
LETTERS = ROOT / "lib" / "charts" / "letters.json"

NAME = "Removals Sans"
"""The license reserves the name "Source" for the font as Adobe publishes it; a part of it has
another name."""

WEIGHTS = {"regular": ("Regular", 400), "bold": ("Bold", 700)}

LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x180)]))
"""What the languages of Western and Central Europe are written with, less the hyphen that is not
seen."""

SIGNS = "‐‑‒–—‘’‚“”„†•…′″‹›€™←↑→↓−∞≈≠≤≥▲▼●○◆✓\u2007\u2009\u202f"


def make(folder: Path) -> None:
    letters: dict[str, object] = {}
    for weight, (style, number) in WEIGHTS.items():
        path = FONTS / f"removals-sans-{number}.woff2"
        font = _part(folder / f"SourceSans3-{style}.ttf", style)
        font.flavor = "woff2"
        font.save(path)
        letters[weight] = _widths(path)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    text = json.dumps({"units": 1000, **letters}, ensure_ascii=False, separators=(",", ":"))
    LETTERS.write_text(text.replace('"],', '"],\n').replace("},", "},\n") + "\n", "utf-8")
    print(f"{LETTERS.name}: {LETTERS.stat().st_size:,} bytes")


def _part(path: Path, style: str) -> TTFont:
    """The letters and their kerning, without ligatures, other forms, and hints for old screens."""
    font = TTFont(path)
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    maker = subset.Subsetter(options)
    maker.populate(text=LATIN + SIGNS)
    maker.subset(font)
    full = f"{NAME} {style}"
    for number, words in {1: NAME, 2: style, 3: full, 4: full, 6: full.replace(" ", "-")}.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(words, number, 3, 1, 0x409)
    return font


def _widths(path: Path) -> dict[str, object]:
    """Widths of the letters, and what two of them are closer or wider apart than that, in
    thousandths of the size."""
    plain = TTFont(path)
    characters = sorted(plain.getBestCmap())
    plain.flavor = None
    unpacked = BytesIO()
    plain.save(unpacked)
    font = uharfbuzz.Font(uharfbuzz.Face(unpacked.getvalue()))

    def width(text: str) -> int:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, {"kern": True})
        return sum(place.x_advance for place in buffer.glyph_positions)

    single = {chr(code): width(chr(code)) for code in characters}
    pairs: dict[str, dict[str, int]] = {}
    for one, two in product(single, repeat=2):
        if apart := width(one + two) - single[one] - single[two]:
            pairs.setdefault(one, {})[two] = apart
    # Many letters are kerned alike: each kind of row is written once, with the letters that have
    # it.
    rows: dict[str, list[str]] = {}
    for one, row in pairs.items():
        by_amount: dict[int, str] = {}
        for two, apart in row.items():
            by_amount[apart] = by_amount.get(apart, "") + two
        rows.setdefault(json.dumps(sorted(by_amount.items())), []).append(one)
    kerning = [["".join(ones), *json.loads(row)] for row, ones in rows.items()]
    by_width: dict[int, str] = {}
    for letter, wide in single.items():
        by_width[wide] = by_width.get(wide, "") + letter
    return {"widths": sorted(by_width.items()), "kerning": kerning}


if __name__ == "__main__":
    make(Path(sys.argv[1]))
