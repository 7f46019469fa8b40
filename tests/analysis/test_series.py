from datetime import date, timedelta

import numpy as np
import pytest

from analysis.series import Measure, Series, read_diary, series_of
from tests.analysis.diaries import columns, series

MONDAY = date(2024, 2, 26)


def on(number: int) -> date:
    return MONDAY + timedelta(days=number)


def as_text(one: Series) -> str:
    return "".join(".01"[value + 1] for value in one.diary)


# headache, migraine, severity, medicine; day 2 was not saved
SAVED = columns(
    (on(0), 0, -1, -1, 0),
    (on(1), 1, 1, 3, 1),
    (on(3), 1, -1, -1, -1),
    (on(4), 1, 0, 1, 0),
    (on(5), 1, 0, 2, -1),
    (on(6), 0, 0, -1, -1),
)


@pytest.mark.parametrize(
    ("measure", "diary"),
    [
        (Measure.HEADACHE, "01.1110"),
        (Measure.MIGRAINE, "01..000"),
        (Measure.MODERATE_SEVERE, "01..010"),
        (Measure.MEDICINE, "01..0.."),
    ],
)
def test_each_measure_has_its_own_rule_for_what_counts_as_logged(
    measure: Measure, diary: str
) -> None:
    assert as_text(series_of(SAVED, measure)) == diary


def test_every_measure_starts_on_the_first_day_of_the_headache_diary() -> None:
    unasked = columns((on(0), 1, -1, -1, -1), (on(1), 1, 1, 2, 1))
    for measure in (Measure.MIGRAINE, Measure.MODERATE_SEVERE, Measure.MEDICINE):
        result = series_of(unasked, measure)
        assert (result.first_day, as_text(result)) == (on(0), ".1")


def test_headache_days_without_a_severity_are_marked() -> None:
    result = series_of(SAVED, Measure.MODERATE_SEVERE)
    assert result.headache is not None and result.unrated is not None
    assert np.flatnonzero(result.headache).tolist() == [1, 3, 4, 5]
    assert np.flatnonzero(result.unrated).tolist() == [3]


def test_only_moderate_or_severe_days_need_a_severity() -> None:
    others = [m for m in Measure if m is not Measure.MODERATE_SEVERE]
    assert [series_of(SAVED, m).unrated for m in others] == [None, None, None]


def test_a_file_may_start_before_and_end_after_its_saved_days() -> None:
    result = series_of(SAVED, Measure.HEADACHE, first_day=on(-2), last_day=on(8))
    assert (result.first_day, as_text(result)) == (on(-2), "..01.1110..")


def test_saved_days_outside_given_days_are_left_out() -> None:
    result = series_of(SAVED, Measure.HEADACHE, first_day=on(1), last_day=on(3))
    assert as_text(result) == "1.1"


def test_nothing_saved_is_an_empty_series() -> None:
    result = series_of(columns(), Measure.MODERATE_SEVERE)
    assert (result.end, result.first_day) == (0, date.min)


def test_nothing_saved_between_given_days_is_all_unlogged() -> None:
    result = series_of(columns(), Measure.HEADACHE, first_day=on(0), last_day=on(2))
    assert as_text(result) == "..."


def test_a_first_day_after_the_last_is_an_empty_series() -> None:
    assert series_of(SAVED, Measure.HEADACHE, first_day=on(9)).end == 0


def test_dates_and_day_numbers_turn_into_each_other_over_a_leap_day() -> None:
    one = series("01.", first_day=date(2024, 2, 28))
    assert one.day_numbers([date(2024, 3, 1), date(2024, 2, 27)]) == [2, -1]
    assert one.date_of(2) == date(2024, 3, 1)


def test_a_diary_is_read_from_text() -> None:
    assert read_diary("10.").tolist() == [1, 0, -1]
    assert read_diary("").tolist() == []


def test_another_character_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="'2'"):
        read_diary("012")


def test_filling_takes_unlogged_days_as_clear_from_the_first_logged_day_on() -> None:
    one = series("..1.0.")
    assert as_text(one.filled()) == "..1000"
    assert as_text(one) == "..1.0."
    assert as_text(series("..").filled()) == ".."
