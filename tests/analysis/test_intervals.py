import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import Rate, difference_limits, ratio_limits, wilson, wilson_steps


@pytest.mark.parametrize(
    ("events", "days", "limits"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
        (29, 29, (0.8830, 1.0)),
    ],
)
def test_wilson_limits_agree_with_newcombe(
    events: int, days: int, limits: tuple[float, float]
) -> None:
    """Newcombe (1998), Statistics in Medicine 17:857, table I, method 3; the last by mirror."""
    assert wilson(Rate(events / days, days)) == pytest.approx(limits, abs=5e-5)


@pytest.mark.parametrize(
    ("after", "before", "limits"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((10, 10), (0, 20), (0.6791, 1.0)),
    ],
)
def test_difference_limits_agree_with_newcombe(
    after: tuple[int, int], before: tuple[int, int], limits: tuple[float, float]
) -> None:
    """Newcombe (1998), Statistics in Medicine 17:873, table II, method 10."""
    rates = [Rate(x / n, n) for x, n in (before, after)]
    assert difference_limits(*rates) == pytest.approx(limits, abs=5e-5)


def test_ratio_limits_are_where_the_limits_of_a_difference_touch_zero() -> None:
    before, after = Rate(0.6, 25), Rate(0.3, 60)
    low, high = ratio_limits(before, after)
    assert high is not None
    (l0, u0), (l1, u1) = wilson(before), wilson(after)
    at_low = 0.3 - low * 0.6 - ((0.3 - l1) ** 2 + low**2 * (u0 - 0.6) ** 2) ** 0.5
    at_high = 0.3 - high * 0.6 + ((u1 - 0.3) ** 2 + high**2 * (0.6 - l0) ** 2) ** 0.5
    assert (at_low, at_high) == pytest.approx((0, 0), abs=1e-12)


def test_a_ratio_to_nothing_has_no_upper_limit() -> None:
    assert ratio_limits(Rate(0, 20), Rate(0.4, 20))[1] is None


def test_a_ratio_of_nothing_starts_at_zero() -> None:
    low, high = ratio_limits(Rate(0.4, 20), Rate(0, 20))
    assert low == 0
    assert high is not None and 0 < high < 1


@given(st.floats(0, 1), st.floats(0.5, 4000))
def test_the_steps_to_the_wilson_limits_end_at_them(p: float, neff: float) -> None:
    steps = wilson_steps(Rate(p, neff))
    limits = (steps.middle - steps.half, steps.middle + steps.half)
    assert limits == pytest.approx(wilson(Rate(p, neff)), abs=1e-9)
    assert steps.a == pytest.approx(3.8414588 / neff)
