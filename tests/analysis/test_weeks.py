from analysis.course import course
from analysis.weeks import weeks_since_injection
from analysis.windows import Counts
from tests.analysis.diaries import series


def test_weeks_are_pooled_over_cycles_and_counted_in_each() -> None:
    cycle = "1" * 7 + "0" * 70 + "1" * 7
    weeks = weeks_since_injection(course(series("0" * 10 + cycle + cycle), [10, 94]))
    assert [week.number for week in weeks] == list(range(1, 14))
    assert [week.pooled.count for week in weeks] == [14, *[0] * 10, 14, 0]
    assert weeks[0].cycles == (Counts(7, 7, 7), Counts(7, 7, 7))
    assert weeks[12].pooled.days == 0


def test_week_13_is_all_the_time_until_the_next_session_or_the_lapse() -> None:
    weeks = weeks_since_injection(course(series("0" * 200), [0]))
    assert (weeks[12].pooled.days, sum(week.pooled.days for week in weeks)) == (28, 112)


def test_a_cycle_that_ends_early_has_no_later_weeks() -> None:
    weeks = weeks_since_injection(course(series("0" * 10), [0]))
    assert [week.pooled.days for week in weeks] == [7, 3, *[0] * 11]


def test_without_a_session_every_week_is_empty() -> None:
    weeks = weeks_since_injection(course(series("1" * 10), []))
    assert [(week.pooled.days, week.cycles) for week in weeks] == [(0, ())] * 13
