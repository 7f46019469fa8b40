"""A window after compared with a window before. See docs/method.md, "A comparison"."""

from dataclasses import dataclass
from enum import StrEnum

from analysis.confidence import sure
from analysis.cycles import MONTH_DAYS
from analysis.intervals import difference_limits, ratio_limits
from analysis.windows import Window

SURE_CLEARLY_FEWER = 0.975
SURE_PROBABLY_FEWER = 0.9
SURE_PROBABLY_MORE = 0.1
SURE_CLEARLY_MORE = 0.025


class Verdict(StrEnum):
    """The words a comparison may say."""

    NOT_ENOUGH_DATA = "not_enough_data"
    CLEARLY_FEWER = "clearly_fewer"
    PROBABLY_FEWER = "probably_fewer"
    CANNOT_TELL = "cannot_tell"
    PROBABLY_MORE = "probably_more"
    CLEARLY_MORE = "clearly_more"
    DEPENDS_ON_UNLOGGED_DAYS = "depends_on_unlogged_days"


FEWER = frozenset({Verdict.CLEARLY_FEWER, Verdict.PROBABLY_FEWER})
MORE = frozenset({Verdict.CLEARLY_MORE, Verdict.PROBABLY_MORE})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The change from one window to another.

    change: days in 28, after minus before, with 95 % limits. reduction: 1 - after/before,
    with 95 % limits; None where before is 0, and its lower limit also where unbounded.
    sure_less, sure_30, sure_50: how sure a fall, and a fall of over 30 % or 50 %, is, 0 to 1.
    All are None where either window has no logged day.
    """

    change: float | None
    change_lo: float | None
    change_hi: float | None
    reduction: float | None
    reduction_lo: float | None
    reduction_hi: float | None
    sure_less: float | None
    sure_30: float | None
    sure_50: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Fewer:
    """Days, or attack starts, fewer than if the before rate had gone on, with 95 % limits.

    days is the number of calendar days it is over; negative figures are more, not fewer.
    """

    days: int
    fewer: float
    lo: float
    hi: float


def compare(before: Window, after: Window) -> Comparison:
    """Compare two windows of one diary that share no day."""
    rate0, rate1 = before.rate, after.rate
    if rate0 is None or rate1 is None:
        nothing = (None,) * 9
        return Comparison(*nothing, verdict=Verdict.NOT_ENOUGH_DATA)
    lo, hi = difference_limits(rate0, rate1)
    reduction = reduction_lo = reduction_hi = None
    if before.count:
        low_ratio, high_ratio = ratio_limits(rate0, rate1)
        reduction = 1 - rate1.p / rate0.p
        reduction_lo = None if high_ratio is None else 1 - high_ratio
        reduction_hi = 1 - low_ratio
    sure_less = sure(rate0, rate1)
    return Comparison(
        change=MONTH_DAYS * (rate1.p - rate0.p),
        change_lo=MONTH_DAYS * lo,
        change_hi=MONTH_DAYS * hi,
        reduction=reduction,
        reduction_lo=reduction_lo,
        reduction_hi=reduction_hi,
        sure_less=sure_less,
        sure_30=sure(rate0, rate1, 0.3),
        sure_50=sure(rate0, rate1, 0.5),
        verdict=_words(sure_less) if before.enough and after.enough else Verdict.NOT_ENOUGH_DATA,
    )


def headline(logged: Comparison, if_unlogged_good: Comparison) -> Verdict:
    """The words for the whole diary: "fewer" or "more" must survive filling unlogged days."""
    floor = if_unlogged_good.sure_less
    if floor is None:
        return logged.verdict
    fewer_falls = logged.verdict in FEWER and floor < SURE_PROBABLY_FEWER
    more_falls = logged.verdict in MORE and floor > SURE_PROBABLY_MORE
    if fewer_falls or more_falls:
        return Verdict.DEPENDS_ON_UNLOGGED_DAYS
    return logged.verdict


def fewer_than_before(comparison: Comparison, after: Window) -> Fewer | None:
    """What the change adds up to over the calendar days of `after`; None without figures."""
    change, lo, hi = comparison.change, comparison.change_lo, comparison.change_hi
    if change is None or lo is None or hi is None:
        return None
    months = after.days / MONTH_DAYS
    return Fewer(after.days, -change * months, -hi * months, -lo * months)


def _words(sure_less: float) -> Verdict:
    if sure_less >= SURE_CLEARLY_FEWER:
        return Verdict.CLEARLY_FEWER
    if sure_less >= SURE_PROBABLY_FEWER:
        return Verdict.PROBABLY_FEWER
    if sure_less <= SURE_CLEARLY_MORE:
        return Verdict.CLEARLY_MORE
    if sure_less <= SURE_PROBABLY_MORE:
        return Verdict.PROBABLY_MORE
    return Verdict.CANNOT_TELL
