"""The result in words: whole sentences, and never two that contradict each other."""

import re
from typing import Any

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import FEWER, MORE, Comparison, Verdict
from analysis.series import Measure
from outcomes import coverage, wording
from outcomes.caveats import caveats
from outcomes.explanation import explanation
from outcomes.numbers import level_range, percent
from outcomes.summary import Summary
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.diaries import summary

REGRESSION = (
    "People often start treatment when things are at their worst, so part of a drop could have "
    "come anyway. It shows what changed, not why."
)
OTHER_TREATMENT = (
    "Another preventive started or stopped in this time may have changed these figures too."
)
FIRST_CYCLE = "This is the first cycle, so it is early."


def case(name: str, **others: Any) -> Summary:
    found = next(case for case in CASES if case["name"] == name)
    return summary(found["diary"], found["sessions"], **others)


def said(of: Summary, *, own: bool = True) -> list[str]:
    """Everything said above the charts, without what is empty."""
    parts = (
        strip_tags(wording.headline(of, own=own)),
        wording.verdict(of),
        wording.if_depends(of),
        wording.ranges(of),
        wording.bad_cycles(of),
        coverage.coverage(of),
        coverage.left_out(of),
        coverage.if_unlogged(of),
    )
    return [part for part in parts if part]


def own_caveats(of: Summary) -> list[str]:
    """The caveats about the diary; the two that always stand below them are checked here."""
    *own, regression, other = caveats(of)
    assert (regression, other) == (REGRESSION, OTHER_TREATMENT)
    return own


def test_clearly_fewer() -> None:
    assert said(case("random_15pc_unlogged")) == [
        "Before Botox you had headache on 13.6 days of 28. Since then, 7.0. That is 6.6 fewer.",
        "Clearly fewer.",
        "The true change could be anywhere from about 1 to 12 fewer.",
        "70 of 84 days logged before, 143 of 168 after.",
        "If every day not logged was clear: 11.3 before, 6.0 after. If all of them had headache: "
        "16.0 before, 10.2 after.",
    ]


def test_probably_fewer() -> None:
    assert said(summary("1101" * 10 + "10" * 42, [40]))[:3] == [
        "Before Botox you had headache on 21.0 days of 28. Since then, 14.0. That is 7.0 fewer.",
        "Probably fewer.",
        "The true change could be anywhere from about 13 fewer to 2 more.",
    ]


def test_probably_more() -> None:
    assert said(summary("10" * 21 + "1101" * 21, [42]))[:3] == [
        "Before Botox you had headache on 14.0 days of 28. Since then, 21.0. That is 7.0 more.",
        "Probably more.",
        "The true change could be anywhere from about 1 fewer to 14 more.",
    ]


def test_cannot_tell_yet() -> None:
    assert said(case("no_change_28_baseline_1_cycle")) == [
        "Before Botox you had headache on 15.0 days of 28. Since then, 11.7. That is 3.3 fewer.",
        "Cannot tell yet if it is fewer or more.",
        "The true change could be anywhere from about 13 fewer to 7 more.",
        "28 of 28 days logged before, 84 of 84 after.",
    ]


def test_depends_on_the_days_not_logged() -> None:
    assert said(case("depends_fewer_1"))[:4] == [
        "Before Botox you had headache on 23.0 days of 28. Since then, 16.3. That is 6.7 fewer.",
        "It depends on the days not logged.",
        "If none of them counted, the change would be 3.7 fewer.",
        "The true change could be anywhere from about 13 fewer to 1 more.",
    ]


def test_clearly_more() -> None:
    assert said(case("v_top_1"))[:3] == [
        "Before Botox you had headache on 17.4 days of 28. Since then, 28.0. That is 10.6 more.",
        "Clearly more.",
        "The true change could be anywhere from about 1 to 20 more.",
    ]


def test_no_change_at_all() -> None:
    assert said(case("no_headache_at_all"))[:3] == [
        "Before Botox you had headache on 0.0 days of 28. Since then, 0.0. That is the same.",
        "Cannot tell yet if it is fewer or more.",
        "The true change could be anywhere from about 11 fewer to 5 more.",
    ]


