"""Every figure of an outcome as plain values, ready for JSON: what the page shows, unrounded."""

from dataclasses import asdict
from typing import Any

from analysis.attacks import AttackComparison
from analysis.before_after import as_json, comparison_figures, window_figures
from analysis.blocks import Block
from analysis.rules import BadLastMonth
from analysis.weeks import WeekSinceInjection
from outcomes.cycle import Cycle
from outcomes.outcome import Outcome
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.withheld import Withheld


def outcome_figures(outcome: Outcome) -> dict[str, Any]:
    """All four measures, then what is of headache attacks alone; dates are written 2026-03-04."""
    return {
        "sessions": [session.on.isoformat() for session in outcome.sessions],
        "measures": {
            str(measure): summary_figures(each) for measure, each in outcome.measures.items()
        },
        "starts": _starts(outcome.starts),
        "severities": {
            "before": asdict(outcome.severities.before),
            "cycles": [asdict(each) for each in outcome.severities.cycles],
        },
    }


def summary_figures(summary: Summary) -> dict[str, Any]:
    """The figures of `as_json`, and those that a page shows besides."""
    result = summary.result
    return {
        **as_json(result),
        "shown": {
            "before": _side(summary.before),
            "after": _side(summary.after),
            "early": _side(summary.early),
            "late": _side(summary.late),
        },
        "withheld": {
            "trend": _withheld(summary.trend_withheld),
            "wearoff": _withheld(summary.wearoff_withheld),
        },
        "filled": {
            "before": window_figures(result.filled.before),
            "after": window_figures(result.filled.after),
        },
        "settled_after": summary.settled_after,
        "left_out": summary.left_out,
        "bad_last_month": _bad_last_month(summary.bad_last_month),
        "months_before": [window_figures(month) for month in summary.months_before],
        "cycle_parts": [_cycle(cycle) for cycle in summary.cycles],
        "weeks": [_week(week) for week in summary.weeks],
        "blocks": [_block(summary, block) for block in summary.blocks],
        "attacks": {"before": asdict(result.attacks_before), "after": asdict(result.attacks_after)},
    }


def _starts(starts: AttackComparison) -> dict[str, Any]:
    return {
        "before": window_figures(starts.before),
        "after": window_figures(starts.after),
        "after_vs_before": comparison_figures(starts.comparison),
        "fewer": asdict(starts.fewer) if starts.fewer else None,
    }


def _side(side: Side) -> dict[str, Any]:
    """Whether a page shows the rate, or the best as a least; unsaid days are in neither."""
    return {"rate": side.has_rate, "at_least": side.at_least, "unsaid": side.unsaid.days}


def _withheld(withheld: Withheld | None) -> dict[str, Any] | None:
    """Why a page does not show it; None where it does."""
    if withheld is None:
        return None
    return {"reason": str(withheld.reason), "cycles": list(withheld.cycles)}


def _bad_last_month(found: BadLastMonth | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "last_month": window_figures(found.last_month),
        "two_months_before": window_figures(found.two_months_before),
        "difference": found.difference,
        "after_vs_two_months_before": comparison_figures(found.comparison),
    }


def _cycle(cycle: Cycle) -> dict[str, Any]:
    return {
        "number": cycle.number,
        "session": cycle.session.on.isoformat(),
        "due": cycle.due.isoformat(),
        "interval": cycle.interval,
        "shown": _side(cycle.side),
        "months": [window_figures(month) for month in cycle.months],
        "overdue": window_figures(cycle.overdue),
    }


def _week(week: WeekSinceInjection) -> dict[str, Any]:
    return {
        "week": week.number,
        "pooled": window_figures(week.pooled),
        "cycles": [asdict(counts) for counts in week.cycles],
    }


def _block(summary: Summary, block: Block) -> dict[str, Any]:
    (span,) = block.window.spans
    return {
        "number": block.number,
        "first_day": summary.date_of(span.start).isoformat(),
        "whole": block.whole,
        **window_figures(block.window),
    }
