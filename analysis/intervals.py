"""Limits of a rate, of a difference and of a ratio. See docs/method.md, "Formulas".

Wilson 1927 for one rate; "MOVER", the difference and the ratio from the limits of the two
rates, after Newcombe 1998, Zou and Donner 2008, and Donner and Zou 2012.
"""

from math import hypot, sqrt
from typing import NamedTuple

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: two such tails leave 95 %."""


class Rate(NamedTuple):
    """A share of days, 0 to 1, and the number of independent days it rests on, over 0."""

    p: float
    neff: float


class Limits(NamedTuple):
    """A lower and an upper limit, in the units of what they are limits of."""

    lo: float
    hi: float


class WilsonSteps(NamedTuple):
    """How Wilson limits come about: a = z² / neff, and the middle and half the width of both."""

    a: float
    middle: float
    half: float


def reach(p: float, neff: float, z: float) -> float:
    """How far the lower Wilson limit lies below p; above it is `reach(1 - p, ...)`."""
    share = z * z / neff
    return (share * (p - 0.5) + sqrt(share * (p * (1 - p) + share / 4))) / (1 + share)


def wilson(rate: Rate, z: float = Z95) -> Limits:
    """The Wilson score limits of a share, cut to [0, 1]."""
    p, neff = rate
    return Limits(max(p - reach(p, neff, z), 0.0), min(p + reach(1 - p, neff, z), 1.0))


def wilson_steps(rate: Rate, z: float = Z95) -> WilsonSteps:
    """The usual form of the limits, middle - half and middle + half, for showing how they come."""
    p, neff = rate
    a = z * z / neff
    half = sqrt(a * p * (1 - p) + a * a / 4) / (1 + a)
    return WilsonSteps(a, (p + a / 2) / (1 + a), half)


def difference_limits(before: Rate, after: Rate) -> Limits:
    """95 % limits of `after.p - before.p`."""
    d = after.p - before.p
    l0, u0 = wilson(before)
    l1, u1 = wilson(after)
    return Limits(
        d - hypot(after.p - l1, u0 - before.p),
        d + hypot(u1 - after.p, before.p - l0),
    )


def ratio_limits(before: Rate, after: Rate) -> tuple[float, float | None]:
    """95 % limits of `after.p / before.p`; the upper one is None where it is unbounded."""
    p0, p1 = before.p, after.p
    l0, u0 = wilson(before)
    l1, u1 = wilson(after)
    product = p0 * p1
    low_part = l1 * (2 * p1 - l1)
    high_part = l0 * (2 * p0 - l0)
    low = 0.0
    if low_part > 0:
        root = sqrt(max(product**2 - low_part * u0 * (2 * p0 - u0), 0.0))
        low = low_part / (product + root)
    if high_part <= 0:
        return low, None
    root = sqrt(max(product**2 - u1 * (2 * p1 - u1) * high_part, 0.0))
    return low, (product + root) / high_part
