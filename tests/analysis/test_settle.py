import pytest

from analysis.confidence import sure
from analysis.intervals import Rate, difference_limits
from analysis.settle import days_to_settle

V = 3.5


def range_holds_zero(before: Rate, after: Rate) -> bool:
    lo, hi = difference_limits(before, after)
    return lo <= 0 <= hi


@pytest.mark.parametrize("after", [0.35, 0.38, 0.85])
def test_the_range_leaves_zero_on_just_that_day(after: float) -> None:
    before, now = Rate(0.6, 84 / V), Rate(after, 20 / V)
    days = days_to_settle(before, now, V)
    assert days is not None and days > 0
    assert not range_holds_zero(before, Rate(after, now.neff + days / V))
    assert range_holds_zero(before, Rate(after, now.neff + (days - 1) / V))


def test_what_is_settled_needs_no_more_days() -> None:
    assert days_to_settle(Rate(0.8, 30.0), Rate(0.2, 60.0), V) == 0


def test_no_change_is_never_settled() -> None:
    assert days_to_settle(Rate(0.5, 30.0), Rate(0.5, 30.0), V) is None


def test_a_short_time_before_may_leave_too_wide_a_range_for_any_number_of_days() -> None:
    before, after = Rate(0.5, 4.0), Rate(0.4, 20.0)
    assert days_to_settle(before, after, V) is None
    assert sure(before, Rate(0.4, 1e9)) < 0.975
