"""What the method says of simulated diaries, counted.

Every figure comes from the functions that the pages use.
"""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple

import numpy as np

from analysis.before_after import analyse
from analysis.comparison import FEWER, SURE_CLEARLY_FEWER, Comparison, Verdict
from analysis.cycles import MONTH_DAYS
from analysis.series import Series
from analysis.windows import Window
from tests.simulate import Family, Plan, Simulated, simulate

LEVELS = (4, 8, 12, 16, 20, 24)
BEFORE = (28, 56, 84)
CYCLES = (1, 2, 4, 8)
PLANS = tuple(Plan(*each) for each in product(LEVELS, BEFORE, CYCLES, (False, True)))


class Found(NamedTuple):
    """What was said of one diary, 1 or 0 each; added up, of many.

    known: both times have a figure. off: days by which the change is above the true one. too_high,
    too_low: the 95 % range of the change lies above, or below, the true one. before_missed,
    after_missed: the usual level lies outside its range. reductions: there is one;
    reduction_missed: its range misses the true one. inflation, width: V, and the width of the range
    of the change in days. enough: both times have enough logged days. clearly, fewer, clearly_more:
    the headline says clearly fewer, clearly or probably fewer, clearly more; ..._logged: the
    comparison does, before unlogged days are looked at. over_half: a fall of over a half is called
    sure. at_least: it looks as if mostly bad days were logged before, or in a cycle.
    """

    diaries: float
    known: float = 0
    off: float = 0
    too_high: float = 0
    too_low: float = 0
    before_missed: float = 0
    after_missed: float = 0
    reductions: float = 0
    reduction_missed: float = 0
    inflation: float = 0
    width: float = 0
    enough: float = 0
    clearly: float = 0
    fewer: float = 0
    clearly_more: float = 0
    clearly_logged: float = 0
    fewer_logged: float = 0
    clearly_more_logged: float = 0
    over_half: float = 0
    at_least: float = 0

    @property
    def change_covered(self) -> float:
        """The share of ranges of the change that hold the true one."""
        return 1 - (self.too_high + self.too_low) / self.known

    @property
    def levels_covered(self) -> float:
        """The share of ranges of the two levels that hold the usual one."""
        return 1 - (self.before_missed + self.after_missed) / (2 * self.known)

    @property
    def reduction_covered(self) -> float:
        """The share of ranges of the reduction that hold the true one."""
        return 1 - self.reduction_missed / self.reductions


def together(parts: Iterable[Found]) -> Found:
    """The sum of many."""
    return Found(*np.sum([Found(0), *parts], axis=0).tolist())


def found_in(family: Family, plan: Plan, people: int, seed: list[int]) -> Found:
    """Simulate diaries of one family by one plan and add up what is said of them."""
    rng = np.random.default_rng(seed)
    return together(said_of(one) for one in simulate(family, plan, people, rng))


def said_of(one: Simulated) -> Found:
    """What the method says of one diary."""
    result = analyse(Series(one.diary, date.min), one.sessions)
    logged, flags = result.after_vs_baseline, result.bad_days_only
    return Found(
        diaries=1,
        inflation=result.course.inflation,
        enough=result.baseline.enough and result.after.enough,
        clearly=result.verdict == Verdict.CLEARLY_FEWER,
        fewer=result.verdict in FEWER,
        clearly_more=result.verdict == Verdict.CLEARLY_MORE,
        clearly_logged=logged.verdict == Verdict.CLEARLY_FEWER,
        fewer_logged=logged.verdict in FEWER,
        clearly_more_logged=logged.verdict == Verdict.CLEARLY_MORE,
        at_least=flags.before or any(flags.after),
        **_ranges(one, result.baseline, result.after, logged),
    )


def _ranges(one: Simulated, before: Window, after: Window, change: Comparison) -> dict[str, float]:
    """Whether each range holds the truth; nothing where a time has no logged day."""
    if change.change is None or change.change_lo is None or change.change_hi is None:
        return {}
    truth = MONTH_DAYS * (one.p1 - one.p0)
    return {
        "known": 1,
        "off": change.change - truth,
        "too_high": truth < change.change_lo,
        "too_low": truth > change.change_hi,
        "before_missed": _outside(MONTH_DAYS * one.p0, before.lo, before.hi),
        "after_missed": _outside(MONTH_DAYS * one.p1, after.lo, after.hi),
        "reductions": change.reduction is not None,
        "reduction_missed": change.reduction is not None
        and _outside(1 - one.p1 / one.p0, change.reduction_lo, change.reduction_hi),
        "width": change.change_hi - change.change_lo,
        "over_half": change.sure_50 is not None and change.sure_50 >= SURE_CLEARLY_FEWER,
    }


def _outside(truth: float, lo: float | None, hi: float | None) -> bool:
    """Whether a range misses the truth; a limit that is None is unbounded."""
    return (lo is not None and truth < lo) or (hi is not None and truth > hi)