def test_too_little_before_shows_what_was_counted() -> None:
    assert said(case("baseline_too_short")) == [
        "Before Botox: headache on 8 of 15 days logged. Since then, on 12.7 days of 28.",
        "Not enough logged yet to compare.",
        "15 of 15 days logged before, 84 of 84 after.",
    ]


def test_too_little_since_shows_what_was_counted() -> None:
    assert said(summary("1" * 30 + "0", [30])) == [
        "Before Botox you had headache on 28.0 days of 28. Since then, on 0 of 1 day logged.",
        "Not enough logged yet to compare.",
        "30 of 30 days logged before, 1 of 1 after.",
    ]


def test_nothing_before() -> None:
    assert said(summary("01" * 20, [0])) == [
        "Since the first Botox you had headache on 14.0 days of 28.",
        "Not enough logged yet to compare.",
        "Logged after: 40 of 40 days.",
    ]


def test_nothing_since() -> None:
    assert said(summary("01" * 20, [40])) == [
        "Before Botox you had headache on 14.0 days of 28.",
        "Not enough logged yet to compare.",
        "Logged before: 40 of 40 days.",
    ]


def test_no_session() -> None:
    assert said(summary("01101", [])) == [
        "So far: headache on 3 of 5 days logged.",
        "Logged: 5 of 5 days.",
    ]
    assert said(summary("1...0", [])) == [
        "So far: headache on 1 of 2 days logged.",
        "Logged: 2 of 5 days.",
    ]


def test_nothing_at_all() -> None:
    assert said(summary("", [], today=0)) == ["Nothing to count yet."]
    assert said(summary("", [0], today=0)) == [
        "Nothing to count yet.",
        "Not enough logged yet to compare.",
    ]


def test_treated_before_the_first_session_recorded_gives_levels_and_no_verdict() -> None:
    assert said(case("half_84_baseline_2_cycles", first_ever=False)) == [
        "Before the first session recorded here you had headache on 17.7 days of 28. Since then, "
        "9.8.",
        "Botox had been given before this session too, so this does not compare with a time "
        "without Botox.",
        "The usual level could be anywhere from about 13 to 21 before it, and from about 7 to 13 "
        "since.",
        "84 of 84 days logged before, 168 of 168 after.",
    ]


def test_not_knowing_whether_it_was_the_first_gives_no_verdict() -> None:
    assert said(case("half_84_baseline_2_cycles", first_ever=None))[1] == (
        "It is not known yet if this first session was the first Botox ever, so there is no "
        "verdict."
    )


@pytest.mark.parametrize("first_ever", [False, None])
@pytest.mark.parametrize("found", CASES, ids=lambda found: found["name"])
def test_treated_before_never_reads_as_a_time_before_botox(
    found: dict[str, Any], first_ever: bool | None
) -> None:
    of = summary(found["diary"], found["sessions"], first_ever=first_ever)
    text = " ".join([*said(of), *caveats(of), *explanation(of)[1:]])
    assert re.findall(r"before Botox|fewer|\bmore\b", text, re.IGNORECASE) == []


@pytest.mark.parametrize(
    ("measure", "own", "sentence"),
    [
        (Measure.HEADACHE, False, "Before Botox there was headache on 14.0 days of 28."),
        (Measure.MIGRAINE, True, "Before Botox you had migraine on 14.0 days of 28."),
        (Measure.MIGRAINE, False, "Before Botox there was migraine on 14.0 days of 28."),
        (
            Measure.MODERATE_SEVERE,
            True,
            "Before Botox you had moderate or severe headache on 14.0 days of 28.",
        ),
        (
            Measure.MODERATE_SEVERE,
            False,
            "Before Botox there was moderate or severe headache on 14.0 days of 28.",
        ),
        (Measure.MEDICINE, True, "Before Botox you took acute medicine on 14.0 days of 28."),
        (Measure.MEDICINE, False, "Before Botox acute medicine was taken on 14.0 days of 28."),
    ],
)
def test_each_measure_has_its_own_sentence(measure: Measure, own: bool, sentence: str) -> None:
    of = summary("0m" * 42 + "000m" * 21, [84], measure=measure)
    assert said(of, own=own)[0].startswith(sentence + " Since then, 7.0. That is 7.0 fewer.")


