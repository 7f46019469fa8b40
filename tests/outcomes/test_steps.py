"""Every step: a reader with a calculator gets the same numbers."""

import re
from math import sqrt
from statistics import NormalDist
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from analysis.series import Measure
from outcomes.numbers import decimal
from outcomes.steps.every import steps
from outcomes.steps.range_steps import range_steps
from outcomes.steps.step import Formula, Step, written
from outcomes.summary import Summary
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.diaries import summary
from tests.outcomes.said import case

SIGNS = {"×": "*", "÷": "/", "−": "-", "²": "**2", "√": "sqrt"}


def formulas(found: list[Step]) -> list[str]:
    return [line.text for step in found for line in step.lines if isinstance(line, Formula)]


def said(found: list[Step]) -> str:
    return " ".join(line for step in found for line in step.lines if isinstance(line, str))


def titled(of: Summary) -> list[str]:
    return [step.title for step in steps(of)]


def worked_out(calculation: str) -> float:
    """What a calculator makes of it."""
    code = "".join(SIGNS.get(sign, sign) for sign in calculation)
    assert re.fullmatch(r"[\d\s.()*/+-]*", code.replace("sqrt", "")), code
    return float(eval(code, {"sqrt": sqrt}))


@pytest.mark.parametrize("found", CASES, ids=lambda found: found["name"])
def test_every_calculation_gives_the_number_printed_after_it(found: dict[str, Any]) -> None:
    of = summary(found["diary"], found["sessions"])
    assert formulas(steps(of))
    check(of)


@given(
    st.lists(st.tuples(st.sampled_from("01.m"), st.integers(1, 40)), max_size=14),
    st.lists(st.integers(1, 200), min_size=1, max_size=4, unique=True),
    st.sampled_from(Measure),
    st.sampled_from([True, False, None]),
)
def test_so_it_does_in_any_diary(
    parts: list[tuple[str, int]], sessions: list[int], measure: Measure, first_ever: bool | None
) -> None:
    text = "".join(day * days for day, days in parts)
    check(summary(text, sessions, measure=measure, first_ever=first_ever))


def check(of: Summary) -> None:
    for text in formulas(steps(of)):
        *left, result = text.split(" = ")
        places = len(result.partition(".")[2])
        rounded = 2.5 / 10**places
        assert worked_out(left[-1]) == pytest.approx(worked_out(result), 5e-6, rounded), text


@pytest.mark.parametrize("found", CASES, ids=lambda found: found["name"])
def test_the_steps_end_at_the_figures_of_the_reference_case(found: dict[str, Any]) -> None:
    of = summary(found["diary"], found["sessions"])
    expected, text = found["expected"], "\n".join(formulas(steps(of)))
    for name, side in (("baseline", of.before), ("after", of.after)):
        if side.has_rate:
            for figure in ("per28", "lo", "hi"):
                assert f"= {expected[name][figure]:.3f}".replace("-0.000", "0.000") in text
    if of.compared:
        change = expected["after_vs_baseline"]
        for figure in ("change", "change_lo", "change_hi"):
            assert f"= {change[figure]:.3f}".replace("-", "−").replace("−0.000", "0.000") in text
        assert f"= {expected['V']:.6f}" in text


def test_the_correlations_add_up_to_what_v_is_made_of() -> None:
    (runs,) = (step for step in steps(case("depends_fewer_1")) if step.table)
    rows = re.findall(
        r"<th scope=.row.>(\d+)</th><td.*?>(\d+)</td><td.*?>(.*?)</td>", str(runs.table)
    )
    assert [int(days) for days, _, _ in rows] == list(range(1, 15))
    total = sum(float(correlation.replace("−", "-")) for _, _, correlation in rows)
    printed = re.match(r"1 \+ 2 × ([\d.]+) = ", formulas([runs])[0])
    assert printed and float(printed[1]) == pytest.approx(total, abs=1e-5)


