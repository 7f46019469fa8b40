"""A share as its clinician reads it: whose diary, on which terms, by the patient's own calendar."""

import uuid
from dataclasses import dataclass
from datetime import date

from accounts.models import Patient, Share


def name_for_clinicians(patient: Patient) -> str:
    """What a clinician calls the patient: their name, or their address where they gave none."""
    return patient.name or patient.user.email


@dataclass(frozen=True, slots=True)
class Shared:
    """A live share. last_day: on which it still holds; None until somebody ends it."""

    pk: int
    code: uuid.UUID
    name: str
    with_notes: bool
    since: date
    last_day: date | None

    @classmethod
    def of(cls, share: Share) -> "Shared":
        """The share in these words; its patient and their user must be at hand."""
        patient = share.patient
        return cls(
            pk=share.pk,
            code=patient.code,
            name=name_for_clinicians(patient),
            with_notes=share.with_notes,
            since=patient.today(share.started_at),
            last_day=patient.today(share.ends_at) if share.ends_at else None,
        )
