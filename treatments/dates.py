"""What a person's own calendar holds: dates with a standing, and nothing that tells what for."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from treatments.choices import Status
from treatments.cycles import Cycle, Sessions
from treatments.due import booked
from treatments.models import InjectionSession


class Standing(StrEnum):
    """How sure a date is, in the words of calendar files."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One day in a calendar.

    `uid` stays whatever is edited, and `sequence` never goes down, so that a calendar moves the
    entry that it has instead of adding another.
    """

    uid: uuid.UUID
    on: date
    standing: Standing
    sequence: int
    changed_at: datetime


def session_entry(session: InjectionSession) -> Entry:
    """The day of a session."""
    cancelled = session.status == Status.CANCELLED
    standing = Standing.CANCELLED if cancelled else Standing.CONFIRMED
    return _entry(session, session.code, session.date, standing)


def due_entry(cycle: Cycle, standing: Standing = Standing.TENTATIVE) -> Entry:
    """The day on which a cycle's next session is due: it moves with the session."""
    uid = uuid.uuid5(cycle.session.code, "due")
    return _entry(cycle.session, uid, cycle.due, standing)


def _entry(session: InjectionSession, uid: uuid.UUID, on: date, standing: Standing) -> Entry:
    edited_for = session.changed_at - session.created_at
    return Entry(uid, on, standing, max(int(edited_for.total_seconds()), 0), session.changed_at)


def entries(sessions: Sessions) -> list[Entry]:
    """Each planned session, and the day the next is due only while none is booked after the last.

    With both a person would have two dates, and might go on the wrong one.
    """
    found = [session_entry(session) for session in (*sessions.to_confirm, *sessions.planned)]
    return _in_order([*found, *map(due_entry, _due(sessions))])


def entries_to_keep(sessions: Sessions, today: date) -> list[Entry]:
    """The same for a file that is opened once, which also takes out what an earlier one brought.

    That are cancelled sessions still ahead, and due days ahead on which nothing is due any more. A
    calendar that follows the link needs none of it: it drops what is no longer there.
    """
    over = [session_entry(session) for session in sessions.cancelled if session.date >= today]
    due = _due(sessions)
    no_longer = [cycle for cycle in sessions.cycles if cycle.due >= today and cycle not in due]
    over += [due_entry(cycle, Standing.CANCELLED) for cycle in no_longer]
    return _in_order([*entries(sessions), *over])


def _due(sessions: Sessions) -> list[Cycle]:
    """The cycle whose due day holds: the current one, until a session is booked."""
    return [sessions.current] if sessions.current and not booked(sessions) else []


def _in_order(found: list[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: (entry.on, entry.uid))
