from datetime import date, timedelta

import pytest

from analysis.cycles import (
    Due,
    Interval,
    Span,
    baseline,
    cycles,
    day_of_cycle,
    days_overdue,
    due_date,
    due_state,
    early,
    interval_kind,
    last28,
    late,
    months,
    overdue,
    stretches,
    week,
    week_of_cycle,
)

SESSION = date(2024, 1, 10)


@pytest.mark.parametrize(
    ("days_on", "day", "week_number", "state", "past"),
    [
        (-1, 0, 0, Due.RUNNING, -85),
        (0, 1, 1, Due.RUNNING, -84),
        (6, 7, 1, Due.RUNNING, -78),
        (7, 8, 2, Due.RUNNING, -77),
        (83, 84, 12, Due.RUNNING, -1),
        (84, 85, 13, Due.DUE, 0),
        (85, 86, 13, Due.OVERDUE, 1),
    ],
)
def test_the_session_is_on_day_1_due_on_day_85_and_overdue_from_day_86(
    days_on: int, day: int, week_number: int, state: Due, past: int
) -> None:
    today = SESSION + timedelta(days=days_on)
    assert day_of_cycle(SESSION, today) == day
    assert week_of_cycle(SESSION, today) == week_number
    assert due_state(SESSION, today) is state
    assert days_overdue(SESSION, today) == past


def test_due_is_84_days_on_not_three_months() -> None:
    assert due_date(SESSION) == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (77, Interval.SHORT),
        (78, Interval.TWELVE_WEEKS),
        (84, Interval.TWELVE_WEEKS),
        (85, Interval.ABOUT_TWELVE_WEEKS),
        (91, Interval.ABOUT_TWELVE_WEEKS),
        (92, Interval.LONG),
    ],
)
def test_an_interval_is_named_by_its_days(days: int, kind: Interval) -> None:
    assert interval_kind(days) is kind


def test_the_baseline_is_the_84_days_before_the_first_session() -> None:
    assert baseline([100, 184], end=300) == Span(16, 100)


@pytest.mark.parametrize(
    ("first", "expected"),
    [(30, Span(0, 30)), (-5, Span(0, 0)), (250, Span(166, 200)), (400, Span(200, 200))],
)
def test_the_baseline_is_cut_to_the_diary(first: int, expected: Span) -> None:
    assert baseline([first], end=200) == expected


def test_there_is_no_baseline_without_a_session() -> None:
    assert baseline([], end=200).days == 0


def test_a_cycle_runs_from_its_session_to_the_next() -> None:
    assert cycles([10, 94], end=150) == (Span(10, 94), Span(94, 150))


def test_a_cycle_lapses_112_days_after_its_session() -> None:
    assert cycles([10, 200], end=400) == (Span(10, 122), Span(200, 312))


def test_every_session_has_a_cycle_even_outside_the_diary() -> None:
    spans = cycles([-300, -10, 90, 130], end=100)
    assert spans == (Span(0, 0), Span(0, 90), Span(90, 100), Span(100, 100))


def test_parts_of_a_cycle() -> None:
    cycle = Span(10, 110)
    assert last28(10, cycle) == Span(82, 110)
    assert early(10, cycle) == Span(24, 80)
    assert late(10, cycle) == Span(80, 110)
    assert overdue(10, cycle) == Span(94, 110)


def test_parts_of_a_short_cycle_stay_inside_it() -> None:
    cycle = Span(10, 30)
    assert last28(10, cycle) == Span(10, 30)
    assert early(10, cycle) == Span(24, 30)
    assert (late(10, cycle).days, overdue(10, cycle).days) == (0, 0)


def test_parts_of_a_cycle_outside_the_diary_are_empty() -> None:
    for session, cycle in ((-300, Span(0, 0)), (130, Span(100, 100))):
        parts = [part(session, cycle) for part in (last28, early, late, overdue)]
        assert [part.days for part in parts] == [0, 0, 0, 0]


def test_weeks_are_seven_days_and_week_13_takes_the_rest() -> None:
    cycle = Span(10, 110)
    assert week(10, cycle, 1) == Span(10, 17)
    assert week(10, cycle, 12) == Span(87, 94)
    assert week(10, cycle, 13) == Span(94, 110)
    assert week(10, Span(10, 14), 1) == Span(10, 14)


def test_all_weeks_together_are_the_cycle() -> None:
    cycle = Span(10, 110)
    assert stretches(week(10, cycle, number) for number in range(1, 14)) == [cycle]


def test_spans_without_a_break_are_one_stretch() -> None:
    spans = [Span(0, 0), Span(3, 5), Span(5, 9), Span(9, 9), Span(12, 14)]
    assert stretches(spans) == [Span(3, 9), Span(12, 14)]


@pytest.mark.parametrize(
    ("stop", "lengths"),
    [(95, [28, 28, 28]), (84, [28, 28, 28]), (60, [28, 28, 4]), (28, [28, 0, 0]), (0, [0, 0, 0])],
)
def test_the_twelve_weeks_are_three_times_28_days_as_far_as_the_cycle_goes(
    stop: int, lengths: list[int]
) -> None:
    found = months(10, Span(10, 10 + stop))
    assert [span.days for span in found] == lengths
    assert found[0].start == 10
