"""The second card: attack starts, clear days, medicine days."""

import re
from typing import Any

import pytest
from django.utils.html import strip_tags

from analysis.comparison import Verdict
from outcomes.cards.starts import starts
from tests.outcomes.diaries import outcome

# Before, an attack of two days every four days; since, one every seven.
FALL = "1100" * 21 + "1100000" * 24


def shown(text: str, sessions: list[int], **others: Any) -> list[str]:
    card = starts(outcome(text, sessions, **others))
    return [strip_tags(each) for each in (*card.shows, *card.more)]


def test_starts_runs_and_medicine_days_stand_beside_each_other() -> None:
    of = outcome(FALL, [84, 168])
    found = of.starts
    # 20 starts in 83 pairs of days before, the day of the session starts one more of 24 since.
    assert (found.before.count, found.before.logged) == (20, 83)
    assert (found.after.count, found.after.logged) == (24, 168)
    assert shown(FALL, [84, 168]) == [
        "Attacks started 6.7 times in 28 days before, 4.0 times since. "
        "That is 2.7 fewer (range: about 7 fewer to 1 more).",
        "Clear days: 14.0 of 28 before, 20.0 since.",
        "Medicine days: 14.0 of 28 before, 8.0 since. That is 6.0 fewer (range: about 1 to 11 "
        "fewer). Clearly fewer.",
        "Over 168 days that could be anywhere from 44 fewer starts to 7 more than if it had gone "
        "on as before.",
        "Most clear days in a row: 2 before, 5 since. A longer time has longer runs by chance.",
        "Clear days between two attacks, the middle value: 2 before, 5 since.",
        "Attack starts are counted on logged days that follow a logged day: 83 of 84 before, 168 "
        "of 168 since.",
        "An attack starts on a headache day after a logged day without headache. With headache on "
        "most days few attacks start, so look at the headache days too.",
    ]


def test_a_clear_fall_of_starts_adds_up_to_fewer_and_a_rise_to_more() -> None:
    few = shown("10" * 42 + "10000000000000" * 12, [84, 168])[3]
    assert re.fullmatch(
        r"That is about \d+ fewer starts in 168 days than if it had gone on as before "
        r"\(from \d+ to \d+ fewer\)\.",
        few,
    )
    many = shown("10000000000000" * 6 + "10" * 84, [84, 168])[3]
    assert re.fullmatch(
        r"That is about \d+ more starts in 168 days than .* \(from \d+ to \d+ more\)\.", many
    )


@pytest.mark.parametrize("first_ever", [False, None])
def test_who_had_botox_before_reads_levels_alone(first_ever: bool | None) -> None:
    lines = shown(FALL, [84, 168], first_ever=first_ever)
    assert lines[0] == (
        "Attacks started 6.7 times in 28 days before the first session recorded here (range 4 to "
        "11), 4.0 times since (range 2 to 7)."
    )
    said = " ".join([*lines, starts(outcome(FALL, [84], first_ever=first_ever)).days])
    assert re.findall(r"before Botox|fewer|\bmore\b", said) == []


def test_where_headache_days_hang_on_unlogged_ones_starts_have_levels_alone() -> None:
    # More headache days are counted than before, but two in eleven days are not logged.
    text = "10000" * 16 + "1000" + "100101000.." * 15
    of = outcome(text, [84, 168]).headache
    assert of.verdict is Verdict.DEPENDS_ON_UNLOGGED_DAYS
    lines = [line for line in shown(text, [84, 168]) if "ttacks start" in line or "starts" in line]
    assert re.findall(r"fewer|\bmore\b", " ".join(lines)) == []
    assert "days before (range" in lines[0]


def test_where_mostly_bad_days_are_logged_in_a_cycle_starts_have_levels_alone() -> None:
    text = "10" * 42 + "1000000" * 12 + "1...." * 6
    assert outcome(text, [84, 168]).headache.bad_cycles == (2,)
    assert "days before (range" in shown(text, [84, 168])[0]
    assert "That is" in shown(text[:168], [84])[0]


def test_the_end_nearest_to_no_change_is_never_none() -> None:
    few = shown("10" * 42 + "1000" * 19, [84])[3]
    assert "(from less than 1 to" in few


def test_medicine_days_that_do_not_say_are_counted_apart() -> None:
    assert starts(outcome("10" * 42 + "x000" * 25, [84])).days == (
        "Days used: 84 of 84 before, 100 of 100 since. "
        "Medicine days: 84 of 84 before, 75 of 100 since say yes or no."
    )


def test_fewer_starts_without_fewer_headache_days_is_said_in_front() -> None:
    said = "Fewer attacks started, but headache days did not fall. So attacks may last longer."
    longer = "10" * 42 + "11110000" * 21
    assert said in [strip_tags(each) for each in starts(outcome(longer, [84, 168])).shows]
    daily = "1110" * 21 + "1" * 168
    assert said in shown(daily, [84, 168])
    assert said not in shown(daily, [84, 168], first_ever=False)
    assert said not in shown(FALL, [84, 168])
    # Fewer as counted, but the range reaches more.
    perhaps = shown("1100" * 21 + "1111000" * 24, [84, 168])
    assert "That is 2.7 fewer (range: about 7 fewer to 1 more)." in perhaps[0]
    assert said not in perhaps


def test_without_any_attack_nothing_adds_up() -> None:
    assert not [line for line in shown("0" * 252, [84, 168]) if "gone on as before" in line]


def test_starts_need_days_in_a_row() -> None:
    lines = shown("110.0" * 40, [84])
    assert lines[0] == "Too few days in a row are logged to compare how often attacks start."
    assert not [line for line in lines if line.startswith("Attacks started")]


def test_a_time_that_is_not_enough_has_no_figures_of_attacks() -> None:
    assert shown("0" * 10 + "01" * 30, [10]) == [
        "Medicine days: 14.0 of 28 since; not enough before to compare."
    ]


def test_without_a_session_it_says_what_feeds_it() -> None:
    card = starts(outcome("01" * 40, []))
    assert card.shows == ()
    assert [link.view for each in card.missing for link in each.links] == ["treatments:add"]


def test_the_middle_of_an_even_number_of_gaps_may_lie_between() -> None:
    lines = shown("10010001" + "1" * 76 + "10" * 42, [84])
    assert lines[5] == "Clear days between two attacks, the middle value: 2.5 before, 1 since."
