"""What the page of one session says of its place among the others."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Patient
from treatments.choices import Status
from treatments.cycles import Cycle, read_sessions
from treatments.models import InjectionSession
from treatments.words import interval_words


@dataclass(frozen=True)
class SessionPage:
    """One session among all of its person's, as of a day.

    `cycle` is the one it began, None where it is not done. `since` is the time since the done
    session before it in words, empty where there is none. `next_on` is the day of the next done
    one. `to_confirm`: its day has come and nobody has said that it took place. `comparable`:
    there is another one to set beside it.
    """

    cycle: Cycle | None
    since: str
    next_on: date | None
    to_confirm: bool
    comparable: bool


def read_page(patient: Patient, session: InjectionSession, today: date) -> SessionPage:
    """Read a session's place among the others, in one query."""
    cycles = read_sessions(patient, today).cycles
    cycle = next((cycle for cycle in cycles if cycle.session == session), None)
    before = [c.session.date for c in cycles if c.session.date < session.date]
    after = [c.session.date for c in cycles if c.session.date > session.date]
    follows = before and session.status != Status.CANCELLED
    return SessionPage(
        cycle=cycle,
        since=interval_words((session.date - before[-1]).days) if follows else "",
        next_on=after[0] if after else None,
        to_confirm=session.status == Status.PLANNED and session.date <= today,
        comparable=cycle is not None and len(cycles) > 1,
    )
