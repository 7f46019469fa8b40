"""All cycle arithmetic, in dates for people and in day numbers for computing.

A session's day is day 1 of its cycle and belongs to the time after it. Sources and
reasons: docs/method.md, "Cycles" and "Periods".
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

MONTH_DAYS = 28
CYCLE_DAYS = 84
LAPSED_DAYS = 112
BASELINE_DAYS = 84
EARLY_FROM = 14
LATE_FROM = 70
WEEK_DAYS = 7
LAST_WEEK = 13
"""The number that stands for week 13 and every later week of a cycle."""


class Due(StrEnum):
    """Where a cycle stands: still running, due today, or past its due day."""

    RUNNING = "running"
    DUE = "due"
    OVERDUE = "overdue"


class Interval(StrEnum):
    """How the days between two sessions compare with twelve weeks."""

    SHORT = "short"
    TWELVE_WEEKS = "twelve_weeks"
    ABOUT_TWELVE_WEEKS = "about_twelve_weeks"
    LONG = "long"


class Span(NamedTuple):
    """The days from `start` up to, not including, `stop`, as day numbers of a diary."""

    start: int
    stop: int

    @property
    def days(self) -> int:
        """The number of calendar days, 0 for an empty span."""
        return max(self.stop - self.start, 0)

    def cut(self, end: int) -> "Span":
        """The part inside a diary of `end` days; an empty span where nothing is."""
        if 0 <= self.start <= self.stop <= end:
            return self
        start = min(max(self.start, 0), end)
        return Span(start, min(max(self.stop, start), end))


def due_date(session: date) -> date:
    """The day the next session is due: 84 days on, which is day 85 of the cycle."""
    return session + timedelta(days=CYCLE_DAYS)


def day_of_cycle(session: date, today: date) -> int:
    """The day of the cycle, 1 on the session's own day; 0 or less before it."""
    return (today - session).days + 1


def week_of_cycle(session: date, today: date) -> int:
    """The week of the cycle, 1 on days 1 to 7; 0 or less before the session."""
    return (today - session).days // WEEK_DAYS + 1


def due_state(session: date, today: date) -> Due:
    """Running to day 84 of the cycle, due on day 85, overdue from day 86."""
    past = days_overdue(session, today)
    return Due.OVERDUE if past > 0 else Due.DUE if past == 0 else Due.RUNNING


def days_overdue(session: date, today: date) -> int:
    """Days past the due date: 0 on it, negative while days are left."""
    return (today - due_date(session)).days


def interval_kind(days: int) -> Interval:
    """Name the days between two sessions: 78 to 84 are twelve weeks, 85 to 91 about that."""
    if days < 78:
        return Interval.SHORT
    if days <= CYCLE_DAYS:
        return Interval.TWELVE_WEEKS
    return Interval.ABOUT_TWELVE_WEEKS if days <= 91 else Interval.LONG


def baseline(sessions: Sequence[int], end: int) -> Span:
    """The 84 days before the first of the sorted `sessions`; empty without one."""
    if not sessions:
        return Span(0, 0)
    return Span(sessions[0] - BASELINE_DAYS, sessions[0]).cut(end)


def cycles(sessions: Sequence[int], end: int) -> tuple[Span, ...]:
    """One span a session: to the next session, 112 days or the diary's end, if sooner."""
    following = [*sessions[1:], end]
    return tuple(
        Span(session, min(next_session, session + LAPSED_DAYS)).cut(end)
        for session, next_session in zip(sessions, following, strict=False)
    )


def last28(session: int, cycle: Span) -> Span:
    """The last 28 days of a cycle that started with `session`, or all of a shorter one."""
    return Span(max(session, cycle.stop - MONTH_DAYS), cycle.stop).cut(cycle.stop)


def early(session: int, cycle: Span) -> Span:
    """Weeks 3 to 10 of a cycle."""
    return Span(session + EARLY_FROM, min(session + LATE_FROM, cycle.stop)).cut(cycle.stop)


def late(session: int, cycle: Span) -> Span:
    """Week 11 of a cycle to its end."""
    return Span(session + LATE_FROM, cycle.stop).cut(cycle.stop)


def overdue(session: int, cycle: Span) -> Span:
    """The days of a cycle from its due day, day 85, to its end."""
    return Span(session + CYCLE_DAYS, cycle.stop).cut(cycle.stop)


def months(session: int, cycle: Span) -> tuple[Span, ...]:
    """The three times 28 days of a cycle's twelve weeks, each as far as the cycle goes."""
    starts = range(session, session + CYCLE_DAYS, MONTH_DAYS)
    return tuple(
        Span(start, min(start + MONTH_DAYS, cycle.stop)).cut(cycle.stop) for start in starts
    )


def week(session: int, cycle: Span, number: int) -> Span:
    """Week `number` (1 to 12) of a cycle; number 13 is all that follows week 12."""
    start = session + WEEK_DAYS * (number - 1)
    stop = cycle.stop if number == LAST_WEEK else min(start + WEEK_DAYS, cycle.stop)
    return Span(start, stop).cut(cycle.stop)


def stretches(spans: Iterable[Span]) -> list[Span]:
    """Join spans, in order, that follow each other without a day between; drop empty ones."""
    joined: list[Span] = []
    for span in spans:
        if not span.days:
            continue
        if joined and joined[-1].stop == span.start:
            joined[-1] = Span(joined[-1].start, span.stop)
        else:
            joined.append(span)
    return joined
