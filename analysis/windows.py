"""What was counted in some days of a diary. See docs/method.md, "A window"."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.cycles import MONTH_DAYS, Span
from analysis.intervals import Rate, wilson
from analysis.series import COUNTS, NOT_LOGGED, Series

LOGGED_NEEDED = 20
"""Logged days a window needs, and of every 28 calendar days in it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Calendar days, logged days and counting days."""

    days: int
    logged: int
    count: int


@dataclass(frozen=True, slots=True)
class Window:
    """Some days of a diary, counted.

    spans: the day numbers it covers, cut to the diary. days, logged, count: calendar days,
    logged days, counting days. p: count / logged, 0 to 1. neff: independent days it tells
    as much as. per28: days in 28, with 95 % limits lo and hi. best, worst: days in 28 if
    every unlogged day did not count, or did. Without a logged day these are None.
    severities_needed: headache days that want a severity before the window can be enough
    (moderate-or-severe days only).
    """

    spans: tuple[Span, ...]
    days: int
    logged: int
    count: int
    enough: bool
    p: float | None
    neff: float
    per28: float | None
    lo: float | None
    hi: float | None
    best: float | None
    worst: float | None
    severities_needed: int = 0

    @property
    def rate(self) -> Rate | None:
        """The share of days with what it rests on; None without a logged day."""
        return None if self.p is None else Rate(self.p, self.neff)

    @property
    def days_to_fill(self) -> int | None:
        """Unlogged days inside that must be filled in to be enough; None if it is too short."""
        needed = max(LOGGED_NEEDED, -(-LOGGED_NEEDED * self.days // MONTH_DAYS))
        return None if self.days < LOGGED_NEEDED else max(needed - self.logged, 0)

    @property
    def days_to_come(self) -> int:
        """Further days to log, each lengthening the window by a day, to be enough."""
        lacking = LOGGED_NEEDED * self.days - MONTH_DAYS * self.logged
        share = -(-lacking // (MONTH_DAYS - LOGGED_NEEDED))
        return max(LOGGED_NEEDED - self.logged, share, 0)

    @property
    def bad_days_only(self) -> bool:
        """Whether it looks as if mostly counting days were logged, so a rate would mislead.

        At least 4 logged days, under 20/28 of the days, and under 15 % of the logged days
        not counting.
        """
        sparse = MONTH_DAYS * self.logged < LOGGED_NEEDED * self.days
        few_clear = 100 * (self.logged - self.count) < 15 * self.logged
        return self.logged >= 4 and sparse and few_clear


class Tally:
    """Running totals of a series, from which any window is counted at once."""

    def __init__(self, series: Series) -> None:
        """Add up the days of `series`."""
        self.end = series.end
        self._logged = _running(series.diary != NOT_LOGGED)
        self._counting = _running(series.diary == COUNTS)
        self._headache = self._unrated = None
        if series.headache is not None and series.unrated is not None:
            self._headache = _running(series.headache)
            self._unrated = _running(series.unrated)

    def window(self, spans: Iterable[Span], inflation: float) -> Window:
        """Count the days of `spans`, which do not overlap; `inflation` is the diary's V."""
        cut = tuple([span.cut(self.end) for span in spans])
        counts = self._counts(cut)
        days, logged, count = counts.days, counts.logged, counts.count
        severities_needed = self._severities_needed(cut)
        enough = (
            logged >= LOGGED_NEEDED
            and MONTH_DAYS * logged >= LOGGED_NEEDED * days
            and severities_needed == 0
        )
        if logged == 0:
            return Window(
                cut, days, 0, 0, False, None, 0.0, None, None, None, None, None, severities_needed
            )
        rate = Rate(count / logged, logged / inflation)
        lo, hi = wilson(rate)
        return Window(
            spans=cut,
            days=days,
            logged=logged,
            count=count,
            enough=enough,
            p=rate.p,
            neff=rate.neff,
            per28=MONTH_DAYS * rate.p,
            lo=MONTH_DAYS * lo,
            hi=MONTH_DAYS * hi,
            best=MONTH_DAYS * count / days,
            worst=MONTH_DAYS * (count + days - logged) / days,
            severities_needed=severities_needed,
        )

    def counts(self, span: Span) -> Counts:
        """Count the days of one span without working out a rate."""
        return self._counts((span.cut(self.end),))

    def _counts(self, spans: tuple[Span, ...]) -> Counts:
        days = logged = count = 0
        for start, stop in spans:
            days += stop - start
            logged += self._logged[stop] - self._logged[start]
            count += self._counting[stop] - self._counting[start]
        return Counts(days, logged, count)

    def _severities_needed(self, spans: tuple[Span, ...]) -> int:
        """Headache days to rate until at most one in five lacks a severity."""
        if self._headache is None or self._unrated is None:
            return 0
        headache, unrated = _total(self._headache, spans), _total(self._unrated, spans)
        return max(-(-(5 * unrated - headache) // 5), 0)


def _running(days: NDArray[np.bool_]) -> list[int]:
    totals: list[int] = np.cumsum(days).tolist()
    totals.insert(0, 0)
    return totals


def _total(running: list[int], spans: tuple[Span, ...]) -> int:
    return sum([running[stop] - running[start] for start, stop in spans])
