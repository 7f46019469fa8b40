"""What is missing before a comparison can be made: never too much, never too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.series import Measure
from outcomes.missing import Lack, Missing
from outcomes.summary import Summary
from outcomes.words.advice import advice
from tests.outcomes.diaries import summary

diaries = st.lists(st.tuples(st.sampled_from("01."), st.integers(1, 30)), max_size=12).map(
    lambda runs: "".join(day * n for day, n in runs)
)


def sentences(of: Summary) -> list[str]:
    return [each.sentence for each in advice(of)]


def pages(of: Summary) -> list[list[str]]:
    return [[link.view for link in each.links] for each in advice(of)]


def test_nothing_is_missing_where_both_sides_are_enough() -> None:
    assert sentences(summary("01" * 40, [40])) == []


def test_an_empty_account_wants_a_session_and_twenty_days() -> None:
    empty = summary("", [], today=0)
    assert sentences(empty) == [
        "No Botox session is recorded yet. Its date splits the days into before and after.",
        "For a fair time before, 20 more days need to be logged before the first session.",
    ]
    assert pages(empty) == [["treatments:add"], ["home:today", "exchange:files"]]


def test_days_without_a_session_say_how_many_more_before_it() -> None:
    assert sentences(summary("0" * 19, []))[1:] == [
        "For a fair time before, 1 more day needs to be logged before the first session."
    ]
    assert sentences(summary("0" * 20, []))[1:] == []


def test_a_session_without_any_day_wants_days_on_both_sides() -> None:
    nothing = summary("", [0], today=0)
    assert sentences(nothing) == [
        "No day before 1 January 2024 is logged. 20 more are needed, from the 12 weeks before it.",
        "No day since 1 January 2024 is logged. With every day logged from now on, it takes 20 "
        "more days.",
    ]
    assert pages(nothing) == [
        ["exchange:files", "home:calendar"],
        ["home:today"],
    ]
    # Where the last cycle is over, days from now on would be in none.
    assert sentences(summary("", [0], today=200))[1] == (
        "No day since 1 January 2024 is logged. 20 more are needed if past days are filled in."
    )


def test_too_few_days_before() -> None:
    assert sentences(summary("0" * 49, [19])) == [
        "Before 20 January 2024, 19 days are logged. 1 more is needed, from the 12 weeks before it."
    ]


def test_gaps_before() -> None:
    gaps = summary("0" + "." * 41 + "0" * 42 + "1" * 30, [84])
    assert sentences(gaps) == [
        "Before 25 March 2024, 43 days are logged. 17 more are needed, from the 12 weeks before it."
    ]


def test_too_few_days_since() -> None:
    assert sentences(summary("0" * 42, [40])) == [
        "Since 10 February 2024, 2 days are logged. With every day logged from now on, it takes 18 "
        "more days."
    ]


def test_gaps_since_can_be_filled_or_outgrown() -> None:
    gaps = summary("0" * 40 + "." * 20 + "0" * 10, [40])
    assert sentences(gaps) == [
        "Since 10 February 2024, 10 days are logged. 12 more are needed if past days are filled "
        "in. With every day logged from now on, it takes 40 more days."
    ]


def test_days_not_logged_up_to_today_count_as_gaps() -> None:
    assert sentences(summary("0" * 59, [40], today=80)) == [
        "Since 10 February 2024, 19 days are logged. 10 more are needed if past days are filled "
        "in. With every day logged from now on, it takes 34 more days."
    ]


def test_a_cycle_that_is_over_can_only_be_filled_in() -> None:
    over = summary("0" * 59, [40], today=200)
    assert sentences(over) == [
        "Since 10 February 2024, 19 days are logged. 61 more are needed if past days are filled in."
    ]
    assert pages(over) == [["home:calendar"]]
    # A past week that begins in the cycle can still be filled in.
    for today, fill_in in ((158, ["diary:fill_in"]), (159, [])):
        lapsed = summary("0" * 59, [40], today=today)
        assert pages(lapsed) == [[*fill_in, "home:calendar"]]


def test_days_later_than_16_weeks_are_none_of_those_that_count() -> None:
    of = summary("0" * 40 + "1.........." * 10 + "." * 30 + "0", [40])
    assert of.left_out == 1
    assert sentences(of)[0].startswith("Of the days compared since 10 February 2024, 10 are logged")


def test_headache_days_without_a_severity() -> None:
    unrated = summary("0" * 30 + "u" * 10 + "0" * 30, [40], measure=Measure.MODERATE_SEVERE)
    assert sentences(unrated) == ["Before 10 February 2024, 8 more headache days need a severity."]
    assert pages(unrated) == [["home:calendar"]]
    since = summary("0" * 40 + "0" * 30 + "u1", [40], measure=Measure.MODERATE_SEVERE)
    assert sentences(since) == ["Since 10 February 2024, 1 more headache day needs a severity."]


def test_rating_headache_days_can_be_all_that_is_missing() -> None:
    of = summary("u" * 13 + "0" * 45, [28], measure=Measure.MODERATE_SEVERE)
    assert sentences(of) == ["Before 29 January 2024, 11 more headache days need a severity."]


def test_headache_days_that_do_not_say_migraine_want_an_answer_and_no_old_diary() -> None:
    of = summary("0x0" * 28 + "0m00" * 14, [84], measure=Measure.MIGRAINE)
    assert sentences(of) == [
        "Before 25 March 2024, 23 more headache days need to say if they were migraine."
    ]
    assert [(link.view, link.label) for link in advice(of)[0].links] == [
        ("exchange:files", "Bring the file again with that column"),
        ("home:calendar", "Answer in the calendar"),
    ]
    most = summary("x" * 79 + "0" * 5 + "0m00" * 14, [84], measure=Measure.MIGRAINE)
    assert sentences(most) == [
        "Before 25 March 2024, 64 more headache days need to say if they were migraine."
    ]
    one = summary("0m00" * 21 + "0mmx00" * 14, [84], measure=Measure.MIGRAINE)
    assert sentences(one) == [
        "Since 25 March 2024, 6 more headache days need to say if they were migraine."
    ]


def test_days_that_do_not_say_if_medicine_was_taken_want_an_answer() -> None:
    of = summary("x" * 84 + "0" * 20, [84], measure=Measure.MEDICINE)
    assert sentences(of) == [
        "Before 25 March 2024, 60 more saved days need to say if medicine was taken."
    ]
    assert pages(of) == [["exchange:files", "home:calendar"]]
    one = summary("x" + "0" * 19 + "0" * 20, [20], measure=Measure.MEDICINE)
    assert sentences(one) == [
        "Before 21 January 2024, 1 more saved day needs to say if medicine was taken."
    ]


def test_saved_days_are_called_logged_even_where_they_also_want_an_answer() -> None:
    of = summary("x" * 12 + "0" * 20, [12], measure=Measure.MEDICINE)
    assert sentences(of) == [
        "Before 13 January 2024, 12 more saved days need to say if medicine was taken.",
        "Before 13 January 2024, 12 days are logged. 8 more are needed, from the 12 weeks before "
        "it.",
    ]


def test_saved_days_without_a_session_want_an_answer_too() -> None:
    of = summary("x" * 58, [], measure=Measure.MEDICINE)
    assert sentences(of)[1:] == [
        "In the last 12 weeks, 42 more saved days need to say if medicine was taken."
    ]
    assert sentences(summary("x" * 15, [], measure=Measure.MEDICINE))[1:] == [
        "In the last 12 weeks, 15 more saved days need to say if medicine was taken.",
        "For a fair time before, 5 more days need to be logged before the first session.",
    ]


def test_days_between_the_diary_and_the_session_count_as_gaps() -> None:
    assert sentences(summary("0" * 15, [50], today=55))[0] == (
        "Before 20 February 2024, 15 days are logged. 21 more are needed, from the 12 weeks before "
        "it."
    )


def test_days_to_come_are_promised_up_to_the_end_of_the_cycle_only() -> None:
    in_time, too_late = (summary("0" * 40 + "." * gap + "0" * 10, [40]) for gap in (32, 33))
    assert [of.missing[0].ahead for of in (in_time, too_late)] == [70, None]


def find(of: Summary, lack: Lack) -> Missing | None:
    return next((missing for missing in of.missing if missing.lack is lack), None)


@given(diaries, st.integers(0, 150))
def test_the_days_to_log_from_now_on_are_just_enough(diary: str, session: int) -> None:
    diary = diary.rstrip(".")
    today = max(len(diary) - 1, session)
    missing = find(summary(diary, [session], today=today), Lack.DAYS_SINCE)
    if missing is None or missing.ahead is None:
        return
    diary = diary.ljust(max(len(diary), session if not diary.strip(".") else today), ".")
    enough = [
        summary(diary + "0" * days, [session]).after.window.enough
        for days in (missing.ahead - 1, missing.ahead)
    ]
    assert enough == [False, True]


@given(diaries, st.integers(1, 150))
def test_the_days_to_fill_in_before_are_just_enough(diary: str, session: int) -> None:
    diary = "0" + diary.ljust(session, ".")[: session - 1] + "0" * 20
    missing = find(summary(diary, [session]), Lack.DAYS_BEFORE)
    if missing is None or session < 20:
        return
    start = max(session - 84, 0)
    gaps = [i for i in range(start, session) if diary[i] == "."]
    assert missing.fill is not None
    filled = [set(gaps[:days]) for days in (missing.fill - 1, missing.fill)]
    enough = [
        summary(
            "".join("0" if i in now else day for i, day in enumerate(diary)), [session]
        ).before.window.enough
        for now in filled
    ]
    assert enough == [False, True]


@pytest.mark.parametrize("measure", [Measure.MIGRAINE, Measure.MEDICINE])
@given(st.text("0mx", min_size=20, max_size=84))
def test_the_days_to_answer_are_just_enough(measure: Measure, before: str) -> None:
    answers = find(summary(before + "0" * 20, [len(before)], measure=measure), Lack.ANSWERS_BEFORE)
    if answers is None:
        return
    assert answers.fill is not None
    rates = [
        summary(
            before.replace("x", "m", fill) + "0" * 20, [len(before)], measure=measure
        ).before.has_rate
        for fill in (answers.fill - 1, answers.fill)
    ]
    assert rates == [False, True]


@given(diaries, st.integers(0, 200))
def test_the_days_to_log_before_a_first_session_are_just_enough(diary: str, idle: int) -> None:
    diary = diary.strip(".")
    today = len(diary) + idle
    missing = find(summary(diary, [], today=today), Lack.DAYS_BEFORE)
    if missing is None or not diary:
        return
    assert missing.ahead is not None
    enough = []
    for days in (missing.ahead - 1, missing.ahead):
        longer = diary.ljust(today, ".") + "0" * days
        enough.append(summary(longer + "0", [len(longer)]).before.window.enough)
    assert enough == [False, True]


@pytest.mark.parametrize("measure", list(Measure))
@given(diaries, st.lists(st.integers(-50, 200), max_size=5), st.sampled_from("1x"))
def test_whatever_is_missing_has_a_number_and_a_page(
    measure: Measure, diary: str, sessions: list[int], letter: str
) -> None:
    of = summary(diary.replace("1", letter), sorted(set(sessions)), measure=measure)
    if of.sessions:
        assert bool(of.missing) is not all(
            side.window.enough and not side.unsaid.needed for side in (of.before, of.after)
        )
    for missing, each in zip(of.missing, advice(of), strict=True):
        assert each.links
        assert missing.lack is Lack.SESSION or (missing.fill or missing.ahead or 0) > 0
