from analysis.course import course
from analysis.cycles import Span
from analysis.inflation import variance_inflation
from tests.analysis.diaries import series

TEXT = "0111001" * 60


def test_sessions_are_sorted_and_made_distinct() -> None:
    assert course(series(TEXT), [184, 100, 184]).sessions == (100, 184)


def test_the_session_day_belongs_to_the_time_after_it() -> None:
    of = course(series("0" * 84 + "1" + "0" * 83), [84])
    assert (of.window(of.baseline).count, of.window(*of.cycles).count) == (0, 1)


def test_the_variance_inflation_is_of_the_baseline_and_the_cycles_alone() -> None:
    of = course(series(TEXT), [100, 184])
    periods = [Span(16, 100), Span(100, 184), Span(184, 296)]
    assert of.inflation == variance_inflation(of.series.diary, periods)


def test_cycles_are_counted_together_or_each_by_itself() -> None:
    of = course(series(TEXT), [100, 184])
    assert of.window(*of.cycles).days == 196
    assert [window.days for window in of.windows(of.cycles)] == [84, 112]
