"""V, the variance inflation of a diary. See docs/method.md, "V: bad days come in runs"."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.cycles import Span
from analysis.series import COUNTS, NOT_LOGGED, Diary

LAGS = 14
PAIRS_NEEDED = 10
PRIOR = 4.0
PRIOR_DAYS = 84
SHORT_DAYS = 40
CORRECTION_FLOOR = 0.25
LOWEST, HIGHEST = 1.0, 10.0


@dataclass(frozen=True, slots=True)
class Lag:
    """Days `days` apart: how many pairs of them are logged, and their correlation, -1 to 1."""

    days: int
    pairs: int
    correlation: float


@dataclass(frozen=True, slots=True)
class Runs:
    """How the days of a diary hang together, and V step by step.

    logged: days in the used periods, of which there are `periods`. lags: those with pairs enough.
    total: the sum of their correlations. summed: 1 + 2 total. left: the share of summed that taking
    the means from the same days leaves. v: summed / share, cut to LOWEST to HIGHEST; it is the
    prior, and the others None, where the days differ inside no period.
    """

    logged: int
    periods: int
    lags: tuple[Lag, ...]
    total: float | None
    summed: float | None
    left: float | None
    v: float

    @property
    def share(self) -> float | None:
        """`left`, but at least CORRECTION_FLOOR."""
        return None if self.left is None else max(self.left, CORRECTION_FLOOR)

    @property
    def inflation(self) -> float:
        """V: how many logged days tell as much as one independent day would."""
        weight = self.logged + PRIOR_DAYS
        return (self.logged * self.v + PRIOR_DAYS * PRIOR) / weight * (1 + SHORT_DAYS / weight)


def runs(diary: Diary, periods: Iterable[Span]) -> Runs:
    """Work out V.

    `periods` have a mean each: the baseline window and every cycle, inside the diary and
    apart from each other. Without a usable period the prior alone decides.
    """
    residuals, logged, used = _residuals(diary, periods)
    n = int(logged.sum())
    total = float(residuals @ residuals)
    if n == 0 or total < 1e-9:
        return Runs(n, used, (), None, None, None, PRIOR)
    lags = _lags(residuals, logged, total / n)
    alike = sum(lag.correlation for lag in lags)
    summed = 1 + 2 * alike
    means_per_day = used / n
    left = 1 - (1 + 2 * len(lags)) * means_per_day + summed * means_per_day
    v = min(max(summed / max(left, CORRECTION_FLOOR), LOWEST), HIGHEST)
    return Runs(n, used, lags, alike, summed, left, v)


def variance_inflation(diary: Diary, periods: Iterable[Span]) -> float:
    """V alone, of `runs`."""
    return runs(diary, periods).inflation


def _residuals(
    diary: Diary, periods: Iterable[Span]
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Residuals (0 where not logged), a mask of logged days, and the periods used.

    The periods stand one after another with LAGS empty days between them, so that no pair
    of days up to LAGS apart reaches from one period into another.
    """
    gap = np.zeros(LAGS)
    residuals, masks = [gap], [gap]
    used = 0
    for start, stop in periods:
        days = diary[start:stop]
        mask = (days != NOT_LOGGED).astype(np.float64)
        n = mask.sum()
        if n < 2:
            continue
        counting = (days == COUNTS).astype(np.float64)
        residuals += [(counting - counting.sum() / n) * mask, gap]
        masks += [mask, gap]
        used += 1
    return np.concatenate(residuals), np.concatenate(masks), used


def _lags(
    residuals: NDArray[np.float64], logged: NDArray[np.float64], variance: float
) -> tuple[Lag, ...]:
    found = []
    for days in range(1, LAGS + 1):
        pairs = int(logged[:-days] @ logged[days:])
        if pairs >= PAIRS_NEEDED:
            covariance = float(residuals[:-days] @ residuals[days:]) / pairs
            found.append(Lag(days, pairs, covariance / variance))
    return tuple(found)
