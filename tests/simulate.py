"""Diaries of people who do not exist, whose usual level is known exactly.

What each family stands for, and why its numbers were chosen, is in docs/method.md, "How it was
tested, and its limits".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from analysis.cycles import CYCLE_DAYS, MONTH_DAYS
from analysis.series import NOT_LOGGED, Diary

Shape = tuple[int, int]
Rates = NDArray[np.float64]
"""Chance of a headache by diary (rows) and day (columns)."""
Days = NDArray[np.bool_]

WEEK = np.array([1.0, 1.0, -0.4, -0.4, -0.4, -0.4, -0.4])
WEEK_SWING = 0.5
PERIOD_LENGTHS = np.arange(26, 31)
PERIOD_DAYS = 5
PERIOD_SHARE = 0.7
MONTH_SD = 3 / MONTH_DAYS
DRIFT_A_YEAR = 2 / MONTH_DAYS
DRIFT_MOST = 0.9
USUAL_RUNS = 0.4
SHORTEST, LONGEST = 78, 91


class Plan(NamedTuple):
    """Headache days in 28, days of the diary before, cycles after, and whether the level halves."""

    level: int
    before: int
    cycles: int
    halved: bool

    @property
    def p0(self) -> float:
        """The usual share of days before, 0 to 1."""
        return self.level / MONTH_DAYS

    @property
    def p1(self) -> float:
        """The usual share of days after, 0 to 1."""
        return self.p0 / 2 if self.halved else self.p0


class Simulated(NamedTuple):
    """A diary as the product would get it, and the usual shares of days it came from."""

    diary: Diary
    sessions: list[int]
    p0: float
    p1: float


@dataclass(frozen=True, slots=True)
class Family:
    """How headaches come, and how days are logged.

    runs: correlation of a day with the next, beyond what `rates` makes. rates: the chance of a
    headache day by day, p on average. logged: which days are logged, given the headache days and
    how many days are before the first session. own_days: the truth is the mean chance over the days
    compared, not p.
    """

    name: str
    runs: float
    rates: Callable[[Generator, float, Shape], Rates]
    logged: Callable[[Generator, Days, int], Days]
    own_days: bool = False


def held(rng: Generator, shape: Shape, runs: float) -> Rates:
    """Uniform numbers, each kept for the next day with the chance `runs`, else drawn anew.

    A day is bad where its number is below its chance, and so has exactly that chance. Where that
    stays p, such days are the two-state Markov chain with share p and correlation `runs`.
    """
    drawn = rng.random(shape) >= runs
    drawn[:, 0] = True
    since = np.maximum.accumulate(np.where(drawn, np.arange(shape[1]), 0), axis=1)
    numbers: Rates = np.take_along_axis(rng.random(shape), since, axis=1)
    return numbers


def steady(rng: Generator, p: float, shape: Shape) -> Rates:
    """Every day the same."""
    return np.full(shape, p)


def weekly(rng: Generator, p: float, shape: Shape) -> Rates:
    """Two days of the week are worse, the other five better; p over the week."""
    weekday = (np.arange(shape[1]) + rng.integers(7, size=(shape[0], 1))) % 7
    rates: Rates = p + WEEK_SWING * min(p, 1 - p) * WEEK[weekday]
    return rates


def menstrual(rng: Generator, p: float, shape: Shape) -> Rates:
    """Five worse days every 26 to 30 days, at any point of it on day 0; p in the long run."""
    people, days = shape
    mean = float(PERIOD_LENGTHS.mean())
    lengths = rng.choice(PERIOD_LENGTHS, size=(people, days // int(PERIOD_LENGTHS[0]) + 2))
    # A day falls into a long period more often than into a short one.
    lengths[:, 0] = rng.choice(PERIOD_LENGTHS, size=people, p=PERIOD_LENGTHS / PERIOD_LENGTHS.sum())
    first = -np.floor(rng.random(people) * lengths[:, 0]).astype(int)
    onsets = first[:, None] + np.cumsum(lengths, axis=1) - lengths
    worse = np.zeros((people, days), dtype=bool)
    for day in range(PERIOD_DAYS):
        person, which = np.nonzero((onsets + day >= 0) & (onsets + day < days))
        worse[person, onsets[person, which] + day] = True
    rest = mean / PERIOD_DAYS - 1
    more = PERIOD_SHARE * min(1 - p, rest * p)
    return np.where(worse, p + more, p - more / rest)


def months(rng: Generator, p: float, shape: Shape) -> Rates:
    """Every 28 days have a level of their own, p on average over all such months."""
    month = (np.arange(shape[1]) + rng.integers(MONTH_DAYS, size=(shape[0], 1))) // MONTH_DAYS
    weight = 0.25 / MONTH_SD**2 - 1
    levels = rng.beta(p * weight, (1 - p) * weight, size=(shape[0], int(month.max()) + 1))
    return np.take_along_axis(levels, month, axis=1)


def drifting(rng: Generator, p: float, shape: Shape) -> Rates:
    """A straight line, up for half of the people and down for the others; p in its middle."""
    from_middle = np.arange(shape[1]) - (shape[1] - 1) / 2
    slope = min(DRIFT_A_YEAR / 365, DRIFT_MOST * min(p, 1 - p) / (shape[1] / 2))
    return p + slope * rng.choice([-1.0, 1.0], size=(shape[0], 1)) * from_middle


def every_day(rng: Generator, bad: Days, before: int) -> Days:
    """Nothing is missing."""
    return np.ones_like(bad)


def unlogged(share: float, runs: float = 0.0) -> Callable[[Generator, Days, int], Days]:
    """Days are missing whatever they bring, singly or in runs."""
    return lambda rng, bad, before: held(rng, bad.shape, runs) >= share


def bad_days(before: float, after: float) -> Callable[[Generator, Days, int], Days]:
    """Every headache day is logged; of clear days only these shares, before and after."""

    def logged(rng: Generator, bad: Days, first_session: int) -> Days:
        share = np.where(np.arange(bad.shape[1]) < first_session, before, after)
        kept: Days = bad | (rng.random(bad.shape) < share)
        return kept

    return logged


DRIFT = "slow drift"
WHATEVER_THEY_BRING = (
    Family("runs, 0.2", 0.2, steady, every_day),
    Family("runs, 0.5", 0.5, steady, every_day),
    Family("runs, 0.7", 0.7, steady, every_day),
    Family("weekly cycle", USUAL_RUNS, weekly, every_day),
    Family("menstrual cycle", USUAL_RUNS, menstrual, every_day),
    Family("months that differ", USUAL_RUNS, months, every_day),
    Family(DRIFT, USUAL_RUNS, drifting, every_day),
    Family("10 % unlogged, singly", USUAL_RUNS, steady, unlogged(0.1)),
    Family("20 % unlogged, singly", USUAL_RUNS, steady, unlogged(0.2)),
    Family("25 % unlogged, in runs", USUAL_RUNS, steady, unlogged(0.25, runs=0.75)),
)
APART = (
    Family("slow drift, own days", USUAL_RUNS, drifting, every_day, own_days=True),
    Family("runs, 0.8", 0.8, steady, every_day),
    Family("runs, 0.9", 0.9, steady, every_day),
)
ONLY_BAD_DAYS = (
    Family("6 in 10 throughout", USUAL_RUNS, steady, bad_days(0.6, 0.6)),
    Family("3 in 10 throughout", USUAL_RUNS, steady, bad_days(0.3, 0.3)),
    Family("1 in 20 throughout", USUAL_RUNS, steady, bad_days(0.05, 0.05)),
    Family("6 in 10 before, all after", USUAL_RUNS, steady, bad_days(0.6, 1.0)),
    Family("3 in 10 before, all after", USUAL_RUNS, steady, bad_days(0.3, 1.0)),
    Family("all before, 6 in 10 after", USUAL_RUNS, steady, bad_days(1.0, 0.6)),
)


def simulate(family: Family, plan: Plan, people: int, rng: Generator) -> list[Simulated]:
    """Diaries of one family by one plan; a diary without any logged day is left out."""
    lengths = np.full((people, plan.cycles), CYCLE_DAYS)
    other = rng.random(lengths.shape) < 0.5
    lengths[other] = rng.integers(SHORTEST, LONGEST + 1, size=int(other.sum()))
    edges = plan.before + np.cumsum(lengths, axis=1)
    shape = (people, int(edges.max()))
    rates = family.rates(rng, plan.p0, shape)
    rates[:, plan.before :] *= plan.p1 / plan.p0
    bad = held(rng, shape, family.runs) < rates
    days = np.where(family.logged(rng, bad, plan.before), bad, NOT_LOGGED).astype(np.int8)
    found = []
    for diary, chances, ends in zip(days, rates, edges, strict=True):
        stop = int(ends[-1])
        p0, p1 = plan.p0, plan.p1
        if family.own_days:
            p0, p1 = chances[: plan.before].mean(), chances[plan.before : stop].mean()
        found.append(Simulated(diary[:stop], [plan.before, *ends[:-1].tolist()], p0, p1))
    return [_from_first_to_last(one) for one in found if (one.diary != NOT_LOGGED).any()]


def _from_first_to_last(one: Simulated) -> Simulated:
    """A diary starts on its first logged day and ends with its last."""
    logged = np.flatnonzero(one.diary != NOT_LOGGED)
    first, last = int(logged[0]), int(logged[-1])
    return one._replace(
        diary=one.diary[first : last + 1], sessions=[day - first for day in one.sessions]
    )
