"""Adding to the audit: who looked at what, and who changed who may."""

import uuid
from datetime import datetime

from accounts.choices import EventKind
from accounts.models import AccessEvent, Clinician, Patient, User


def name_of(user: User, patient_code: uuid.UUID | None = None) -> str:
    """Who it was, kept where the account goes: a clinician or staff; nothing of a patient.

    Of what somebody does with the diary of the code, nothing where it is their own.
    """
    name = _clinician_name(user, patient_code)
    own = Patient.objects.filter(user=user.pk, code=patient_code or uuid.UUID(int=0))
    return user.email if not name and user.is_staff and not own.exists() else name


def _clinician_name(user: User, patient_code: uuid.UUID | None) -> str:
    """A clinician's, nothing of anybody else or of what is done with the diary of their own."""
    clinicians = Clinician.objects.filter(user=user.pk)
    if patient_code:
        clinicians = clinicians.exclude(user__patient__code=patient_code)
    return str(clinicians.first() or "")


def event(
    *,
    kind: EventKind,
    actor: User | None,
    now: datetime,
    patient_code: uuid.UUID | None = None,
    about: User | None = None,
    page: str = "",
) -> AccessEvent:
    """An event that is not stored yet. Its meanings are AccessEvent's."""
    return AccessEvent(
        at=now,
        kind=kind,
        actor=actor,
        actor_name=name_of(actor, patient_code) if actor else "",
        patient_code=patient_code,
        about=about,
        about_name=_clinician_name(about, patient_code) if about else "",
        page=page,
    )


def record(
    *,
    kind: EventKind,
    actor: User | None,
    now: datetime,
    patient_code: uuid.UUID | None = None,
    about: User | None = None,
    page: str = "",
) -> None:
    """Append one event."""
    event(kind=kind, actor=actor, now=now, patient_code=patient_code, about=about, page=page).save()


def record_looks(*, actor: User, patient_codes: list[uuid.UUID], page: str, now: datetime) -> None:
    """Append that the actor read something of each patient on one page, in one query or two."""
    name = name_of(actor)
    AccessEvent.objects.bulk_create(
        AccessEvent(
            at=now,
            kind=EventKind.READ,
            actor=actor,
            actor_name=name,
            patient_code=code,
            page=page,
        )
        for code in patient_codes
    )
