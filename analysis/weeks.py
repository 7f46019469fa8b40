"""Days by week since injection. See docs/method.md, "Weeks since injection"."""

from dataclasses import dataclass

from analysis.course import Course
from analysis.cycles import LAST_WEEK, MONTH_DAYS, week
from analysis.windows import LOGGED_NEEDED, Counts, Window

LOGGED_IN_WEEK = 5
"""Logged days that a week since injection needs, pooled or of one cycle."""


@dataclass(frozen=True, slots=True)
class WeekSinceInjection:
    """One week since injection: over all cycles together, and counted in each.

    number: 1 to 12, or 13 for week 13 and every later one.
    """

    number: int
    pooled: Window
    cycles: tuple[Counts, ...]

    @property
    def few_logged(self) -> bool:
        """Whether too few days are logged, over all cycles, to show a level with its range."""
        return _few(self.pooled)

    @property
    def in_cycles(self) -> tuple[float | None, ...]:
        """Days of 28 in each cycle; None where too few days are logged in it."""
        return tuple(
            None if _few(each) else MONTH_DAYS * each.count / each.logged for each in self.cycles
        )


def _few(of: Counts | Window) -> bool:
    """Under five logged days, or under 20 of every 28."""
    return of.logged < LOGGED_IN_WEEK or MONTH_DAYS * of.logged < LOGGED_NEEDED * of.days


def weeks_since_injection(of: Course) -> tuple[WeekSinceInjection, ...]:
    """Weeks 1 to 12, and 13 on, of the cycles; every window is empty without a session."""
    return tuple(_week(of, number) for number in range(1, LAST_WEEK + 1))


def _week(of: Course, number: int) -> WeekSinceInjection:
    spans = [
        week(session, cycle, number) for session, cycle in zip(of.sessions, of.cycles, strict=True)
    ]
    cycles = tuple(of.tally.counts(span) for span in spans)
    return WeekSinceInjection(number, of.window(*spans), cycles)
