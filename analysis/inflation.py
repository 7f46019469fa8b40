"""V, the variance inflation of a diary. See docs/method.md, "V: bad days come in runs"."""

from collections.abc import Iterable

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


def variance_inflation(diary: Diary, periods: Iterable[Span]) -> float:
    """How many logged days tell as much as one independent day would.

    `periods` have a mean each: the baseline window and every cycle, inside the diary and
    apart from each other. Without a usable period the prior alone decides.
    """
    residuals, logged, used = _residuals(diary, periods)
    n = int(logged.sum())
    v = _raw_inflation(residuals, logged, n, used)
    weight = n + PRIOR_DAYS
    return (n * v + PRIOR_DAYS * PRIOR) / weight * (1 + SHORT_DAYS / weight)


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


def _raw_inflation(
    residuals: NDArray[np.float64], logged: NDArray[np.float64], n: int, used: int
) -> float:
    total = float(residuals @ residuals)
    if n == 0 or total < 1e-9:
        return PRIOR
    correlations = []
    for lag in range(1, LAGS + 1):
        pairs = float(logged[:-lag] @ logged[lag:])
        if pairs >= PAIRS_NEEDED:
            covariance = float(residuals[:-lag] @ residuals[lag:]) / pairs
            correlations.append(covariance / (total / n))
    v = 1 + 2 * sum(correlations)
    means_per_day = used / n
    correction = 1 - (1 + 2 * len(correlations)) * means_per_day + v * means_per_day
    return min(max(v / max(correction, CORRECTION_FLOOR), LOWEST), HIGHEST)
