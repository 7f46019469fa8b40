"""Beside the verdict: how early it is, what it hangs on, what would settle it."""

import pytest

from analysis.comparison import Verdict
from analysis.series import Measure
from outcomes.summary import Summary
from outcomes.words.settling import beside_verdict, cycles_compare, to_settle
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.diaries import summary
from tests.outcomes.said import case, said

FIRST_CYCLE = "This is the first cycle, so it is early."
TOO_SHORT = (
    "Further days alone would not tell: the time before is too short for a change of this size."
)


def pages(of: Summary) -> list[str]:
    """Where the person may go to settle it."""
    return [link.view for link in to_settle(of)]


def test_cannot_tell_yet() -> None:
    of = summary("01" * 42 + "0001" * 6, [84])
    assert of.settled_after == 87
    assert said(of) == [
        "Before Botox you had headache on 14.0 days of 28. Since then, 7.0. That is 7.0 fewer; the "
        "true change could be anywhere from about 14 fewer to 4 more.",
        "Cannot tell yet if it is fewer or more.",
        "If both levels stay as they are, about 90 more logged days would tell.",
        FIRST_CYCLE,
        "84 of 84 days logged before, 24 of 24 after.",
    ]
    assert pages(of) == []


def test_over_a_year_of_further_days_is_not_counted_out() -> None:
    of = summary("01" * 21 + "0001" * 8 + "000", [42])
    assert of.settled_after == 368
    assert beside_verdict(of)[0] == (
        "If both levels stay as they are, it would take over a year of further logged days to tell."
    )


def test_a_short_time_before_is_what_leaves_it_open() -> None:
    of = case("no_change_28_baseline_1_cycle")
    assert said(of)[2] == (
        f"{TOO_SHORT} Days logged from the 12 weeks before the first session would help."
    )
    assert pages(of) == ["exchange:files", "home:calendar"]


def test_a_full_time_before_cannot_be_lengthened() -> None:
    of = summary("01" * 42 + "001" * 10, [84])
    assert beside_verdict(of)[0] == TOO_SHORT
    assert pages(of) == []


@pytest.mark.parametrize("since", ["0" * 84, "0" * 83 + "1"])
def test_levels_that_hardly_differ_are_not_told_apart_by_days(since: str) -> None:
    of = summary("0" * 28 + since, [28])
    assert of.verdict is Verdict.CANNOT_TELL
    assert beside_verdict(of)[0] == (
        "There is too little difference so far for further days alone to tell."
    )
    assert pages(of) == []


def test_depends_on_the_days_not_logged() -> None:
    of = case("depends_fewer_1")
    assert said(of)[:4] == [
        "Before Botox you had headache on 23.0 days of 28. Since then, 16.3. That is 6.7 fewer; "
        "the true change could be anywhere from about 13 fewer to 1 more.",
        "It depends on the days not logged.",
        "11 of the 182 days compared are not logged.",
        "If none of them counted, the change would be 3.7 fewer.",
    ]
    # All that is not logged lies before, where the past week is not.
    assert pages(of) == ["home:calendar"]
    # Nor is it where the last cycle is over.
    assert pages(case("depends_more_1")) == ["home:calendar"]
    found = next(each for each in CASES if each["name"] == "depends_more_1")
    running = found["sessions"][-1] + 100
    assert pages(case("depends_more_1", today=running)) == ["diary:fill_in", "home:calendar"]


def test_days_that_do_not_say_what_is_counted_are_answered_in_the_calendar() -> None:
    of = summary("mmmm0x" * 14 + "mm00" * 15, [84], measure=Measure.MIGRAINE)
    assert of.verdict is Verdict.DEPENDS_ON_UNLOGGED_DAYS
    assert said(of)[2:4] == [
        "14 of the 144 days compared do not say what is counted here.",
        "If none of them counted, the change would be 4.7 fewer.",
    ]
    assert pages(of) == ["home:calendar"]


