"""Writes that open a diary, and the consent that comes before anything is stored."""

from datetime import datetime

from django.db import transaction

from accounts.models import Consent, Patient, User

# Raised whenever the meaning of templates/accounts/your_data.html changes.
CONSENT_VERSION = "2026-11-23"
# Who only treats patients agrees to less: what is said of themselves, and no diary.
CLINICIAN_CONSENT_VERSION = f"{CONSENT_VERSION} clinician"


def consent(*, user: User, version: str, now: datetime) -> None:
    """Store that the user agreed to the text of today; the second of two yeses changes nothing."""
    Consent.objects.get_or_create(user=user, version=version, defaults={"given_at": now})


@transaction.atomic
def open_diary(*, user: User, time_zone: str, now: datetime) -> Patient:
    """Make the user a patient and record their consent to the current text.

    Args:
        user: who signs up; must not be a patient yet.
        time_zone: name of the zone whose calendar the days follow.
        now: the moment of consent.
    """
    consent(user=user, version=CONSENT_VERSION, now=now)
    return Patient.objects.create(user=user, time_zone=time_zone, created_at=now)