def test_how_sure_is_the_share_of_the_bell_curve_below_the_z_that_touches() -> None:
    shares = re.findall(
        r"below ([\d.]+) is ([\d.]+)%\.", said(list(range_steps(case("depends_fewer_1"))))
    )
    assert shares == [("1.6391", "94.94"), ("0.9148", "81.99")]
    for z, share in shares:
        assert 100 * NormalDist().cdf(float(z)) == pytest.approx(float(share), abs=0.01)


def test_the_steps_of_a_full_result_in_their_order() -> None:
    assert titled(case("random_15pc_unlogged")) == [
        "The sessions and the two times",
        "Counting",
        "Bad days come in runs",
        "The range of each level",
        "The change",
        "The range of the change",
        "How sure it is that there are fewer",
        "The same with every day not logged taken as clear",
        "The least and the most it can have been",
    ]


@pytest.mark.parametrize(
    ("name", "word", "rule"),
    [
        ("random_15pc_unlogged", "Clearly fewer.", "It has that, so the word stays."),
        ("depends_fewer_1", "Probably fewer.", "so it depends on the days not logged."),
        ("depends_more_1", "Probably more.", "so it depends on the days not logged."),
        ("v_top_1", "Clearly more.", "“More” needs 10% or under here too. It has that, so the"),
        ("no_headache_at_all", "Cannot tell yet", "No day is left to fill, so nothing changes."),
        ("z8_1", "Clearly fewer.", "is over 99.99%."),
    ],
)
def test_what_the_rule_makes_of_it_is_said(name: str, word: str, rule: str) -> None:
    text = said(steps(case(name)))
    assert f"Here that gives: {word}" in text
    assert rule in text


def test_no_difference_is_half_sure() -> None:
    text = said(steps(summary("01" * 42 + "01" * 20 + "..1", [84])))
    assert "The two levels are the same, so it is 50%." not in text
    assert "The two levels are the same, so it is 50%." in said(
        steps(summary("01" * 42 + "01" * 20, [84]))
    )


def test_treated_before_has_levels_and_no_change() -> None:
    assert titled(case("half_84_baseline_2_cycles", first_ever=False)) == [
        "The sessions and the two times",
        "Counting",
        "Bad days come in runs",
        "The range of each level",
        "The least and the most it can have been",
    ]


def test_a_time_without_a_rate_says_why() -> None:
    of = case("baseline_too_short")
    assert "A rate needs at least 20 logged days, and 20 of every 28, so none is shown." in said(
        steps(of)
    )
    assert "28 × 8 ÷ 15 = 14.933" not in formulas(steps(of))[:1]
    of = summary("1..." * 21 + "01" * 42, [84])
    assert "It looks as if mostly bad days were logged, so only the least is shown." in said(
        steps(of)
    )
    of = summary("0x00x00" * 12 + "0m00100" * 14, [84], measure=Measure.MIGRAINE)
    assert "84 days, of which 60 say what is counted here, 0 migraine days." in said(steps(of))


def test_a_lapse_splits_the_time_since() -> None:
    of = summary("01" * 150, [84, 284])
    assert "25 March to 8 September 2024." in said(steps(case("random_15pc_unlogged")))
    assert "25 March to 14 July 2024; 11 October to 26 October 2024." in said(steps(of))


@pytest.mark.parametrize("sessions", [[], [0]])
def test_there_is_no_step_without_a_session_or_a_day(sessions: list[int]) -> None:
    assert steps(summary("", sessions, today=0)) == []


def test_steps_are_written_escaped_and_in_order() -> None:
    assert written([Step("A < B", ("1 & 2", Formula("1 < 2 = 3")))]) == (
        '<li><h3>A &lt; B</h3><p>1 &amp; 2</p><p class="formula">1 &lt; 2 = 3</p></li>'
    )


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    with override("de"):
        text = " ".join(formulas(steps(case("random_15pc_unlogged"))))
        assert "= 13,600" in text
        assert decimal(13.6) == "13,6"
