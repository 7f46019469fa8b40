"""How long a log-in lasts, what it costs, and that nothing is left behind."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Clinician, Patient, User
from tests import people
from tests.accounts.test_passwords import is_in, log_in
from tests.accounts.test_sign_up import sign_up

DAY = timedelta(days=1)
START = "2026-03-01 12:00"


def test_a_log_in_lasts_ninety_days_from_its_last_use(client: Client, alice: Patient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        log_in(client, alice.user.email)
        for days in (89, 89, 89):
            clock.shift(days * DAY)
            assert is_in(client)
            assert client.cookies["sessionid"]["max-age"] == 90 * 24 * 60 * 60
        clock.shift(91 * DAY)
        assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_a_log_in_is_kept_alive_at_one_write_a_day(client: Client, alice: Patient) -> None:
    page = f"/p/{alice.code}/calendar/"
    with time_machine.travel(START, tick=False) as clock:
        log_in(client, alice.user.email)
        client.get(page)
        writes = []
        for hours in (1, 24, 1, 1, 25):
            clock.shift(timedelta(hours=hours))
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            sql = [query["sql"] for query in queries]
            writes.append(sum("UPDATE" in one and "django_session" in one for one in sql))
        assert writes == [0, 1, 0, 0, 1]


@pytest.mark.parametrize(("minutes", "inside"), [(14, True), (16, False)])
@pytest.mark.parametrize("who", ["clinician", "staff"])
def test_whoever_sees_others_is_out_after_fifteen_idle_minutes(
    client: Client, bob: Clinician, sue: User, who: str, minutes: int, inside: bool
) -> None:
    user = bob.user if who == "clinician" else sue
    Authenticator.objects.all().delete()  # whatever the log-in asks for
    with time_machine.travel(START, tick=False) as clock:
        log_in(client, user.email)
        client.get("/")
        for _ in range(2):
            clock.shift(timedelta(minutes=minutes))
            to_login = "login" in client.get("/accounts/2fa/").headers.get("Location", "")
            assert to_login is not inside


def test_a_log_in_with_which_nothing_was_asked_ends_after_fifteen_minutes_too(
    client: Client, bob: Clinician, alice: Patient
) -> None:
    Authenticator.objects.all().delete()
    log_in(client, bob.user.email)
    assert client.session.get_expiry_age() == 15 * 60
    log_in(other := Client(), alice.user.email)
    assert other.session.get_expiry_age() == NINETY_DAYS


NINETY_DAYS = 90 * 24 * 60 * 60


def cookie_age(client: Client) -> int:
    """How many seconds the browser keeps the log-in, or what comes before it."""
    return int(client.cookies["sessionid"]["max-age"])


def test_a_sign_up_that_nobody_finishes_is_gone_after_an_hour(client: Client, db: None) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sign_up(client)
        assert cookie_age(client) == 60 * 60
        clock.shift(timedelta(minutes=61))
        call_command("tidy")
        assert not Session.objects.exists()


def test_a_reset_that_nobody_finishes_is_gone_after_an_hour(client: Client, alice: Patient) -> None:
    client.post("/accounts/password/reset/", {"email": alice.user.email})
    assert cookie_age(client) == 60 * 60


def test_a_sign_up_once_finished_lasts_as_any_log_in(client: Client, db: None) -> None:
    client.post("/accounts/confirm-email/", {"code": sign_up(client)})
    assert is_in(client)
    assert cookie_age(client) == NINETY_DAYS


def test_a_log_in_after_a_wrong_try_lasts_as_any(client: Client, alice: Patient) -> None:
    client.post("/accounts/2fa/webauthn/login/", {"credential": "{}"})
    assert cookie_age(client) == 60 * 60
    log_in(client, alice.user.email)
    assert cookie_age(client) == NINETY_DAYS


def test_a_visitor_who_does_nothing_has_no_session(client: Client, db: None) -> None:
    client.get("/accounts/login/")
    assert not Session.objects.exists()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: Client, alice: Patient
) -> None:
    log_in(client, alice.user.email)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_logging_out_leaves_no_session_behind(client: Client, alice: Patient) -> None:
    log_in(client, alice.user.email)
    before = client.session.session_key
    client.post("/accounts/logout/")
    assert not Session.objects.filter(session_key=before).exists()


def test_logging_in_takes_a_new_session(client: Client, alice: Patient) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    before = client.cookies["sessionid"].value
    log_in(client, alice.user.email)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    "page",
    ["", "calendar/", "more/", "settings/", "treatments/", "before-and-after/", "files/diary.csv"],
)
def test_no_page_of_a_diary_is_stored_on_the_way_or_in_the_browser(
    as_alice: Client, alice: Patient, page: str
) -> None:
    response = as_alice.get(f"/p/{alice.code}/{page}")
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("page", ["/accounts/email/", "/accounts/2fa/", "/your-data/"])
def test_no_page_of_an_account_is_stored_either(as_alice: Client, page: str) -> None:
    response = as_alice.get(page)
    assert response.status_code == 200
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_the_list_of_shared_diaries_is_not_stored(bob: Clinician) -> None:
    response = people.browser_of(bob.user).get("/clinician/")
    assert "alice@example.org" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
