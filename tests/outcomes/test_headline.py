"""The headline: a sentence for every state of a diary."""

import pytest

from analysis.series import Measure
from outcomes.words.caveats import caveats
from tests.outcomes.diaries import summary
from tests.outcomes.said import case, own_caveats, said


def test_clearly_fewer() -> None:
    assert said(case("random_15pc_unlogged")) == [
        "Before Botox you had headache on 13.6 days of 28. Since then, 7.0. That is 6.6 fewer; "
        "the true change could be anywhere from about 1 to 12 fewer.",
        "Clearly fewer.",
        "70 of 84 days logged before, 143 of 168 after.",
        "If every day not logged was clear: 11.3 before, 6.0 after. If all of them had headache: "
        "16.0 before, 10.2 after.",
    ]


def test_probably_fewer() -> None:
    assert said(summary("1101" * 10 + "10" * 42, [40]))[:2] == [
        "Before Botox you had headache on 21.0 days of 28. Since then, 14.0. That is 7.0 fewer; "
        "the true change could be anywhere from about 13 fewer to 2 more.",
        "Probably fewer.",
    ]


def test_probably_more() -> None:
    assert said(summary("10" * 21 + "1101" * 21, [42]))[:2] == [
        "Before Botox you had headache on 14.0 days of 28. Since then, 21.0. That is 7.0 more; "
        "the true change could be anywhere from about 1 fewer to 14 more.",
        "Probably more.",
    ]


def test_clearly_more() -> None:
    assert said(case("v_top_1"))[:2] == [
        "Before Botox you had headache on 17.4 days of 28. Since then, 28.0. That is 10.6 more; "
        "the true change could be anywhere from about 1 to 20 more.",
        "Clearly more.",
    ]


def test_no_change_at_all() -> None:
    assert said(case("no_headache_at_all"))[:2] == [
        "Before Botox you had headache on 0.0 days of 28. Since then, 0.0. That is the same; "
        "the true change could be anywhere from about 11 fewer to 5 more.",
        "Cannot tell yet if it is fewer or more.",
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
    assert said(of, own=own)[0].startswith(sentence + " Since then, 7.0. That is 7.0 fewer; ")


def test_mostly_bad_days_before_are_a_least() -> None:
    of = summary("1..." * 21 + "01" * 42, [84])
    assert said(of)[0] == (
        "Before Botox: headache on at least 7.0 days of 28. Since then, on 14.0 days of 28."
    )
    assert own_caveats(of) == [
        "Before, it looks as if mostly bad days were logged. So only the least it can have been is "
        "shown.",
    ]


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
