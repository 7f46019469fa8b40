"""Each change of how somebody logs in stands in the audit, for them to see."""

import json
import time
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData
from pytest_django.fixtures import Settings

from accounts.choices import EventKind
from accounts.models import AccessEvent, Clinician, Patient, User
from tests import people
from tests.accounts.mail import last_code
from tests.accounts.test_passkeys import b64, client_data, credential

NEW = "another dark room"
TWICE = {"password1": NEW, "password2": NEW}
TOTP, KEYS, CODES = (f"/accounts/2fa/{kind}/" for kind in ("totp", "webauthn", "recovery-codes"))


def proven(user: User) -> Client:
    """A browser that has just shown the password."""
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    return client


def changes() -> list[str]:
    """What changed, in order; each by the person, about them and for their diary's list."""
    found = []
    for row in AccessEvent.objects.filter(kind=EventKind.LOGIN_METHOD).order_by("pk"):
        patient = Patient.objects.filter(user=row.actor_id).first()
        assert row.about_id == row.actor_id
        assert row.patient_code == (patient.code if patient else None)
        found.append(row.page)
    return found


def new_passkey(client: Client) -> str:
    """A passkey's answer to the challenge of the page that adds one."""
    asked = client.get(f"{KEYS}add/").context["js_data"]["creation_options"]["publicKey"]
    key = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    known = AttestedCredentialData.create(bytes(16), b"id", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    site = sha256(asked["rp"]["id"].encode()).digest()
    answer = AttestationObject.create("none", AuthenticatorData.create(site, flags, 0, known), {})
    said = client_data(type="webauthn.create", challenge=asked["challenge"])
    whole = credential(clientDataJSON=said, attestationObject=b64(answer))
    return json.dumps({**whole, "id": b64(b"id"), "rawId": b64(b"id")})


def test_a_password_changed(alice: Patient) -> None:
    form = {"oldpassword": people.PASSWORD, **TWICE}
    proven(alice.user).post("/accounts/password/change/", form)
    assert changes() == ["password_changed"]


def test_a_password_set_where_there_was_none(alice: Patient) -> None:
    alice.user.set_unusable_password()
    alice.user.save()
    client = Client()
    client.force_login(alice.user)
    client.post("/accounts/password/set/", TWICE)
    assert changes() == ["password_set"]


def test_a_forgotten_password_set_anew(client: Client, alice: Patient) -> None:
    client.post("/accounts/password/reset/", {"email": alice.user.email})
    client.post("/accounts/password/reset/confirm/", {"code": last_code(alice.user.email)})
    assert changes() == []
    client.post("/accounts/password/reset/complete/", TWICE)
    assert changes() == ["password_reset"]


def test_an_address_changed_once_it_is_confirmed(alice: Patient) -> None:
    client = proven(alice.user)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert changes() == []
    client.post("/accounts/confirm-email/", {"code": last_code("new@example.org")})
    assert changes() == ["email_changed"]


def test_codes_from_an_app_and_what_saves_who_lost_them(
    alice: Patient, django_capture_on_commit_callbacks: Any
) -> None:
    client = proven(alice.user)
    secret = client.get(f"{TOTP}activate/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{TOTP}activate/", {"code": code})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{CODES}generate/")
    client.post(f"{TOTP}deactivate/")
    assert changes() == ["totp_activated", "recovery_codes_generated", "totp_deactivated"]


def test_a_passkey_added_and_removed(alice: Patient) -> None:
    client = proven(alice.user)
    cache.clear()
    form = {"name": "Phone", "credential": new_passkey(client)}
    client.post(f"{KEYS}add/", form)
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    client.post(f"{KEYS}keys/{passkey.pk}/remove/")
    assert changes() == ["webauthn_added", "webauthn_removed"]


def test_what_is_refused_or_is_no_change_is_not_there(alice: Patient) -> None:
    client = proven(alice.user)
    client.post("/accounts/password/change/", {"oldpassword": "wrong wrong", **TWICE})
    client.post(f"{TOTP}activate/", {"code": "000000"})
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": alice.user.email, "password": people.PASSWORD})
    assert changes() == []


def test_the_person_sees_it(alice: Patient) -> None:
    client = proven(alice.user)
    client.post("/accounts/password/change/", {"oldpassword": people.PASSWORD, **TWICE})
    looks = client.get(reverse("accounts:looks", args=[alice.code])).content.decode()
    assert "You changed how you log in." in looks


def test_a_clinicians_is_there_too_with_the_name_and_no_diary(bob: Clinician) -> None:
    form = {"oldpassword": people.PASSWORD, **TWICE}
    proven(bob.user).post("/accounts/password/change/", form)
    assert changes() == ["password_changed"]
    assert AccessEvent.objects.get().actor_name == "Dr Bob, Old Town practice"


def test_it_is_there_though_the_e_mail_about_it_was_not_sent(
    settings: Settings, alice: Patient
) -> None:
    client = proven(alice.user)
    settings.EMAIL_BACKEND = "tests.accounts.sharing_mail_backends.Refuses"
    form = {"oldpassword": people.PASSWORD, **TWICE}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert changes() == ["password_changed"]
