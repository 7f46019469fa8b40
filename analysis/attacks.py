"""Attack starts and clear gaps. See docs/method.md, "Attack starts and clear gaps"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from analysis.comparison import Comparison, Fewer, compare, fewer_than_before
from analysis.course import Course, course
from analysis.cycles import MONTH_DAYS, Span, stretches
from analysis.series import COUNTS, DOES_NOT_COUNT, NOT_LOGGED, Diary, Series
from analysis.windows import Tally, Window


@dataclass(frozen=True, slots=True)
class Attacks:
    """Attack starts and clear gaps in a window.

    starts of `pairs` consecutive logged days; per28: starts in 28 days, None without a pair.
    gaps: complete clear gaps, and median_gap their median in days, None without one.
    longest_clear_run: most logged days in a row that do not count.
    """

    starts: int
    pairs: int
    per28: float | None
    median_gap: float | None
    gaps: int
    longest_clear_run: int


@dataclass(frozen=True, slots=True)
class AttackComparison:
    """Attack starts in the baseline and in all cycles: rates with ranges, and the change."""

    before: Window
    after: Window
    comparison: Comparison
    fewer: Fewer | None


def starts_of(series: Series) -> Series:
    """The starts as a diary: 1 a start, 0 none, not logged where either day is not logged.

    A start is a counting day whose previous day was logged and not counting.
    """
    diary = series.diary
    starts = np.full(len(diary), NOT_LOGGED, dtype=np.int8)
    previous, day = diary[:-1], diary[1:]
    paired = (previous != NOT_LOGGED) & (day != NOT_LOGGED)
    started = (previous == DOES_NOT_COUNT) & (day == COUNTS)
    starts[1:] = np.where(paired, started, NOT_LOGGED)
    return replace(series, diary=starts)


def attacks(series: Series, windows: Iterable[Iterable[Span]]) -> tuple[Attacks, ...]:
    """Count starts and gaps in each window; a window is spans, inside the diary, in order.

    Spans that follow each other without a day between are one stretch.
    """
    starts = Tally(starts_of(series))
    return tuple(_attacks(series.diary, starts, stretches(spans)) for spans in windows)


def compare_starts(of: Course) -> AttackComparison:
    """Compare attack starts in the baseline and the cycles, with the starts' own V."""
    starts = course(starts_of(of.series), of.sessions)
    before, after = starts.window(starts.baseline), starts.window(*starts.cycles)
    comparison = compare(before, after)
    return AttackComparison(before, after, comparison, fewer_than_before(comparison, after))


def _attacks(diary: Diary, starts: Tally, spans: list[Span]) -> Attacks:
    window = starts.window(spans, inflation=1.0)
    lengths = [gap for span in spans for gap in _clear_gaps(diary[span.start : span.stop])]
    return Attacks(
        starts=window.count,
        pairs=window.logged,
        per28=None if window.p is None else MONTH_DAYS * window.p,
        median_gap=float(np.median(lengths)) if lengths else None,
        gaps=len(lengths),
        longest_clear_run=max(
            (_longest_clear_run(diary[span.start : span.stop]) for span in spans), default=0
        ),
    )


def _clear_gaps(days: Diary) -> list[int]:
    """Lengths of the runs of 0 that have a counting day on either side."""
    breaks = np.flatnonzero(days != DOES_NOT_COUNT)
    both_count = (days[breaks[:-1]] == COUNTS) & (days[breaks[1:]] == COUNTS)
    lengths = np.diff(breaks) - 1
    return [int(length) for length in lengths[both_count & (lengths > 0)]]


def _longest_clear_run(days: Diary) -> int:
    breaks = np.flatnonzero(np.concatenate([[True], days != DOES_NOT_COUNT, [True]]))
    return int(np.diff(breaks).max()) - 1
