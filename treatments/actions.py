"""What becomes of a planned session: it took place, it was cancelled, it is planned again."""

import uuid
from datetime import date
from enum import StrEnum

from django.db import transaction

from accounts.models import Patient
from treatments.choices import Status
from treatments.models import InjectionSession


class Outcome(StrEnum):
    """What came of asking: it is so now, or why not. Asking twice comes to the same."""

    SO = "so"
    FIRST_UNKNOWN = "first_unknown"
    NOT_COME = "not_come"
    NOT_PLANNED = "not_planned"
    TAKEN = "taken"
    GONE = "gone"


def _locked(patient: Patient, pk: int) -> InjectionSession | None:
    """The session as it stands, with nobody else writing."""
    patient.lock()
    return patient.injection_sessions.filter(pk=pk).first()


def _become(session: InjectionSession, status: Status) -> None:
    session.status = status
    session.version = uuid.uuid4()
    session.save(update_fields=["status", "version", "changed_at"])


@transaction.atomic
def confirm_done(*, patient: Patient, pk: int, today: date) -> Outcome:
    """A planned session took place, which can be said from its day on.

    FIRST_UNKNOWN where it is so, and nobody has said yet whether this earliest one is the first.
    """
    session = _locked(patient, pk)
    if session is None:
        return Outcome.GONE
    if session.status == Status.CANCELLED:
        return Outcome.NOT_PLANNED
    if session.status == Status.PLANNED:
        if session.date > today:
            return Outcome.NOT_COME
        _become(session, Status.DONE)
    earliest = patient.injection_sessions.standing().values_list("pk", flat=True).first()
    asks = session.first_ever is None and session.pk == earliest
    return Outcome.FIRST_UNKNOWN if asks else Outcome.SO


@transaction.atomic
def cancel(*, patient: Patient, pk: int) -> Outcome:
    """A planned session does not take place. One that was done is no plan any more."""
    session = _locked(patient, pk)
    if session is None:
        return Outcome.GONE
    if session.status == Status.DONE:
        return Outcome.NOT_PLANNED
    if session.status == Status.PLANNED:
        _become(session, Status.CANCELLED)
    return Outcome.SO


@transaction.atomic
def reinstate(*, patient: Patient, pk: int) -> Outcome:
    """A cancelled session is planned again, also where its day has come: then it asks."""
    session = _locked(patient, pk)
    if session is None:
        return Outcome.GONE
    if session.status == Status.CANCELLED:
        if patient.injection_sessions.standing().filter(date=session.date).exists():
            return Outcome.TAKEN
        _become(session, Status.PLANNED)
    return Outcome.SO
