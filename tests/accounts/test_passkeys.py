"""What no browser's passkey sends is refused, at every page that a passkey opens."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.core.cache import cache
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.models import Patient
from tests.people import PASSWORD

LOGIN, ADD, AGAIN = (
    f"/accounts/2fa/webauthn/{page}/" for page in ("login", "add", "reauthenticate")
)
SECOND = "/accounts/2fa/authenticate/"
HUGE = 10**30


def b64(data: bytes | str) -> str:
    raw = data if isinstance(data, bytes) else data.encode()
    return urlsafe_b64encode(raw).decode().rstrip("=")


def client_data(**changed: Any) -> str:
    """What the browser says of a passkey's answer."""
    said = {"type": "webauthn.get", "challenge": b64("x"), "origin": "http://testserver", **changed}
    return b64(json.dumps(said))


def credential(**response: Any) -> dict[str, Any]:
    """The form of a passkey's answer, as both a new and a known one send it."""
    return {
        "id": b64("id"),
        "rawId": b64("id"),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": client_data(),
            "authenticatorData": b64(bytes(37)),
            "attestationObject": b64(b"\xa0"),
            "signature": b64("x"),
            "userHandle": b64("1"),
            **response,
        },
    }


MALFORMED = [
    "",
    "null",
    "1",
    "1" * 5_000,
    "[" * 100_000,
    "[" * 19_000,
    '{"a":' * 3_000,
    "NaN",
    "[]",
    "{}",
    '"x"',
    '{"clientExtensionResults": 1}',
    *[
        json.dumps({**credential(), name: value})
        for name in credential()
        for value in (HUGE, [], "\0")
    ],
    *[
        json.dumps(credential(**{name: value}))
        for name in credential()["response"]
        for value in (HUGE, None, {}, "é", "", b64(b"\x81" * 9_000), b64("[" * 9_000), b64(b"\xff"))
    ],
    *[
        json.dumps(credential(clientDataJSON=client_data(**{name: value})))
        for name in ("type", "challenge", "origin", "crossOrigin")
        for value in (1, HUGE, None, [], {}, "http://[", "\0")
    ],
    json.dumps({**credential(), "response": 1}),
    json.dumps(credential()),
]


def send(client: Client, page: str, text: str) -> int:
    """Ask for a challenge, then answer it so; the status."""
    client.get(page, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    cache.clear()
    return client.post(page, {"credential": text}).status_code


@pytest.fixture
def logged_in(alice: Patient) -> Client:
    """Alice's browser, a moment after she typed her password again."""
    client = Client()
    client.force_login(alice.user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.once
def test_a_malformed_passkey_opens_nothing(client: Client, alice: Patient) -> None:
    for text in MALFORMED:
        assert send(client, LOGIN, text) == 302, text[:300]
    assert "_auth_user_id" not in client.session


@pytest.mark.once
def test_a_malformed_passkey_is_not_added(logged_in: Client) -> None:
    for text in MALFORMED:
        assert send(logged_in, ADD, text) == 200, text[:300]
    assert not Authenticator.objects.exists()


@pytest.fixture
def passkey(alice: Patient) -> Authenticator:
    """A passkey that Alice added before."""
    key = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    known = AttestedCredentialData.create(bytes(16), b"id", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    answered = AuthenticatorData.create(bytes(32), flags, 0, known)
    attestation = b64(AttestationObject.create("none", answered, {}))
    added = {"name": "Phone", "credential": credential(attestationObject=attestation)}
    return Authenticator.objects.create(user=alice.user, type="webauthn", data=added)


@pytest.mark.once
def test_a_malformed_passkey_proves_nothing(logged_in: Client, passkey: Authenticator) -> None:
    assert logged_in.get(AGAIN).status_code == 200
    for text in MALFORMED:
        assert send(logged_in, AGAIN, text) == 302, text[:300]


@pytest.mark.once
def test_a_malformed_passkey_is_no_second_step(
    client: Client, alice: Patient, passkey: Authenticator
) -> None:
    form = {"login": alice.user.email, "password": PASSWORD}
    assert client.post("/accounts/login/", form)["Location"] == SECOND
    for text in MALFORMED:
        assert send(client, SECOND, text) == 200, text[:300]
    assert "_auth_user_id" not in client.session
