"""The errors against statsmodels' own Newey-West, and against known correlations."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS

from lib.inference.errors import CannotSay, errors
from lib.inference.levels import levels
from lib.inference.same_months import same_months
from lib.inference.trend import trend
from tests.inference.samples import made


def series(correlation: float, size: int, rng: np.random.Generator) -> np.ndarray:
    noise = [rng.normal()]
    for _step in range(size - 1):
        noise.append(correlation * noise[-1] + (1 - correlation**2) ** 0.5 * rng.normal())
    return np.array(noise)


def test_newey_west_is_that_of_statsmodels() -> None:
    noise = series(0.5, 40, np.random.default_rng(1))
    columns = np.column_stack([np.ones(40), np.arange(40) >= 26]).astype(float)
    kernel = {"maxlags": round(0.75 * 40 ** (1 / 3)), "use_correction": True}
    theirs = OLS(noise, columns).fit(cov_type="HAC", cov_kwds=kernel)
    ours = errors(columns, theirs.resid, np.arange(40.0))
    weights = ours.of_gradient(np.array([0.0, 1.0]))
    assert ours.newey_west(weights) == pytest.approx(theirs.bse[1] ** 2)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6])
def test_correlation_and_spread_are_found_without_the_bias_of_few_months(
    correlation: float,
) -> None:
    """Medians over 300 series of 32 months: the plain lag-one correlation of what two means leave
    is about a tenth too low; here it is moved a tenth of the way to 1 on purpose."""
    rng = np.random.default_rng(2)
    columns = np.column_stack([np.ones(32), np.arange(32) >= 26]).astype(float)
    left = np.eye(32) - columns @ np.linalg.pinv(columns)
    found = [errors(columns, left @ series(correlation, 32, rng), np.arange(32.0))
             for _run in range(300)]  # fmt: skip
    middle = float(np.median([each.correlation for each in found]))
    assert middle == pytest.approx(correlation + 0.1 * (1 - correlation), abs=0.06)
    assert float(np.mean([each.spread for each in found])) == pytest.approx(1, abs=0.2)


def test_independent_months_have_the_interval_of_a_two_sample_t_test() -> None:
    """With the correlation at 0 the freedom is the number of months less two, and the variance the
    pooled one."""
    rng = np.random.default_rng(3)
    columns = np.column_stack([np.ones(20), np.arange(20) >= 10]).astype(float)
    values = rng.normal(size=20)
    residuals = values - columns @ np.linalg.lstsq(columns, values, rcond=None)[0]
    found = errors(columns, residuals, np.arange(20.0) * 100)  # too far apart to be neighbors
    pooled = residuals @ residuals / 18
    weights = found.of_gradient(np.array([0.0, 1.0]))
    assert found.correlation == pytest.approx(0.1)
    assert found.variance(weights) == pytest.approx(pooled * (1 / 10 + 1 / 10), rel=1e-3)
    estimate = float(values[10:].mean() - values[:10].mean())
    half = stats.t.ppf(0.975, 18) * (pooled / 5) ** 0.5
    assert found.interval(estimate, weights).high - estimate >= half * 0.999


def test_too_few_months_and_months_that_do_not_vary_have_no_interval() -> None:
    with pytest.raises(CannotSay, match="5 months are too few for an interval; at least 6"):
        levels(made([10, 12, 11], [14, 15]))
    with pytest.raises(CannotSay, match="do not vary"):
        errors(np.ones((9, 1)), np.zeros(9), np.arange(9.0))
    with pytest.raises(CannotSay, match="level of zero"):
        levels(made([0] * 6, [14, 15, 16]))


def runs(effect: float, correlation: float, first: int, second: int, rng: np.random.Generator):  # type: ignore[no-untyped-def]
    noise = np.exp(0.067 * series(correlation, first + second, rng))
    noise[first:] *= effect
    counts = rng.poisson(4_851 * noise)
    return made(counts[:first].tolist(), counts[first:].tolist())


@pytest.mark.parametrize(
    ("ask", "first", "second"),
    [(levels, 26, 6), (levels, 6, 6), (trend, 26, 6), (same_months, 26, 6)],
)
def test_the_intervals_hold_the_truth_about_as_often_as_they_say(ask, first, second) -> None:  # type: ignore[no-untyped-def]
    """150 runs of a fixed seed, correlation 0.3: at 95 % between 136 and 149 of them, by the
    binomial law; bench/inference.md has 1,000 of many shapes."""
    rng = np.random.default_rng(4)
    held = 0
    for _run in range(150):
        # Days are the offset, so counts that do not follow them are off by theirs.
        found = ask(runs(1.2, 0.3, first, second, rng)).ratio
        held += found.low <= 1.2 <= found.high
    assert 134 <= held <= 149


def test_p_values_are_flat_where_nothing_changed() -> None:
    rng = np.random.default_rng(5)
    p = [levels(runs(1, 0.3, 26, 12, rng)).ratio.p for _run in range(200)]
    assert 0.01 <= np.mean(np.array(p) < 0.05) <= 0.09
    assert 0.12 <= np.mean(np.array(p) < 0.2) <= 0.28
    assert 0.4 <= np.mean(np.array(p) < 0.5) <= 0.6
