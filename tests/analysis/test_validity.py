"""A small part of `script/validate`: ranges, words and V on diaries whose usual level is known."""

from itertools import product
from math import sqrt

import numpy as np
import pytest

from analysis.inflation import PRIOR, PRIOR_DAYS, SHORT_DAYS
from tests.simulate import (
    APART,
    ONLY_BAD_DAYS,
    WHATEVER_THEY_BRING,
    Family,
    Plan,
    Simulated,
    every_day,
    held,
    simulate,
    steady,
)
from tests.validity import LEVELS, found_in, said_of, together

FAMILIES = {each.name: each for each in (*WHATEVER_THEY_BRING, *APART, *ONLY_BAD_DAYS)}
# Few headache days make lopsided ranges, so that a limit on the wrong side is seen.
SMALL = tuple(Plan(*each) for each in product((4, 16), (28, 84), (1, 4), (False, True)))
PEOPLE = 120
SEED = 28
STANDARD_ERRORS = 4
WIDTH_OFF = 0.03
DAYS_OFF = 0.4

# Percent, and two means in days, of 48,000 other diaries of each family under these plans.
EXPECTED: dict[str, dict[str, float]] = {
    "runs, 0.2": {
        "held back by unlogged days": 0.00,
        "change too high": 0.52,
        "change too low": 0.95,
        "before missed": 1.56,
        "after missed": 1.52,
        "reduction missed": 1.46,
        "enough": 100.00,
        "no change: clearly fewer": 0.94,
        "no change: fewer": 5.07,
        "no change: clearly more": 0.54,
        "halved: clearly fewer": 37.97,
        "halved: fewer": 59.38,
        "halved: surely over half": 0.82,
        "off": 0.02,
        "width": 12.04,
    },
    "runs, 0.7": {
        "held back by unlogged days": 0.00,
        "change too high": 2.07,
        "change too low": 3.42,
        "before missed": 5.83,
        "after missed": 6.53,
        "reduction missed": 5.63,
        "enough": 100.00,
        "no change: clearly fewer": 3.51,
        "no change: fewer": 10.65,
        "no change: clearly more": 2.06,
        "halved: clearly fewer": 25.90,
        "halved: fewer": 44.93,
        "halved: surely over half": 2.91,
        "off": 0.02,
        "width": 16.03,
    },
    "25 % unlogged, in runs": {
        "held back by unlogged days": 0.04,
        "change too high": 0.81,
        "change too low": 1.24,
        "before missed": 2.11,
        "after missed": 2.18,
        "reduction missed": 2.06,
        "enough": 48.31,
        "no change: clearly fewer": 0.62,
        "no change: fewer": 2.65,
        "no change: clearly more": 0.38,
        "halved: clearly fewer": 13.61,
        "halved: fewer": 22.97,
        "halved: surely over half": 1.08,
        "off": 0.02,
        "width": 15.64,
    },
    "6 in 10 before, all after": {
        "held back by unlogged days": 1.00,
        "change too high": 0.06,
        "change too low": 8.02,
        "before missed": 10.45,
        "after missed": 2.89,
        "reduction missed": 7.01,
        "enough": 60.95,
        "no change: clearly fewer": 4.11,
        "no change: fewer": 5.62,
        "no change: clearly more": 0.04,
        "halved: clearly fewer": 40.50,
        "halved: fewer": 44.49,
        "halved: surely over half": 5.78,
        "off": -2.58,
        "width": 14.76,
    },
    "all before, 6 in 10 after": {
        "held back by unlogged days": 1.19,
        "change too high": 6.74,
        "change too low": 0.18,
        "before missed": 2.22,
        "after missed": 28.56,
        "reduction missed": 10.22,
        "enough": 41.95,
        "no change: clearly fewer": 0.04,
        "no change: fewer": 0.42,
        "no change: clearly more": 3.85,
        "halved: clearly fewer": 3.83,
        "halved: fewer": 10.07,
        "halved: surely over half": 0.05,
        "off": 2.45,
        "width": 14.90,
    },
}


