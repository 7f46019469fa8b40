import pytest

from analysis.attacks import Attacks, attacks, compare_starts, starts_of
from analysis.course import course
from analysis.cycles import Span
from tests.analysis.diaries import series


def count(text: str, *spans: Span) -> Attacks:
    [result] = attacks(series(text), [spans or (Span(0, len(text)),)])
    return result


def test_starts_are_a_diary_of_their_own() -> None:
    starts = starts_of(series("1011.0.010"))
    assert starts.diary.tolist() == [-1, 0, 1, 0, -1, -1, -1, -1, 1, 0]


def test_a_start_is_a_counting_day_after_a_logged_day_that_does_not_count() -> None:
    result = count("10110.11")
    assert (result.starts, result.pairs) == (1, 5)
    assert result.per28 == pytest.approx(5.6)


def test_the_day_before_a_window_tells_whether_its_first_day_is_a_start() -> None:
    assert count("0111", Span(1, 4)).starts == 1
    assert count("1111", Span(1, 4)).starts == 0
    assert count("0111", Span(1, 4)).pairs == 3


def test_a_clear_gap_is_a_complete_run_between_two_counting_days() -> None:
    result = count("00100110001.0100")
    assert (result.gaps, result.median_gap) == (2, 2.5)


def test_an_unlogged_day_breaks_a_gap() -> None:
    assert (count("10.01").gaps, count("1.001").gaps, count("100.1").gaps) == (0, 0, 0)


def test_a_gap_may_reach_from_one_cycle_into_the_next_but_not_over_a_break() -> None:
    assert count("1000001", Span(0, 3), Span(3, 7)).gaps == 1
    assert count("1000001", Span(0, 3), Span(4, 7)).gaps == 0


def test_a_gap_that_began_before_the_window_is_not_counted() -> None:
    assert count("10001", Span(2, 5)).gaps == 0


@pytest.mark.parametrize(
    ("text", "longest"), [("", 0), ("111", 0), ("0001.0000", 4), ("00000", 5), ("...", 0)]
)
def test_the_longest_clear_run_may_touch_either_end_but_holds_no_unlogged_day(
    text: str, longest: int
) -> None:
    assert count(text).longest_clear_run == longest


def test_nothing_in_the_window_gives_no_rate() -> None:
    assert count("0101", Span(2, 2)) == Attacks(0, 0, None, None, 0, 0)


def test_starts_before_and_after_are_compared_with_their_own_variance_inflation() -> None:
    text = "0" * 20 + "1" * 30 + "0" * 14 + "1" * 20 + "0" * 40 + "1" * 30 + "0" * 26
    of = course(series(text), [84])
    result = compare_starts(of)
    own = course(starts_of(series(text)), [84]).inflation
    assert own < of.inflation / 2
    assert (result.before.count, result.before.logged, result.before.neff) == (2, 83, 83 / own)
    assert (result.after.count, result.after.logged, result.after.neff) == (1, 96, 96 / own)
    change = 28 * (1 / 96 - 2 / 83)
    assert result.comparison.change == pytest.approx(change)
    assert result.fewer is not None
    assert result.fewer.days == 96
    assert result.fewer.fewer == pytest.approx(-change * 96 / 28)


def test_starts_without_a_session_cannot_be_compared() -> None:
    result = compare_starts(course(series("0101"), []))
    assert (result.comparison.change, result.fewer) == (None, None)
