"""Cycles as a person sees them: numbered sessions, the day now, when the next is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from accounts.models import Patient
from analysis import cycles
from treatments.choices import Status
from treatments.models import InjectionSession
from treatments.words import interval_words

WEEKS = cycles.CYCLE_DAYS // cycles.WEEK_DAYS


@dataclass(frozen=True)
class Cycle:
    """One done session and the time since, as of a day.

    `interval` is the days since the session before, None for the first; `end` the day before the
    next session, None while the cycle runs.
    """

    session: InjectionSession
    number: int
    today: date
    interval: int | None = None
    end: date | None = None

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
    def interval_words(self) -> str:
        """The time since the session before in words; empty for the first."""
        return interval_words(self.interval) if self.interval else ""


@dataclass(frozen=True)
class Sessions:
    """All of a person's sessions, told apart as of a day, first to last.

    cycles: one for each done session. planned: those whose day is still to come. to_confirm:
    planned ones whose day has come. ahead: done ones dated after today, on a clock turned back.
    """

    cycles: tuple[Cycle, ...]
    planned: tuple[InjectionSession, ...]
    to_confirm: tuple[InjectionSession, ...]
    ahead: tuple[InjectionSession, ...]
    cancelled: tuple[InjectionSession, ...]

    @property
    def current(self) -> Cycle | None:
        """The cycle that runs now, or None before the first session."""
        return self.cycles[-1] if self.cycles else None


# What only a session's own page, its form and a calendar need; reading it takes half the time.
UNREAD = ("notes", "lot", "expires_on", "version", "code", "created_at", "changed_at")


def read_sessions(patient: Patient, today: date) -> Sessions:
    """Read a person's sessions for pages, in one query, without what is `UNREAD`."""
    return tell_apart(patient.injection_sessions.order_by("date").defer(*UNREAD), today)


def read_dated_sessions(patient: Patient, today: date) -> Sessions:
    """Read a person's sessions with what names and dates them to a calendar, in one query."""
    return tell_apart(patient.injection_sessions.order_by("date").defer("notes"), today)


def tell_apart(rows: Iterable[InjectionSession], today: date) -> Sessions:
    """Sessions in the order of their dates, told apart as of `today`."""
    sessions: dict[str, list[InjectionSession]] = {status: [] for status in Status}
    for session in rows:
        sessions[session.status].append(session)
    done, planned = sessions[Status.DONE], sessions[Status.PLANNED]
    return Sessions(
        cycles=number_cycles([s for s in done if s.date <= today], today),
        planned=tuple(s for s in planned if s.date > today),
        to_confirm=tuple(s for s in planned if s.date <= today),
        ahead=tuple(s for s in done if s.date > today),
        cancelled=tuple(sessions[Status.CANCELLED]),
    )


def number_cycles(done: list[InjectionSession], today: date) -> tuple[Cycle, ...]:
    """The cycles begun by done sessions, which are in the order of their dates, as of `today`."""
    intervals = [None, *((b.date - a.date).days for a, b in pairwise(done))]
    ends = [*(s.date - timedelta(days=1) for s in done[1:]), None]
    return tuple(
        Cycle(session, number, today, interval, end)
        for number, (session, interval, end) in enumerate(
            zip(done, intervals, ends, strict=False), start=1
        )
    )
