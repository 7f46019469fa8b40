"""The fixed people of every test, each with the same password."""

from datetime import UTC, datetime
from functools import cache

from django.contrib.auth.hashers import make_password

from accounts.actions import open_diary
from accounts.models import Clinician, Patient, Share, User

PASSWORD = "a quiet dark room"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def make_user(name: str, **fields: object) -> User:
    """Somebody with a verified e-mail address at example.org."""
    user = User.objects.create(email=f"{name}@example.org", password=_hashed(), **fields)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)  # type: ignore[attr-defined]
    return user


def make_patient(name: str, time_zone: str = "Europe/Berlin") -> Patient:
    """Somebody who keeps a diary."""
    return open_diary(user=make_user(name), time_zone=time_zone, now=LONG_AGO)


def make_clinician(name: str) -> Clinician:
    """An approved clinician."""
    return Clinician.objects.create(
        user=make_user(name),
        name=f"Dr {name.title()}",
        practice="Headache centre",
        approved_at=LONG_AGO,
    )


def share(patient: Patient, clinician: Clinician, **fields: object) -> Share:
    """A share from long ago, live unless the fields say otherwise."""
    return Share.objects.create(patient=patient, clinician=clinician, started_at=LONG_AGO, **fields)
