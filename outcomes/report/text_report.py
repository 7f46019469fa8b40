"""Every figure of a before-and-after as a table for a terminal."""

from collections.abc import Iterator

from analysis.attacks import Attacks
from analysis.before_after import BeforeAfter
from analysis.comparison import Comparison
from analysis.series import Series
from analysis.windows import Window

_WINDOWS = "{:<14} {:>6} {:>6} {:>6} {:>7} {:>13} {:>6} {:>6}  {}"
_COMPARISONS = "{:<22} {:>7} {:>15} {:>9} {:>6} {:>6} {:>6}  {}"


def text_report(result: BeforeAfter) -> str:
    """The figures in lines of text; a dash stands for a figure that does not exist."""
    parts = (_head(result), _windows(result), _comparisons(result), _rest(result))
    return "\n\n".join("\n".join(part) for part in parts)


def _head(result: BeforeAfter) -> Iterator[str]:
    of = result.course
    dates = f"{of.series.first_day} to {of.series.date_of(of.end - 1)}"
    yield f"Days {dates}: {of.end}. Sessions: {_sessions(of.series, of.sessions)}."
    yield f"V (variance inflation): {of.inflation:.2f}. Headline: {result.verdict}."
    yield "The headline holds only if the first of these sessions was the first ever."


def _sessions(series: Series, sessions: tuple[int, ...]) -> str:
    return ", ".join(str(series.date_of(day)) for day in sessions) or "none"


def _windows(result: BeforeAfter) -> Iterator[str]:
    yield heading()
    yield window_line("before", result.baseline, result.bad_days_only.before)
    yield window_line("after", result.after)
    flags = result.bad_days_only.after
    for number, (window, bad) in enumerate(zip(result.cycles, flags, strict=True), 1):
        yield window_line(f"cycle {number}", window, bad)
    for number, window in enumerate(result.last28, 1):
        yield window_line(f"last 28 of {number}", window)
    yield window_line("weeks 3-10", result.early)
    yield window_line("from week 11", result.late)


def heading() -> str:
    """The heads of the columns that `window_line` fills."""
    heads = ("", "days", "logged", "counts", "per 28", "95 % range", "best", "worst", "")
    return _WINDOWS.format(*heads)


def window_line(name: str, window: Window, bad_days_only: bool = False) -> str:
    """One line of figures, and why a rate would mislead."""
    remark = "" if window.enough else "not enough logged"
    if bad_days_only:
        remark = "mostly bad days logged: at least the best"
    return _WINDOWS.format(
        name,
        window.days,
        window.logged,
        window.count,
        figure(window.per28),
        range_of(window.lo, window.hi),
        figure(window.best),
        figure(window.worst),
        remark,
    ).rstrip()


def _comparisons(result: BeforeAfter) -> Iterator[str]:
    yield _COMPARISONS.format(
        "", "change", "95 % range", "reduction", "sure", ">30 %", ">50 %", ""
    ).rstrip()
    yield comparison_line("after, before", result.after_vs_baseline)
    yield comparison_line("  if unlogged is clear", result.if_unlogged_good)
    for number, comparison in enumerate(result.cycle_vs_baseline, 1):
        yield comparison_line(f"cycle {number}, before", comparison, words=False)
    yield comparison_line("from week 11, 3-10", result.wearoff)


def comparison_line(name: str, comparison: Comparison, *, words: bool = True) -> str:
    """One line of a change."""
    return _COMPARISONS.format(
        name,
        figure(comparison.change, "+.1f"),
        range_of(comparison.change_lo, comparison.change_hi, "+.1f"),
        figure(comparison.reduction, ".0%"),
        figure(comparison.sure_less, ".3f"),
        figure(comparison.sure_30, ".3f"),
        figure(comparison.sure_50, ".3f"),
        comparison.verdict if words else "",
    ).rstrip()


def _rest(result: BeforeAfter) -> Iterator[str]:
    trend = result.trend
    if trend is None:
        yield "Trend: not enough cycles."
    else:
        limits = range_of(trend.lo, trend.hi, "+.1f")
        yield f"Trend: {trend.slope:+.1f} days in 28 a cycle ({limits}), {trend.cycles} cycles."
    yield f"Attack starts before: {_attacks(result.attacks_before)}"
    yield f"Attack starts after: {_attacks(result.attacks_after)}"


def _attacks(attacks: Attacks) -> str:
    return (
        f"{attacks.starts} in {attacks.pairs} pairs of days, {figure(attacks.per28)} per 28; "
        f"{attacks.gaps} clear gaps, median {figure(attacks.median_gap)} days."
    )


def figure(value: float | None, style: str = ".1f") -> str:
    """A figure, or a dash where there is none."""
    if value is None:
        return "-"
    written = format(value, style)
    # A figure that rounds to nothing has no side.
    return written.replace("-", "").replace("+", "") if float(written.rstrip("%")) == 0 else written


def range_of(low: float | None, high: float | None, style: str = ".1f") -> str:
    """Two limits."""
    return f"{figure(low, style)} to {figure(high, style)}"
