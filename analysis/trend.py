"""The trend over cycles. See docs/method.md, "Trend over cycles"."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from analysis.cycles import MONTH_DAYS
from analysis.intervals import Z95
from analysis.windows import LOGGED_NEEDED, Window

CYCLES_NEEDED = 3


@dataclass(frozen=True, slots=True)
class Trend:
    """Change in days per 28 from one cycle to the next, its 95 % limits, and cycles used."""

    slope: float
    lo: float
    hi: float
    cycles: int


def is_used(cycle: Window) -> bool:
    """Whether a trend counts a cycle: it has 20 logged days or more."""
    return cycle.logged >= LOGGED_NEEDED


def trend(cycles: Sequence[Window]) -> Trend | None:
    """Least-squares slope over the cycles with 20 logged days or more; None under three."""
    points = [
        (number, window.p, window.neff)
        for number, window in enumerate(cycles)
        if window.p is not None and is_used(window)
    ]
    if len(points) < CYCLES_NEEDED:
        return None
    weight = sum(neff for _, _, neff in points)
    mean_number = sum(neff * number for number, _, neff in points) / weight
    mean_p = sum(neff * p for _, p, neff in points) / weight
    sxx = sum(neff * (number - mean_number) ** 2 for number, _, neff in points)
    sxy = sum(neff * (number - mean_number) * (p - mean_p) for number, p, neff in points)
    variance = max(mean_p * (1 - mean_p), 0.25 / (weight + 1))
    slope, reach = sxy / sxx, Z95 * sqrt(variance / sxx)
    return Trend(
        MONTH_DAYS * slope,
        MONTH_DAYS * (slope - reach),
        MONTH_DAYS * (slope + reach),
        len(points),
    )
