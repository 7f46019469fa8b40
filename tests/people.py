"""The fixed people of every test, each with the same password."""

from datetime import UTC, datetime
from functools import cache

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.test import Client

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


def make_clinician(name: str, **fields: object) -> Clinician:
    """An approved clinician whose log-in has a second step."""
    clinician = Clinician.objects.create(
        user=make_user(name),
        **{
            "name": f"Dr {name.title()}",
            "practice": "Old Town practice",
            "registration": "1234567",
            "asked_at": LONG_AGO,
            "approved_at": LONG_AGO,
            **fields,
        },
    )
    add_second_step(clinician.user)
    return clinician


def add_second_step(user: User) -> Authenticator:
    """A one-time code to be asked for at the user's log-in."""
    known = {"secret": "JBSWY3DPEHPK3PXP"}
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data=known, created_at=LONG_AGO
    )


def browser_of(
    user: User, *, second_step: bool = True, headers: dict[str, str] | None = None
) -> Client:
    """A browser in which somebody is logged in, with their second step unless said otherwise."""
    client = Client(headers=headers)
    client.force_login(user)
    if second_step:
        request = HttpRequest()
        request.session = client.session
        step = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        record_authentication(request, user, "mfa", type="totp", id=step.pk if step else None)
        request.session.save()
    return client


def share(patient: Patient, clinician: Clinician, **fields: object) -> Share:
    """A share from long ago, live unless the fields say otherwise."""
    return Share.objects.create(patient=patient, clinician=clinician, started_at=LONG_AGO, **fields)
