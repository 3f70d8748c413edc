"""The fit against statsmodels."""

import numpy as np
import pytest
from statsmodels.genmod import families
from statsmodels.genmod.generalized_linear_model import GLM

from lib.inference.errors import CannotSay
from lib.inference.model import solve
from lib.inference.trend import Shape, design


@pytest.mark.parametrize("harmonics", [0, 1, 2])
@pytest.mark.parametrize("seed", range(5))
def test_the_parameters_are_those_of_statsmodels(seed: int, harmonics: int) -> None:
    random = np.random.default_rng(seed)
    when = np.arange(-26.0, 12.0)
    columns = design(when, when % 12 + 1, Shape(harmonics, slope_changes=True))
    days = random.integers(28, 32, len(when)).astype(float)
    counts = random.poisson(days * 150 * np.exp(0.2 * (when >= 0))).astype(float)
    expected = GLM(counts, columns, family=families.Poisson(), offset=np.log(days)).fit()
    assert solve(counts, days, columns, "count") == pytest.approx(expected.params, abs=1e-8)
    wholes = counts * 4
    both = np.column_stack([counts, wholes - counts])
    shares = GLM(both, columns, family=families.Binomial()).fit()
    assert solve(counts, wholes, columns, "share") == pytest.approx(shares.params, abs=1e-8)


def test_a_group_of_none_has_no_ratio() -> None:
    columns = np.column_stack([np.ones(8), np.repeat([0.0, 1.0], 4)])
    counts = np.array([5.0, 6, 7, 5, 0, 0, 0, 0])
    with pytest.raises(CannotSay):
        solve(counts, np.full(8, 30.0), columns, "count")