def test_mostly_bad_days_before_are_a_least() -> None:
    of = summary("1..." * 21 + "01" * 42, [84])
    assert said(of)[0] == (
        "Before Botox: headache on at least 7.0 days of 28. Since then, on 14.0 days of 28."
    )
    assert own_caveats(of) == [
        FIRST_CYCLE,
        "Before, it looks as if mostly bad days were logged. So only the least it can have been is "
        "shown.",
    ]


def test_mostly_bad_days_in_cycles_are_named() -> None:
    of = case("bad_days_only_1")
    assert said(of)[0] == (
        "Before Botox you had headache on 17.4 days of 28. Since then, on at least 3.8 days of 28."
    )
    assert said(of)[2] == (
        "In cycles 1, 2 it looks as if mostly bad days were logged. So only the least that the "
        "time since can have been is shown."
    )
    assert own_caveats(of) == []
    of = summary("01" * 42 + "1..." * 7 + "01" * 100, [84, 112])
    assert of.compared
    assert wording.bad_cycles(of) == (
        "In cycle 1 it looks as if mostly bad days were logged. That makes the time since look "
        "worse than it was."
    )


def test_a_bad_last_month_is_compared_apart() -> None:
    assert own_caveats(case("wear_off_4_cycles")) == [
        "The 28 days before 25 March 2024 were worse (22.0 of 28) than the 56 days before them "
        "(17.0). Against those 56 days the change is 7.2 fewer. The true change could be anywhere "
        "from less than 1 to 13 fewer."
    ]
    assert own_caveats(case("wear_off_4_cycles", first_ever=False)) == []


def test_days_clear_so_far_are_counted_in_the_compared_time_only() -> None:
    one = summary("01" * 60, [84], clear_so_far=(0, 90))
    assert own_caveats(one)[1:] == [
        "2 of these days were called clear before their evening. They count as clear so far."
    ]
    outside = summary("01" * 60, [100], clear_so_far=(0, 118))
    assert own_caveats(outside)[1:] == [
        "1 of these days was called clear before its evening. It counts as clear so far."
    ]


def test_days_that_do_not_say_what_is_counted_are_named() -> None:
    of = summary("x" * 5 + "01" * 40 + "x" * 2 + "0m" * 30, [85], measure=Measure.MIGRAINE)
    assert own_caveats(of)[1:] == [
        "6 saved days (4 before, 2 after) do not say what is counted here. They are taken as not "
        "logged."
    ]


def test_the_explanation_traces_every_figure() -> None:
    of = case("random_15pc_unlogged")
    before, after = of.before.window, of.after.window
    assert explanation(of)[2:6] == [
        "Before: 1 January to 24 March 2024, at most 84 days. 34 headache days in 70 days "
        f"logged. That is 13.6 of 28. Bad days come in runs, so these days tell as much as about "
        f"{before.neff:.0f} separate days. That makes the range 9 to 18.",
        "Since: 25 March to 8 September 2024, from the day of the first session on. 36 headache "
        f"days in 143 days logged. That is 7.0 of 28. Bad days come in runs, so these days tell as "
        f"much as about {after.neff:.0f} separate days. That makes the range 5 to 10.",
        "The change is the difference of the two rounded figures shown; the exact one may differ "
        "by 0.1.",
        "How sure it is that there are fewer: over 99%.",
    ]


def test_days_long_after_a_session_are_said_to_be_left_out() -> None:
    lapsed = summary("01" * 192, [84])
    assert said(lapsed)[3:] == [
        "84 of 84 days logged before, 112 of 112 after.",
        "188 logged days are later than 16 weeks after the session before them and are left out.",
    ]
    assert coverage.left_out(summary("01" * 98 + "...1", [84])) == (
        "1 logged day is later than 16 weeks after the session before it and is left out."
    )


