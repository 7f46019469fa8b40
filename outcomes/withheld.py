"""Why a trend, or the comparison of the last weeks, is not shown though it can be worked out.

See docs/method.md, "Trend over cycles" and "Weeks since injection".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.trend import CYCLES_NEEDED, is_used
from analysis.windows import LOGGED_NEEDED
from outcomes.cycle import Cycle
from outcomes.side import Side


class Reason(StrEnum):
    """What stands against it; the first to apply is given."""

    NO_DAY = "no_day"
    FEW_CYCLES = "few_cycles"
    MOSTLY_BAD_DAYS = "mostly_bad_days"
    TOO_FEW_SAY = "too_few_say"
    TOO_EARLY = "too_early"
    FEW_LOGGED = "few_logged"


@dataclass(frozen=True, slots=True)
class Withheld:
    """One reason.

    cycles: the numbers, from 1, of those it lies in, where it lies in single ones. answers: saved
    days in them that must say what is counted before a trend can be shown.
    """

    reason: Reason
    cycles: tuple[int, ...] = ()
    answers: int = 0


def trend_withheld(cycles: Sequence[Cycle]) -> Withheld | None:
    """Why no trend over these cycles is shown; None where one is."""
    used = [cycle for cycle in cycles if is_used(cycle.side.window)]
    unanswered = dict(_unanswered(used))
    if len(used) < CYCLES_NEEDED:
        could_be = dict(_unanswered([cycle for cycle in cycles if _saved_enough(cycle.side)]))
        if len(could_be.keys() | {cycle.number for cycle in used}) < CYCLES_NEEDED:
            return Withheld(Reason.FEW_CYCLES)
        unanswered = could_be
    bad = tuple(cycle.number for cycle in used if cycle.side.at_least)
    if bad:
        return Withheld(Reason.MOSTLY_BAD_DAYS, bad)
    if unanswered:
        return Withheld(Reason.TOO_FEW_SAY, tuple(unanswered), sum(unanswered.values()))
    return None


def wearoff_withheld(early: Side, late: Side, bad_cycles: tuple[int, ...]) -> Withheld | None:
    """Why week 11 on is not compared with weeks 3 to 10; None where it is.

    A cycle with mostly bad days logged may lie in one of the two times alone, so any stands
    against it.
    """
    if not late.window.days:
        return Withheld(Reason.NO_DAY)
    if bad_cycles:
        return Withheld(Reason.MOSTLY_BAD_DAYS, bad_cycles)
    lacking = [side for side in (early, late) if not side.has_rate]
    if not lacking:
        return None
    if all(_answers_would_do(side) for side in lacking):
        return Withheld(Reason.TOO_FEW_SAY)
    if late.window.days_to_fill is None:
        return Withheld(Reason.TOO_EARLY)
    return Withheld(Reason.FEW_LOGGED)


def _unanswered(cycles: Sequence[Cycle]) -> Iterator[tuple[int, int]]:
    """The cycles whose saved days must say more, each with how many days."""
    for cycle in cycles:
        window = cycle.side.window
        short = LOGGED_NEEDED - window.logged
        needed = max(cycle.side.unsaid.needed, window.severities_needed, short)
        if needed > 0:
            yield cycle.number, needed


def _saved_enough(side: Side) -> bool:
    """Whether a trend would use the cycle if all its saved days said what is counted."""
    return side.window.logged + side.unsaid.days >= LOGGED_NEEDED


def _answers_would_do(side: Side) -> bool:
    """Whether a rate lacks nothing but what saved days do not say."""
    to_fill = side.window.days_to_fill
    return to_fill is not None and to_fill <= side.unsaid.days
