"""What a person's own calendar holds: dates with a standing, and nothing that tells what for."""

import uuid
from collections.abc import Iterable
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


def due_entry(cycle: Cycle) -> Entry:
    """The day on which a cycle's next session is due: it moves with the session."""
    uid = uuid.uuid5(cycle.session.code, "due")
    return _entry(cycle.session, uid, cycle.due, Standing.TENTATIVE)


def _entry(session: InjectionSession, uid: uuid.UUID, on: date, standing: Standing) -> Entry:
    edited_for = session.changed_at - session.created_at
    return Entry(uid, on, standing, max(int(edited_for.total_seconds()), 0), session.changed_at)


def entries(sessions: Sessions, cancelled: Iterable[InjectionSession] = ()) -> list[Entry]:
    """Each planned session, and the day the next is due only while none is booked after the last.

    With both a person would have two dates, and might go on the wrong one. `cancelled` sessions
    are for a file that is opened once: they take out what an earlier file brought. A calendar that
    follows the link drops what is no longer there, so it is given none, and shows none struck out.
    """
    found = [session_entry(s) for s in (*sessions.to_confirm, *sessions.planned, *cancelled)]
    if sessions.current and not booked(sessions):
        found.append(due_entry(sessions.current))
    return sorted(found, key=lambda entry: (entry.on, entry.uid))
