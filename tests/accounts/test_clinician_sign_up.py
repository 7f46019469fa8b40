"""The sign-up of those who treat patients: no diary, and the same protections as for patients."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.actions import CLINICIAN_CONSENT_VERSION
from accounts.models import Clinician, Patient, User
from tests.accounts.mail import last_code
from tests.at_once import at_once
from tests.people import PASSWORD

SIGN_UP, CODE = "/clinician/sign-up/", "/accounts/confirm-email/"
EMAIL = "doctor@example.org"


def form(email: str = EMAIL, **fields: str) -> dict[str, str]:
    return {"email": email, "password1": PASSWORD, "consent": "on", **fields}


def test_signing_up_leads_by_a_code_to_asking_staff_and_opens_no_diary(
    client: Client, db: None
) -> None:
    assert client.post(SIGN_UP, form())["Location"] == CODE
    assert client.post(CODE, {"code": last_code(EMAIL)})["Location"] == "/clinician/"
    assert client.get("/clinician/").context["standing"] == "new"
    assert client.get("/")["Location"] == "/clinician/"
    assert not Patient.objects.exists()
    assert not Clinician.objects.exists()
    assert User.objects.get().consents.get().version == CLINICIAN_CONSENT_VERSION


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "no address"), ("password1", "too short"), ("consent", "")],
)
def test_what_cannot_be_is_refused_beside_its_field(
    client: Client, db: None, field: str, value: str
) -> None:
    response = client.post(SIGN_UP, form(**{field: value}))
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.exists()


def test_no_time_zone_is_asked(client: Client, db: None) -> None:
    assert list(client.get(SIGN_UP).context["form"].fields) == ["email", "password1", "consent"]


def test_signing_up_with_a_known_address_looks_the_same(alice: Patient) -> None:
    def seen(email: str) -> list[object]:
        client = Client()
        steps = [
            client.post(SIGN_UP, form(email)),
            client.get(CODE),
            client.post(CODE, {"code": "000-000-000"}),
        ]
        return [
            (
                step.status_code,
                {**step.headers, "Content-Length": "", "Expires": ""},
                sorted(step.cookies),
                re.sub(r'value="\w{64}"', "", step.content.decode()).replace(email, "ADDRESS"),
            )
            for step in steps
        ]

    assert seen(alice.user.email) == seen("other@example.org")
    assert User.objects.filter(email=alice.user.email).count() == 1
    assert mail.outbox[0].subject == "Clear Days: you have an account already"


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_account() -> None:
    answers = at_once(*[lambda: Client().post(SIGN_UP, form()).status_code] * 2)
    # The second asks for a second e-mail within ten seconds.
    assert sorted(answers) == [302, 429]
    assert User.objects.count() == 1


def test_the_two_sign_ups_lead_to_each_other_and_remember_where_to_go(
    client: Client, db: None
) -> None:
    there = client.get("/accounts/signup/?next=/invitation/5/").content.decode()
    assert 'href="/clinician/sign-up/?next=%2Finvitation%2F5%2F"' in there
    back = client.get(f"{SIGN_UP}?next=/invitation/5/").content.decode()
    assert 'href="/accounts/signup/?next=%2Finvitation%2F5%2F"' in back


def test_whoever_is_logged_in_is_led_to_asking(as_alice: Client) -> None:
    assert as_alice.get(SIGN_UP)["Location"] == "/clinician/"
