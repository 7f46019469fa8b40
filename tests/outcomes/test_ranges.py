"""Ranges and shares as they are written: they never contradict the figure beside them."""

import re

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import FEWER, MORE, Comparison, Verdict
from outcomes.numbers import level_range
from outcomes.words import wording
from tests.outcomes.diaries import summary


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
    headline = strip_tags(wording.headline(of, own=True))
    if not of.compared:
        assert "true change" not in headline
        assert of.verdict is Verdict.NOT_ENOUGH_DATA
        return
    figures = re.search(
        r"on ([\d.]+) days of 28\. Since then, ([\d.]+)\. That is (.*); the true change (.*)$",
        headline,
    )
    assert figures
    before, after = float(figures[1]), float(figures[2])
    change = re.fullmatch(r"([\d.]+) (fewer|more)|the same", figures[3])
    assert change
    fewer = {"fewer": 1, "more": -1, None: 0}[change[2]] * float(change[1] or 0)
    assert fewer == pytest.approx(before - after)
    low, high = ends(f"The true change {figures[4]}")
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
