"""Figures that published rules look at. See docs/method.md, "Figures beside published rules".

They are figures beside a rule, never the rule's answer.
"""

from dataclasses import dataclass, replace

from analysis.comparison import Comparison, compare
from analysis.course import Course
from analysis.cycles import BASELINE_DAYS, CYCLE_DAYS, MONTH_DAYS, Span, last28
from analysis.windows import Window

NICE_DAYS = 15
EHF_DAYS = 10
MONTHS_IN_A_ROW = 3
WORSE_BY = 4
"""Days in 28 by which a last month before treatment counts as a bad one."""


@dataclass(frozen=True, slots=True)
class MonthsInARow:
    """The latest three complete 28-day blocks counted from the first session, earliest first.

    under: whether each counts fewer than `limit` days as logged; under_at_worst: whether it
    still would if every unlogged day counted. None where a month lacks logged days, or
    there are not three.
    """

    limit: int
    months: tuple[Window, ...]
    under: bool | None
    under_at_worst: bool | None


@dataclass(frozen=True, slots=True)
class NiceFigure:
    """The baseline against the first 84 days of the second cycle; look at `sure_30`."""

    second_cycle: Window
    comparison: Comparison
    months: MonthsInARow


@dataclass(frozen=True, slots=True)
class EhfFigure:
    """The 28 days before the first session against the last 28 days of each cycle."""

    before: Window
    last28: tuple[Window, ...]
    comparisons: tuple[Comparison, ...]
    months: MonthsInARow


@dataclass(frozen=True, slots=True)
class SinceSession:
    """The cycles from one session on, pooled, against the baseline and the cycle before."""

    window: Window
    against_baseline: Comparison
    against_cycle_before: Comparison | None


@dataclass(frozen=True, slots=True)
class BadLastMonth:
    """A last month before treatment that was worse than the two before it, each enough.

    difference: days in 28. comparison: the two months before it against all cycles.
    """

    last_month: Window
    two_months_before: Window
    difference: float
    comparison: Comparison


def nice_figure(of: Course) -> NiceFigure | None:
    """The figure NICE TA260 looks at, on headache days; None before a second session."""
    if len(of.sessions) <= 1:
        return None
    start, cycle = of.sessions[1], of.cycles[1]
    second_cycle = of.window(Span(start, min(start + CYCLE_DAYS, cycle.stop)))
    comparison = compare(of.window(of.baseline), second_cycle)
    return NiceFigure(second_cycle, comparison, months_in_a_row(of, NICE_DAYS))


def ehf_figure(of: Course) -> EhfFigure | None:
    """The figure the European Headache Federation looks at; None without a session."""
    if not of.sessions:
        return None
    first = of.sessions[0]
    before = of.window(Span(first - MONTH_DAYS, first))
    after = of.windows(
        last28(session, cycle) for session, cycle in zip(of.sessions, of.cycles, strict=True)
    )
    comparisons = tuple(compare(before, window) for window in after)
    return EhfFigure(before, after, comparisons, months_in_a_row(of, EHF_DAYS))


def months_in_a_row(of: Course, limit: int) -> MonthsInARow:
    """The latest three complete months since the first session against a limit in days."""
    months: tuple[Window, ...] = ()
    if of.sessions:
        first = of.sessions[0]
        whole = max((of.end - first) // MONTH_DAYS, 0)
        starts = [
            first + MONTH_DAYS * number for number in range(max(whole - MONTHS_IN_A_ROW, 0), whole)
        ]
        months = of.windows(Span(start, start + MONTH_DAYS) for start in starts if start >= 0)
    if len(months) < MONTHS_IN_A_ROW or not all(month.enough for month in months):
        return MonthsInARow(limit, months, None, None)
    under = all(month.count < limit for month in months)
    at_worst = all(month.count + month.days - month.logged < limit for month in months)
    return MonthsInARow(limit, months, under, at_worst)


def since_session(of: Course, index: int) -> SinceSession:
    """All cycles from session `index` on (0 the first); IndexError for no such session."""
    if not 0 <= index < len(of.sessions):
        raise IndexError(f"no session {index} among {len(of.sessions)}")
    window = of.window(*of.cycles[index:])
    before = of.window(of.cycles[index - 1]) if index > 0 else None
    return SinceSession(
        window,
        compare(of.window(of.baseline), window),
        compare(before, window) if before else None,
    )


def latest28(of: Course, today: int) -> Window:
    """The 28 days before day number `today`; those that lie outside the diary are not logged."""
    window = of.window(Span(today - MONTH_DAYS, today))
    if not window.logged:
        return replace(window, days=MONTH_DAYS)
    worst = window.count + MONTH_DAYS - window.logged
    return replace(window, days=MONTH_DAYS, best=float(window.count), worst=float(worst))


def bad_last_month(of: Course) -> BadLastMonth | None:
    """A last month before treatment worse by 4 or more days in 28 than the two before it."""
    if not of.sessions:
        return None
    first = of.sessions[0]
    last_month = of.window(Span(first - MONTH_DAYS, first))
    earlier = of.window(Span(first - BASELINE_DAYS, first - MONTH_DAYS))
    if last_month.p is None or earlier.p is None:
        return None
    # In whole numbers: 28 (x1/n1 - x0/n0) >= 4, exact where the difference is just 4.
    crossed = last_month.count * earlier.logged - earlier.count * last_month.logged
    worse = MONTH_DAYS * crossed >= WORSE_BY * last_month.logged * earlier.logged
    if not (last_month.enough and earlier.enough and worse):
        return None
    return BadLastMonth(
        last_month,
        earlier,
        MONTH_DAYS * (last_month.p - earlier.p),
        compare(earlier, of.window(*of.cycles)),
    )
