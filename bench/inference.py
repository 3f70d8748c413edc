"""How often the 95 % intervals hold the truth, and whether p values are flat where nothing changed:
simulated months with a known effect, through the functions that the pages ask.

    python -m bench.inference [RUNS]      writes bench/inference.md, for 1,000 runs or more

A month is a count whose mean follows the days of the month, a trend and a yearly wave where the
shape has them, and a log-normal first-order autoregression; the count itself is Poisson. So months
vary about 22 times as much as counts of independent people do, as those of the PEP months, and
neighbors correlate by 0, by 0.3, as most measures' do to February 2020, or by 0.6, as few."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lib.catalog import Column, Kind, Measure
from lib.inference.errors import Interval
from lib.inference.levels import levels
from lib.inference.placebo import placebo
from lib.inference.same_months import same_months
from lib.inference.sample import Point, Sample
from lib.inference.trend import trend
from lib.months import Month, MonthRange

RUNS = 1_000
CORRELATIONS = (0.0, 0.3, 0.6)
MEAN, SPREAD = 4_851, 22
"""People a month, and the variance over the mean, of SC removals in the PEP months."""

START = Month(2014, 12)
EFFECT = 1.2


@dataclass(frozen=True)
class Case:
    """A shape that the pages offer: what is asked, of which kind, and the months on each side; the
    second group begins ``gap`` months after the first ends."""

    name: str
    ask: Callable[[Sample], Interval]
    kind: Kind
    first: int
    second: int
    gap: int = 0
    slope: float = 0.0
    wave: float = 0.0


def _levels(sample: Sample) -> Interval:
    return levels(sample).ratio


def _trend(sample: Sample) -> Interval:
    return trend(sample).ratio


def _same_months(sample: Sample) -> Interval:
    return same_months(sample).ratio


CASES = (
    Case("levels, all PEP and six Trump months", _levels, "count", 26, 6),
    Case("levels, Table 1's six each", _levels, "count", 6, 6),
    Case("levels, PEP in operation and six", _levels, "count", 19, 6),
    Case("levels, a year each", _levels, "count", 12, 12),
    Case("levels, all PEP and twelve", _levels, "count", 26, 12),
    Case("levels, all PEP to February 2020", _levels, "count", 26, 37),
    Case("levels, all PEP and a first term", _levels, "count", 26, 48),
    Case("levels, all PEP and a second term", _levels, "count", 26, 14, 96),
    Case("levels of a share, all PEP and six", _levels, "share", 26, 6),
    Case("trend and season, all PEP and six", _trend, "count", 26, 6, 0, 0.1, 0.05),
    Case("trend and season, all PEP and twelve", _trend, "count", 26, 12, 0, 0.1, 0.05),
    Case("trend and season, all PEP to February 2020", _trend, "count", 26, 37, 0, 0.1, 0.05),
    Case("trend and season of a share, all PEP and six", _trend, "share", 26, 6, 0, 0.1, 0.05),
    Case("trend alone, PEP in operation and six", _trend, "count", 19, 6, 0, 0.1),
    Case("trend alone, a year each", _trend, "count", 12, 12, 0, 0.1),
    Case("same calendar months, all PEP and six", _same_months, "count", 26, 6, 0, 0.0, 0.05),
    Case("same calendar months, a year each", _same_months, "count", 12, 12, 0, 0.0, 0.05),
    Case("same calendar months, all PEP to Feb. 2020", _same_months, "count", 26, 37, 0, 0.0, 0.05),
)


def measure(kind: Kind) -> Measure:
    """A measure that no table has."""
    part, whole = Column("simulated", "part"), Column("simulated", "whole")
    return Measure(
        "simulated",
        "Simulated",
        "Simulated",
        part,
        whole if kind == "share" else None,
        "",
        "",
        "sc",
    )


def simulated(case: Case, effect: float, correlation: float, rng: np.random.Generator) -> Sample:
    """Months of a case in which the second group's are ``effect`` times what they would be."""
    months = [START + step for step in range(case.first + case.gap + case.second)]
    border = START + (case.first + case.gap)
    deviation = np.log(1 + (SPREAD - 1) / MEAN) ** 0.5
    noise = [rng.normal()]
    for _month in months[1:]:
        noise.append(correlation * noise[-1] + (1 - correlation**2) ** 0.5 * rng.normal())
    points = []
    for month, draw in zip(months, noise, strict=True):
        ahead = month - border
        log_mean = case.slope * ahead / 12 + case.wave * np.sin(2 * np.pi * month.number / 12)
        log_mean += np.log(effect) * (ahead >= 0) + deviation * draw - deviation**2 / 2
        if case.kind == "count":
            days = Point(month, 0, 1).days
            points.append(
                Point(month, float(rng.poisson(MEAN * days / 30.4 * np.exp(log_mean))), 1)
            )
        else:
            share = min(0.25 * float(np.exp(log_mean)), 0.99)
            points.append(Point(month, float(rng.binomial(4 * MEAN, share)), 4 * MEAN))
    every = tuple(points)
    first, second = every[: case.first], every[case.first + case.gap :]
    asked = (
        MonthRange(first[0].month, first[-1].month),
        MonthRange(second[0].month, second[-1].month),
    )
    return Sample(measure(case.kind), asked, first, second, every, ())


@dataclass(frozen=True)
class Coverage:
    """In what share of the runs the interval held the truth; and the shares of the runs without an
    effect, half as many, whose p value was below 0.05, 0.2 and 0.5."""

    held: float
    below: tuple[float, ...]