def counted(name: str, people: int, seed: int) -> dict[str, tuple[float, float]]:
    """What the method says of a family: percent, and in how many diaries that was counted."""
    parts = [
        (plan.halved, found_in(FAMILIES[name], plan, people, [seed, number]))
        for number, plan in enumerate(SMALL)
    ]
    no = together(found for halved, found in parts if not halved)
    half = together(found for halved, found in parts if halved)
    both = together((no, half))
    held_back = both.clearly_logged + both.clearly_more_logged - both.clearly - both.clearly_more
    counts = {
        "held back by unlogged days": (held_back, both.diaries),
        "change too high": (both.too_high, both.known),
        "change too low": (both.too_low, both.known),
        "before missed": (both.before_missed, both.known),
        "after missed": (both.after_missed, both.known),
        "reduction missed": (both.reduction_missed, both.reductions),
        "enough": (both.enough, both.diaries),
        "no change: clearly fewer": (no.clearly, no.diaries),
        "no change: fewer": (no.fewer, no.diaries),
        "no change: clearly more": (no.clearly_more, no.diaries),
        "halved: clearly fewer": (half.clearly, half.diaries),
        "halved: fewer": (half.fewer, half.diaries),
        "halved: surely over half": (half.over_half, half.known),
    }
    shares = {what: (100 * count / of, of) for what, (count, of) in counts.items()}
    days = {"off": both.off / both.known, "width": both.width / both.known}
    return {**shares, **{what: (mean, both.known) for what, mean in days.items()}}


def far_off(what: str, got: float, of: float, expected: float) -> bool:
    """Whether a figure is further from what is expected than chance makes it."""
    if what == "off":
        return abs(got - expected) > DAYS_OFF
    if what == "width":
        return abs(got / expected - 1) > WIDTH_OFF
    share = expected / 100
    return abs(got - expected) > 100 * STANDARD_ERRORS * sqrt(share * (1 - share) / of)


@pytest.mark.parametrize("name", EXPECTED)
def test_ranges_hold_the_truth_and_words_are_wrong_as_often_as_known(name: str) -> None:
    found = counted(name, PEOPLE, SEED)
    assert found.keys() == EXPECTED[name].keys()
    off = {
        what: f"{got:.2f} for {EXPECTED[name][what]:.2f}"
        for what, (got, of) in found.items()
        if far_off(what, got, of, EXPECTED[name][what])
    }
    assert off == {}


@pytest.mark.parametrize("runs", [0.2, 0.5, 0.7])
def test_v_of_long_diaries_is_what_the_runs_make_it(runs: float) -> None:
    """Of a Markov chain with correlation r it is (1 + r)/(1 - r), then pulled towards the prior."""
    family, plan = Family("", runs, steady, every_day), Plan(14, 84, 8, halved=False)
    found = found_in(family, plan, 400, [SEED])
    v, days = (1 + runs) / (1 - runs), 84 + 8 * 84.25
    weight = days + PRIOR_DAYS
    expected = (days * v + PRIOR_DAYS * PRIOR) / weight * (1 + SHORT_DAYS / weight)
    assert found.inflation / found.diaries == pytest.approx(expected, rel=0.05)


def test_days_before_the_84_change_nothing() -> None:
    """Two months of headache every day, earlier than the time before."""
    for one in simulate(FAMILIES["runs, 0.5"], Plan(12, 84, 2, halved=True), 20, rng()):
        earlier = np.concatenate([np.ones(56, dtype=np.int8), one.diary])
        later = Simulated(earlier, [day + 56 for day in one.sessions], one.p0, one.p1)
        assert said_of(later) == said_of(one)


@pytest.mark.parametrize("name", [each.name for each in (*WHATEVER_THEY_BRING, *APART)])
def test_the_usual_level_of_a_simulated_diary_is_the_one_stated(name: str) -> None:
    for level in LEVELS:
        p = level / 28
        rates = FAMILIES[name].rates(rng(), p, (1500, 100))
        assert 0 <= rates.min() <= rates.max() <= 1
        # On single days too: what is worse early and better late would not be a usual level.
        for share in (rates.mean(axis=1), rates[:, 0], rates[:, 50], rates[:, 99]):
            assert abs(share.mean() - p) <= 4 * share.std() / sqrt(len(share)) + 1e-12


@pytest.mark.parametrize("runs", [0.0, 0.4, 0.8])
def test_days_hang_together_as_stated(runs: float) -> None:
    bad = held(rng(), (2000, 60), runs) < 0.3
    assert bad.mean() == pytest.approx(0.3, abs=0.02)
    assert np.corrcoef(bad[:, :-1].ravel(), bad[:, 1:].ravel())[0, 1] == pytest.approx(
        runs, abs=0.02
    )


def rng() -> np.random.Generator:
    return np.random.default_rng(SEED)