def test_a_result_that_is_settled_wants_nothing() -> None:
    for name in ("half_84_baseline_2_cycles", "v_top_1"):
        assert beside_verdict(case(name)) == []
        assert pages(case(name)) == []


def test_treated_before_the_first_session_recorded_gives_levels_and_no_verdict() -> None:
    of = case("half_84_baseline_2_cycles", first_ever=False)
    assert said(of) == [
        "Before the first session recorded here you had headache on 17.7 days of 28. Since then, "
        "9.8.",
        "Botox had been given before this session too, so this does not compare with a time "
        "without Botox.",
        "The usual level could be anywhere from about 13 to 21 before it, and from about 7 to 13 "
        "since.",
        "What can be compared is cycle with cycle.",
        "84 of 84 days logged before, 168 of 168 after.",
    ]
    assert cycles_compare(of)


def test_treated_before_with_one_session_waits_for_the_second() -> None:
    of = summary("01" * 80, [84], first_ever=False)
    assert beside_verdict(of)[1:] == [
        "This is the first cycle recorded here, so it is early.",
        "From the second session on, cycles can be compared with each other.",
    ]
    assert not cycles_compare(of)


def test_without_days_before_cycles_are_compared() -> None:
    of = summary("01" * 100, [0, 84])
    assert beside_verdict(of) == ["What can be compared is cycle with cycle."]
    assert cycles_compare(of)


def test_not_knowing_whether_it_was_the_first_gives_no_verdict() -> None:
    assert said(case("half_84_baseline_2_cycles", first_ever=None))[1] == (
        "It is not known yet if this first session was the first Botox ever, so there is no "
        "verdict."
    )


def test_mostly_bad_days_in_cycles_are_named() -> None:
    of = case("bad_days_only_1")
    assert said(of)[0] == (
        "Before Botox you had headache on 17.4 days of 28. Since then, on at least 3.8 days of 28."
    )
    assert beside_verdict(of) == [
        "In cycles 1, 2 it looks as if mostly bad days were logged.",
        "So only the least that the time since can have been is shown.",
    ]
    of = summary("01" * 42 + "1..." * 7 + "01" * 100, [84, 112])
    assert of.compared
    assert beside_verdict(of)[-2:] == [
        "In cycle 1 it looks as if mostly bad days were logged.",
        "That makes the time since look worse than it was.",
    ]


def test_the_first_cycle_is_early_until_it_lapses() -> None:
    running, lapsed = (summary("01" * 98, [84], today=84 + day) for day in (111, 112))
    assert FIRST_CYCLE in beside_verdict(running)
    assert FIRST_CYCLE not in beside_verdict(lapsed)
    assert FIRST_CYCLE not in beside_verdict(summary("01" * 98, [84, 112]))


def test_without_a_session_nothing_stands_beside() -> None:
    assert beside_verdict(summary("01" * 40, [])) == []
    assert beside_verdict(summary("", [0], today=0)) == []


def test_days_that_no_cycle_can_hold_any_more_are_said_to_count_again_later() -> None:
    # 166 further logged days would tell, and a cycle has 112 days at most.
    text = "1100" * 15 + "1000" * 7
    for today, sentence in (
        (90, "81 more days count in this cycle, the others from the next session on."),
        (170, "1 more day counts in this cycle, the others from the next session on."),
        (171, "Days count again from the next session on."),
    ):
        of = summary(text, [60], today=today + 1)
        assert of.settled_after is not None and of.settled_after > of.days_left
        assert sentence in said(of)


def test_cycle_with_cycle_needs_two_that_have_figures() -> None:
    sentence = "What can be compared is cycle with cycle."
    days = "01" * 100
    assert sentence in said(summary(days, [60, 140], first_ever=False))
    assert sentence not in said(summary(days, [140, 195], first_ever=False))
    assert sentence not in said(summary("", [0, 90], first_ever=False, today=100))
