"""Every figure of an outcome as tables for a terminal, measure by measure."""

from collections.abc import Iterable, Iterator

from analysis.attacks import AttackComparison
from analysis.severity import AttackSeverities
from analysis.windows import Window
from outcomes.outcome import Outcome, Severities
from outcomes.report.text_report import (
    comparison_line,
    figure,
    heading,
    range_of,
    text_report,
    window_line,
)
from outcomes.summary import Summary
from outcomes.withheld import Withheld


def text_report_all(outcome: Outcome) -> str:
    """All four measures, then the attacks; a dash stands for a figure that does not exist."""
    parts = [
        f"=== {measure} ===\n\n{_measure(summary)}" for measure, summary in outcome.measures.items()
    ]
    parts.append("=== headache attacks ===\n\n" + "\n".join(_starts(outcome.starts)))
    parts.append("\n".join(_severities(outcome.severities)))
    return "\n\n".join(parts)


def _measure(summary: Summary) -> str:
    tables = (
        ("28 days at a time", _blocks(summary)),
        ("Inside each cycle", _cycle_parts(summary)),
        ("Weeks since injection", _weeks(summary)),
    )
    parts = [text_report(summary.result), "\n".join(_besides(summary))]
    parts += ["\n".join([title, heading(), *lines]) for title, lines in tables]
    return "\n\n".join(parts)


def _besides(summary: Summary) -> Iterator[str]:
    attacks = summary.result.attacks_before, summary.result.attacks_after
    runs = ", ".join(str(each.longest_clear_run) for each in attacks)
    yield f"Longest clear run before, after: {runs} days."
    yield f"Logged days that would settle it: {figure(summary.settled_after, 'd')}."
    yield f"Logged days left out as lapsed: {summary.left_out}."
    yield _on_page("Trend", summary.trend_withheld)
    yield _on_page("From week 11 against weeks 3-10", summary.wearoff_withheld)
    found = summary.bad_last_month
    if found is None:
        yield "Bad last month before: no."
        return
    yield heading()
    yield window_line("last month", found.last_month)
    yield window_line("56 days before", found.two_months_before)
    yield comparison_line("after, 56 days before", found.comparison)


def _on_page(name: str, withheld: Withheld | None) -> str:
    """Whether the page shows it, or why not."""
    if withheld is None:
        return f"{name} on the page: shown."
    inside = f" (cycles {', '.join(map(str, withheld.cycles))})" if withheld.cycles else ""
    return f"{name} on the page: withheld, {withheld.reason}{inside}."


def _blocks(summary: Summary) -> Iterator[str]:
    for block in summary.blocks:
        first = summary.date_of(block.window.spans[0].start)
        yield window_line(str(first), block.window)


def _cycle_parts(summary: Summary) -> Iterator[str]:
    yield from _numbered("month {} before", summary.months_before)
    for cycle in summary.cycles:
        yield from _numbered(f"{cycle.number}, month {{}}", cycle.months)
        yield window_line(f"{cycle.number}, overdue", cycle.overdue)
    for cycle in summary.cycles:
        days = figure(cycle.interval, "d")
        yield f"Cycle {cycle.number}: due {cycle.due}, {days} days to the next session."


def _numbered(name: str, windows: Iterable[Window]) -> Iterator[str]:
    for number, window in enumerate(windows, 1):
        yield window_line(name.format(number), window)


def _weeks(summary: Summary) -> Iterator[str]:
    for week in summary.weeks:
        yield window_line(f"week {week.number}", week.pooled)
    for week in summary.weeks:
        counts = ", ".join(f"{each.count} of {each.logged}" for each in week.cycles) or "-"
        yield f"Week {week.number}, cycle by cycle: {counts}."


def _starts(starts: AttackComparison) -> Iterator[str]:
    yield heading()
    yield window_line("starts before", starts.before)
    yield window_line("starts after", starts.after)
    yield comparison_line("after, before", starts.comparison)
    fewer = starts.fewer
    if fewer:
        limits = range_of(fewer.lo, fewer.hi)
        yield f"Fewer starts in {fewer.days} days: {fewer.fewer:.1f} ({limits})."


def _severities(severities: Severities) -> Iterator[str]:
    yield "Attacks by their worst day"
    yield _severity("before", severities.before)
    for number, each in enumerate(severities.cycles, 1):
        yield _severity(f"cycle {number}", each)


def _severity(name: str, of: AttackSeverities) -> str:
    return (
        f"{name}: {of.mild} mild, {of.moderate} moderate, {of.severe} severe, {of.unrated} unrated"
    )
