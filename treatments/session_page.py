"""What the page of one session says of its place among the others."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import Patient
from analysis.cycles import interval_kind
from treatments.choices import Status
from treatments.cycles import Cycle, Sessions, read_sessions
from treatments.models import InjectionSession
from treatments.words import interval_words


@dataclass(frozen=True)
class SessionPage:
    """One session as of a day, among all of its person's."""

    session: InjectionSession
    sessions: Sessions
    today: date

    @cached_property
    def cycle(self) -> Cycle | None:
        """The cycle it began; None for one that is not done."""
        own = (cycle for cycle in self.sessions.cycles if cycle.session == self.session)
        return next(own, None)

    @property
    def next_on(self) -> date | None:
        """The day of the next done session, if there was one."""
        follows = [c.session.date for c in self.sessions.cycles if c.session.date > self.on]
        return follows[0] if follows else None

    @property
    def on(self) -> date:
        """Its day."""
        return self.session.date

    @property
    def planned(self) -> bool:
        """Whether it is planned, whether or not its day has come."""
        return self.session.status == Status.PLANNED

    @property
    def to_confirm(self) -> bool:
        """Whether its day has come and nobody has said that it took place."""
        return self.planned and self.on <= self.today

    @property
    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self.session.status == Status.CANCELLED

    @property
    def done(self) -> bool:
        """Whether it took place."""
        return self.session.status == Status.DONE

    @property
    def since(self) -> str:
        """The time since the done session before it, in words; empty where there is none."""
        before = [c.session.date for c in self.sessions.cycles if c.session.date < self.on]
        if self.cancelled or not before:
            return ""
        days = (self.on - before[-1]).days
        return interval_words(days, interval_kind(days))

    @property
    def comparable(self) -> bool:
        """Whether there is another done session to set beside it."""
        return self.cycle is not None and len(self.sessions.cycles) > 1


def read_page(patient: Patient, session: InjectionSession, today: date) -> SessionPage:
    """Read a session's place among the others, in one query."""
    return SessionPage(session, read_sessions(patient, today), today)
