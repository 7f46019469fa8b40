"""Every before-and-after figure of one diary. See docs/method.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analysis import cycles as periods
from analysis.attacks import Attacks, attacks
from analysis.comparison import Comparison, Verdict, compare, headline
from analysis.course import Course, course
from analysis.cycles import Span
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


@dataclass(frozen=True, slots=True)
class Filled:
    """Before and after with every unlogged day, from the first logged one on, taken as clear."""

    before: Window
    after: Window


@dataclass(frozen=True, eq=False)
class BeforeAfter:
    """Every figure of docs/method.md for one measure, worked out when it is first asked for.

    `course` holds the diary, its sessions, periods and V.
    """

    course: Course

    @cached_property
    def baseline(self) -> Window:
        """The time before."""
        return self.course.window(self.course.baseline)

    @cached_property
    def after(self) -> Window:
        """All cycles, pooled."""
        return self.course.window(*self.course.cycles)

    @cached_property
    def after_vs_baseline(self) -> Comparison:
        """The pooled comparison."""
        return compare(self.baseline, self.after)

    @cached_property
    def filled(self) -> Filled:
        """Both times as `if_unlogged_good` compares them."""
        return fill(self.course)

    @cached_property
    def if_unlogged_good(self) -> Comparison:
        """The pooled comparison with every unlogged day taken as not counting."""
        return compare(self.filled.before, self.filled.after)

    @cached_property
    def verdict(self) -> Verdict:
        """The headline."""
        return headline(self.after_vs_baseline, self.if_unlogged_good)

    @cached_property
    def cycles(self) -> tuple[Window, ...]:
        """One window a session."""
        return self.course.windows(self.course.cycles)

    @cached_property
    def cycle_vs_baseline(self) -> tuple[Comparison, ...]:
        """One comparison a session."""
        return tuple(compare(self.baseline, cycle) for cycle in self.cycles)

    @cached_property
    def last28(self) -> tuple[Window, ...]:
        """The last 28 days of each cycle."""
        return self.course.windows(periods.last28(*cycle) for cycle in self._each)

    @cached_property
    def early(self) -> Window:
        """Weeks 3 to 10, pooled over the cycles."""
        return self.course.window(*(periods.early(*cycle) for cycle in self._each))

    @cached_property
    def late(self) -> Window:
        """Week 11 on, pooled over the cycles."""
        return self.course.window(*(periods.late(*cycle) for cycle in self._each))

    @cached_property
    def wearoff(self) -> Comparison:
        """Late against early."""
        return compare(self.early, self.late)

    @cached_property
    def trend(self) -> Trend | None:
        """The trend over cycles; None where there are too few."""
        return trend(self.cycles)

    @cached_property
    def attacks_before(self) -> Attacks:
        """Attack starts and clear gaps in the baseline."""
        return self._attacks[0]

    @cached_property
    def attacks_after(self) -> Attacks:
        """Attack starts and clear gaps in the cycles."""
        return self._attacks[1]

    @cached_property
    def bad_days_only(self) -> BadDaysOnly:
        """Where it looks as if mostly bad days were logged."""
        return BadDaysOnly(
            self.baseline.bad_days_only, tuple(cycle.bad_days_only for cycle in self.cycles)
        )

    @property
    def _each(self) -> Iterator[tuple[int, Span]]:
        return zip(self.course.sessions, self.course.cycles, strict=True)

    @cached_property
    def _attacks(self) -> tuple[Attacks, ...]:
        return attacks(self.course.series, ([self.course.baseline], self.course.cycles))


def analyse(series: Series, sessions: Sequence[int]) -> BeforeAfter:
    """Put one measure and its sessions together.

    `sessions` are day numbers of done sessions, in any order; they may lie outside the
    diary. The baseline words hold only if the first of them was the first ever.
    """
    return BeforeAfter(course(series, sessions))


def fill(of: Course) -> Filled:
    """Both times with every unlogged day taken as not counting, with the V of the diary as is."""
    tally = Tally(of.series.filled())
    return Filled(
        before=tally.window([of.baseline], of.inflation),
        after=tally.window(of.cycles, of.inflation),
    )


def as_json(result: BeforeAfter) -> dict[str, Any]:
    """The figures as plain values, ready for JSON; what does not exist or is unbounded is None."""
    return {
        "V": result.course.inflation,
        "baseline": window_figures(result.baseline),
        "after": window_figures(result.after),
        "after_vs_baseline": comparison_figures(result.after_vs_baseline),
        "if_unlogged_good": comparison_figures(result.if_unlogged_good),
        "verdict": str(result.verdict),
        "cycles": [window_figures(window) for window in result.cycles],
        "cycle_vs_baseline": [comparison_figures(one) for one in result.cycle_vs_baseline],
        "last28": [window_figures(window) for window in result.last28],
        "early": window_figures(result.early),
        "late": window_figures(result.late),
        "wearoff": comparison_figures(result.wearoff),
        "trend": _fields(result.trend, _TREND) if result.trend else None,
        "attacks_before": _fields(result.attacks_before, _ATTACKS),
        "attacks_after": _fields(result.attacks_after, _ATTACKS),
        "bad_days_only": {
            "before": result.bad_days_only.before,
            "after": list(result.bad_days_only.after),
        },
    }


def window_figures(window: Window) -> dict[str, Any]:
    """A window as plain values."""
    return _fields(window, _WINDOW)


def comparison_figures(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain values."""
    return {**_fields(comparison, _COMPARISON), "verdict": str(comparison.verdict)}


def _fields(figures: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in names}