def test_the_first_cycle_is_early_until_it_lapses() -> None:
    running, lapsed = (summary("01" * 98, [84], today=84 + day) for day in (111, 112))
    assert own_caveats(running) == [FIRST_CYCLE]
    assert own_caveats(lapsed) == []


def test_nothing_is_said_about_a_change_while_there_is_none() -> None:
    for of in (
        summary("", [0], today=0),
        summary("01" * 20, [0]),
        summary("01" * 20, [40]),
        case("baseline_too_short"),
        summary("0x00x00" * 12 + "0m00100" * 14, [84], measure=Measure.MIGRAINE),
    ):
        assert [text for text in caveats(of) if "saved days" not in text] == []


def test_without_a_session_the_explanation_tells_of_days_only() -> None:
    assert explanation(summary("01" * 40, [])) == [
        "A headache day is a day with 30 minutes or more of head pain.",
        "A day not logged is never taken as clear.",
    ]


def test_no_sentence_uses_a_word_that_judges() -> None:
    texts = []
    for found in CASES:
        of = summary(found["diary"], found["sessions"])
        texts += [*said(of), *caveats(of), *explanation(of)]
    judging = r"responder|\bworks\b|failed|prevented|should stop|probability|overuse"
    assert re.findall(judging, " ".join(texts), re.IGNORECASE) == []


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.97, "97%"), (0.9951, "over 99%"), (1.0, "over 99%"), (0.004, "under 1%")],
)
def test_how_sure_never_says_certain(share: float, text: str) -> None:
    assert percent(share) == text


def test_a_range_holds_the_figure_beside_it() -> None:
    assert level_range(26.9, 27.67, 27.95) == "27 to 28"
    assert level_range(0.4, 0.44, 5.6) == "0 to 6"
    assert level_range(3.6, 3.7, 4.2) == "3 to 4"


@pytest.mark.parametrize(
    ("low", "shown", "high", "text"),
    [
        (-11.2, -7.7, -3.9, "from about 4 to 11 fewer"),
        (3.9, 7.7, 11.2, "from about 4 to 11 more"),
        (-12.2, -6.0, 0.3, "from about 12 fewer to less than 1 more"),
        (-0.4, 3.0, 6.0, "from less than 1 fewer to 6 more"),
        (-11.0, -5.0, -0.2, "from less than 1 to 11 fewer"),
        (0.2, 5.0, 11.0, "from less than 1 to 11 more"),
        # Rounding alone would leave the figure outside its range.
        (-27.45, -27.4, -19.6, "from about 20 to 28 fewer"),
        (-21.0, -7.4, -7.3, "from about 7 to 21 fewer"),
        (-21.0, -7.6, -7.6, "from about 7 to 21 fewer"),
        (7.6, 7.6, 21.0, "from about 7 to 21 more"),
        (-3.0, 2.4, 2.4, "from about 3 fewer to 3 more"),
    ],
)
def test_a_range_keeps_to_its_side_and_holds_the_change(
    low: float, shown: float, high: float, text: str
) -> None:
    found = Comparison(shown, low, high, *[None] * 6, verdict=Verdict.CANNOT_TELL)
    sentence = f"The true change could be anywhere {text}."
    assert wording.change_range(found, shown) == sentence


runs = st.lists(st.tuples(st.sampled_from("01."), st.integers(1, 40)), max_size=14)
diaries = st.one_of(
    runs.map(lambda parts: "".join(day * n for day, n in parts)),
    st.tuples(st.text("0011.", min_size=60, max_size=90), st.text("00001.", min_size=40)).map(
        "".join
    ),
)


