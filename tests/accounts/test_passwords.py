"""Logging in and out, a forgotten password, a changed one."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import Patient
from tests.accounts.mail import last_code, subjects
from tests.people import PASSWORD

LOGIN, LOGOUT = "/accounts/login/", "/accounts/logout/"
RESET, CODE, NEW = (f"/accounts/password/reset/{page}" for page in ("", "confirm/", "complete/"))
OTHER = "another dark room"


def log_in(client: Client, email: str, password: str = PASSWORD) -> str:
    """Where the log-in leads; empty where it is refused."""
    response = client.post(LOGIN, {"login": email, "password": password})
    return response.get("Location", "")


def is_in(client: Client) -> bool:
    return str(client.get("/")["Location"]).startswith("/p/")


def test_a_person_logs_in_and_out(client: Client, alice: Patient) -> None:
    assert log_in(client, "Alice@Example.org") == "/"
    assert is_in(client)
    assert client.get(LOGOUT).status_code == 200
    assert is_in(client), "asking does not log out"
    assert client.post(LOGOUT)["Location"] == LOGIN
    assert not is_in(client)


def test_a_page_that_was_asked_for_is_shown_after_the_log_in(
    client: Client, alice: Patient
) -> None:
    page = f"/p/{alice.code}/calendar/"
    asked = client.get(page)["Location"]
    assert asked == f"{LOGIN}?next={page}"
    response = client.post(asked, {"login": alice.user.email, "password": PASSWORD, "next": page})
    assert response["Location"] == page


def test_the_log_in_leads_to_no_other_site(client: Client, alice: Patient) -> None:
    address = f"{LOGIN}?next=https://evil.example/"
    form = {"login": alice.user.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(address, form)["Location"] == "/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("alice@example.org", "wrong wrong"), ("nobody@example.org", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_address_are_told_in_the_same_words(
    client: Client, alice: Patient, email: str, password: str
) -> None:
    response = client.post(LOGIN, {"login": email, "password": password})
    assert response.context["form"].errors == {
        "__all__": ["The e-mail address or the password is not right."]
    }
    assert not is_in_any(client)


def is_in_any(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_closed_account_is_out_at_the_next_request(client: Client, alice: Patient) -> None:
    log_in(client, alice.user.email)
    alice.user.is_active = False
    alice.user.save()
    assert client.get("/")["Location"] == f"{LOGIN}?next=/"
    assert log_in(client, alice.user.email) == "/accounts/inactive/"


def test_a_forgotten_password_is_set_anew_with_a_code(client: Client, alice: Patient) -> None:
    thief = Client()
    assert log_in(thief, alice.user.email) == "/"
    assert client.post(RESET, {"email": "ALICE@example.org"})["Location"] == CODE
    assert client.get(NEW)["Location"] == CODE, "first the code"
    assert client.post(CODE, {"code": last_code(alice.user.email)})["Location"] == NEW
    response = client.post(NEW, {"password1": OTHER, "password2": OTHER})
    assert response["Location"] == "/"
    assert is_in(client)
    assert not is_in(thief), "every other log-in has ended"
    assert log_in(Client(), alice.user.email) == ""
    assert log_in(Client(), alice.user.email, OTHER) == "/"
    assert subjects() == [
        "Clear Days: your code for a new password",
        "Clear Days: you have a new password",
    ]


def test_a_reset_for_an_unknown_address_looks_the_same(client: Client, alice: Patient) -> None:
    def seen(email: str) -> list[object]:
        client = Client()
        steps = [
            client.post(RESET, {"email": email}),
            *[client.post(CODE, {"code": "000-000-000"}) for _ in range(3)],
        ]
        return [(step.status_code, step.get("Location"), sorted(step.cookies)) for step in steps]

    assert seen(alice.user.email) == seen("nobody@example.org")
    assert mail.outbox[1].subject == "Clear Days: there is no account with this address"


@pytest.mark.parametrize(("minutes", "leads_to"), [(14, NEW), (16, LOGIN)])
def test_a_code_for_a_new_password_works_for_fifteen_minutes(
    client: Client, alice: Patient, minutes: int, leads_to: str
) -> None:
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        client.post(RESET, {"email": alice.user.email})
        clock.shift(timedelta(minutes=minutes))
        response = client.post(CODE, {"code": last_code(alice.user.email)})
        assert response["Location"] == leads_to


def test_changing_the_password_ends_every_other_log_in(client: Client, alice: Patient) -> None:
    other = Client()
    for browser in (client, other):
        log_in(browser, alice.user.email)
    form = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert (is_in(client), is_in(other)) == (True, False)
    assert log_in(Client(), alice.user.email) == ""
    assert subjects() == ["Clear Days: your password was changed"]


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("oldpassword", "wrong wrong", "This is not your current password."),
        ("password2", "something else", "You must type the same password each time."),
    ],
)
def test_a_password_is_changed_only_by_who_knows_it(
    client: Client, alice: Patient, field: str, value: str, error: str
) -> None:
    log_in(client, alice.user.email)
    form = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER, field: value}
    response = client.post("/accounts/password/change/", form)
    assert response.context["form"].errors == {field: [error]}
    assert log_in(Client(), alice.user.email) == "/"


def test_the_address_changes_once_the_new_one_has_shown_its_code(
    client: Client, alice: Patient
) -> None:
    log_in(client, alice.user.email)
    asked = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert mail.outbox == [], "first the password once more"
    response = client.post(asked["Location"], {"password": PASSWORD})
    assert response["Location"] == "/accounts/confirm-email/"
    assert log_in(Client(), "alice@example.org") == "/", "so far the old one holds"
    client.post("/accounts/confirm-email/", {"code": last_code("new@example.org")})
    alice.user.refresh_from_db()
    assert alice.user.email == "new@example.org"
    assert (log_in(Client(), "alice@example.org"), log_in(Client(), "new@example.org")) == ("", "/")
    assert mail.outbox[-1].to == ["alice@example.org"]
    assert mail.outbox[-1].subject == "Clear Days: your e-mail address was changed"
