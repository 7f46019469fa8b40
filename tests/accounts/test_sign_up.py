"""From nothing to one's own diary: sign-up, the code by e-mail, and what may go wrong."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import CONSENT_VERSION
from accounts.models import Patient, User
from tests.accounts.mail import last_code, subjects
from tests.people import PASSWORD

SIGN_UP, CODE = "/accounts/signup/", "/accounts/confirm-email/"
EMAIL = "new@example.org"


def form(email: str = EMAIL, **fields: str) -> dict[str, str]:
    return {
        "email": email,
        "password1": PASSWORD,
        "time_zone": "America/New_York",
        "consent": "on",
        **fields,
    }


def sign_up(client: Client, email: str = EMAIL) -> str:
    """Fill in the first page; the code that was sent."""
    response = client.post(SIGN_UP, form(email))
    assert (response.status_code, response["Location"]) == (302, CODE)
    return last_code(email)


def errors(client: Client, **fields: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = client.post(SIGN_UP, form(**fields)).context["form"].errors
    return found


def test_signing_up_leads_by_a_code_to_ones_own_diary(client: Client, db: None) -> None:
    code = sign_up(client)
    response = client.post(CODE, {"code": code}, follow=True)
    patient = Patient.objects.get()
    assert response.redirect_chain[-1] == (reverse("home:today", args=[patient.code]), 302)
    assert response.status_code == 200
    assert (patient.user.email, patient.time_zone) == (EMAIL, "America/New_York")
    consent = patient.user.consents.get()
    assert consent.version == CONSENT_VERSION
    assert abs(timezone.now() - consent.given_at) < timedelta(minutes=1)
    assert EmailAddress.objects.get().verified


def test_a_code_may_be_typed_without_its_dashes(client: Client, db: None) -> None:
    code = sign_up(client)
    assert client.post(CODE, {"code": f" {code.replace('-', ' ')} "})["Location"] == "/"


def test_an_address_is_the_same_in_any_case(client: Client, db: None) -> None:
    client.post(SIGN_UP, form("New@Example.ORG"))
    assert User.objects.get().email == EMAIL


def test_before_the_code_nobody_is_let_in(client: Client, db: None) -> None:
    sign_up(client)
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_a_sign_up_left_half_way_is_finished_by_logging_in(client: Client, db: None) -> None:
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        sign_up(Client())
        clock.shift(timedelta(hours=1))
        response = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
        assert response["Location"] == CODE
        assert client.get("/")["Location"] == "/accounts/login/?next=/"
        assert client.post(CODE, {"code": last_code(EMAIL)})["Location"] == "/"
        assert client.get("/")["Location"] == reverse(
            "home:today", args=[Patient.objects.get().code]
        )


def test_a_wrong_code_may_be_corrected_twice(client: Client, db: None) -> None:
    code = sign_up(client)
    for _ in range(2):
        response = client.post(CODE, {"code": "000-000-000"})
        assert response.context["form"].errors == {
            "code": ["That is not the code. Please look again."]
        }
    assert client.post(CODE, {"code": code})["Location"] == "/"


def test_the_third_wrong_code_is_the_last(client: Client, db: None) -> None:
    code = sign_up(client)
    answers = [client.post(CODE, {"code": "000-000-000"}).status_code for _ in range(3)]
    assert answers == [200, 200, 302]
    assert client.post(CODE, {"code": code})["Location"] == "/accounts/login/"
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize(("minutes", "leads_to"), [(14, "/"), (16, "/accounts/login/")])
def test_a_code_works_for_fifteen_minutes(
    client: Client, db: None, minutes: int, leads_to: str
) -> None:
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        code = sign_up(client)
        clock.shift(timedelta(minutes=minutes))
        assert client.post(CODE, {"code": code})["Location"] == leads_to


def test_a_new_code_takes_the_place_of_the_old(client: Client, db: None) -> None:
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        old = sign_up(client)
        clock.shift(timedelta(minutes=1))
        client.post(CODE, {"action": "resend"})
        assert len(mail.outbox) == 2
        new = last_code(EMAIL)
        assert client.post(CODE, {"code": old}).status_code == 200
        assert client.post(CODE, {"code": new})["Location"] == "/"


def test_signing_up_with_a_known_address_looks_the_same(alice: Patient) -> None:
    def seen(email: str) -> list[object]:
        """Everything that a sign-up shows: statuses, headers, cookies and pages, at any second."""
        client = Client()
        steps = [
            client.post(SIGN_UP, form(email)),
            client.get(CODE),
            client.post(CODE, {"action": "resend"}),
            client.get(CODE),
            *[client.post(CODE, {"code": "000-000-000"}) for _ in range(3)],
            client.get(CODE),
            client.get("/accounts/login/"),
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


def test_the_owner_of_a_known_address_is_told_by_e_mail_alone(
    client: Client, alice: Patient
) -> None:
    client.post(SIGN_UP, form(alice.user.email))
    (message,) = mail.outbox
    assert message.to == [alice.user.email]
    assert message.subject == "Clear Days: you have an account already"
    assert "http://testserver/accounts/password/reset/" in message.body


def test_what_was_typed_is_kept_when_something_is_missing(client: Client, db: None) -> None:
    response = client.post(SIGN_UP, form(consent="", time_zone="Asia/Tokyo"))
    kept = response.context["form"]
    assert kept.errors == {"consent": ["Without your yes, nothing may be stored."]}
    assert (kept["email"].value(), kept["time_zone"].value()) == (EMAIL, "Asia/Tokyo")
    assert PASSWORD not in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "no address"),
        ("email", "a@b.example" + "x" * 300),
        ("email", "nul\x00@example.org"),
        ("password1", ""),
        ("password1", "too short"),
        ("password1", "password12"),
        ("password1", "new@example.org"),
        ("time_zone", ""),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("consent", ""),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    client: Client, db: None, field: str, value: str
) -> None:
    assert list(errors(client, **{field: value})) == [field]
    assert not User.objects.exists()


def test_a_password_in_any_script_is_kept_as_typed(client: Client, db: None) -> None:
    password = " тихая комната 静かな部屋 "
    client.post(SIGN_UP, form(password1=password))
    assert User.objects.get().check_password(password)


def test_no_time_zone_is_chosen_beforehand(client: Client, db: None) -> None:
    page = client.get(SIGN_UP)
    assert page.context["form"]["time_zone"].value() is None
    assert 'data-browser-zone=""' in page.content.decode()


def test_user_and_diary_are_made_both_or_neither(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_consent RENAME TO consent_away")
    client.raise_request_exception = False
    assert client.post(SIGN_UP, form()).status_code == 500
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_diary() -> None:
    answers: list[int] = []
    gate = threading.Barrier(2)

    def tap() -> None:
        gate.wait()
        response = Client().post(SIGN_UP, form())
        answers.append(response.status_code)
        connection.close()

    taps = [threading.Thread(target=tap) for _ in range(2)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    # The second asks for a second e-mail within ten seconds.
    assert sorted(answers) == [302, 429]
    assert Patient.objects.count() == User.objects.count() == 1


def test_the_e_mails_name_no_illness(client: Client, db: None) -> None:
    client.post(CODE, {"code": sign_up(client)})
    assert subjects() == ["Clear Days: your code"]
    words = " ".join(f"{message.subject} {message.body}" for message in mail.outbox).lower()
    assert not [word for word in ("botox", "migraine", "headache", "diary") if word in words]
