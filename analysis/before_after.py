"""Every before-and-after figure of one diary. See docs/method.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis import cycles as periods
from analysis.attacks import Attacks, attacks
from analysis.comparison import Comparison, Verdict, compare, headline
from analysis.course import Course, course
from analysis.series import Series
from analysis.trend import Trend, trend
from analysis.windows import Tally, Window

_WINDOW = ("days", "logged", "count", "enough", "p", "neff", "per28", "lo", "hi", "best", "worst")
_CHANGE = ("change", "change_lo", "change_hi", "reduction", "reduction_lo", "reduction_hi")
_COMPARISON = (*_CHANGE, "sure_less", "sure_30", "sure_50")
_TREND = ("slope", "lo", "hi", "cycles")
_ATTACKS = ("starts", "pairs", "per28", "median_gap", "gaps")


@dataclass(frozen=True, slots=True)
class BadDaysOnly:
    """Where it looks as if mostly bad days were logged: the baseline, and each cycle."""

    before: bool
    after: tuple[bool, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BeforeAfter:
    """Every figure of docs/method.md that one table of results needs.

    `course` holds the diary, its sessions, periods and V; verdict is the headline.
    cycles, cycle_vs_baseline and last28 have one entry a session.
    """

    course: Course
    baseline: Window
    after: Window
    after_vs_baseline: Comparison
    if_unlogged_good: Comparison
    verdict: Verdict
    cycles: tuple[Window, ...]
    cycle_vs_baseline: tuple[Comparison, ...]
    last28: tuple[Window, ...]
    early: Window
    late: Window
    wearoff: Comparison
    trend: Trend | None
    attacks_before: Attacks
    attacks_after: Attacks
    bad_days_only: BadDaysOnly


def analyse(series: Series, sessions: Sequence[int]) -> BeforeAfter:
    """Work out every figure for one measure.

    `sessions` are day numbers of done sessions, in any order; they may lie outside the
    diary. The baseline words hold only if the first of them was the first ever.
    """
    of = course(series, sessions)
    each = tuple(zip(of.sessions, of.cycles, strict=True))
    baseline, after = of.window(of.baseline), of.window(*of.cycles)
    cycles = of.windows(of.cycles)
    early = of.window(*(periods.early(*cycle) for cycle in each))
    late = of.window(*(periods.late(*cycle) for cycle in each))
    logged = compare(baseline, after)
    if_unlogged_good = _if_unlogged_good(of)
    attacks_before, attacks_after = attacks(series, ([of.baseline], of.cycles))
    return BeforeAfter(
        course=of,
        baseline=baseline,
        after=after,
        after_vs_baseline=logged,
        if_unlogged_good=if_unlogged_good,
        verdict=headline(logged, if_unlogged_good),
        cycles=cycles,
        cycle_vs_baseline=tuple(compare(baseline, cycle) for cycle in cycles),
        last28=of.windows(periods.last28(*cycle) for cycle in each),
        early=early,
        late=late,
        wearoff=compare(early, late),
        trend=trend(cycles),
        attacks_before=attacks_before,
        attacks_after=attacks_after,
        bad_days_only=BadDaysOnly(
            baseline.bad_days_only, tuple(cycle.bad_days_only for cycle in cycles)
        ),
    )


def as_json(result: BeforeAfter) -> dict[str, Any]:
    """The figures as plain values, ready for JSON; what does not exist or is unbounded is None."""
    return {
        "V": result.course.inflation,
        "baseline": _fields(result.baseline, _WINDOW),
        "after": _fields(result.after, _WINDOW),
        "after_vs_baseline": _comparison(result.after_vs_baseline),
        "if_unlogged_good": _comparison(result.if_unlogged_good),
        "verdict": str(result.verdict),
        "cycles": [_fields(window, _WINDOW) for window in result.cycles],
        "cycle_vs_baseline": [_comparison(one) for one in result.cycle_vs_baseline],
        "last28": [_fields(window, _WINDOW) for window in result.last28],
        "early": _fields(result.early, _WINDOW),
        "late": _fields(result.late, _WINDOW),
        "wearoff": _comparison(result.wearoff),
        "trend": _fields(result.trend, _TREND) if result.trend else None,
        "attacks_before": _fields(result.attacks_before, _ATTACKS),
        "attacks_after": _fields(result.attacks_after, _ATTACKS),
        "bad_days_only": {
            "before": result.bad_days_only.before,
            "after": list(result.bad_days_only.after),
        },
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {**_fields(comparison, _COMPARISON), "verdict": str(comparison.verdict)}


def _fields(figures: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in names}


def _if_unlogged_good(of: Course) -> Comparison:
    """The pooled comparison with every unlogged day taken as not counting, same V."""
    tally = Tally(of.series.filled())
    baseline = tally.window([of.baseline], of.inflation)
    return compare(baseline, tally.window(of.cycles, of.inflation))
