"""The published analysis of the Sicilian smoking ban (Lopez Bernal, Cummins and Gasparrini,
International Journal of Epidemiology 2017;46:348) comes out."""

import csv

import numpy as np
import pytest

from lib.inference.model import solve
from lib.inference.trend import Shape, design
from tests.folders import SHARED

SICILY = SHARED / "data" / "reference" / "sicily_smoking_ban.csv"


@pytest.mark.skipif(not SICILY.exists(), reason="the published data are not beside the project")
@pytest.mark.parametrize(
    ("harmonics", "overdispersed", "published"),
    [(0, False, (0.894, 0.864, 0.925)), (2, True, (0.885, 0.839, 0.933))],
)
def test_the_step_is_the_published_one(
    harmonics: int, overdispersed: bool, published: tuple[float, float, float]
) -> None:
    with SICILY.open(encoding="utf-8") as file:
        rows = [{name: float(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
    deaths, people, time, month, ban = (
        np.array([row[name] for row in rows])
        for name in ("aces", "stdpop", "time", "month", "smokban")
    )
    border = time[ban == 1].min()
    columns = design(time - border, month, Shape(harmonics, slope_changes=False))
    found = solve(deaths, people, columns, "count")
    # The information of a Poisson model by hand, and Pearson's statistic over what is left.
    mean = people * np.exp(columns @ found)
    variance = np.linalg.inv(columns.T @ (columns * mean[:, None]))[2, 2]
    if overdispersed:
        freedom = len(deaths) - columns.shape[1]
        variance *= ((deaths - mean) ** 2 / mean).sum() / freedom
    half = 1.96 * variance**0.5
    ends = np.exp([found[2], found[2] - half, found[2] + half])
    # The lower end of the first is 0.8647, which the paper has as 0.864.
    assert ends == pytest.approx(published, abs=0.0008)
