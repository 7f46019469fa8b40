"""How sure a fall is. See docs/method.md, "How sure".

Found from the same limits the range is made of, so that text and range agree.
"""

from collections.abc import Callable
from math import erfc, hypot, sqrt
from typing import NamedTuple

from analysis.intervals import Z95, Limits, Rate, reach, wilson

FURTHEST = 8.0
"""No limit is looked for further out; the normal tail beyond it is under 1e-15."""
TOLERANCE = 1e-13
"""How near zero a limit must come, as a share of days."""
MOST_STEPS = 200


class Touch(NamedTuple):
    """The z at which the limits of a change just touch no change, and both rates' limits there."""

    z: float
    before: Limits
    after: Limits


def touch(before: Rate, after: Rate) -> Touch:
    """What "how sure" is read from; z is FURTHEST where they never touch, 0 without a change."""
    z = touching(before, after)
    return Touch(z, wilson(before, z), wilson(after, z))


def sure(before: Rate, after: Rate, fall: float = 0.0) -> float:
    """How sure it is, 0 to 1, that the rate fell by more than the share `fall` (0 to 1).

    It is a confidence, not a probability: 0.975 or more exactly where the 95 % range of
    `after - (1 - fall) * before` lies below zero.
    """
    d = after.p - (1 - fall) * before.p
    if d == 0:
        return 0.5
    upper_tail = erfc(touching(before, after, fall) / sqrt(2)) / 2
    return 1 - upper_tail if d < 0 else upper_tail


def touching(before: Rate, after: Rate, fall: float = 0.0) -> float:
    """The z in [0, FURTHEST] at which the limits of the change just touch no change.

    FURTHEST where they never do, 0 where there is no change.
    """
    ratio = 1 - fall
    d = after.p - ratio * before.p
    if d == 0:
        return 0.0
    # The limit on the side of zero: the upper one of a fall, the lower one of a rise.
    p1, p0 = (1 - after.p, before.p) if d < 0 else (after.p, 1 - before.p)

    def beyond_zero(z: float) -> float:
        return hypot(reach(p1, after.neff, z), ratio * reach(p0, before.neff, z)) - abs(d)

    return _crossing(beyond_zero, -abs(d))


def _crossing(rising: Callable[[float], float], at_zero: float) -> float:
    """Where a rising function, below 0 at 0, reaches 0 in [0, FURTHEST]; else FURTHEST.

    False position with the correction of Anderson and Bjorck (1973): always bracketed, and
    quick where the function is nearly straight, as limits are in z.
    """
    low, at_low = 0.0, at_zero
    high, at_high = Z95, rising(Z95)
    if at_high < 0:
        low, at_low = high, at_high
        high, at_high = FURTHEST, rising(FURTHEST)
        if at_high <= 0:
            return FURTHEST
    z, last_side = low, 0
    for _ in range(MOST_STEPS):
        z = (low * at_high - high * at_low) / (at_high - at_low)
        value = rising(z)
        if abs(value) < TOLERANCE:
            break
        side = -1 if value < 0 else 1
        # The end that stays twice running is weighed down, or it would never move.
        if side < 0:
            at_high *= _weight(value, at_low) if side == last_side else 1.0
            low, at_low = z, value
        else:
            at_low *= _weight(value, at_high) if side == last_side else 1.0
            high, at_high = z, value
        last_side = side
    return z


def _weight(value: float, replaced: float) -> float:
    weight = 1 - value / replaced
    return weight if weight > 0 else 0.5
