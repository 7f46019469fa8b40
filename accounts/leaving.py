"""What a person who wants to leave is shown before the last yes."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Clinician, Patient, Share, User

# What hangs on a patient, by the names of the relations; of the rest a number says nothing.
COUNTED = (
    "days",
    "attacks",
    "medicines",
    "scores",
    "injection_sessions",
    "preventives",
    "invitations",
)


@dataclass(frozen=True, slots=True)
class Holding:
    """What goes with an account, by number and never by content.

    counts: names of things with how many, those that are there. readers: the clinicians who may
    read the diary now. diaries: how many patients share theirs with this person.
    """

    patient: Patient | None
    counts: list[tuple[str, int]]
    readers: list[str]
    clinician: Clinician | None
    diaries: int


def holding(user: User, now: datetime) -> Holding:
    """What is there of this person at `now`."""
    patient = Patient.objects.filter(user=user).first()
    clinician = Clinician.objects.filter(user=user).first()
    live = Share.objects.live(now)
    read = live.filter(patient=patient) if patient else Share.objects.none()
    return Holding(
        patient=patient,
        counts=_counts(patient) if patient else [],
        readers=[str(each.clinician) for each in read.select_related("clinician")],
        clinician=clinician,
        diaries=live.filter(clinician=clinician).count() if clinician else 0,
    )


def _counts(patient: Patient) -> list[tuple[str, int]]:
    found = [getattr(patient, name).all() for name in COUNTED]
    numbers = [(str(rows.model._meta.verbose_name_plural), rows.count()) for rows in found]
    return [(name, number) for name, number in numbers if number]
