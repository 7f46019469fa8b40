from math import erf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.confidence import FURTHEST, sure, touch
from analysis.intervals import Rate, difference_limits, wilson


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    logged = draw(st.integers(1, 3650))
    return Rate(draw(st.integers(0, logged)) / logged, logged / draw(st.floats(1, 15)))


def limit_beyond_zero(before: Rate, after: Rate, ratio: float, z: float) -> float:
    """How far the limit on the side of zero is past it, straight from the formulas."""
    (l0, u0), (l1, u1) = wilson(before, z), wilson(after, z)
    d = after.p - ratio * before.p
    if d < 0:
        return sqrt((u1 - after.p) ** 2 + (ratio * (before.p - l0)) ** 2) - abs(d)
    return sqrt((after.p - l1) ** 2 + (ratio * (u0 - before.p)) ** 2) - abs(d)


@given(rates(), rates(), st.sampled_from([0.0, 0.3, 0.5]))
def test_it_is_the_confidence_at_which_the_limit_touches_zero(
    before: Rate, after: Rate, fall: float
) -> None:
    d = after.p - (1 - fall) * before.p
    low, high = 0.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        if limit_beyond_zero(before, after, 1 - fall, middle) < 0:
            low = middle
        else:
            high = middle
    expected = (1 + erf(low / sqrt(2))) / 2
    expected = 0.5 if abs(d) < 1e-15 else expected if d < 0 else 1 - expected
    assert sure(before, after, fall) == pytest.approx(expected, abs=1e-7)


def test_no_difference_is_as_sure_as_a_coin() -> None:
    assert sure(Rate(0.4, 20), Rate(0.4, 50)) == 0.5
    assert sure(Rate(0.0, 20), Rate(0.0, 50), 0.5) == 0.5


def test_a_fall_to_nothing_from_every_day_is_as_sure_as_can_be() -> None:
    assert sure(Rate(1.0, 500), Rate(0.0, 500)) == pytest.approx(1, abs=1e-12)


def test_a_larger_fall_is_never_surer() -> None:
    before, after = Rate(0.7, 25), Rate(0.3, 40)
    falls = [sure(before, after, fall) for fall in (0.0, 0.3, 0.5)]
    assert falls[0] > 0.99 > falls[1] > 0.9 > falls[2] > 0.7


@given(rates(), rates())
def test_swapping_before_and_after_swaps_the_answer(before: Rate, after: Rate) -> None:
    assert sure(before, after) + sure(after, before) == pytest.approx(1, abs=1e-7)


@given(rates(), rates())
def test_sure_to_97_and_a_half_exactly_where_the_range_leaves_zero_out(
    before: Rate, after: Rate
) -> None:
    lo, hi = difference_limits(before, after)
    certain = sure(before, after)
    if abs(hi) > 1e-9:
        assert (certain >= 0.975) is (hi < 0)
    if abs(lo) > 1e-9:
        assert (certain <= 0.025) is (lo > 0)


@given(rates(), rates())
def test_at_the_z_that_touches_the_reach_is_as_long_as_the_change(
    before: Rate, after: Rate
) -> None:
    found = touch(before, after)
    d = after.p - before.p
    if d == 0:
        assert found.z == 0
        return
    # The limits on the side of zero: of a fall the highest after and the lowest before.
    near, far = (
        (found.after.hi - after.p, before.p - found.before.lo)
        if d < 0
        else (after.p - found.after.lo, found.before.hi - before.p)
    )
    if found.z < FURTHEST:
        assert sqrt(near**2 + far**2) == pytest.approx(abs(d), abs=1e-9)
    else:
        assert sqrt(near**2 + far**2) <= abs(d) + 1e-9
    share = (1 + erf(found.z / sqrt(2))) / 2
    assert sure(before, after) == pytest.approx(share if d < 0 else 1 - share)
