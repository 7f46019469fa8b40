import pytest

from analysis.comparison import compare
from analysis.course import Course, course
from analysis.cycles import Span
from analysis.rules import (
    bad_last_month,
    ehf_figure,
    latest28,
    months_in_a_row,
    nice_figure,
    since_session,
)
from tests.analysis.diaries import series

# 84 days before, a first cycle of 84, a second of 112 and then lapsed time.
BEFORE, FIRST, SECOND, LAPSED = "1110" * 21, "1100" * 21, "1000" * 28, "1" * 40
OF = course(series(BEFORE + FIRST + SECOND + LAPSED), [84, 168])


def months(*texts: str) -> Course:
    return course(series("0" * 28 + "".join(texts)), [28])


def test_nice_looks_at_the_first_84_days_of_the_second_cycle() -> None:
    figure = nice_figure(OF)
    assert figure is not None
    assert figure.second_cycle.spans == (Span(168, 252),)
    assert figure.comparison == compare(OF.window(Span(0, 84)), OF.window(Span(168, 252)))
    assert figure.comparison.sure_30 is not None and figure.comparison.sure_30 > 0.9


def test_nice_has_no_figure_before_a_second_session() -> None:
    assert nice_figure(course(series(BEFORE + FIRST), [84])) is None


def test_ehf_looks_at_28_days_before_and_the_last_28_of_each_cycle() -> None:
    figure = ehf_figure(OF)
    assert figure is not None
    assert figure.before.spans == (Span(56, 84),)
    assert [window.spans for window in figure.last28] == [(Span(140, 168),), (Span(252, 280),)]
    assert figure.comparisons == tuple(compare(figure.before, w) for w in figure.last28)
    assert (figure.months.limit, ehf_figure(course(series(BEFORE), []))) == (10, None)


def test_the_latest_three_whole_months_are_counted_from_the_first_session() -> None:
    row = months_in_a_row(OF, 15)
    assert [month.spans[0] for month in row.months] == [
        Span(224, 252),
        Span(252, 280),
        Span(280, 308),
    ]
    assert row.under is False


@pytest.mark.parametrize(("count", "under"), [(14, True), (15, False)])
def test_under_15_days_means_each_of_the_three_months(count: int, under: bool) -> None:
    worst = "1" * count + "0" * (28 - count)
    assert months_in_a_row(months("0" * 28, worst, "0" * 28), 15).under is under


def test_unlogged_days_are_shown_at_their_worst_beside() -> None:
    row = months_in_a_row(months("1" * 10 + "0" * 10 + "." * 8, "0" * 28, "0" * 28), 15)
    assert (row.under, row.under_at_worst) == (True, False)


@pytest.mark.parametrize(
    "texts",
    [
        ("0" * 28, "0" * 28),
        ("0" * 28, "0" * 28, "0" * 27),
        ("0" * 19 + "." * 9, "0" * 28, "0" * 28),
    ],
    ids=["two months", "a part of a month", "a month with 19 logged days"],
)
def test_fewer_than_three_months_with_enough_say_nothing(texts: tuple[str, ...]) -> None:
    row = months_in_a_row(months(*texts), 15)
    assert (row.under, row.under_at_worst) == (None, None)


def test_months_before_the_diary_are_not_whole() -> None:
    row = months_in_a_row(course(series("0" * 70), [-20]), 15)
    assert ([month.days for month in row.months], row.under) == ([28, 28], None)


def test_since_a_session_is_compared_with_the_baseline_and_the_cycle_before() -> None:
    since = since_session(OF, 1)
    cycles = [OF.window(Span(84, 168)), OF.window(Span(168, 280))]
    assert since.window == cycles[1]
    assert since.against_baseline == compare(OF.window(Span(0, 84)), cycles[1])
    assert since.against_cycle_before == compare(*cycles)


def test_since_the_first_session_there_is_no_cycle_before() -> None:
    since = since_session(OF, 0)
    assert (since.window.days, since.against_cycle_before) == (196, None)


@pytest.mark.parametrize("index", [-1, 2])
def test_there_is_nothing_since_a_session_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        since_session(OF, index)


def test_the_latest_28_days_end_before_today() -> None:
    assert latest28(OF, 100).spans == (Span(72, 100),)
    past = latest28(OF, OF.end + 10)
    # Ten of them lie after the diary's last day: nothing is known of them.
    assert (past.days, past.logged, past.best, past.worst) == (28, 18, past.count, past.count + 10)
    assert not past.enough


def before(two_months: int, last_month: int) -> Course:
    return course(
        series(
            "1" * two_months
            + "0" * (56 - two_months)
            + "1" * last_month
            + "0" * (28 - last_month)
            + "1100" * 21
        ),
        [84],
    )


def test_a_last_month_worse_by_four_days_is_a_bad_one() -> None:
    of = before(two_months=20, last_month=14)
    found = bad_last_month(of)
    assert found is not None
    assert found.difference == pytest.approx(4)
    assert (found.last_month.count, found.two_months_before.count) == (14, 20)
    assert found.comparison == compare(of.window(Span(0, 56)), of.window(Span(84, 168)))


def test_a_last_month_worse_by_less_is_not() -> None:
    assert bad_last_month(before(two_months=21, last_month=14)) is None


def test_a_last_month_without_enough_before_it_is_not_judged() -> None:
    assert bad_last_month(course(series("0" * 19 + "1" * 28 + "0" * 84), [47])) is None
    assert bad_last_month(course(series("1" * 28), [28])) is None
    assert bad_last_month(course(series("1" * 28), [])) is None
