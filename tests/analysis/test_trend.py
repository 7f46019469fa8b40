import pytest

from analysis.cycles import Span
from analysis.trend import trend
from analysis.windows import Tally, Window
from tests.analysis.diaries import series


def cycle(count: int, clear: int) -> Window:
    days = "1" * count + "0" * clear
    return Tally(series(days)).window([Span(0, len(days))], inflation=2.0)


def test_the_slope_is_days_in_28_from_one_cycle_to_the_next() -> None:
    result = trend([cycle(63, 21), cycle(42, 42), cycle(21, 63)])
    assert result is not None
    assert result.slope == pytest.approx(-7)
    assert result.cycles == 3


def test_the_limits_are_worked_out_by_hand() -> None:
    # Three cycles of 42 independent days around a half: se = sqrt(0.25 / (42 + 42)).
    result = trend([cycle(63, 21), cycle(42, 42), cycle(21, 63)])
    assert result is not None
    reach = 28 * 1.959963984540054 * (0.25 / 84) ** 0.5
    assert (result.lo, result.hi) == pytest.approx((-7 - reach, -7 + reach))


def test_a_cycle_with_few_logged_days_is_left_out_but_keeps_its_number() -> None:
    result = trend([cycle(63, 21), cycle(0, 19), cycle(42, 42), cycle(42, 42), cycle(21, 63)])
    without = trend([cycle(63, 21), cycle(42, 42), cycle(42, 42), cycle(21, 63)])
    assert result is not None and without is not None
    assert result.cycles == 4
    assert result.slope > without.slope


@pytest.mark.parametrize("logged", [[], [84, 84], [84, 84, 19]])
def test_under_three_usable_cycles_there_is_no_trend(logged: list[int]) -> None:
    assert trend([cycle(0, days) for days in logged]) is None


def test_cycles_without_a_bad_day_still_have_a_range() -> None:
    result = trend([cycle(0, 84), cycle(0, 84), cycle(0, 84)])
    assert result is not None
    assert result.slope == 0
    assert result.lo < 0 < result.hi
