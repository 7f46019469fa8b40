"""Whoever may not see a diary, for whatever reason, is told what a stranger is told."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.invitation_actions import (
    Refusal,
    decline,
    invite_by_code,
    invite_by_email,
    name_by_code,
)
from accounts.models import AccessEvent, Clinician, Patient
from tests import people
from tests.access_matrix import OWNER_AND_CLINICIAN
from tests.access_world import World
from tests.pages import not_found
from tests.test_access import WRONG_CODE, body

# Those who may open the list of their patients, in which Alice is not.
SEE_OTHERS = (
    "run out",
    "revoked",
    "invited",
    "invitation run out",
    "declined",
    "code typed",
    "of another patient",
    "without any share",
)


def _no_more(world: World, name: str) -> Client:
    """A clinician, or staff, who may not see Alice's diary, for the reason that the name says."""
    now = timezone.now()
    hour = timedelta(hours=1)
    if name == "staff":
        user = people.make_user("stan", is_staff=True)
        people.add_second_step(user)
        return people.browser_of(user)
    if name == "without second step":
        return people.browser_of(world.users["bob"], second_step=False)
    if name == "second step taken away":
        client = people.browser_of(world.users["bob"])
        Authenticator.objects.all().delete()
        return client
    clinician = people.make_clinician("eve")
    if name == "unapproved":
        Clinician.objects.filter(pk=clinician.pk).update(approved_at=None)
        people.share(world.alice, clinician)
    elif name == "refused":
        Clinician.objects.filter(pk=clinician.pk).update(approved_at=None, refused_at=now)
        people.share(world.alice, clinician)
    elif name == "run out":
        people.share(world.alice, clinician, ends_at=now - hour)
    elif name == "revoked":
        people.share(world.alice, clinician, stopped_at=now - hour)
    elif name in ("invited", "invitation run out", "declined", "code typed"):
        _invite(world.alice, clinician, name, now)
    elif name == "of another patient":
        people.share(world.charlie, clinician)
    return people.browser_of(clinician.user)


def _invite(patient: Patient, clinician: Clinician, name: str, now: datetime) -> None:
    late = timedelta(days=15) if name == "invitation run out" else timedelta()
    terms = {"with_notes": True, "share_until": None, "now": now - late}
    if name == "code typed":
        code = invite_by_code(patient=patient, **terms).secret
        assert not isinstance(name_by_code(clinician=clinician, code=code, now=now), Refusal)
        return
    made = invite_by_email(patient=patient, email=clinician.user.email, **terms)
    if name == "declined":
        assert decline(pk=made.invitation.pk, user=clinician.user, now=now)


@pytest.mark.once
@pytest.mark.parametrize(
    "who",
    [
        "staff",
        "without second step",
        "second step taken away",
        "unapproved",
        "refused",
        "run out",
        "revoked",
        "invited",
        "invitation run out",
        "declined",
        "code typed",
        "of another patient",
        "without any share",
    ],
)
def test_who_may_not_see_a_diary_is_told_what_a_stranger_is_told(world: World, who: str) -> None:
    client = _no_more(world, who)
    looks = AccessEvent.objects.filter(kind__in=("read", "downloaded")).count()
    for name in OWNER_AND_CLINICIAN:
        real, wrong = (
            client.get(world.address(name, code)) for code in (world.alice.code, WRONG_CODE)
        )
        assert real.status_code == 404, name
        assert body(real) == body(wrong) == not_found()
        assert real.headers == wrong.headers
    assert AccessEvent.objects.filter(kind__in=("read", "downloaded")).count() == looks
    if who not in ("staff", *SEE_OTHERS):
        assert client.get("/patients/").headers["Location"] == "/clinician/"
    for page in ("/", "/patients/", "/clinician/"):
        shown = client.get(page, follow=True).content.decode()
        assert world.alice.user.email not in shown
        assert str(world.alice.code) not in shown
