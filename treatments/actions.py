"""What becomes of a planned session: it took place, it was cancelled, it is planned again.

The patient is locked by the caller, who read the session under that lock.
"""

import uuid
from datetime import date
from enum import StrEnum

from treatments.choices import Status
from treatments.models import InjectionSession


class Outcome(StrEnum):
    """What came of asking: it is so now, or why not. Asking twice comes to the same."""

    SO = "so"
    FIRST_UNKNOWN = "first_unknown"
    NOT_COME = "not_come"
    CHANGED = "changed"
    TAKEN = "taken"


def _become(session: InjectionSession, status: Status) -> Outcome:
    if session.status != status:
        session.status = status
        session.version = uuid.uuid4()
        session.save(update_fields=["status", "version", "changed_at"])
    return Outcome.SO


def forget_first_ever(*, but: InjectionSession) -> None:
    """Leave the earliest done session's answer as the only one.

    A later one, which becomes the earliest when this one is deleted or moved, is asked again then.
    """
    others = InjectionSession.objects.filter(patient=but.patient_id).exclude(pk=but.pk)
    others.filter(first_ever__isnull=False).update(first_ever=None, earlier_sessions=None)


def confirm_done(*, session: InjectionSession, today: date) -> Outcome:
    """A planned session took place, which can be said from its day on.

    FIRST_UNKNOWN where it is so, and nobody has said yet whether this earliest one is the first.
    """
    if session.status == Status.CANCELLED:
        return Outcome.CHANGED
    if session.status == Status.PLANNED and session.date > today:
        return Outcome.NOT_COME
    outcome = _become(session, Status.DONE)
    done = InjectionSession.objects.filter(patient=session.patient_id, status=Status.DONE)
    if done.filter(date__lt=session.date).exists():
        return outcome
    if session.first_ever is None:
        return Outcome.FIRST_UNKNOWN
    forget_first_ever(but=session)
    return outcome


def cancel(*, session: InjectionSession) -> Outcome:
    """A planned session does not take place. One that was done is no plan any more."""
    if session.status == Status.DONE:
        return Outcome.CHANGED
    return _become(session, Status.CANCELLED)


def reinstate(*, session: InjectionSession) -> Outcome:
    """A cancelled session is planned again, also where its day has come: then it asks."""
    if session.status == Status.DONE:
        return Outcome.CHANGED
    standing = InjectionSession.objects.filter(patient=session.patient_id).standing()
    if standing.filter(date=session.date).exclude(pk=session.pk).exists():
        return Outcome.TAKEN
    return _become(session, Status.PLANNED)
