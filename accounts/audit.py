"""Adding to the audit: who looked at what, and who changed who may."""

import uuid
from datetime import datetime

from django.db.models import Exists

from accounts.choices import EventKind
from accounts.models import AccessEvent, Clinician, Patient, User


def name_of(user: User, patient_code: uuid.UUID | None = None) -> str:
    """Who it was, kept where the account goes: a clinician or staff; nothing of a patient.

    Of what somebody does with the diary of the code, nothing where it is their own.
    """
    own = Patient.objects.filter(user=user.pk, code=patient_code or uuid.UUID(int=0))
    clinician = Clinician.objects.filter(user=user.pk).annotate(own=Exists(own)).first()
    if clinician:
        return "" if clinician.own else str(clinician)
    return user.email if user.is_staff and not own.exists() else ""


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
        about_name=name_of(about, patient_code) if about else "",
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
