from dataclasses import replace

import pytest

from analysis.cycles import Span
from analysis.series import Measure, series_of
from analysis.windows import Tally, Window
from tests.analysis.diaries import FIRST_DAY, columns, series


def window(text: str, *spans: Span) -> Window:
    return Tally(series(text)).window(spans or [Span(0, len(text))], inflation=2.0)


def test_days_logged_days_and_counting_days_are_counted() -> None:
    one = window("..11100000..", Span(1, 8))
    assert (one.days, one.logged, one.count) == (7, 6, 3)
    assert (one.p, one.neff, one.per28) == (0.5, 3.0, 14.0)


def test_best_and_worst_take_unlogged_days_as_clear_or_counting() -> None:
    one = window("1100000" + "." * 7)
    assert (one.best, one.worst) == (28 * 2 / 14, 28 * 9 / 14)


def test_the_range_is_wilsons_on_the_independent_days() -> None:
    one = window("1" * 15 + "0" * 133)
    unruly = Tally(series("1" * 15 + "0" * 133)).window([Span(0, 148)], inflation=1.0)
    assert unruly.lo == pytest.approx(28 * 0.0624, abs=2e-3)
    assert unruly.hi == pytest.approx(28 * 0.1605, abs=2e-3)
    assert one.lo is not None and unruly.lo is not None and one.lo < unruly.lo


def test_a_window_without_a_logged_day_has_no_rate() -> None:
    for one in (window("....", Span(0, 4)), window("0101", Span(2, 2)), window("01", Span(5, 9))):
        figures = (one.p, one.per28, one.lo, one.hi, one.best, one.worst, one.rate)
        assert (figures, one.neff, one.enough) == ((None,) * 7, 0.0, False)


def test_a_window_is_cut_to_the_diary_and_says_which_days_it_has() -> None:
    one = window("0" * 30, Span(-5, 10), Span(25, 99))
    assert one.spans == (Span(0, 10), Span(25, 30))
    assert one.days == 15


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("0" * 19, False),
        ("0" * 20, True),
        ("0" * 20 + "." * 8, True),
        ("0" * 20 + "." * 9, False),
        ("0" * 60 + "." * 24, True),
        ("0" * 59 + "." * 25, False),
    ],
)
def test_enough_is_twenty_logged_days_and_twenty_of_every_28(text: str, enough: bool) -> None:
    assert window(text).enough is enough


@pytest.mark.parametrize(
    ("text", "to_fill", "to_come"),
    [
        ("", None, 20),
        ("0" * 15, None, 5),
        ("0" * 10 + "." * 20, 12, 40),
        ("0" * 59 + "." * 25, 1, 4),
        ("0" * 60 + "." * 24, 0, 0),
    ],
)
def test_it_says_how_many_more_days_are_needed(
    text: str, to_fill: int | None, to_come: int
) -> None:
    one = window(text)
    assert (one.days_to_fill, one.days_to_come) == (to_fill, to_come)


@pytest.mark.parametrize("logged", [0, 3, 17, 19, 20, 40])
@pytest.mark.parametrize("unlogged", [0, 1, 9, 30])
def test_the_days_asked_for_are_just_enough(logged: int, unlogged: int) -> None:
    one = window("0" * logged + "." * unlogged)
    come = one.days_to_come
    assert window("0" * (logged + come) + "." * unlogged).enough
    assert come == 0 or not window("0" * (logged + come - 1) + "." * unlogged).enough
    fill = one.days_to_fill
    if fill is not None:
        assert window("0" * (logged + fill) + "." * (unlogged - fill)).enough
        more = "0" * (logged + fill - 1) + "." * (unlogged - fill + 1)
        assert fill == 0 or not window(more).enough


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1111" + "." * 20, True),
        ("111" + "." * 20, False),
        ("1" * 18 + "000" + "." * 20, True),
        ("1" * 17 + "000" + "." * 20, False),
        ("1" * 20 + "." * 8, False),
        ("1" * 20 + "." * 9, True),
    ],
)
def test_logging_only_bad_days_is_noticed(text: str, expected: bool) -> None:
    assert window(text).bad_days_only is expected


@pytest.mark.parametrize(("without", "needed"), [(4, 0), (5, 1), (10, 6), (20, 16)])
def test_a_severity_may_lack_on_one_headache_day_in_five(without: int, needed: int) -> None:
    start = FIRST_DAY.toordinal()
    days = [
        (FIRST_DAY.fromordinal(start + i), int(i < 20), 0, -1 if i < without else 2, 0)
        for i in range(80)
    ]
    one = Tally(series_of(columns(*days), Measure.MODERATE_SEVERE)).window([Span(0, 80)], 2.0)
    assert (one.severities_needed, one.enough) == (needed, needed == 0)
    assert replace(one, severities_needed=0, enough=True).count == 20 - without
