"""The first card: each measure by its own verdict, its range, its days."""

import re
from typing import Any

import pytest
from django.utils.html import strip_tags

from outcomes.cards.frequency import frequency
from tests.outcomes.diaries import outcome

FALL = "m10m01" * 14 + "0010m0" * 28


def shown(text: str, sessions: list[int], **others: Any) -> list[str]:
    return [strip_tags(each) for each in frequency(outcome(text, sessions, **others)).shows]


def test_each_measure_has_both_levels_its_verdict_and_its_range() -> None:
    assert shown(FALL, [84, 168]) == [
        "Migraine days: 9.3 of 28 before, 4.7 since. That is 4.6 fewer (range: less than 1 to 9 "
        "fewer). Clearly fewer.",
        "Headache days: 18.7 of 28 before, 9.3 since. That is 9.4 fewer (range: about 4 to 14 "
        "fewer). Clearly fewer.",
        "Moderate or severe: 18.7 of 28 before, 9.3 since. That is 9.4 fewer (range: about 4 to 14 "
        "fewer). Clearly fewer.",
    ]


def test_the_days_used_are_named_with_how_many_are_logged() -> None:
    assert frequency(outcome("01" * 42 + "0.1" * 10, [84])).days == (
        "Days used: 84 of 84 before, 20 of 30 since."
    )


def test_a_measure_that_uses_fewer_of_the_days_says_how_many() -> None:
    assert frequency(outcome("m100" * 21 + "mmmmmx0000" * 10, [84])).days == (
        "Days used: 84 of 84 before, 100 of 100 since. "
        "Migraine days: 84 of 84 before, 90 of 100 since say yes or no. "
        "Moderate or severe: 84 of 84 before, 90 of 100 since say yes or no."
    )


def test_no_change_is_the_same() -> None:
    assert shown("01" * 126, [84])[1] == (
        "Headache days: 14.0 of 28 before, 14.0 since. That is the same (range: about 6 fewer to 6 "
        "more). Cannot tell yet if it is fewer or more."
    )


@pytest.mark.parametrize("first_ever", [False, None])
def test_who_had_botox_before_reads_two_levels_and_no_verdict(first_ever: bool | None) -> None:
    lines = shown(FALL, [84, 168], first_ever=first_ever)
    assert lines[0] == (
        "Migraine days: 9.3 of 28 before the first session recorded here (range 6 to 14), 4.7 "
        "since (range 3 to 7)."
    )
    assert re.findall(r"before Botox|fewer|\bmore\b|That is", " ".join(lines)) == []


def test_a_time_that_is_not_enough_has_no_rate() -> None:
    assert shown("0" * 10 + "01" * 30, [10])[1] == (
        "Headache days: 14.0 of 28 since; not enough before to compare."
    )
    assert shown("01" * 30 + "0" * 10, [60])[1] == (
        "Headache days: 14.0 of 28 before; not enough since to compare."
    )
    assert shown("1", [0])[1] == "Headache days: not enough logged yet."


def test_days_that_do_not_say_are_not_called_unlogged() -> None:
    assert shown("x" * 168, [84])[0] == "Migraine days: too few days say what is counted here."
    days = frequency(outcome("x" * 168, [84])).days
    assert days == "Days used: 84 of 84 before, 84 of 84 since."


def test_mostly_bad_days_are_a_least() -> None:
    assert shown("1..." * 21 + "01" * 42, [84])[1] == (
        "Headache days: at least 7.0 of 28 before, 14.0 since."
    )


def test_without_a_session_the_card_says_what_feeds_it() -> None:
    card = frequency(outcome("01" * 40, []))
    assert card.shows == ()
    assert card.days == ""
    assert [link.view for each in card.missing for link in each.links] == ["treatments:add"]


def test_what_lacks_is_said_of_the_first_measure_that_lacks_it() -> None:
    card = frequency(outcome("1100" * 21 + "uu00" * 28, [84]))
    assert [each.sentence for each in card.missing] == [
        "Since 25 March 2024, 45 more headache days need a severity."
    ]
    assert frequency(outcome(FALL, [84, 168])).missing == ()
