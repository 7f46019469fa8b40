import itertools

import numpy as np
import pytest

from analysis.cycles import Span
from analysis.inflation import Lag, Runs, runs, variance_inflation
from analysis.series import read_diary


def shrunk(v: float, n: int) -> float:
    """What the prior and the short-series term make of a raw v from n days."""
    return (n * v + 84 * 4) / (n + 84) * (1 + 40 / (n + 84))


def plain_inflation(text: str, periods: list[tuple[int, int]]) -> float:
    """The formula written out day by day, as slow and as plain as it gets."""
    s, pairs = [0.0] * 15, [0] * 15
    used = 0
    for start, stop in periods:
        days = text[start:stop]
        values = [int(day) for day in days if day != "."]
        if len(values) < 2:
            continue
        used += 1
        mean = sum(values) / len(values)
        for lag in range(15):
            for t in range(len(days) - lag):
                if days[t] != "." and days[t + lag] != ".":
                    s[lag] += (int(days[t]) - mean) * (int(days[t + lag]) - mean)
                    pairs[lag] += 1
    n = pairs[0]
    if n == 0 or s[0] < 1e-9:
        return shrunk(4.0, n)
    lags = [lag for lag in range(1, 15) if pairs[lag] >= 10]
    v = 1 + 2 * sum((s[lag] / pairs[lag]) / (s[0] / n) for lag in lags)
    d = used / n
    v /= max(1 - (1 + 2 * len(lags)) * d + v * d, 0.25)
    return shrunk(min(max(v, 1.0), 10.0), n)


@pytest.mark.parametrize("seed", range(30))
def test_it_agrees_with_the_formula_written_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    length = int(rng.integers(20, 400))
    stay, unlogged = rng.uniform(0.1, 0.95), rng.uniform(0, 0.6)
    day, text = 0, ""
    for _ in range(length):
        day = day if rng.random() < stay else 1 - day
        text += "." if rng.random() < unlogged else str(day)
    cuts = sorted({0, *rng.integers(0, length, 3).tolist(), length})
    periods = list(itertools.pairwise(cuts))
    got = variance_inflation(read_diary(text), [Span(*period) for period in periods])
    assert got == pytest.approx(plain_inflation(text, periods), abs=1e-10)


def test_without_a_usable_period_the_prior_decides() -> None:
    assert variance_inflation(read_diary(""), []) == shrunk(4, 0)
    assert variance_inflation(read_diary("1.." * 20), [Span(0, 1), Span(3, 4)]) == shrunk(4, 0)


def test_days_that_never_vary_say_nothing_so_the_prior_decides() -> None:
    diary = read_diary("0" * 50 + "1" * 34)
    assert variance_inflation(diary, [Span(0, 50), Span(50, 84)]) == shrunk(4, 84)


def test_even_spacing_is_clipped_at_one_and_long_runs_at_ten() -> None:
    even, runs = read_diary(("1" + "0" * 14) * 14), read_diary("1" * 100 + "0" * 100)
    assert variance_inflation(even, [Span(0, 210)]) == shrunk(1, 210)
    assert variance_inflation(runs, [Span(0, 200)]) == shrunk(10, 200)


def test_days_of_different_periods_are_not_paired() -> None:
    diary = read_diary("1100101110" * 10)
    apart = variance_inflation(diary, [Span(0, 50), Span(50, 100)])
    swapped = variance_inflation(diary, [Span(50, 100), Span(0, 50)])
    assert apart == pytest.approx(swapped, abs=1e-12)
    assert apart != pytest.approx(variance_inflation(diary, [Span(0, 100)]), abs=1e-6)


def test_the_steps_to_v_can_be_followed() -> None:
    # Twice five bad and five clear days: up to five days apart there are ten pairs.
    found = runs(read_diary("1111100000" * 2), [Span(0, 10), Span(10, 20)])
    assert found.logged == 20
    assert found.periods == 2
    # A day apart 16 pairs are alike and 2 unlike; five days apart all 10 pairs are unlike.
    assert found.lags[0] == Lag(1, 18, pytest.approx(14 / 18))
    assert found.lags[-1] == Lag(5, 10, pytest.approx(-1.0))
    correlations = [14 / 18, 8 / 16, 2 / 14, -4 / 12, -1.0]
    assert [lag.correlation for lag in found.lags] == pytest.approx(correlations)
    assert found.total == pytest.approx(sum(correlations))
    assert found.summed == pytest.approx(1 + 2 * sum(correlations))
    assert found.summed is not None
    assert found.left == pytest.approx(1 - 11 / 10 + found.summed / 10)
    assert found.share == 0.25
    assert found.v == pytest.approx(min(max(found.summed / 0.25, 1), 10))
    assert found.inflation == pytest.approx(shrunk(found.v, 20))


def test_without_differences_there_are_no_steps() -> None:
    found = runs(read_diary("1" * 30), [Span(0, 30)])
    assert found == Runs(30, 1, (), None, None, None, 4.0)
    assert found.share is None
