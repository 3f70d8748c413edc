"""The palette, measured: contrast after WCAG 2.1, color blindness after Machado, Oliveira and
Fernandes (2009)."""

import itertools

import pytest

from lib.charts.palette import DARK, LIGHT
from tests.folders import MEASURES

BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TOGETHER = [
    ("all", "sc", "detainer", "records", "official", "own"),
    ("official", "by_ice", "by_cbp"),
    ("official", "convicted"),
    ("records", "convicted"),
    ("book_ins", "by_ice", "by_cbp"),
    ("released", "official"),
    ("first", "second", "rest"),
    ("detainer", "detainer_of_all"),
    ("convicted", "serious"),
    ("issued", "detainer"),
    ("issued", "stated"),
]
"""Colors that stand in one chart."""
MEASURED = {measure.color for measure in MEASURES.values()} | {"own"}


def linear(color: str) -> list[float]:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    lights = sorted(
        (
            0.2126 * red + 0.7152 * green + 0.0722 * blue
            for red, green, blue in (linear(one), linear(other))
        ),
        reverse=True,
    )
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(m * c for m, c in zip(row, rgb, strict=True)) for row in matrix]
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (xyz[0] / 0.9505, xyz[1], xyz[2] / 1.089)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(color: str, kind: str) -> tuple[float, float, float]:
    rgb = linear(color)
    return lab(
        [
            min(1, max(0, sum(m * c for m, c in zip(row, rgb, strict=True))))
            for row in BLINDNESS[kind]
        ]
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", BLINDNESS)
def test_colors_in_one_chart_are_told_apart(palette: dict[str, str], kind: str) -> None:
    for names in TOGETHER:
        for one, other in itertools.combinations(names, 2):
            distance = sum(
                (a - b) ** 2
                for a, b in zip(seen(palette[one], kind), seen(palette[other], kind), strict=True)
            )
            assert distance**0.5 >= 15, (one, other, kind, distance**0.5)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_with_everything_behind(palette: dict[str, str]) -> None:
    for behind in (
        "background",
        "secure_communities",
        "pep",
        "trump_first",
        "biden",
        "trump_second",
    ):
        for line in (*MEASURED, "first", "second"):
            assert contrast(palette[line], palette[behind]) >= 3, (line, behind)
    for words in ("ink", "muted", "first", "second", *MEASURED):
        assert contrast(palette[words], palette["background"]) >= 4.5, words
