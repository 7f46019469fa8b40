"""What has to be known beside a result, where it applies."""

from analysis.series import Measure
from outcomes.words import coverage
from outcomes.words.caveats import caveats
from tests.outcomes.diaries import summary
from tests.outcomes.said import NOT_WHY, REGRESSION, case, own_caveats, said


def test_a_bad_last_month_is_compared_apart() -> None:
    assert own_caveats(case("wear_off_4_cycles")) == [
        "The 28 days before 25 March 2024 were worse (22.0 of 28) than the 56 days before them "
        "(17.0). Against those 56 days the change is 7.2 fewer. The true change could be anywhere "
        "from less than 1 to 13 fewer."
    ]
    assert own_caveats(case("wear_off_4_cycles", first_ever=False)) == []


def test_days_clear_so_far_are_counted_in_the_compared_time_only() -> None:
    one = summary("01" * 60, [84], clear_so_far=(0, 90))
    assert own_caveats(one) == [
        "2 of these days were called clear before their evening. They count as clear so far."
    ]
    outside = summary("01" * 60, [100], clear_so_far=(0, 118))
    assert own_caveats(outside) == [
        "1 of these days was called clear before its evening. It counts as clear so far."
    ]


def test_days_that_do_not_say_what_is_counted_are_named() -> None:
    of = summary("x" * 5 + "01" * 40 + "x" * 2 + "0m" * 30, [85], measure=Measure.MIGRAINE)
    assert own_caveats(of) == [
        "6 saved days (4 before, 2 after) do not say what is counted here. They are taken as not "
        "logged."
    ]


def test_days_long_after_a_session_are_said_to_be_left_out() -> None:
    lapsed = summary("01" * 192, [84])
    assert said(lapsed)[-2:] == [
        "84 of 84 days logged before, 112 of 112 after.",
        "188 logged days are later than 16 weeks after the session before them and are left out.",
    ]
    assert coverage.left_out(summary("01" * 98 + "...1", [84])) == (
        "1 logged day is later than 16 weeks after the session before it and is left out."
    )


def test_nothing_is_said_about_a_change_while_there_is_none() -> None:
    for of in (
        summary("", [0], today=0),
        summary("01" * 20, [0]),
        summary("01" * 20, [40]),
        case("baseline_too_short"),
        summary("0x00x00" * 12 + "0m00100" * 14, [84], measure=Measure.MIGRAINE),
    ):
        assert [text for text in caveats(of) if "saved days" not in text] == []


def test_a_drop_that_could_have_come_anyway_is_said_of_a_shown_drop_alone() -> None:
    fall, rise, same = "01" * 42 + "0001" * 42, "0001" * 21 + "01" * 84, "01" * 126
    assert caveats(summary(fall, [84]))[0] == REGRESSION
    for text in (rise, same):
        assert caveats(summary(text, [84]))[0] == NOT_WHY
    # Who had been treated before did not start then.
    for first_ever in (False, None):
        assert caveats(summary(fall, [84], first_ever=first_ever))[0] == NOT_WHY
