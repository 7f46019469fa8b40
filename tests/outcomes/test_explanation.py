"""The rule in a few sentences."""

from outcomes.words.explanation import explanation
from tests.outcomes.diaries import summary
from tests.outcomes.said import case


def test_the_rule_is_said_with_how_much_the_days_of_this_diary_tell() -> None:
    of = case("random_15pc_unlogged")
    assert explanation(of) == [
        "A headache day is a day with 30 minutes or more of head pain.",
        "“Days of 28” are days in four weeks: 14 of 28 is every second day. All months are then as "
        "long as each other, with four weekends each.",
        "A day not logged is never taken as clear. Each side needs at least 20 logged days, and 20 "
        "of every 28.",
        "Bad days come in runs, so the 70 days logged before tell as much as about 33 separate "
        "ones. A range says how far the usual level could be from what was counted.",
        "“Clearly” is said from 97.5% sure, “probably” from 90%, and only if it would stay at 90% "
        "or more with every day not logged taken as clear. On made-up diaries in which nothing "
        "changed, this rule said “clearly fewer” in about 2 of 100, and “probably fewer” in about "
        "5 or 6.",
        "Days counted are exact; a range is for the usual level. It takes all cycles together and "
        "leaves out that they differ. A slow change over years cannot be seen from one short time "
        "before.",
    ]


def test_how_much_the_days_tell_is_said_of_the_time_that_has_a_level() -> None:
    texts = explanation(case("baseline_too_short"))
    assert texts[3].startswith("Bad days come in runs, so the 84 days logged since tell as much")
    assert not any("runs" in text for text in explanation(summary("01", [1])))


def test_treated_before_needs_no_words_for_a_verdict() -> None:
    texts = explanation(case("half_84_baseline_2_cycles", first_ever=False))
    assert not any("Clearly" in text for text in texts)


def test_without_a_session_the_explanation_tells_of_days_only() -> None:
    assert explanation(summary("01" * 40, [])) == [
        "A headache day is a day with 30 minutes or more of head pain.",
        "A day not logged is never taken as clear.",
    ]