def coverage(case: Case, correlation: float, runs: int, seed: int) -> Coverage:
    """The case simulated so often with the effect, and half as often without."""
    rng = np.random.default_rng(seed)
    held, p_values = 0, []
    for run in range(runs):
        found = case.ask(simulated(case, EFFECT, correlation, rng))
        held += found.low <= EFFECT <= found.high
        if run % 2:
            p_values.append(case.ask(simulated(case, 1, correlation, rng)).p)
    return Coverage(held / runs, below(p_values))


def below(p_values: list[float]) -> tuple[float, ...]:
    return tuple(float(np.mean(np.array(p_values) <= level)) for level in (0.05, 0.2, 0.5))


def newey_west(case: Case, correlation: float, runs: int, seed: int) -> float:
    """In what share of the runs statsmodels' own Newey-West interval of the level holds the
    truth."""
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    rng = np.random.default_rng(seed)
    held = 0
    for _run in range(runs):
        sample = simulated(case, EFFECT, correlation, rng)
        counts = [point.part for point in sample.points]
        days = np.log([point.days for point in sample.points])
        design = np.column_stack([np.ones(len(counts)), sample.is_second])
        model = GLM(np.array(counts), design, family=families.Poisson(), offset=days)
        lags = max(1, round(0.75 * len(counts) ** (1 / 3)))
        kernel = {"maxlags": lags, "use_correction": True}
        low, high = model.fit(cov_type="HAC", cov_kwds=kernel, use_t=True).conf_int()[1]
        held += low <= np.log(EFFECT) <= high
    return held / runs


def circle(correlation: float, runs: int, seed: int) -> tuple[float, ...]:
    """The shares of runs without an effect whose circular shift has p below 0.05, 0.2 and 0.5."""
    rng = np.random.default_rng(seed)
    case = Case("circle", _levels, "count", 26, 6)
    p_values = []
    for _run in range(runs):
        long = simulated(Case("", _levels, "count", 104, 6), 1, correlation, rng)
        first = long.first[-case.first :]
        asked = (MonthRange(first[0].month, first[-1].month), long.asked[1])
        p_values.append(placebo(Sample(long.measure, asked, first, long.second, long.every, ())).p)
    return below(p_values)


def report(runs: int) -> Iterator[str]:
    begun = time.perf_counter()
    yield "# Coverage of the intervals of `lib/inference`\n"
    yield (
        f"{runs:,} simulated runs of each shape, {MEAN:,} people a month, months that vary "
        f"{SPREAD} times as much as counts of independent people, a true ratio of {EFFECT}. "
        "Percent of the runs in which the 95 % interval holds it, by the true correlation of "
        "neighboring months. "
        f"Written by `python -m bench.inference`, {dt.date.today().isoformat()}.\n"
    )
    head = " | ".join(f"{correlation:.1f}" for correlation in CORRELATIONS)
    yield f"| shape | months | {head} |"
    yield "| --- " * (2 + len(CORRELATIONS)) + "|"
    with ProcessPoolExecutor(2) as pool:
        asked = [
            [
                pool.submit(coverage, case, each, runs, 1_000 * at + int(100 * each))
                for each in CORRELATIONS
            ]
            for at, case in enumerate(CASES)
        ]
        flat = {
            case.name: [one.result() for one in row] for case, row in zip(CASES, asked, strict=True)
        }
    for case in CASES:
        found = flat[case.name]
        cells = " | ".join(f"{100 * c.held:.1f}" for c in found)
        yield f"| {case.name} | {case.first}, {case.second} | {cells} |"
    ends = "; ".join(
        f"{correlation}: {100 * min(held):.1f} to {100 * max(held):.1f}"
        for at, correlation in enumerate(CORRELATIONS)
        if (held := [found[at].held for found in flat.values()])
    )
    least = f"\nFrom the least to the most by correlation, of lib/inference: {ends}."
    alone = [case for case in CASES if case.ask is _levels and case.kind == "count"][:3]
    for at, case in enumerate(alone):
        narrow = [newey_west(case, each, runs // 2, 50 + at) for each in CORRELATIONS]
        cells = " | ".join(f"{100 * each:.1f}" for each in narrow)
        yield f"| Newey and West alone: {case.name} | {case.first}, {case.second} | {cells} |"
    yield least
    yield "\n## p values where nothing changed\n"
    yield (
        "Percent of the runs without an effect whose p value is below 5 / 20 / 50 %; flat p values "
        "give these numbers.\n"
    )
    yield f"| shape | {head} |"
    yield "| --- " * (1 + len(CORRELATIONS)) + "|"
    for name, found in flat.items():
        cells = " | ".join(" / ".join(f"{100 * p:.0f}" for p in c.below) for c in found)
        yield f"| {name} | {cells} |"
    moved = [circle(each, runs // 2, 7 + int(100 * each)) for each in CORRELATIONS]
    cells = " | ".join(" / ".join(f"{100 * p:.0f}" for p in each) for each in moved)
    yield f"| circular shift, 26 and 6 | {cells} |"
    yield f"\n{time.perf_counter() - begun:,.0f} seconds in two processes."


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    lines = []
    for line in report(runs):
        print(line, flush=True)
        lines.append(line)
    if runs >= RUNS:
        path = Path(__file__).with_suffix(".md")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