@given(diaries, st.lists(st.integers(1, 200), min_size=1, max_size=4, unique=True))
def test_sentence_range_and_verdict_never_contradict(diary: str, sessions: list[int]) -> None:
    of = summary(diary, sorted(sessions))
    if not of.compared:
        assert wording.ranges(of) == ""
        assert of.verdict is Verdict.NOT_ENOUGH_DATA
        return
    headline = strip_tags(wording.headline(of, own=True))
    figures = re.search(
        r"on ([\d.]+) days of 28\. Since then, ([\d.]+)\. That is (.*)\.$", headline
    )
    assert figures
    before, after = float(figures[1]), float(figures[2])
    change = re.fullmatch(r"([\d.]+) (fewer|more)|the same", figures[3])
    assert change
    fewer = {"fewer": 1, "more": -1, None: 0}[change[2]] * float(change[1] or 0)
    assert fewer == pytest.approx(before - after)
    low, high = ends(wording.ranges(of))
    assert low <= fewer <= high
    if of.verdict in (Verdict.CLEARLY_FEWER, Verdict.CLEARLY_MORE):
        assert low >= 0 or high <= 0
    if of.verdict in FEWER:
        assert fewer > 0
    if of.verdict in MORE:
        assert fewer < 0
    if of.verdict is Verdict.CANNOT_TELL:
        assert low <= 0 <= high


def ends(sentence: str) -> tuple[float, float]:
    """The range a sentence gives, as fewer days; negative is more."""
    found = re.fullmatch(
        r"The true change could be anywhere from (?:about (\d+)|less than 1)( fewer)? to "
        r"(?:(\d+)|less than 1) (fewer|more)\.",
        sentence,
    )
    assert found, sentence
    near, far = float(found[1] or 0.4), float(found[3] or 0.4)
    if found[2]:
        assert found[4] == "more"
        return -far, near
    # "less than 1" next to no change may be as little as nothing.
    near = 0.0 if found[1] is None else near
    return (near, far) if found[4] == "fewer" else (-far, -near)


def test_headache_days_that_do_not_say_migraine_make_no_rate_and_no_verdict() -> None:
    of = summary("0x00x00" * 12 + "0m00100" * 14, [84], measure=Measure.MIGRAINE)
    assert said(of)[:2] == [
        "Before Botox: migraine on 0 of 60 days that say yes or no. Since then, on 4.0 days of 28.",
        "Too few days say what is counted here to compare.",
    ]
    assert said(of)[2:] == [
        "60 of 84 days before say what is counted here, 98 of 98 after.",
        "If none of the other days counted: 0.0 before, 4.0 after. If all of them did: 8.0 before, "
        "4.0 after.",
    ]
    assert caveats(of) == [
        "24 saved days (24 before, 0 after) do not say what is counted here. They are taken as "
        "not logged."
    ]


def test_counts_are_of_the_days_that_say_what_is_counted() -> None:
    of = summary("0x0" * 28 + "0x0" * 28, [84], measure=Measure.MIGRAINE, first_ever=False)
    assert said(of)[0] == (
        "Before the first session recorded here: migraine on 0 of 56 days that say yes or no. "
        "Since then, on 0 of 56 days that say yes or no."
    )
    assert said(summary("x" * 9 + "m", [], measure=Measure.MEDICINE)) == [
        "So far: acute medicine on 1 of 1 day that says yes or no.",
        "Days that say what is counted here: 1 of 10.",
    ]


def test_a_few_headache_days_that_do_not_say_migraine_leave_the_rate() -> None:
    of = summary("0m0mm0x0" * 10 + "0m00100" * 14, [80], measure=Measure.MIGRAINE)
    assert of.before.unsaid.days == 10
    assert not of.compared
    of = summary("0m0mm0mm" * 9 + "0m0mm0x0" + "0m00100" * 14, [80], measure=Measure.MIGRAINE)
    assert of.before.unsaid.days == 1
    assert of.compared


def test_medicine_never_asked_of_some_days_is_no_reason_to_hide_the_rate_of_the_others() -> None:
    of = summary("0" * 30 + "1x" * 5 + "0" * 44 + "0100" * 20, [84], measure=Measure.MEDICINE)
    assert of.before.unsaid.days == 5
    assert of.compared
