"""Cycles as a person sees them: numbered sessions, the day now, when the next is due."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from accounts.models import Patient
from analysis import cycles
from treatments.models import InjectionSession

WEEKS = cycles.CYCLE_DAYS // cycles.WEEK_DAYS


@dataclass(frozen=True)
class Cycle:
    """One session and the time since, as of a day; `interval` is the days to the next session."""

    session: InjectionSession
    number: int
    today: date
    interval: int | None = None

    @property
    def day(self) -> int:
        """The day of the cycle; the session's own is day 1."""
        return cycles.day_of_cycle(self.session.date, self.today)

    @property
    def week(self) -> int:
        """The week of the cycle, from 1."""
        return cycles.week_of_cycle(self.session.date, self.today)

    @property
    def weeks(self) -> list[str]:
        """The twelve weeks as `past`, `now` or `ahead`."""
        order = [(w > self.week) - (w < self.week) for w in range(1, WEEKS + 1)]
        return [("past", "now", "ahead")[place + 1] for place in order]

    @property
    def due(self) -> date:
        """The day the next session is due."""
        return cycles.due_date(self.session.date)

    @property
    def state(self) -> cycles.Due:
        """Running, due today, or overdue."""
        return cycles.due_state(self.session.date, self.today)

    @property
    def days_overdue(self) -> int:
        """Days past the due day."""
        return cycles.days_overdue(self.session.date, self.today)

    @property
    def interval_kind(self) -> cycles.Interval | None:
        """How the time to the next session compares with twelve weeks."""
        return None if self.interval is None else cycles.interval_kind(self.interval)


def all_cycles(patient: Patient, today: date) -> list[Cycle]:
    """Every cycle begun by `today`, the first one first, in one query."""
    sessions: list[InjectionSession] = list(patient.injection_sessions.done(today))
    intervals = [(b.date - a.date).days for a, b in pairwise(sessions)]
    return [
        Cycle(session, number, today, interval)
        for number, (session, interval) in enumerate(zip_longest(sessions, intervals), start=1)
    ]


def current_cycle(patient: Patient, today: date) -> Cycle | None:
    """The cycle that runs now, or None before the first session."""
    begun = all_cycles(patient, today)
    return begun[-1] if begun else None
